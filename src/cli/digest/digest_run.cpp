#include "cli/digest/digest_run.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/digest/digest_form.hpp"
#include "papercup/app/digest_records.hpp"
#include "papercup/app/digesting.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/mail_standing.hpp"
#include "papercup/app/nothing_to_read.hpp"
#include "papercup/app/paper_news.hpp"
#include "papercup/app/week_count.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/system/files.hpp"

namespace papercup::cli {
namespace {

constexpr std::int64_t kMostPapers = 10'000;
constexpr std::int64_t kMostMinutes = 1440;  // a day
// That somebody at a terminal waits for arXiv.
constexpr std::chrono::seconds kLongestFetch{20};
// Of that, for a server to take the connection at all.
constexpr std::chrono::seconds kLongestConnect{5};

void check_combinations(const DigestOptions& options) {
  if (options.focus_file && !options.foci.empty()) {
    throw Error(ErrorKind::usage, "--focus and --focus-file cannot be used together",
                "--focus names foci of yours, --focus-file any other file.");
  }
  if (options.channel && options.focus_file) {
    throw Error(ErrorKind::usage, "a focus file named on the command line has no channels",
                "Copy it to the folder of foci (papercup focus list) and use --focus NAME.");
  }
  if (options.channel && (options.selection.since || options.as_of)) {
    throw Error(ErrorKind::usage, "--channel shows what is new, and goes with no days",
                "Leave out --channel or the days.");
  }
  if (options.fetch && options.no_fetch) {
    throw Error(ErrorKind::usage, "--fetch and --no-fetch contradict each other",
                "Without either, a terminal asks arXiv where a list is due.");
  }
  if (options.channel && options.channel->empty()) {
    throw Error(ErrorKind::usage, "--channel needs a name");
  }
}

// One run of the command.
class DigestRun {
 public:
  DigestRun(const DigestOptions& options, const Session& session, DigestShow show)
      : options_(options), session_(session), show_(std::move(show)) {}

  int run() {
    check_combinations(options_);
    read_days_and_limits();
    if (options_.focus_file) {
      plan_.foci = {app::load_focus(session_, *options_.focus_file)};
    } else {
      reader_.emplace(open_reader());
      plan_.foci = app::load_foci(session_, *reader_, options_.foci, plan_.as_of);
      plan_.channel = options_.channel.value_or(store::kTerminalChannel);
    }
    fetch_if_wanted();
    const store::Store store = session_.open_store(store::OpenMode::read_only);
    tell_of_unsent_mail(store);
    lists_ = app::freshness_of_lists(
        store, app::make_fetch_plan(plan_.foci, MarkState({})).categories, session_.now());
    show(store);
    return 0;
  }

 private:
  bool is_on_terminal() const {
    return session_.style().medium == render::Medium::terminal && options_.format == "text" &&
           !options_.output;
  }

  // What cannot be recorded can be shown all the same.
  store::UserStore open_reader() const {
    // To fetch makes a folder; to read does not.
    if (!options_.fetch) session_.require_data_folder();
    if (!leaves_trace()) {
      return session_.open_reader(store::OpenMode::read_only, app::NamedFolder::may_be_new);
    }
    try {
      return session_.open_reader(store::OpenMode::create);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::storage) throw;
      store::UserStore reader =
          session_.open_reader(store::OpenMode::read_only, app::NamedFolder::may_be_new);
      session_.note(fmt::format("{}; what is shown now does not count as shown", error.message()));
      return reader;
    }
  }

  // A reader in front of a terminal should have today's papers, and not have to wait for them.
  void fetch_if_wanted() {
    const bool offers =
        is_on_terminal() && session_.environment().transport && !has_days() && !options_.focus_file;
    if (!options_.fetch && (!offers || options_.no_fetch)) return;
    app::FetchPlan plan = app::make_fetch_plan(
        plan_.foci, reader_ ? app::marks_until(session_, *reader_, std::nullopt) : MarkState({}));
    if (reader_) plan.channels_at = app::day_of_channels(*reader_, plan_.foci);
    if (!options_.fetch && !is_due(plan)) return;
    plan.held = app::HeldPapers::later;
    arxiv::Timeouts timeouts;
    if (is_on_terminal()) {
      timeouts = {std::chrono::seconds(0),
                  session_.environment().clock.precise_now() + kLongestFetch, kLongestConnect};
    }
    try {
      notice_ = app::fetch_while_waiting(session_, plan, timeouts);
    } catch (const Error& error) {
      // What is stored can be shown all the same.
      if (error.kind() == ErrorKind::interrupted) throw;
      notice_ = fmt::format("Not fetched: {}.", error.message());
    }
  }

  // Whoever waits for mails in vain should hear of it where they look instead.
  void tell_of_unsent_mail(const store::Store& store) {
    if (!reader_ || !is_on_terminal()) return;
    add_notice(app::unsent_mail_notice(session_, store, *reader_, plan_.foci));
  }

