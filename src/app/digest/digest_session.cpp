#include "papercup/app/digest_session.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/digest_records.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/error.hpp"
#include "papercup/system/process.hpp"

namespace papercup::app {
namespace {

// So long somebody at a terminal waits for arXiv,
constexpr std::chrono::seconds kLongestFetch{20};
// and so long of that for a server to take the connection at all.
constexpr std::chrono::seconds kLongestConnect{5};

std::string days_text(std::optional<Date> since, std::optional<Date> until) {
  if (since && since == until) return " on " + friendly_date(*since);
  if (since && until) {
    return fmt::format(" from {} to {}", friendly_date(*since), friendly_date(*until));
  }
  if (since) return " on or after " + friendly_date(*since);
  return until ? " on or before " + friendly_date(*until) : "";
}

// Why no stored paper is a candidate.
std::string reason_for(const store::Store& store, const DigestPlan& plan) {
  if (store.paper_count() == 0) {
    return "Nothing is stored yet: papercup fetch asks arXiv, papercup import FILE reads a file.";
  }
  const std::string days = days_text(plan.since, plan.until ? plan.until : plan.as_of);
  const bool has_categories = std::ranges::any_of(
      plan.foci, [](const ActiveFocus& focus) { return !focus.focus.categories.empty(); });
  const bool has_judged = std::ranges::any_of(
      plan.foci, [](const ActiveFocus& focus) { return !focus.judged.empty(); });
  return fmt::format("Nothing to read: no stored paper {}was announced{}{}.",
                     !has_categories         ? ""
                     : plan.foci.size() == 1 ? "of this focus's categories "
                                             : "of your foci's categories ",
                     days, has_judged ? " that you have not judged" : "");
}

// The command that shows papers of the same foci.
std::string command_of(const DigestRequest& request) {
  std::string text = "papercup digest";
  for (const std::string& focus : request.foci) text += " --focus " + system::shell_word(focus);
  if (request.focus_file) text += " --focus-file " + system::shell_word(*request.focus_file);
  return text;
}

bool is_due(const Context& context, const FetchPlan& plan) {
  const store::Store store =
      context.open_store(store::OpenMode::read_only, NamedFolder::may_be_new);
  return is_fetch_due(store, plan, context.now());
}

}  // namespace

DigestSession::DigestSession(const Context& context, DigestRequest request)
    : context_(context), request_(std::move(request)) {
  apply_settings();
  if (request_.focus_file) {
    plan_.foci = {context_.told(load_focus(*request_.focus_file))};
    return;
  }
  user_store_.emplace(open_user_store());
  plan_.foci = context_.told(load_foci(context_, *user_store_, request_.foci, plan_.as_of));
  plan_.channel = request_.channel;
}

void DigestSession::apply_settings() {
  const config::DigestSettings& settings = context_.config().digest;
  plan_.since = request_.since;
  plan_.until = request_.until;
  plan_.as_of = request_.as_of;
  plan_.top = request_.top;
  plan_.minutes = request_.minutes.value_or(settings.coffee);
  // Who asks for more time asks for more papers too.
  if (request_.minutes) {
    plan_.most = std::max(plan_.most, static_cast<std::size_t>(*request_.minutes));
  }
  plan_.per_day = settings.per_day;
  plan_.floor = settings.floor;
  plan_.is_varied = settings.variety;
  plan_.explores = settings.explore;
  if (request_.names_all_reasons) plan_.detail = rank::NamedTerms::every;
  plan_.readers = request_.readers;
}

// What cannot be recorded can be shown all the same.
store::UserStore DigestSession::open_user_store() const {
  // To fetch makes a folder; to read does not.
  if (request_.fetching != DigestRequest::Fetching::always) context_.require_data_folder();
  if (request_.trace == DigestRequest::Trace::none) {
    return context_.open_user_store(store::OpenMode::read_only, NamedFolder::may_be_new);
  }
  try {
    return context_.open_user_store(store::OpenMode::create);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::storage) throw;
    store::UserStore user_store =
        context_.open_user_store(store::OpenMode::read_only, NamedFolder::may_be_new);
    context_.note(fmt::format("{}; what is shown now does not count as shown", error.message()));
    return user_store;
  }
}

