#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/progress.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Takes the pages of a category into the store, counts what they brought, and shows the progress.
class Ingester {
 public:
  Ingester(const Context& context, store::Store& store, std::string category);

  // arXiv has told that so many more papers are to come.
  void expect(std::int64_t papers) { progress_.expect(papers); }
  // Stores a page in one transaction with what `remember` writes of it: all or nothing. Throws
  // Error{storage}.
  void ingest(arxiv::Feed page, const std::function<void()>& remember);
  void ingest(arxiv::Feed page);
  void end_progress() { progress_.end(); }

  FetchResult& result() { return result_; }
  const FetchResult& result() const { return result_; }
  const std::string& category() const { return result_.category; }

 private:
  store::Store& store_;
  FetchResult result_;
  FetchProgress progress_;
};

}  // namespace papercup::app
