#include "papercup/app/fetching.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/fetch/fetch_round.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

// Papers that arXiv does not know are asked for again after this.
constexpr std::chrono::hours kAskUnknownAgain{24};
// Lists that channels need are asked for again after this, if they could not be had.
constexpr std::chrono::hours kAskAgain{1};

}  // namespace

FetchPlan make_fetch_plan(const std::vector<ActiveFocus>& foci, const MarkState& marks) {
  std::set<std::string> names;
  std::set<ArxivId> wanted;
  for (const ActiveFocus& focus : foci) {
    for (const Category& category : focus.focus.categories) {
      names.insert(canonical_category(category.to_string()));
    }
    wanted.insert(focus.focus.likes.begin(), focus.focus.likes.end());
    wanted.insert(focus.focus.dislikes.begin(), focus.focus.dislikes.end());
  }
  for (const MarkVerb verb : {MarkVerb::like, MarkVerb::dislike, MarkVerb::save}) {
    wanted.merge(marks.marked(verb));
  }
  return {{names.begin(), names.end()}, {wanted.begin(), wanted.end()}};
}

std::filesystem::path pace_folder(const Context& context) {
  const std::string& folder = context.config().arxiv.pace_dir;
  return folder.empty() ? context.state_folder() : std::filesystem::path(folder);
}

std::string program_and_version() { return "papercup/" PAPERCUP_VERSION; }

std::string moved_address_text(const std::string& key, const std::string& address) {
  return fmt::format("{} has moved for good: set {} = \"{}\" under [arxiv] in config.toml", key,
                     key, address);
}

void run_client(const Context& context, const arxiv::Timeouts& timeouts,
                const std::function<void(arxiv::Client&)>& work) {
  net::HttpTransport& transport = context.http();
  const ArxivSettings& settings = context.config().arxiv;
  net::RateLimiter limiter(pace_folder(context), settings.min_interval, context.clock());
  limiter.observe([&](std::chrono::seconds wait, const std::string& reason) {
    context.note(fmt::format("{}: going on in {} s", reason, wait.count()));
  });
  arxiv::Client client(transport, limiter, settings, program_and_version(), timeouts);
  client.observe([&](const std::string& key, const std::string& address) {
    context.note(moved_address_text(key, address));
  });
  work(client);
}

void fetch(const Context& context, store::Store& store, arxiv::Client& client,
           const FetchPlan& plan, const std::function<void(const FetchResult&)>& on_done) {
  FetchRound(context, store, client, plan, on_done).run();
}

std::optional<Date> day_of_channels(const store::UserStore& reader,
                                    const std::vector<ActiveFocus>& foci) {
  std::optional<Date> day;
  for (const ActiveFocus& focus : foci) {
    const std::optional<Date> reached = reader.day_reached_by_all(focus.stem);
    if (reached) day = std::min(day.value_or(*reached), *reached);
  }
  return day;
}

std::optional<Date> first_list_for_channels(const store::Store& store, const FetchPlan& plan,
                                            Time now) {
  const Date due = newest_listing_day(now);
  if (!plan.channels_at || *plan.channels_at > due) return std::nullopt;
  // The list of that day may not have been whole.
  Date first = std::max(*plan.channels_at, due - store::kCandidateDays);
  while (!AnnouncementCalendar::arxiv().has_listing(first)) first = first + 1;
  const store::FetchState& state = store.fetch_state();
  for (const std::string& category : plan.categories) {
    for (const Listing& list : believable(state.lists(category), now)) {
      if (list.day <= first) return std::nullopt;
    }
  }
  return first;
}

bool is_fetch_due(const store::Store& store, const FetchPlan& plan, Time now) {
  const store::FetchState& state = store.fetch_state();
  bool was_asked = true;  // within the hour, for all of them
  for (const std::string& category : plan.categories) {
    const Freshness freshness = freshness_of(category, state.lists(category), now);
    if (is_due(freshness, now)) return true;
    was_asked = was_asked && freshness.looked && now - *freshness.looked < kAskAgain;
  }
  return !was_asked && first_list_for_channels(store, plan, now);
}

bool has_held_papers_to_fetch(const store::Store& store,
                              const std::vector<std::string>& categories) {
  const store::FetchState& state = store.fetch_state();
  return std::any_of(categories.begin(), categories.end(), [&](const std::string& category) {
    const std::vector<store::FetchTask> tasks = state.tasks(category);
    return std::any_of(tasks.begin(), tasks.end(),
                       [](const store::FetchTask& task) { return task.is_held_window(); });
  });
}

std::vector<ArxivId> papers_to_fetch(const store::Store& store, const std::vector<ArxivId>& wanted,
                                     Time now) {
  std::vector<ArxivId> missing = store.not_stored_whole(wanted);
  const std::vector<ArxivId> unknown = store.fetch_state().unknown_within(kAskUnknownAgain, now);
  missing.erase(std::remove_if(missing.begin(), missing.end(),
                               [&](const ArxivId& id) {
                                 return std::binary_search(unknown.begin(), unknown.end(), id);
                               }),
                missing.end());
  return missing;
}

std::vector<Freshness> freshness_of_lists(const store::Store& store,
                                          const std::vector<std::string>& categories, Time now) {
  const store::FetchState& state = store.fetch_state();
  std::vector<Freshness> result;
  for (const std::string& category : categories) {
    std::vector<Listing> lists = state.lists(category);
    if (!lists.empty()) result.push_back(freshness_of(category, std::move(lists), now));
  }
  return result;
}

void note_missing_lists(const Context& context, const store::Store& store) {
  std::set<std::string> categories;
  for (const config::ListedFocus& focus : config::list_foci(context.config_folder())) {
    if (!focus.loaded) continue;
    for (const Category& category : focus.loaded->focus.categories) {
      categories.insert(canonical_category(category.to_string()));
    }
  }
  for (const Freshness& list :
       freshness_of_lists(store, {categories.begin(), categories.end()}, context.now())) {
    if (list.missed < kAlarmingListings) continue;
    context.note(fmt::format("{}: {} LISTS ARE MISSING{}: papercup fetch", list.category,
                             list.missed,
                             list.last ? " since " + friendly_date(list.last->day) : ""));
  }
}

std::string fetch_while_waiting(const Context& context, const FetchPlan& plan,
                                const arxiv::Timeouts& timeouts) {
  std::string missing;
  const auto explain = [&](const std::string& what, const Error& error) {
    if (!missing.empty()) return;
    const std::string why = error.message();
    missing = fmt::format("Not fetched{}: {}{}", what, why, why.back() == '?' ? "" : ".");
  };
  store::Store store = context.open_store(store::OpenMode::create);
  try {
    run_client(context, timeouts, [&](arxiv::Client& client) {
      fetch(context, store, client, plan, [&](const FetchResult& result) {
        for (const std::string& warning : result.warnings) context.note(warning);
        if (result.error) explain(" for " + result.category, *result.error);
      });
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable && error.kind() != ErrorKind::failure) throw;
    explain("", error);
  }
  return missing;
}

}  // namespace papercup::app
