#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/reference_list.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/model.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kMostEntries = 2'000;
constexpr std::size_t kMostKeywords = 12;
constexpr double kHalfLife = 5;  // years
constexpr double kUnknownAge = 10;

struct Term {
  std::string label;
  double weight = 0;
  std::size_t entries = 0;
};

// Entries as papers, for the ranker's view of words. The identifiers only tell them apart.
std::vector<Paper> as_papers(const std::vector<library::Entry>& entries) {
  std::vector<Paper> papers;
  for (std::size_t i = 0; i < std::min(entries.size(), kMostEntries); ++i) {
    Paper paper{ArxivId::parse(fmt::format("0704.{:04}", i + 1))};
    paper.title = entries[i].title;
    paper.abstract = entries[i].abstract;
    papers.push_back(std::move(paper));
  }
  return papers;
}

int newest_year(const std::vector<library::Entry>& entries) {
  int newest = 0;
  for (const library::Entry& entry : entries) newest = std::max(newest, entry.year.value_or(0));
  return newest;
}

std::vector<Term> common_terms(const std::vector<library::Entry>& entries) {
  const std::vector<Paper> papers = as_papers(entries);
  const rank::Model model =
      rank::Model::centroid({}, papers, {}, rank::DocumentFrequency::background());
  const int newest = newest_year(entries);
  std::map<std::string, Term> terms;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    const double age = entries[i].year ? newest - *entries[i].year : kUnknownAge;
    for (const Contribution& contribution : model.explain(papers[i]).why) {
      if (contribution.kind != Evidence::like || contribution.points <= 0) continue;
      Term& term = terms[contribution.label];
      term.label = contribution.label;
      term.weight += contribution.points * std::exp2(-age / kHalfLife);
      ++term.entries;
    }
  }
  std::vector<Term> list;
  list.reserve(terms.size());
  for (auto& [label, term] : terms) list.push_back(std::move(term));
  return list;
}

bool holds_word(const std::string& phrase, const std::string& word) {
  return phrase.size() > word.size() &&
         (" " + phrase + " ").find(" " + word + " ") != std::string::npos;
}

}  // namespace

std::vector<Keyword> keywords_of(const std::vector<library::Entry>& entries) {
  constexpr std::size_t kSeveralEntries = 3;
  constexpr double kStrongest = 0.5;
  constexpr double kWeakest = 0.05;
  std::vector<Term> terms = common_terms(entries);
  const auto rare = std::stable_partition(terms.begin(), terms.end(),
                                          [](const Term& term) { return term.entries > 1; });
  if (entries.size() >= kSeveralEntries && rare != terms.begin()) terms.erase(rare, terms.end());
  std::ranges::stable_sort(terms, std::greater<>(), &Term::weight);
  if (terms.size() > 2 * kMostKeywords) {
    terms.erase(terms.begin() + 2 * static_cast<std::ptrdiff_t>(kMostKeywords), terms.end());
  }
  std::vector<Keyword> keywords;
  double strongest = 0;
  for (const Term& term : terms) {
    const bool is_told = std::ranges::any_of(
        terms, [&](const Term& other) { return holds_word(other.label, term.label); });
    if (is_told || keywords.size() == kMostKeywords) continue;
    strongest = std::max(strongest, term.weight);
    const double weight = std::round(kStrongest * term.weight / strongest * 100) / 100;
    keywords.push_back({term.label, std::max(kWeakest, weight)});
  }
  return keywords;
}

std::string description_of(const std::vector<library::Entry>& entries) {
  constexpr std::size_t kMostTitles = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(entries.size(), kMostTitles); ++i) {
    text += (text.empty() ? "Papers such as: " : "; ") + entries[i].title;
  }
  return text.empty() ? text : text + ".";
}

}  // namespace papercup::app
