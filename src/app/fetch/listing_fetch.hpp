#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/fetch/ingester.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Selects the stored papers of a category, or archive, that were announced on these days.
store::Selection listed_papers(const std::string& category, Date since, Date until);

// Whether a paper of this category, or archive, is stored that was announced on a day.
bool has_papers_of(const store::Store& store, const std::string& category, Date day);

// How many papers the lists of a category have on average, by the stored ones of the two months up
// to a day; 0 if none are stored.
double usual_papers(const store::Store& store, const std::string& category, Date until);

// If the lists of a category usually have so many papers, one without any is not believed.
inline constexpr double kNeverWithout = 10;

// Fetches the list of the day of a category by its feed, and judges what that feed is: arXiv has
// been seen to give an older list, the one before under a new date, and none.
class ListingFetch {
 public:
  // `due` is the day of the newest list that should be there.
  ListingFetch(store::Store& store, Ingester& ingester, Date due);

  // Asks for the feed and stores what it told. Throws as arxiv::Client does.
  void take(arxiv::Client& client);

  // Whether arXiv gave the feed, or said that it has not changed. If not, the list is judged as if
  // there were no feed.
  bool was_had() const { return feed_ != FeedState::none; }
  bool has_arrived() const { return feed_ == FeedState::arrived; }
  // Whether the feed has not caught up with the list that is due.
  bool is_late() const { return feed_ == FeedState::behind || feed_ == FeedState::repeated; }
  // Whether the list is longer than arXiv's feeds, which leave out papers that have to come
  // otherwise.
  bool is_cut_off() const { return listed_.size() >= arxiv::Client::kLongestListing; }
  // What was cut off has been asked for.
  void fill_in() { is_filled_in_ = true; }
  // arXiv's answers to other questions are not to be believed, for a reason: a list that the feed
  // does not show is not complete then.
  void doubt(std::string why) { doubt_ = std::move(why); }
  const std::vector<ArxivId>& papers() const { return listed_; }

  // Writes into the ledger what became of the due list (if the result has an error, that it
  // failed), and into the result that it is there or why it is not. To be called once, when what
  // the list told is complete.
  void settle(Time now);

 private:
  // What the feed of the day turned out to be.
  enum class FeedState {
    none,
    arrived,   // the list that is due
    empty,     // the list that is due, without papers
    behind,    // an older one, or one without papers that should have some
    no_list,   // that of a day without a list, as on a weekend
    repeated,  // an older one under a new date
  };
  FeedState judge(const arxiv::Feed& feed);
  std::optional<std::string> list_known_before(const arxiv::Feed& feed) const;
  bool knows_list_before() const;
  bool has_new_identifiers() const;
  std::optional<std::string> list_of_older_papers() const;
  FeedState judge_again();
  std::string note_of_late_feed() const;
  bool is_due_complete(Time now) const;
  Listing record(Time now) const;

  store::Store& store_;
  store::FetchState& state_;
  Ingester& ingester_;
  Date due_;
  FeedState feed_ = FeedState::none;
  bool is_filled_in_ = false;
  std::optional<std::string> doubt_;
  std::optional<Date> day_;
  std::string tag_;
  std::optional<std::string> repeats_;  // the list that it repeats, and what shows that
  ListingCounts counts_;
  std::vector<ArxivId> listed_, new_in_list_;
};

}  // namespace papercup::app
