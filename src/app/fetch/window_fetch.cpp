#include "app/fetch/window_fetch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/fetch/listing_fetch.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::app {
namespace {

// A window that stops short of what arXiv counts is tried in so many runs.
constexpr int kMostFailures = 3;
// If pages shifted while they were read, all are read once more.
constexpr int kMostPasses = 2;
// Shorter windows are not divided.
constexpr std::chrono::hours kShortest{1};
// A category with more changes than these pages hold is not one in which nothing happens, and they
// hold the first changes.
constexpr int kMostHarvestPages = 4;

// A source may tell the day of submission alone.
bool is_in_window(const Paper& paper, const store::FetchTask& window) {
  const Time begin = std::chrono::floor<std::chrono::days>(window.from);
  return paper.published && *paper.published >= begin && *paper.published <= window.to;
}

bool is_in_category(const Paper& paper, const std::string& category) {
  return std::ranges::any_of(
      paper.categories, [&](const Category& one) { return belongs_to(one.to_string(), category); });
}

// Tells whether to believe the query API when it says that nothing was submitted to a category in
// the time of some lists: an index that lags, or a name that it understands otherwise, looks the
// same as a category in which nothing happens.
class EmptyWindowCheck {
 public:
  EmptyWindowCheck(const store::Store& store, arxiv::Client& client, Ingester& ingester,
                   const store::FetchTask& window)
      : store_(store), client_(client), ingester_(ingester), window_(window) {}

  // What contradicts the answer, for people. It asks what is stored, then OAI-PMH, which answers
  // from another source. Throws as arxiv::Client does.
  std::optional<std::string> contradiction() {
    std::optional<std::string> lists = contradicting_lists();
    return lists ? lists : contradicting_record();
  }

 private:
  // Papers that lists had.
  std::optional<std::string> contradicting_lists() {
    std::vector<ArxivId> ids;
    const auto lists = listed_papers(window_.category, *window_.first_list, *window_.last_list);
    for (const store::PaperKey& key : store_.select(lists)) {
      const std::optional<Paper> paper = store_.find(key.id);
      if (paper && (!paper->published || is_in_window(*paper, window_))) ids.push_back(key.id);
    }
    const std::optional<ArxivId> found = first_of_window(std::move(ids));
    const std::optional<Paper> paper = found ? store_.find(*found) : std::nullopt;
    if (!paper) return std::nullopt;
    return fmt::format("arXiv's query API has no papers for lists that had some, such as {} on {}",
                       found->to_string(), near_day(*paper->announced));
  }

  // Papers that are in OAI-PMH's records of what changed.
  std::optional<std::string> contradicting_record() {
    const std::string set = oai_set_of(window_.category);
    if (set.empty()) return std::nullopt;
    std::string token;
    for (int page = 0; page < kMostHarvestPages; ++page) {
      arxiv::Feed feed;  // is not stored: it tells the days of submission without the hours
      try {
        feed =
            token.empty() ? client_.harvest(set, *window_.first_list - 1) : client_.harvest(token);
      } catch (const Error& error) {
        // OAI-PMH knows no such set, and so it says nothing of it.
        if (error.kind() != ErrorKind::failure || client_.is_exhausted()) throw;
        return std::nullopt;
      }
      std::vector<ArxivId> ids;
      for (const Record& record : feed.records) {
        if (is_in_window(record.paper, window_)) ids.push_back(record.paper.id);
      }
      if (const std::optional<ArxivId> found = first_of_window(std::move(ids))) {
        return "arXiv's query API has no papers, but OAI-PMH has some, such as " +
               found->to_string();
      }
      token = feed.resumption_token.value_or("");
      if (token.empty()) break;
    }
    return std::nullopt;
  }

  // The first of these papers that should have been in the answer. The query API is asked for them
  // by identifier: what it tells of a paper that has left the category, or was replaced in the time
  // of the window, is no contradiction; a paper that it does not know is one.
  std::optional<ArxivId> first_of_window(std::vector<ArxivId> ids) {
    if (ids.size() > arxiv::Client::kIdsAtOnce) {
      constexpr auto kMost = static_cast<std::ptrdiff_t>(arxiv::Client::kIdsAtOnce);
      ids.erase(ids.begin() + kMost, ids.end());
    }
    if (ids.empty()) return std::nullopt;
    arxiv::Feed feed = client_.papers(ids);
    std::set<ArxivId> others;
    for (const Record& record : feed.records) {
      const Paper& paper = record.paper;
      if (!is_in_category(paper, window_.category) || !is_in_window(paper, window_)) {
        others.insert(paper.id);
      }
    }
    ingester_.ingest(std::move(feed));
    const auto found =
        std::ranges::find_if(ids, [&](const ArxivId& id) { return !others.contains(id); });
    return found == ids.end() ? std::nullopt : std::optional(*found);
  }

  const store::Store& store_;
  arxiv::Client& client_;
  Ingester& ingester_;
  const store::FetchTask& window_;
};

}  // namespace

std::vector<Record> newest_papers(arxiv::Client& client, const std::string& category) {
  arxiv::Feed newest = client.newest(category);
  if (!newest.records.empty()) return std::move(newest.records);
  throw Error(ErrorKind::unreachable, "arXiv says that it has no papers of " + category + " at all",
              "Try again later; nothing is lost.");
}

// How far the pages of a window have been read. arXiv's totals, pages and order are not to be
// relied on: pages may be short, be empty in between, or shift while they are read.
class WindowFetch::Paging {
 public:
  Paging(std::int64_t received, std::int64_t total) : received_(received), total_(total) {}

