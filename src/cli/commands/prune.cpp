#include <algorithm>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr int kDefaultDays = 365;
// Of which the ranking makes its references, and digests their candidates.
constexpr int kLeastDays = 90;

struct PruneOptions {
  std::optional<std::string> before;
  bool dry_run = false;
  bool yes = false;
};

void keep_digests(const store::UserStore& reader, std::set<ArxivId>& kept) {
  const auto keep = [&](const RecordedPaper& paper) {
    kept.insert(paper.id);
    kept.insert(paper.folded.begin(), paper.folded.end());
  };
  for (const DigestRecord& digest : reader.digests_since(Date::from_days_since_epoch(0))) {
    for (const RecordedSection& section : digest.sections) {
      std::for_each(section.papers.begin(), section.papers.end(), keep);
      if (section.exploration) keep(*section.exploration);
    }
    for (const RecordedNews& news : digest.news) kept.insert(news.id);
  }
}

// Papers that stay however old they are: marked ever, named by a focus, shown in a digest. Throws
// Error{usage} where a focus cannot be read.
std::set<ArxivId> kept_papers(const Session& session) {
  // A wrong name would remove what the right folder's foci name.
  session.require_config_folder();
  const store::UserStore reader = session.open_reader(store::OpenMode::read_only);
  std::set<ArxivId> kept;
  for (const Mark& mark : reader.marks()) kept.insert(mark.id);
  for (const config::ListedFocus& listed : config::list_foci(session.config_folder())) {
    if (listed.error) {
      throw Error(ErrorKind::usage,
                  fmt::format("the focus {} cannot be read, and its papers are to stay: {}",
                              listed.stem, listed.error->message()),
                  "Mend it first; papercup focus check says what is wrong.");
    }
    const Focus& focus = listed.loaded->focus;
    kept.insert(focus.likes.begin(), focus.likes.end());
    kept.insert(focus.dislikes.begin(), focus.dislikes.end());
  }
  keep_digests(reader, kept);
  return kept;
}

struct PrunePlan {
  Date before;
  std::vector<ArxivId> removed;
  std::size_t staying = 0;
};

Date first_day_that_stays(const PruneOptions& options, const Session& session) {
  const Date before = parse_date("--before", options.before, session.today())
                          .value_or(session.today() - kDefaultDays);
  if (before > session.today() - kLeastDays) {
    throw Error(ErrorKind::usage,
                fmt::format("--before: the papers of the last {} days stay, since the ranking "
                            "needs them",
                            kLeastDays),
                fmt::format("--before {}d is the latest.", kLeastDays));
  }
  return before;
}

PrunePlan make_plan(const PruneOptions& options, const Session& session) {
  PrunePlan plan;
  plan.before = first_day_that_stays(options, session);
  const std::set<ArxivId> kept = kept_papers(session);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  store::Selection selection;
  selection.until = plan.before - 1;
  for (const store::PaperKey& paper : store.select(selection)) {
    if (kept.contains(paper.id)) {
      ++plan.staying;
    } else {
      plan.removed.push_back(paper.id);
    }
  }
  return plan;
}

std::string description(const PrunePlan& plan) {
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
bool agrees(const Session& session, const PrunePlan& plan) {
  session.environment().err << fmt::format("Remove {}? [y/N] ",
                                           text::counted(plan.removed.size(), "paper"))
                            << std::flush;
  std::string answer;
  std::getline(session.environment().in, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

void give_room_back(const Session& session, const std::filesystem::path& database) {
  std::error_code ignored;
  const auto before = std::filesystem::file_size(database, ignored);
  try {
    store::compact(database);
  } catch (const Error& error) {
    session.note(fmt::format("{} keeps its size ({}); papers to come will use the room",
                             session.friendly_path(database), error.message()));
    return;
  }
  const auto after = std::filesystem::file_size(database, ignored);
  session.print(fmt::format("{}: {:.1f} MB, was {:.1f}\n", session.friendly_path(database),
                            static_cast<double>(after) / 1e6, static_cast<double>(before) / 1e6));
}

int run_prune(const PruneOptions& options, const Session& session) {
  const PrunePlan plan = make_plan(options, session);
  if (plan.removed.empty()) {
    session.print(fmt::format("Nothing to remove: {}\n", description(plan)));
    return 0;
  }
  if (options.dry_run) {
    session.print(fmt::format("Would remove {}\n", description(plan)));
    return 0;
  }
  if (!options.yes) {
    session.print(fmt::format("Would remove {}\n", description(plan)));
    session.flush();
    if (!session.environment().terminal.input_is_terminal) {
      session.note("nothing was removed; --yes does it");
      return 0;
    }
    if (!agrees(session, plan)) {
      session.note("nothing was removed");
      return 0;
    }
  }
  const std::filesystem::path database = session.paths().data / "papers.db";
  store::remove_papers(database, plan.removed);
  session.print(fmt::format("Removed {}\n", description(plan)));
  give_room_back(session, database);
  return 0;
}

}  // namespace

Action declare_prune(OptionSet& options) {
  const auto given = std::make_shared<PruneOptions>();
  options.value({"--before"}, "DATE", given->before,
                "papers announced before this day; 365d unless given, 90d at the latest");
  options.flag({"--dry-run"}, given->dry_run, "only say what would be removed");
  options.flag({"--yes", "-y"}, given->yes, "remove them without asking");
  return [given](Session& session) { return run_prune(*given, session); };
}

}  // namespace papercup::cli
