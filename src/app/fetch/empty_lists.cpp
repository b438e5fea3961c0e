#include "app/fetch/empty_lists.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

constexpr int kReach = 60;  // days
// A category with more changes than these pages hold is not one in which nothing happens, and they
// hold the first changes.
constexpr int kMostPages = 4;

store::Selection lists_of(const std::string& category, Date since, Date until) {
  store::Selection selection;
  selection.categories = {category};
  selection.since = since;
  selection.until = until;
  return selection;
}

// As far as the source tells the moment of submission, which may be the day alone.
bool is_in_window(const Paper& paper, const store::FetchTask& window) {
  const Time begin = std::chrono::floor<std::chrono::days>(window.from);
  return paper.published && *paper.published >= begin && *paper.published <= window.to;
}

bool is_of(const Paper& paper, const std::string& category) {
  return std::any_of(paper.categories.begin(), paper.categories.end(),
                     [&](const Category& one) { return belongs_to(one.to_string(), category); });
}

}  // namespace

bool has_papers_of(const store::Store& store, const std::string& category, Date day) {
  return store.last_announcement_day(lists_of(category, day, day)).has_value();
}

double usual_papers(const store::Store& store, const std::string& category, Date until) {
  std::set<Date> days;
  const auto papers = store.select(lists_of(category, until - kReach, until));
  for (const store::PaperKey& paper : papers) days.insert(*paper.announced);
  if (days.empty()) return 0;
  return static_cast<double>(papers.size()) / static_cast<double>(days.size());
}

std::string EmptyWindowCheck::contradiction(const store::FetchTask& window) {
  const std::string lists = contradicting_lists(window);
  return lists.empty() ? contradicting_record(window) : lists;
}

// Papers that lists had.
std::string EmptyWindowCheck::contradicting_lists(const store::FetchTask& window) {
  std::vector<ArxivId> ids;
  for (const store::PaperKey& key :
       store_.select(lists_of(window.category, *window.first_list, *window.last_list))) {
    const std::optional<Paper> paper = store_.find(key.id);
    if (paper && (!paper->published || is_in_window(*paper, window))) ids.push_back(key.id);
  }
  const std::optional<ArxivId> found = first_of_window(std::move(ids), window);
  const std::optional<Paper> paper = found ? store_.find(*found) : std::nullopt;
  if (!paper) return {};
  return fmt::format("arXiv's query API has no papers for lists that had some, such as {} on {}",
                     found->to_string(), near_day(*paper->announced));
}

// Papers that are in OAI-PMH's records of what changed.
std::string EmptyWindowCheck::contradicting_record(const store::FetchTask& window) {
  const std::string set = oai_set_of(window.category);
  if (set.empty()) return {};
  std::string token;
  for (int page = 0; page < kMostPages; ++page) {
    arxiv::Feed feed;  // not kept: it tells the days of submission without the hours
    try {
      feed = token.empty() ? client_.harvest(set, *window.first_list - 1) : client_.harvest(token);
    } catch (const Error& error) {
      // It knows no such set, so that it has no opinion either.
      if (error.kind() != ErrorKind::failure || client_.is_exhausted()) throw;
      return {};
    }
    std::vector<ArxivId> ids;
    for (const Record& record : feed.records) {
      if (is_in_window(record.paper, window)) ids.push_back(record.paper.id);
    }
    if (const std::optional<ArxivId> found = first_of_window(std::move(ids), window)) {
      return "arXiv's query API has no papers where OAI-PMH has some, such as " +
             found->to_string();
    }
    token = feed.resumption_token.value_or("");
    if (token.empty()) break;
  }
  return {};
}

// Of these papers one that should have been in the answer. The query API is asked for them by
// identifier: what it tells of a paper that has left the category, or was replaced in the time of
// the window, is no contradiction; what it does not know, is one.
std::optional<ArxivId> EmptyWindowCheck::first_of_window(std::vector<ArxivId> ids,
                                                         const store::FetchTask& window) {
  if (ids.size() > arxiv::Client::kIdsAtOnce) {
    constexpr auto kMost = static_cast<std::ptrdiff_t>(arxiv::Client::kIdsAtOnce);
    ids.erase(ids.begin() + kMost, ids.end());
  }
  if (ids.empty()) return std::nullopt;
  arxiv::Feed feed = client_.papers(ids);
  std::set<ArxivId> others;
  for (const Record& record : feed.records) {
    const Paper& paper = record.paper;
    if (!is_of(paper, window.category) || !is_in_window(paper, window)) others.insert(paper.id);
  }
  intake_.keep(std::move(feed));
  const auto found =
      std::find_if(ids.begin(), ids.end(), [&](const ArxivId& id) { return !others.contains(id); });
  return found == ids.end() ? std::nullopt : std::optional(*found);
}

}  // namespace papercup::app
