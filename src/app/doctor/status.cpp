#include "papercup/app/status.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/mail_state.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/category.hpp"
#include "papercup/net/rate_limiter.hpp"

namespace papercup::app {
namespace {

void add_holidays(render::StatusReport& report) {
  for (Date day = report.next_list.day; day < report.next_list.day + 7; day = day + 1) {
    const bool is_weekend =
        day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday;
    if (!is_weekend && !AnnouncementCalendar::arxiv().has_listing(day)) {
      report.days_without_list.push_back(day);
    }
  }
}

class StatusMaker {
 public:
  explicit StatusMaker(const Context& context)
      : context_(context),
        store_(context.open_store(store::OpenMode::read_only)),
        user_store_(context.open_user_store(store::OpenMode::read_only)),
        marks_(marks_until(context, user_store_, std::nullopt)) {}

  Status make() {
    Status status;
    render::StatusReport& report = status.report;
    report.now = context_.now();
    report.next_list = AnnouncementCalendar::arxiv().next_listing(context_.now());
    add_foci(report);
    add_lists(report);
    add_holidays(report);
    add_refusals(status);
    add_sizes(report);
    return status;
  }

 private:
  void add_foci(render::StatusReport& report) {
    for (const config::ListedFocus& listed : context_.foci()) {
      render::FocusStatus status;
      status.stem = listed.stem;
      status.is_broken = listed.error.has_value();
      if (!status.is_broken) add_focus(status, listed.loaded->focus);
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
    status.teachers = teachers_of(store_, focus);
    status.mail = mail_state(context_, store_, user_store_, status.stem, focus);
    for (const auto& [id, time] : marks_.saved()) {
      status.saved += user_store_.has_shown(store::kTerminalChannel, status.stem, id) ? 1 : 0;
    }
    const auto digest = user_store_.last_digest(store::kTerminalChannel);
    if (!digest) return;
    for (const RecordedSection& section : digest->sections) {
      if (section.focus == status.stem) status.terminal = section.window.until;
    }
  }

  void add_lists(render::StatusReport& report) {
    const store::FetchState& state = store_.fetch_state();
    const bool is_for_foci = !categories_.empty();
    for (const std::string& category : state.categories()) {
      const std::vector<Listing> lists = state.lists(category);
      const Date first = lists.front().day;
      report.ledger_begin = std::max(report.ledger_begin.value_or(first), first);
      // A category that was fetched once and belongs to no focus does not grow old.
      if (!is_for_foci || categories_.contains(category)) {
        report.lists.push_back(freshness_of(category, lists, context_.now()));
      }
      categories_.erase(category);
    }
    for (const std::string& category : categories_) {
      report.lists.push_back(freshness_of(category, {}, context_.now()));
    }
    std::ranges::sort(report.lists, {}, &Freshness::category);
  }

  // The rest of the status is known even if the state folder cannot be read.
  void add_refusals(Status& status) const {
    const auto seconds = [](PreciseTime time) {
      return std::chrono::ceil<std::chrono::seconds>(time);
    };
    try {
      const net::Refusals refusals =
          net::RateLimiter::refusals(pace_folder(context_), context_.clock().precise_now());
      if (refusals.backoff_until) status.report.hold_until = seconds(*refusals.backoff_until);
      if (refusals.last) status.report.last_refusal = seconds(*refusals.last);
      status.report.refusal_status = refusals.status;
    } catch (const Error& error) {
      status.refusals_error = error;
    }
  }

  void add_sizes(render::StatusReport& report) const {
    report.papers = store_.paper_count();
    const std::filesystem::path file = context_.paths().data / "papers.db";
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    report.bytes = error ? 0 : bytes;
    report.papers_file = context_.friendly_path(file);
    report.config_folder = context_.friendly_path(context_.config_folder());
  }

  const Context& context_;
  store::Store store_;
  store::UserStore user_store_;
  MarkState marks_;
  std::set<std::string> categories_;  // of the foci
};

}  // namespace

Status current_status(const Context& context) { return StatusMaker(context).make(); }

}  // namespace papercup::app
