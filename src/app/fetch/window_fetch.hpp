#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "app/fetch/page_intake.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/store/fetch_state.hpp"

namespace papercup::app {

// What a window holds, page by page. arXiv's totals, pages and order are not to be relied on: pages
// may be short, be empty in between, or shift while they are read.
class WindowReader {
 public:
  WindowReader(std::int64_t received, std::int64_t total) : received_(received), total_(total) {}

  std::int64_t received() const { return received_; }
  std::int64_t total() const { return total_; }
  bool is_at_end() const { return received_ >= total_ && !is_unsure_; }
  std::int64_t size() const { return arxiv::Client::kPageSizes.at(size_); }
  std::int64_t start() const { return received_ / size() * size(); }
  bool has_smaller_size() const { return size_ + 1 < arxiv::Client::kPageSizes.size(); }
  void take_smaller_size() { ++size_; }

  // Whether the page brought more than was there.
  bool take(const arxiv::Feed& page) {
    const auto entries = static_cast<std::int64_t>(page.records.size() + page.warnings.size());
    last_total_ = page.total_results.value_or(0);
    total_ = std::max(total_, last_total_);
    const std::int64_t end = start() + entries;
    const bool is_progress = end > received_;
    // Behind a full page there may be more, whatever the total says.
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
  std::int64_t distinct() const { return static_cast<std::int64_t>(ids_.size()); }

 private:
  std::int64_t received_, total_;
  std::int64_t last_total_ = 0;
  bool is_unsure_ = true;
  std::size_t size_ = 0;
  std::set<ArxivId> ids_;
};

// Reads one window of submissions from where a former run left it. Every page is stored together
// with the place to go on from.
class WindowFetch {
 public:
  enum class End {
    read,       // as far as arXiv gives it
    too_large,  // it holds more than the query API pages through, and is to be divided
    doubtful,   // empty of lists that had papers, see doubt()
  };

  WindowFetch(store::Store& store, arxiv::Client& client, PageIntake& intake,
              store::FetchTask task);

  // Throws as arxiv::Client does, and Error{unreachable} where arXiv's answers contradict one
  // another.
  End run();

  // After End::doubtful what contradicts the answer, for people.
  const std::string& doubt() const { return doubt_; }

 private:
  End run_pass();
  std::optional<arxiv::Feed> next_page(WindowReader& reader);
  void give_up(WindowReader& reader, const Error& error);
  void keep(WindowReader& reader, arxiv::Feed page);
  void check_that_nothing_is_there();

  store::Store& store_;
  store::FetchState& state_;
  arxiv::Client& client_;
  PageIntake& intake_;
  store::FetchTask task_;
  bool is_whole_ = false;  // no page was seen to be missing
  std::string doubt_;
};

}  // namespace papercup::app