void DigestSession::decide() {
  store_.emplace(context_.open_store(store::OpenMode::read_only));
  lists_ = freshness_of_lists(*store_, make_fetch_plan(plan_.foci, MarkState({})).categories,
                              context_.now());
  decide_kind();
  finish();
}

// A reader in front of a terminal should have today's papers, and not have to wait for them.
void DigestSession::fetch() {
  if (request_.fetching == DigestRequest::Fetching::never) return;
  FetchPlan plan = make_fetch_plan(
      plan_.foci, user_store_ ? marks_until(context_, *user_store_, std::nullopt) : MarkState({}));
  if (user_store_) plan.channels_at = day_of_channels(*user_store_, plan_.foci);
  if (request_.fetching == DigestRequest::Fetching::if_due && !is_due(context_, plan)) return;
  plan.held = HeldPapers::later;
  arxiv::Timeouts timeouts;
  if (request_.is_awaited) {
    timeouts = {std::chrono::seconds(0), context_.clock().precise_now() + kLongestFetch,
                kLongestConnect};
  }
  try {
    notice_ = fetch_while_waiting(context_, plan, timeouts);
  } catch (const Error& error) {
    // What is stored can be shown all the same.
    if (error.kind() == ErrorKind::interrupted) throw;
    notice_ = fmt::format("Not fetched: {}.", error.message());
  }
}

void DigestSession::decide_kind() {
  if (const auto record = recorded_past()) {
    add_notice(missing_papers(*store_, *record));
    digest_ = restore(*store_, *record, digest::Occasion::past);
    return;
  }
  if (!is_reading_day() && show_last(digest::Occasion::past)) return;
  make_anew();
  news_ = news_of_reader();
  const bool has_papers = !made_.digest.sections.empty();
  kept_ = has_papers ? Kept::digest : Kept::news;
  if (has_papers) {
    digest_ = std::move(made_.digest);
    if (tells_news()) digest_.week = count_of_week(*store_, plan_.foci, context_.today());
  } else if (!show_last(digest::Occasion::again)) {
    const std::string reason = why_nothing();
    if (news_.news.empty()) {
      reason_ = reason;
      return;
    }
    digest_ = std::move(made_.digest);
    add_notice(reason);
  }
  // A digest that is shown again has the news that it had, unless there are others.
  if (!news_.news.empty()) digest_.news = std::move(news_.news);
}

// Who asks for so many papers when nothing is new, as a quiet day suggests, means those of the last
// digest's days.
void DigestSession::make_anew() {
  store::UserStore* user_store = user_store_ ? &*user_store_ : nullptr;
  made_ = make_digest(context_, *store_, user_store, plan_);
  if (!made_.digest.sections.empty() || !plan_.top || request_.has_days() || !user_store) return;
  const auto record = user_store->last_digest(plan_.channel);
  if (!record || record->sections.empty()) return;
  DigestPlan plan = plan_;
  for (const RecordedSection& section : record->sections) {
    plan.since = std::min(plan.since.value_or(section.window.since), section.window.since);
    plan.until = std::max(plan.until.value_or(section.window.until), section.window.until);
  }
  made_ = make_digest(context_, *store_, user_store, plan);
}

// What is new waits for a reading day; who asks for certain days or papers does not.
bool DigestSession::is_reading_day() {
  const std::set<unsigned>& days = context_.config().digest.days;
  const unsigned today = context_.today().weekday().c_encoding();
  if (!leaves_trace() || request_.has_days() || plan_.top || days.empty() || days.contains(today)) {
    return true;
  }
  notice_ = fmt::format("{} is none of your reading days; what is new waits.",
                        friendly_date(context_.today()).substr(0, 3));
  return false;
}

bool DigestSession::leaves_trace() const {
  return request_.trace != DigestRequest::Trace::none && user_store_ && user_store_->is_writable();
}

bool DigestSession::moves_channel() const {
  return leaves_trace() && request_.trace == DigestRequest::Trace::moves;
}

// A digest of given days tells nothing of what is new.
bool DigestSession::tells_news() const {
  return request_.has_news && user_store_ && !request_.has_days() && !plan_.top;
}

PaperNews DigestSession::news_of_reader() const {
  if (!tells_news()) return {};
  return news_of_papers(*store_, *user_store_, marks_until(context_, *user_store_, std::nullopt),
                        plan_.foci, plan_.channel);
}

bool DigestSession::is_asked_for(const RecordedSection& section) const {
  return std::ranges::find(plan_.foci, section.focus, &ActiveFocus::stem) != plan_.foci.end();
}

