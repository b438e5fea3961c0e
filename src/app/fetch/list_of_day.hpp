#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/fetch/page_intake.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The list of the day of a category by its feed, and the judgement what that feed is: arXiv has
// been seen to give an older list, the one before under a new date, and none.
class ListOfDay {
 public:
  // `due` is the day of the newest list that should be there.
  ListOfDay(store::Store& store, PageIntake& intake, Date due);

  // Asks for the feed and stores what it told. Throws as arxiv::Client does.
  void take(arxiv::Client& client);

  // Whether the feed was had at all; the rest is as if there were none where not.
  bool was_had() const { return feed_ != Feed::none; }
  bool has_arrived() const { return feed_ == Feed::arrived; }
  // Whether the feed has not caught up with the list that is due.
  bool is_late() const { return feed_ == Feed::behind || feed_ == Feed::repeated; }
  // Whether the list is longer than arXiv's feeds: what it leaves out has to come otherwise.
  bool is_cut_off() const { return listed_.size() >= arxiv::Client::kLongestListing; }
  // What was cut off has been asked for.
  void fill_in() { is_filled_in_ = true; }
  // What was asked for beside the feed was not to be believed, and why: a list that the feed does
  // not show is not complete then.
  void doubt(std::string why) { doubt_ = std::move(why); }
  const std::vector<ArxivId>& papers() const { return listed_; }

  // Writes into the ledger what became of the due list, and into the result that it is there or
  // why it is not; where the result has an error, that it failed. To be called once what the list
  // told is complete.
  void settle(Time now);

 private:
  // What the feed of the day turned out to be.
  enum class Feed {
    none,
    arrived,   // the list that is due
    empty,     // the list that is due, without papers
    behind,    // an older one, or none where there should be papers
    no_list,   // that of a day without a list, as on a weekend
    repeated,  // an older one under a new date
  };
  Feed judge(const arxiv::Feed& feed);
  bool repeats_older_list(const arxiv::Feed& feed);
  bool is_list_of_older_papers();
  Feed judged_again();
  std::string note_of_late_feed() const;
  bool is_due_complete(Time now) const;
  Listing record(Time now) const;

  store::Store& store_;
  store::FetchState& state_;
  PageIntake& intake_;
  Date due_;
  Feed feed_ = Feed::none;
  bool is_filled_in_ = false;
  std::string doubt_;
  std::optional<Date> day_;
  std::string tag_;
  std::string repeats_;  // what it repeats, and what shows it, where it does
  ListingCounts counts_;
  std::vector<ArxivId> listed_, new_in_list_;
};

}  // namespace papercup::app