  void add_notice(const std::string& text) {
    if (!text.empty()) notice_ += (notice_.empty() ? "" : " ") + text;
  }

  bool is_due(const app::FetchPlan& plan) const {
    const store::Store store =
        session_.open_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
    return app::is_fetch_due(store, plan, session_.now());
  }

  bool has_days() const { return plan_.since || plan_.until || plan_.as_of; }
  bool leaves_trace() const {
    return !options_.focus_file && (is_on_terminal() || options_.channel) &&
           (!reader_ || reader_->is_writable());
  }
  // What is new waits for one; who asks for certain days or papers does not.
  bool is_reading_day() {
    const std::set<unsigned>& days = session_.config().digest.days;
    const unsigned today = session_.today().weekday().c_encoding();
    if (!leaves_trace() || has_days() || plan_.top || days.empty() || days.contains(today)) {
      return true;
    }
    notice_ = fmt::format("{} is none of your reading days; what is new waits.",
                          friendly_date(session_.today()).substr(0, 3));
    return false;
  }
  bool moves_channel() const { return leaves_trace() && !has_days() && !options_.peek; }

  void read_days_and_limits() {
    plan_.as_of = parse_date("--as-of", options_.as_of, session_.today());
    const store::Selection days =
        make_selection(options_.selection, plan_.as_of.value_or(session_.today()));
    plan_.since = days.since;
    plan_.until = days.until;
    const config::DigestSettings& settings = session_.config().digest;
    plan_.minutes = settings.coffee;
    plan_.per_day = settings.per_day;
    plan_.floor = settings.floor;
    plan_.explores = settings.explore;
    if (options_.explain) plan_.detail = rank::NamedTerms::every;
    if (!is_read()) plan_.readers = app::DigestPlan::Readers::programs;
    if (options_.coffee) {
      plan_.minutes =
          static_cast<double>(parse_number("--coffee", *options_.coffee, 1, kMostMinutes));
      // Who asks for more time asks for more papers too.
      plan_.most = std::max(plan_.most, static_cast<std::size_t>(plan_.minutes));
    }
    if (options_.top) {
      plan_.top = static_cast<std::size_t>(parse_number("--top", *options_.top, 1, kMostPapers));
    }
  }

  void show(const store::Store& store) {
    if (const auto record = recorded_past()) {
      add_notice(app::missing_papers(store, *record));
      deliver(app::restore(store, *record, digest::Occasion::past));
      return;
    }
    if (!is_reading_day()) {
      if (auto again = shown_last(store)) {
        again->occasion = digest::Occasion::past;
        deliver(*std::move(again));
        return;
      }
    }
    app::MadeDigest made = make_anew(store);
    trained_ = std::move(made.trained);
    app::PaperNews news = news_of_reader(store);
    const bool has_papers = !made.digest.sections.empty();
    if (has_papers) {
      if (tells_news()) made.digest.week = app::count_of_week(store, plan_.foci, session_.today());
    } else if (auto again = shown_last(store)) {
      made.digest = *std::move(again);
    } else if (news.news.empty()) {
      deliver_reason(app::reason_for_nothing(store, plan_));
      remember(made, news, Trace::news);
      return;
    } else {
      notice_ += (notice_.empty() ? "" : " ") + app::reason_for_nothing(store, plan_);
    }
    // A digest that is printed again has the news that it had, unless there are others.
    if (!news.news.empty()) made.digest.news = std::move(news.news);
    deliver(made.digest);
    // After the last byte: what could not be shown is shown again.
    remember(made, news, has_papers ? Trace::digest : Trace::news);
  }

  // Who asks for so many papers where nothing is new, as a quiet day suggests, means those of the
  // last digest's days.
  app::MadeDigest make_anew(const store::Store& store) {
    store::UserStore* reader = reader_ ? &*reader_ : nullptr;
    app::MadeDigest made = app::make_digest(session_, store, reader, plan_);
    if (!made.digest.sections.empty() || !plan_.top || has_days() || !reader) return made;
    const auto record = reader->last_digest(plan_.channel);
    if (!record || record->sections.empty()) return made;
    app::DigestPlan plan = plan_;
    for (const RecordedSection& section : record->sections) {
      plan.since = std::min(plan.since.value_or(section.since), section.since);
      plan.until = std::max(plan.until.value_or(section.until), section.until);
    }
    return app::make_digest(session_, store, reader, plan);
  }

  enum class Trace { digest, news };  // that a digest was shown, or only news