  std::int64_t received() const { return received_; }
  std::int64_t total() const { return total_; }
  bool is_at_end() const { return received_ >= total_ && !is_unsure_; }
  std::int64_t size() const { return arxiv::Client::kPageSizes.at(size_); }
  std::int64_t start() const { return received_ / size() * size(); }
  bool has_smaller_size() const { return size_ + 1 < arxiv::Client::kPageSizes.size(); }
  void use_smaller_size() { ++size_; }

  // Counts a page. Returns whether it brought more than was there.
  bool count(const arxiv::Feed& page) {
    const auto entries = static_cast<std::int64_t>(page.records.size() + page.warnings.size());
    last_total_ = page.total_results.value_or(0);
    total_ = std::max(total_, last_total_);
    const std::int64_t end = start() + entries;
    const bool is_progress = end > received_;
    // After a full page there may be more, whatever the total says.
    is_unsure_ = entries == size();
    received_ = std::max(received_, end);
    for (const Record& record : page.records) ids_.insert(record.paper.id);
    return is_progress;
  }
  // Whether the last page counted no more than was received, whatever those before it counted.
  bool has_all_of_last_page() const { return received_ >= last_total_; }
  void end() {
    total_ = received_;
    is_unsure_ = false;
  }
  // Whether as many different papers came as arXiv counts.
  bool has_distinct_papers() const { return static_cast<std::int64_t>(ids_.size()) >= total_; }

 private:
  std::int64_t received_, total_;
  std::int64_t last_total_ = 0;
  bool is_unsure_ = true;
  std::size_t size_ = 0;
  std::set<ArxivId> ids_;
};

WindowFetch::WindowFetch(store::Store& store, arxiv::Client& client, Ingester& ingester,
                         store::FetchTask task)
    : store_(store),
      state_(store.fetch_state()),
      client_(client),
      ingester_(ingester),
      task_(std::move(task)) {}

WindowFetch::Outcome WindowFetch::run() {
  for (int pass = 0; pass < kMostPasses && !is_whole_; ++pass) {
    if (pass > 0) task_.received = task_.total = 0;
    Outcome outcome = run_pass();
    if (outcome.end != End::read) return outcome;
  }
  return {};
}

WindowFetch::Outcome WindowFetch::run_pass() {
  const bool is_resumed = task_.received > 0;
  Paging paging(task_.received, task_.total);
  bool is_first = true;
  while (!paging.is_at_end()) {
    std::optional<arxiv::Feed> page = next_page(paging);
    if (!page) continue;
    if (std::exchange(is_first, false)) {
      const std::int64_t total = page->total_results.value_or(0);
      if (total > arxiv::Client::kMostHits && task_.to - task_.from > kShortest) {
        return {End::too_large};
      }
      ingester_.expect(total - task_.received);
    }
    ingest(paging, *std::move(page));
  }
  if (paging.received() == 0) {
    check_that_nothing_is_there();
    if (task_.first_list) {
      auto doubt = EmptyWindowCheck(store_, client_, ingester_, task_).contradiction();
      if (doubt) return {End::doubtful, std::move(doubt)};
    }
  }
  // Nobody knows which papers the pages before had of a window that was resumed.
  is_whole_ = is_resumed || paging.has_distinct_papers();
  return {};
}

// Nothing if arXiv did not give it: `paging` knows what to try instead, or that this is the end.
std::optional<arxiv::Feed> WindowFetch::next_page(Paging& paging) {
  try {
    return client_.submitted(task_.category, {task_.from, task_.to}, paging.start(), paging.size(),
                             paging.total());
  } catch (const net::ConnectionError&) {
    throw;  // it says nothing of the window
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable || client_.is_exhausted()) throw;
    if (paging.has_smaller_size()) {
      paging.use_smaller_size();
    } else {
      give_up(paging, error);
    }
  }
  return std::nullopt;
}

// Ends this run; after some runs, ends the window for good.
void WindowFetch::give_up(Paging& paging, const Error& error) {
  ++task_.failures;
  if (task_.failures < kMostFailures || paging.received() == 0) {
    store_.transaction([&] { state_.set_task(task_); });
    throw error;
  }
  ingester_.result().warnings.push_back(
      fmt::format("{}: arXiv counts {} papers submitted from {} to {} and gave {}", task_.category,
                  paging.total(), to_rfc3339(task_.from), to_rfc3339(task_.to), paging.received()));
  paging.end();
}

void WindowFetch::ingest(Paging& paging, arxiv::Feed page) {
  const bool has_entries = !page.records.empty();
  const bool is_progress = paging.count(page);
  task_.received = paging.received();
  task_.total = paging.total();
  ingester_.ingest(std::move(page), [&] { state_.set_task(task_); });
  if (is_progress) return;
  const bool is_last_size = !paging.has_smaller_size();
  if (paging.received() >= paging.total() || (is_last_size && paging.has_all_of_last_page())) {
    paging.end();
  } else if (!is_last_size) {
    if (has_entries) paging.use_smaller_size();
  } else {
    give_up(paging, Error(ErrorKind::unreachable,
                          fmt::format("arXiv counts {} papers and gives {} of them", paging.total(),
                                      paging.received()),
                          "What has been fetched is kept; the next papercup fetch asks again."));
  }
}

// Checks an empty answer to a question that should have another one.
void WindowFetch::check_that_nothing_is_there() {
  for (const Record& record : newest_papers(client_, task_.category)) {
    const auto& published = record.paper.published;
    if (!published || *published < task_.from || *published > task_.to) continue;
    throw Error(ErrorKind::unreachable,
                fmt::format("arXiv says that nothing was submitted to {} from {} to {}, and "
                            "knows {}",
                            task_.category, to_rfc3339(task_.from), to_rfc3339(task_.to),
                            record.paper.id.to_string()),
                "What has been fetched is kept; the next papercup fetch continues from there.");
  }
}

}  // namespace papercup::app
