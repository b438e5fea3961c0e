#include "papercup/render/status.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/mail_standing.hpp"
#include "papercup/app/reading_history.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "papercup/net/rate_limiter.hpp"
#include "papercup/render/history.hpp"

namespace papercup::cli {
namespace {

constexpr int kNeedsALook = 1;

struct StatusOptions {
  bool check = false;
  bool history = false;
  std::string format = "text";
};

class StatusMaker {
 public:
  explicit StatusMaker(const Session& session)
      : session_(session),
        store_(session.open_store(store::OpenMode::read_only)),
        reader_(session.open_reader(store::OpenMode::read_only)),
        marks_(app::marks_until(session, reader_, std::nullopt)) {}

  render::StatusReport make() {
    render::StatusReport report;
    report.now = session_.now();
    report.next_list = AnnouncementCalendar::arxiv().next_listing(session_.now());
    add_foci(report);
    add_lists(report);
    add_holidays(report);
    add_refusals(report);
    add_sizes(report);
    return report;
  }

 private:
  void add_foci(render::StatusReport& report) {
    for (config::ListedFocus& listed : config::list_foci(session_.config_folder())) {
      render::FocusStatus status;
      status.stem = listed.stem;
      status.is_broken = listed.error.has_value();
      if (!status.is_broken) add_focus(status, std::move(listed.loaded->focus));
      report.foci.push_back(std::move(status));
    }
  }

  void add_focus(render::FocusStatus& status, Focus focus) {
    focus = with_marks(std::move(focus), marks_.opinions(status.stem));
    for (const Category& category : focus.categories) {
      categories_.insert(canonical_category(category.to_string()));
    }
    status.likes = focus.likes.size();
    status.dislikes = focus.dislikes.size();
    status.mail = app::mail_standing(session_, store_, reader_, status.stem, focus);
    const std::set<ArxivId> shown = reader_.papers_shown(store::kTerminalChannel, status.stem);
    for (const auto& [id, time] : marks_.saved()) status.saved += shown.contains(id) ? 1 : 0;
    const auto digest = reader_.last_digest(store::kTerminalChannel);
    if (!digest) return;
    for (const RecordedSection& section : digest->sections) {
      if (section.focus == status.stem) status.terminal = section.until;
    }
  }

  void add_lists(render::StatusReport& report) {
    const store::FetchState& state = store_.fetch_state();
    const bool is_for_foci = !categories_.empty();
    for (const std::string& category : state.categories()) {
      const std::vector<Listing> lists = state.lists(category);
      const Date first = lists.front().day;
      report.ledger_begin = std::max(report.ledger_begin.value_or(first), first);
      // What was fetched once and belongs to no focus does not grow old.
      if (!is_for_foci || categories_.contains(category)) {
        report.lists.push_back(freshness_of(category, lists, session_.now()));
      }
      categories_.erase(category);
    }
    for (const std::string& category : categories_) {
      report.lists.push_back(freshness_of(category, {}, session_.now()));
    }
    std::sort(report.lists.begin(), report.lists.end(),
              [](const Freshness& a, const Freshness& b) { return a.category < b.category; });
  }

  void add_holidays(render::StatusReport& report) const {
    for (Date day = report.next_list.day; day < report.next_list.day + 7; day = day + 1) {
      const bool is_weekend =
          day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday;
      if (!is_weekend && !AnnouncementCalendar::arxiv().has_listing(day)) {
        report.days_without_list.push_back(day);
      }
    }
  }

  void add_refusals(render::StatusReport& report) const {
    const auto seconds = [](PreciseTime time) {
      return std::chrono::ceil<std::chrono::seconds>(time);
    };
    const net::Refusals refusals = known_refusals();
    if (refusals.backoff_until) report.hold_until = seconds(*refusals.backoff_until);
    if (refusals.last) report.last_refusal = seconds(*refusals.last);
    report.refusal_status = refusals.status;
  }

  // What is stored is not less known when the state folder cannot be read.
  net::Refusals known_refusals() const {
    try {
      return net::RateLimiter::refusals(app::pace_folder(session_),
                                        session_.environment().clock.precise_now());
    } catch (const Error& error) {
      session_.note(error.message() + "; whether arXiv asked to wait is not known");
      return {};
    }
  }

  void add_sizes(render::StatusReport& report) const {
    report.papers = store_.paper_count();
    const std::filesystem::path file = session_.paths().data / "papers.db";
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    report.bytes = error ? 0 : bytes;
    report.papers_file = session_.friendly_path(file);
    report.config_folder = session_.friendly_path(session_.config_folder());
  }

  const Session& session_;
  store::Store store_;
  store::UserStore reader_;
  MarkState marks_;
  std::set<std::string> categories_;  // of the foci
};

int show_history(const StatusOptions& options, const Session& session) {
  const render::HistoryReport report =
      app::make_history(session, session.open_store(store::OpenMode::read_only),
                        session.open_reader(store::OpenMode::read_only));
  session.print(options.format == "json" ? render::history_json(report) + "\n"
                                         : render::history_text(report, session.style()));
  return 0;
}

int run_status(const StatusOptions& options, const Session& session) {
  if (options.history && options.check) {
    throw Error(ErrorKind::usage, "--check and --history cannot be used together",
                "--check says in one line whether all is well now; --history plots 13 weeks.");
  }
  if (options.history) return show_history(options, session);
  const render::StatusReport report = StatusMaker(session).make();
  if (options.check) {
    const std::vector<std::string> troubles = render::status_troubles(report, session.style());
    if (troubles.empty()) {
      session.print("all is well\n");
      return 0;
    }
    std::string line = troubles.front();
    if (troubles.size() > 1) line += " (and " + std::to_string(troubles.size() - 1) + " more)";
    session.print(line + "\n");
    return kNeedsALook;
  }
  session.print(options.format == "json" ? render::status_json(report, session.style()) + "\n"
                                         : render::status_text(report, session.style()));
  return 0;
}

}  // namespace

Action declare_status(OptionSet& options) {
  const auto given = std::make_shared<StatusOptions>();
  options.flag({"--check"}, given->check, "one line, and exit code 1 when something needs a look");
  options.flag({"--history"}, given->history,
               "papers a day, reading, marks and what became of \"1 in N\", in 13 weeks");
  options.choice({"--format", "-f"}, {"text", "json"}, given->format,
                 "text for people; json for programs");
  return [given](Session& session) { return run_status(*given, session); };
}

}  // namespace papercup::cli
