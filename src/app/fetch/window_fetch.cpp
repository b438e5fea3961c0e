#include "app/fetch/window_fetch.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "app/fetch/empty_lists.hpp"
#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::app {
namespace {

// A window that stops short of what arXiv counts is tried in so many runs.
constexpr int kMostFailures = 3;
// Where pages shifted while they were read, all are read once more.
constexpr int kMostPasses = 2;
// Shorter windows are not divided.
constexpr std::chrono::hours kShortest{1};

}  // namespace

WindowFetch::WindowFetch(store::Store& store, arxiv::Client& client, PageIntake& intake,
                         store::FetchTask task)
    : store_(store),
      state_(store.fetch_state()),
      client_(client),
      intake_(intake),
      task_(std::move(task)) {}

WindowFetch::End WindowFetch::run() {
  for (int pass = 0; pass < kMostPasses && !is_whole_; ++pass) {
    if (pass > 0) task_.received = task_.total = 0;
    const End end = run_pass();
    if (end != End::read) return end;
  }
  return End::read;
}

WindowFetch::End WindowFetch::run_pass() {
  const bool is_resumed = task_.received > 0;
  WindowReader reader(task_.received, task_.total);
  bool is_first = true;
  while (!reader.is_at_end()) {
    std::optional<arxiv::Feed> page = next_page(reader);
    if (!page) continue;
    if (std::exchange(is_first, false)) {
      const std::int64_t total = page->total_results.value_or(0);
      if (total > arxiv::Client::kMostHits && task_.to - task_.from > kShortest) {
        return End::too_large;
      }
      intake_.expect(total - task_.received);
    }
    keep(reader, *std::move(page));
  }
  if (reader.received() == 0) {
    check_that_nothing_is_there();
    if (task_.first_list) doubt_ = EmptyWindowCheck(store_, client_, intake_).contradiction(task_);
    if (!doubt_.empty()) return End::doubtful;
  }
  // Of a window that was resumed nobody knows which papers the pages before had.
  is_whole_ = is_resumed || reader.distinct() >= reader.total();
  return End::read;
}

// Nothing where arXiv did not give it: `reader` knows what to try instead, or that this is the end.
std::optional<arxiv::Feed> WindowFetch::next_page(WindowReader& reader) {
  try {
    return client_.submitted(task_.category, {task_.from, task_.to}, reader.start(), reader.size(),
                             reader.total());
  } catch (const net::ConnectionError&) {
    throw;  // it says nothing of the window
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable || client_.is_exhausted()) throw;
    if (reader.has_smaller_size()) {
      reader.take_smaller_size();
    } else {
      give_up(reader, error);
    }
  }
  return std::nullopt;
}

// In this run, or, after some, for good.
void WindowFetch::give_up(WindowReader& reader, const Error& error) {
  ++task_.failures;
  if (task_.failures < kMostFailures || reader.received() == 0) {
    store_.transaction([&] { state_.set_task(task_); });
    throw error;
  }
  intake_.result().warnings.push_back(
      fmt::format("{}: arXiv counts {} papers submitted from {} to {} and gave {}", task_.category,
                  reader.total(), to_rfc3339(task_.from), to_rfc3339(task_.to), reader.received()));
  reader.end();
}

void WindowFetch::keep(WindowReader& reader, arxiv::Feed page) {
  const bool has_entries = !page.records.empty();
  const bool is_progress = reader.take(page);
  task_.received = reader.received();
  task_.total = reader.total();
  intake_.keep(std::move(page), [&] { state_.set_task(task_); });
  if (is_progress) return;
  const bool is_last_size = !reader.has_smaller_size();
  if (reader.received() >= reader.total() || (is_last_size && reader.has_all_of_last_page())) {
    reader.end();
  } else if (!is_last_size) {
    if (has_entries) reader.take_smaller_size();
  } else {
    give_up(reader, Error(ErrorKind::unreachable,
                          fmt::format("arXiv counts {} papers and gives {} of them", reader.total(),
                                      reader.received()),
                          "What has been fetched is kept; the next papercup fetch asks again."));
  }
}

// An empty answer to a question that should have one.
void WindowFetch::check_that_nothing_is_there() {
  const arxiv::Feed newest = client_.newest(task_.category);
  if (newest.records.empty()) {
    throw Error(ErrorKind::unreachable,
                "arXiv says that it has no papers of " + task_.category + " at all",
                "Try again later; nothing is lost.");
  }
  for (const Record& record : newest.records) {
    const auto& published = record.paper.published;
    if (published && *published >= task_.from && *published <= task_.to) {
      throw Error(ErrorKind::unreachable,
                  fmt::format("arXiv says that nothing was submitted to {} from {} to {}, and "
                              "knows {}",
                              task_.category, to_rfc3339(task_.from), to_rfc3339(task_.to),
                              record.paper.id.to_string()),
                  "What has been fetched is kept; the next papercup fetch goes on from there.");
    }
  }
}

}  // namespace papercup::app
