#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/pruning.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr int kDefaultDays = 365;

struct PruneOptions {
  std::optional<std::string> before;
  bool dry_run = false;
  bool yes = false;
};

Date first_day_that_stays(const PruneOptions& options, const Session& session) {
  const Date before = parse_date("--before", options.before, session.today())
                          .value_or(session.today() - kDefaultDays);
  if (before > session.today() - app::kLeastDaysKept) {
    throw Error(ErrorKind::usage,
                fmt::format("--before: the papers of the last {} days stay, since the ranking "
                            "needs them",
                            app::kLeastDaysKept),
                fmt::format("--before {}d is the latest.", app::kLeastDaysKept));
  }
  return before;
}

std::string description(const app::PruningPlan& plan) {
  std::string text =
      fmt::format("{} announced before {}", text::counted(plan.removed.size(), "paper"),
                  friendly_date(plan.before));
  if (plan.staying > 0) {
    text += fmt::format("; {} as old {}: marked, named by a focus or shown in a digest",
                        text::counted(plan.staying, "paper"), plan.staying == 1 ? "stays" : "stay");
  }
  return text;
}

// No other answer than a yes is one.
bool agrees(const Session& session, const app::PruningPlan& plan) {
  session.say(fmt::format("Remove {}? [y/N] ", text::counted(plan.removed.size(), "paper")));
  std::string answer;
  std::getline(session.environment().in, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

// Whether to go on; says so if not.
bool is_confirmed(const Session& session, const app::PruningPlan& plan) {
  session.print_lines(fmt::format("Would remove {}\n", description(plan)));
  session.flush();
  if (!session.environment().terminal.input_is_terminal) {
    session.note("nothing was removed; --yes does it");
    return false;
  }
  if (agrees(session, plan)) return true;
  session.note("nothing was removed");
  return false;
}

int run_prune(const PruneOptions& options, const Session& session) {
  const app::PruningPlan plan = app::plan_pruning(session, first_day_that_stays(options, session));
  if (plan.removed.empty()) {
    session.print_lines(fmt::format("Nothing to remove: {}\n", description(plan)));
    return 0;
  }
  if (options.dry_run) {
    session.print_lines(fmt::format("Would remove {}\n", description(plan)));
    return 0;
  }
  if (!options.yes && !is_confirmed(session, plan)) return 0;
  const app::Pruning pruning = app::prune(session, plan);
  session.print_lines(fmt::format("Removed {}\n", description(plan)));
  const std::string database = session.friendly_path(pruning.database);
  if (pruning.compact_error) {
    session.note(fmt::format("{} keeps its size ({}); papers to come will use the room", database,
                             pruning.compact_error->message()));
  } else {
    session.print_lines(fmt::format("{}: {:.1f} MB, was {:.1f}\n", database,
                                    static_cast<double>(pruning.bytes_after) / 1e6,
                                    static_cast<double>(pruning.bytes_before) / 1e6));
  }
  return 0;
}

}  // namespace

Action declare_prune(CLI::App& command) {
  const auto given = std::make_shared<PruneOptions>();
  add_value(command, "--before", "DATE", given->before,
            "papers announced before this day; 365d unless given, 90d at the latest");
  add_flag(command, "--dry-run", given->dry_run, "only say what would be removed");
  add_flag(command, "--yes,-y", given->yes, "remove them without asking");
  return [given](Session& session) { return run_prune(*given, session); };
}

}  // namespace papercup::cli
