#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/fetching/fetch_progress.hpp"
#include "cli/session.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// What was fetched for one category, or, with an empty name, of papers by identifier.
struct FetchResult {
  std::string category;
  std::int64_t added = 0, changed = 0, unchanged = 0;
  std::vector<std::string> warnings = {};  // one an entry that could not be read
  std::optional<Date> list = {};           // day of the newest list that is stored
  std::string note = {};                   // that the due list is not there, and why
  std::optional<Error> error = {};         // that ended it early; what came before is stored
};

// Where the pages of a category arrive: stored, counted and shown as progress.
class PageIntake {
 public:
  PageIntake(const Session& session, store::Store& store, std::string category);

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

}  // namespace papercup::cli
