#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

enum class FetchSource { automatic, feed, api, oai };

// Announcement days that are asked for; if there are none, what is missing is fetched.
struct FetchDays {
  std::optional<Date> since, until;
  bool any() const { return since || until; }
};

// When papers that moderators may have held for weeks are asked for, which takes many pages.
enum class HeldPapers {
  now,    // in the same run
  later,  // by the next run: a reader is waiting for the lists
};

// The first fetch fills in so many lists.
inline constexpr int kFirstLists = 5;

// What was fetched for one category, or, if its name is empty, for papers by identifier.
struct FetchResult {
  std::string category;
  std::int64_t added = 0, changed = 0, unchanged = 0;
  std::vector<std::string> warnings = {};  // one an entry that could not be read
  std::optional<Date> list = {};           // day of the newest list that is stored
  std::string note = {};                   // why the due list is not there; empty if it is
  std::optional<Error> error = {};         // that ended it early; what came before is stored
};

struct FetchPlan {
  std::vector<std::string> categories;  // by their canonical names
  std::vector<ArxivId> wanted = {};     // papers that are to be stored whatever their category
  FetchDays days = {};
  FetchSource source = FetchSource::automatic;
  HeldPapers held = HeldPapers::now;
  // How far the slowest channel has come; nothing if there is none yet.
  std::optional<Date> channels_at = {};
};

// The plan that these foci and the reader's marks ask for.
FetchPlan make_fetch_plan(const std::vector<ActiveFocus>& foci, const MarkState& marks);

// How far the slowest channel of these foci has come, for FetchPlan::channels_at.
std::optional<Date> day_of_channels(const store::UserStore& user_store,
                                    const std::vector<ActiveFocus>& foci);

// The first list that channels of the reader still need, of at most the last 60 days, if the ledger
// of these categories begins later: a store that was made anew, or another one, does not know what
// its reader has not seen.
std::optional<Date> first_list_for_channels(const store::Store& store, const FetchPlan& plan,
                                            Time now);

// The folder in which all processes keep the pace of requests.
std::filesystem::path pace_folder(const Context& context);

// How papercup introduces itself to arXiv, beside the contact.
std::string program_and_version();

// Tells the reader that a configured address has moved for good.
std::string moved_address_text(const std::string& key, const std::string& address);

// Gives `work` a client by the reader's configuration, and has `meanwhile`, if given, called while
// requests wait for their turn (see RateLimiter::do_meanwhile). Throws Error{unreachable} if there
// is no network.
void run_client(const Context& context, const arxiv::Timeouts& timeouts,
                const std::function<void(arxiv::Client&)>& work,
                const std::function<bool()>& meanwhile = {});

// Brings the store up to date: the lists of the day of all categories, then category by category
// what they lack, then the wanted papers, then what moderators may have held for weeks. `on_done`
// is told of each category and of the wanted papers as they end; if the reader interrupted it,
// of all that had begun. Days before arXiv began, or from 2200 on, stand for the nearest other.
// Throws Error{failure} if the clock says such a day, Error{interrupted}, Error{storage}, and
// Error{unreachable} once the client is exhausted; what came before is stored.
void fetch(const Context& context, store::Store& store, arxiv::Client& client,
           const FetchPlan& plan, const std::function<void(const FetchResult&)>& on_done);

// The same into papers.db, which is made if it is missing, with a client by the configuration.
// `on_done` gets the store as it is then.
using FetchObserver = std::function<void(const store::Store&, const FetchResult&)>;
void fetch(const Context& context, const FetchPlan& plan, const FetchObserver& on_done);

// Whether arXiv can have a list for one of the plan's categories that has not been fetched.
bool is_fetch_due(const store::Store& store, const FetchPlan& plan, Time now);

// Whether a former run has left what moderators may have held for weeks to the next one.
bool has_held_papers_to_fetch(const store::Store& store,
                              const std::vector<std::string>& categories);

// The papers that are to be asked for by identifier: they are not stored whole, and arXiv has not
// said within the last day that it does not know them. In the order given.
std::vector<ArxivId> papers_to_fetch(const store::Store& store, const std::vector<ArxivId>& wanted,
                                     Time now);

// How fresh these categories are, as far as they have been fetched at all.
std::vector<Freshness> freshness_of_lists(const store::Store& store,
                                          const std::vector<std::string>& categories, Time now);

// Notes which lists of the foci's categories have been missing for three days or more: what is
// shown from the store is old then.
void note_missing_lists(const Context& context, const store::Store& store);

// Fetches for a reader who waits in front of the terminal. Throws Error{interrupted} and
// Error{storage}; if anything else goes wrong, the answer says in a sentence what is missing and
// why. It is empty if nothing is missing.
std::string fetch_while_waiting(const Context& context, const FetchPlan& plan,
                                const arxiv::Timeouts& timeouts);

}  // namespace papercup::app