  void remember(const app::MadeDigest& made, const app::PaperNews& news, Trace trace) {
    if (!leaves_trace()) return;
    reader_->transaction([&] {
      if (trace == Trace::digest) {
        reader_->record(app::record_of(session_, made.digest, plan_,
                                       moves_channel() ? plan_.channel : store::kGlanceChannel));
      }
      if (!moves_channel()) return;
      for (const auto& [id, told] : news.told) reader_->set_notified(plan_.channel, id, told);
      for (const store::ChannelMove& move :
           trace == Trace::digest ? made.moves : made.moves_without_news) {
        reader_->move_channel(plan_.channel, move, session_.today());
      }
    });
  }

  // Forms in which a digest is more than its papers.
  bool is_read() const {
    return is_for_people() || options_.format == "html" || options_.format == "email";
  }
  // A digest of given days tells nothing of what is new, and triage has no place for it.
  bool tells_news() const { return reader_ && !has_days() && !plan_.top && is_read() && !show_; }

  app::PaperNews news_of_reader(const store::Store& store) const {
    if (!tells_news()) return {};
    return app::news_of_papers(store, *reader_, app::marks_until(session_, *reader_, std::nullopt),
                               plan_.foci, plan_.channel);
  }

  bool shows_foci(const DigestRecord& record) const {
    return std::all_of(
        record.sections.begin(), record.sections.end(), [&](const RecordedSection& section) {
          return std::any_of(
              plan_.foci.begin(), plan_.foci.end(),
              [&](const app::ActiveFocus& focus) { return focus.stem == section.focus; });
        });
  }

  // A past day is shown as it was, unless something else than that is asked for.
  std::optional<DigestRecord> recorded_past() const {
    if (!plan_.as_of || plan_.since || plan_.until || plan_.top || options_.coffee || !reader_) {
      return std::nullopt;
    }
    auto record = reader_->last_digest(plan_.channel, *plan_.as_of);
    if (record && !shows_foci(*record)) record.reset();
    return record;
  }

  std::optional<digest::Digest> shown_last(const store::Store& store) {
    if (!reader_ || has_days()) return std::nullopt;
    const auto record = reader_->last_digest(plan_.channel);
    if (!record || !shows_foci(*record)) return std::nullopt;
    digest::Digest digest = app::restore(store, *record, digest::Occasion::again);
    // By a clock that was ahead.
    if (record->shown > session_.now()) digest.shown.reset();
    add_notice(app::missing_papers(store, *record));
    digest.made = session_.today();
    digest.next_list = AnnouncementCalendar::arxiv().next_listing(session_.now());
    return digest;
  }

  void note_missing() const {
    app::note_missing_lists(session_, session_.open_store(store::OpenMode::read_only));
  }

  bool is_for_people() const { return options_.format == "text" || options_.format == "markdown"; }

  void deliver_reason(const std::string& reason) {
    if (is_for_people()) {
      write((notice_.empty() ? "" : notice_ + "\n") + reason + "\n");
      if (reader_) note_missing();
    } else {
      session_.note(reason);
      if (options_.format == "html") add_notice(reason);
      deliver({});
    }
  }

  // That shows papers of the same foci.
  std::string command() const {
    std::string text = "papercup digest";
    for (const std::string& focus : options_.foci) text += " --focus " + system::shell_word(focus);
    if (options_.focus_file) text += " --focus-file " + system::shell_word(*options_.focus_file);
    return text;
  }

  void deliver(digest::Digest digest) {
    digest.notice = notice_;
    digest.command = command();
    digest.counts_as_shown = moves_channel();
    // Programs read no first lines, and a digest of certain days has none on lists.
    if ((!is_for_people() || has_days()) && reader_) note_missing();
    // Of a past day nobody can say now what was missing then.
    if (!has_days() && !options_.focus_file) digest.lists = lists_;
    if (!notice_.empty() && !is_for_people() && options_.format != "html") session_.note(notice_);
    const bool has_papers =
        std::any_of(digest.sections.begin(), digest.sections.end(),
                    [](const digest::Section& section) { return !section.papers.empty(); });
    if (show_ && has_papers) {
      show_(digest, plan_.foci);
    } else {
      write(digest_in_form(digest, session_, options_, plan_, trained_));
    }
  }

  void write(const std::string& text) {
    if (options_.output && options_.output != "-") {
      system::write_file_atomically(*options_.output, text);
    } else if (options_.output) {
      session_.print(text);
      session_.flush();
    } else {
      session_.page(text);
      session_.flush();
    }
  }

  const DigestOptions& options_;
  const Session& session_;
  const DigestShow show_;
  app::DigestPlan plan_;
  std::optional<store::UserStore> reader_;
  std::vector<Freshness> lists_;
  std::vector<rank::TrainedFocus> trained_;  // for the sections of a digest that was made now
  std::string notice_;                       // of what could not be fetched
};

}  // namespace

int run_digest(const DigestOptions& options, const Session& session, DigestShow show) {
  return DigestRun(options, session, std::move(show)).run();
}

}  // namespace papercup::cli