bool DigestSession::shows_foci(const DigestRecord& record) const {
  return std::ranges::all_of(record.sections,
                             [&](const RecordedSection& section) { return is_asked_for(section); });
}

// A past day is shown as it was, unless something else than that is asked for.
std::optional<DigestRecord> DigestSession::recorded_past() const {
  if (!plan_.as_of || plan_.since || plan_.until || plan_.top || request_.minutes || !user_store_) {
    return std::nullopt;
  }
  auto record = user_store_->last_digest(plan_.channel, *plan_.as_of);
  if (record && !shows_foci(*record)) record.reset();
  return record;
}

// Takes other foci than those asked for, and what is told of all of them together, out of a record.
// Returns whether something is left to be shown.
bool DigestSession::keep_asked_for(DigestRecord& record) const {
  if (shows_foci(record)) return true;
  std::erase_if(record.sections,
                [&](const RecordedSection& section) { return !is_asked_for(section); });
  record.news.clear();
  record.week.reset();
  return std::ranges::any_of(
      record.sections, [](const RecordedSection& section) { return !section.papers.empty(); });
}

// Why there is nothing to show, not even again.
std::string DigestSession::why_nothing() const {
  const auto record =
      user_store_ && !request_.has_days() ? user_store_->last_digest(plan_.channel) : std::nullopt;
  const bool was_told =
      record && std::ranges::any_of(record->sections, [&](const RecordedSection& section) {
        return is_asked_for(section);
      });
  if (!was_told) return reason_for(*store_, plan_);
  return fmt::format("Nothing to read: nothing new has come since the digest of {}.",
                     friendly_date(record->day));
}

// Makes the last digest of the channel the one that is shown. Returns whether there is one.
bool DigestSession::show_last(digest::Occasion occasion) {
  if (!user_store_ || request_.has_days()) return false;
  auto record = user_store_->last_digest(plan_.channel);
  if (!record || !keep_asked_for(*record)) return false;
  digest_ = restore(*store_, *record, occasion);
  // It was shown by a clock that was ahead.
  if (record->shown > context_.now()) digest_.shown.reset();
  add_notice(missing_papers(*store_, *record));
  digest_.made = context_.today();
  digest_.next_list = AnnouncementCalendar::arxiv().next_listing(context_.now());
  return true;
}

void DigestSession::add_notice(const std::string& text) {
  if (!text.empty()) notice_ += (notice_.empty() ? "" : " ") + text;
}

void DigestSession::finish() {
  digest_.notice = notice_;
  digest_.command = command_of(request_);
  digest_.counts_as_shown = moves_channel();
  // What was missing on a past day cannot be told now.
  if (!request_.has_days() && !request_.focus_file) digest_.lists = lists_;
}

std::vector<std::vector<render::DayCount>> DigestSession::days() const {
  std::vector<std::vector<render::DayCount>> days(digest_.sections.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    const digest::Section& section = digest_.sections[i];
    const auto focus = std::ranges::find(plan_.foci, section.focus, &ActiveFocus::stem);
    if (focus == plan_.foci.end()) continue;
    const auto with = [&](const rank::TrainedFocus& trained) {
      days[i] = days_of_focus(*store_, trained, focus->focus, plan_.per_day, section.window.until);
    };
    if (i < made_.trained.size()) {
      with(made_.trained[i]);
    } else {
      with(context_.told(train(context_, *store_, *focus, plan_.as_of)));
    }
  }
  return days;
}

void DigestSession::note_missing() const {
  if (user_store_) note_missing_lists(context_, *store_);
}

void DigestSession::remember() {
  if (kept_ == Kept::nothing || !leaves_trace()) return;
  user_store_->transaction([&] {
    if (kept_ == Kept::digest) {
      user_store_->record(record_of(context_, digest_, plan_,
                                    moves_channel() ? plan_.channel : store::kGlanceChannel));
    }
    if (!moves_channel()) return;
    for (const auto& [id, state] : news_.told) {
      user_store_->set_notified(plan_.channel, id, state);
    }
    for (const store::ChannelMove& move :
         kept_ == Kept::digest ? made_.moves : made_.moves_without_news) {
      user_store_->move_channel(plan_.channel, move, context_.today());
    }
  });
}

}  // namespace papercup::app
