#include "papercup/app/category_choice.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace papercup::app {
namespace {

constexpr std::size_t kMostCategories = 4;
constexpr double kSmallestShare = 1.0 / 6;

// How many papers count for a category; parts of papers, too.
using Counts = std::map<std::string, double>;

// Gives what a divided archive counts to its divisions, in proportion to what they count by
// themselves. Nothing is moved if they count nothing.
std::vector<std::string> distribute(const std::string& archive, double papers, Counts& counts) {
  std::vector<std::string> named;
  double all = 0;
  for (std::string& division : divisions_of(archive)) {
    const auto found = counts.find(canonical_category(division));
    if (found == counts.end()) continue;
    all += found->second;
    named.push_back(found->first);
  }
  for (const std::string& division : named) {
    double& count = counts[division];
    count += papers * count / all;
  }
  if (!named.empty()) counts.erase(archive);
  return named;
}

std::vector<std::pair<double, std::string>> by_count(const Counts& counts) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [name, count] : counts) order.emplace_back(count, name);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  return order;
}

bool is_among(const std::vector<Category>& categories, const std::string& name) {
  return std::find(categories.begin(), categories.end(), Category(name)) != categories.end();
}

}  // namespace

std::string category_of(const std::vector<Category>& categories) {
  const std::string& primary = categories.front().to_string();
  if (is_divided_archive(primary)) {
    for (const Category& category : categories) {
      if (category != categories.front() && belongs_to(category.to_string(), primary)) {
        return canonical_category(category.to_string());
      }
    }
  }
  return canonical_category(primary);
}

CategoryChoice choose_categories(const std::vector<std::string>& categories_of_papers) {
  Counts counts;
  for (const std::string& name : categories_of_papers) ++counts[name];
  std::vector<UndividedPapers> undivided;
  for (const auto& [name, count] : Counts(counts)) {
    if (!is_divided_archive(name)) continue;
    undivided.push_back({name, static_cast<std::size_t>(count), distribute(name, count, counts)});
  }

  CategoryChoice choice;
  const double fewest = kSmallestShare * static_cast<double>(categories_of_papers.size());
  std::size_t chosen = 0;
  for (const auto& [count, name] : by_count(counts)) {
    if (chosen == kMostCategories || count < fewest) break;
    ++chosen;
    if (!is_divided_archive(name)) {
      choice.categories.emplace_back(name);
      continue;
    }
    for (std::string& division : divisions_of(name)) {
      if (!is_among(choice.categories, division)) choice.categories.emplace_back(division);
    }
  }
  for (UndividedPapers& papers : undivided) {
    papers.taken_for_all = papers.taken_for.empty();
    if (papers.taken_for_all) papers.taken_for = divisions_of(papers.archive);
    auto& taken = papers.taken_for;
    taken.erase(
        std::remove_if(taken.begin(), taken.end(),
                       [&](const std::string& name) { return !is_among(choice.categories, name); }),
        taken.end());
    if (!taken.empty()) choice.undivided.push_back(std::move(papers));
  }
  return choice;
}

std::string explanation_of(const UndividedPapers& undivided) {
  const std::string said =
      fmt::format("categories: {} {} {}, which is divided today; ", undivided.papers,
                  undivided.papers == 1 ? "paper says only" : "papers say only", undivided.archive);
  if (undivided.taken_for_all) {
    return said + fmt::format("the focus has all {} divisions, take out what you do not read",
                              undivided.taken_for.size());
  }
  return said + fmt::format("counted for {}, as your other papers are",
                            fmt::join(undivided.taken_for, ", "));
}

}  // namespace papercup::app
