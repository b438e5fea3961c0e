#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/fetch/fetch_progress.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Where the pages of a category arrive: stored, counted and shown as progress.
class PageIntake {
 public:
  PageIntake(const Context& context, store::Store& store, std::string category);

  // That so many more papers are to come, as far as arXiv has told.
  void expect(std::int64_t papers) { progress_.expect(papers); }
  // Stores a page in one transaction with what `remember` notes of it in the store: all or nothing.
  // Throws Error{storage}.
  void keep(arxiv::Feed page, const std::function<void()>& remember);
  void keep(arxiv::Feed page);
  void end_progress() { progress_.end(); }

  FetchResult& result() { return result_; }
  const FetchResult& result() const { return result_; }
  const std::string& category() const { return result_.category; }

 private:
  void count(store::UpsertOutcome outcome);

  store::Store& store_;
  FetchResult result_;
  FetchProgress progress_;
};

}  // namespace papercup::app
