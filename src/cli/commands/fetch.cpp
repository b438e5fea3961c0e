#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kShownWarnings = 10;
constexpr int kNothingChanged = 3;

constexpr auto kSourceNames = names_of<app::FetchSource>({
    {app::FetchSource::automatic, "auto"},
    {app::FetchSource::feed, "feed"},
    {app::FetchSource::api, "api"},
    {app::FetchSource::oai, "oai"},
});

struct FetchOptions {
  SelectionOptions selection;
  app::FetchSource source = app::FetchSource::automatic;
  bool if_due = false;
  bool only_changed = false;
};

std::string labelled(std::int64_t number, std::string_view what) {
  return fmt::format("{} {}", text::with_thousands(number), what);
}

// What the list itself counts, as status shows it.
std::string list_counts(const store::Store& store, const app::FetchResult& result) {
  for (const Listing& list : store.fetch_state().lists(result.category)) {
    if (list.day != result.list || !list.counts) continue;
    return fmt::format(": {}, {}, {}", labelled(list.counts->new_papers, "new"),
                       labelled(list.counts->cross_lists, "cross-listed"),
                       labelled(list.counts->replacements, "replaced"));
  }
  return {};
}

std::string summary(const store::Store& store, const app::FetchResult& result) {
  std::string line =
      fmt::format("{}: {}, {}, {}", result.category.empty() ? "your papers" : result.category,
                  labelled(result.added, "new"), labelled(result.changed, "changed"),
                  labelled(result.unchanged, "unchanged"));
  if (result.list) {
    line += fmt::format(" in the store; list of {}{}", friendly_date(*result.list),
                        list_counts(store, result));
  }
  if (!result.warnings.empty()) {
    line += fmt::format(", {} skipped", result.warnings.size());
  }
  if (result.error) {
    const bool was_interrupted = result.error->kind() == ErrorKind::interrupted;
    return line + (was_interrupted ? ", then interrupted\n" : ", then failed\n");
  }
  if (!result.note.empty()) line += "; " + result.note;
  return line + "\n";
}

std::vector<std::string> canonical_names(const std::vector<std::string>& categories) {
  std::set<std::string> names;
  for (const std::string& category : categories) {
    if (find_category(category) == nullptr && !is_archive(category)) {
      refuse_unknown_category(category);
    }
    names.insert(canonical_category(category));
  }
  return {names.begin(), names.end()};
}

// Plans to fetch what foci and marks ask for. If reader.db cannot be read, lists are fetched all
// the same.
app::FetchPlan plan_of_foci(const Session& session) {
  try {
    const store::UserStore user_store =
        session.open_user_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
    const std::vector<app::ActiveFocus> foci =
        session.told(app::load_foci(session, user_store, {}, std::nullopt));
    app::FetchPlan plan =
        app::make_fetch_plan(foci, app::marks_until(session, user_store, std::nullopt));
    plan.channels_at = app::day_of_channels(user_store, foci);
    return plan;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::storage) throw;
    session.note(
        fmt::format("{}\n{}\nFetching without your marks.", error.message(), error.hint()));
    const MarkState none({});
    return app::make_fetch_plan(session.told(app::load_foci(session, none, {})), none);
  }
}

app::FetchPlan plan_of(const FetchOptions& options, const Session& session) {
  app::FetchPlan plan;
  if (options.selection.categories.empty()) {
    plan = plan_of_foci(session);
    if (plan.categories.empty() && plan.wanted.empty()) {
      throw Error(ErrorKind::usage, "your foci name no categories to fetch",
                  "Add categories to a focus, or papercup fetch --category C.");
    }
  } else {
    plan.categories = canonical_names(options.selection.categories);
  }
  plan.source = options.source;
  const store::Selection days = make_selection(options.selection, session.today());
  plan.days = {days.since, days.until};
  return plan;
}

// Fetches, and says of each category what came.
class FetchRun {
 public:
  FetchRun(const FetchOptions& options, const Session& session)
      : options_(options), session_(session) {}

  int run() {
    app::FetchPlan plan = plan_of(options_, session_);
    if (options_.if_due && !plan.days.any()) leave_out_what_is_not_due(plan);
    if (options_.if_due && plan.categories.empty() && plan.wanted.empty()) {
      session_.note("not due: there is nothing to ask arXiv for now");
      return options_.only_changed ? kNothingChanged : 0;
    }
    ask(plan);
    explain_counts(plan);
    if (first_error_) throw Error(*first_error_);
    return options_.only_changed && !has_changed_ ? kNothingChanged : 0;
  }

 private:
  void leave_out_what_is_not_due(app::FetchPlan& plan) const {
    const store::Store store =
        session_.open_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
    if (app::is_fetch_due(store, plan, session_.now()) ||
        app::has_held_papers_to_fetch(store, plan.categories)) {
      return;
    }
    plan.categories.clear();
    plan.wanted = app::papers_to_fetch(store, plan.wanted, session_.now());
  }

  void ask(const app::FetchPlan& plan) {
    try {
      app::fetch(session_, plan, [&](const store::Store& store, const app::FetchResult& result) {
        report(store, result);
      });
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::interrupted) throw;
      throw Error(error.kind(), error.message(),
                  "What has been fetched is kept; the next papercup fetch continues from there.");
    }
  }

  // Counts of several lists do not add up to what is stored and shown.
  void explain_counts(const app::FetchPlan& plan) const {
    if (plan.categories.size() < 2 || session_.is_quiet() ||
        !session_.environment().terminal.output_is_terminal) {
      return;
    }
    session_.print(
        "A paper of several categories is new in the store with the first of them; every list\n"
        "counts it, and digests count it once.\n");
  }

  void report(const store::Store& store, const app::FetchResult& result) {
    const std::size_t shown = session_.is_verbose()
                                  ? result.warnings.size()
                                  : std::min(result.warnings.size(), kShownWarnings);
    for (std::size_t i = 0; i < shown; ++i) session_.note(result.warnings[i]);
    if (!session_.is_quiet()) session_.print_lines(summary(store, result));
    has_changed_ = has_changed_ || result.added + result.changed > 0;
    if (!result.error || result.error->kind() == ErrorKind::interrupted) return;
    // The first one ends the run, with its exit code; the others are told as they come.
    if (!first_error_) {
      first_error_ = result.error;
    } else if (result.error->message() != first_error_->message()) {
      session_.note(result.error->message());
    }
  }

  const FetchOptions& options_;
  const Session& session_;
  bool has_changed_ = false;
  std::optional<Error> first_error_;
};

}  // namespace

Action declare_fetch(CLI::App& command) {
  const auto given = std::make_shared<FetchOptions>();
  declare_category_option(command, given->selection);
  declare_day_options(command, given->selection);
  add_choice(command, "--source", kSourceNames, given->source,
             "auto: the list of the day, and the query API for the rest");
  add_flag(command, "--if-due", given->if_due, "ask only if a new list can be out");
  add_flag(command, "--changed", given->only_changed, "exit code 3 if nothing changed");
  return [given](Session& session) { return FetchRun(*given, session).run(); };
}

}  // namespace papercup::cli
