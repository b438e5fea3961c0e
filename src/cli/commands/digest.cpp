#include "papercup/digest/digest.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/digesting.hpp"
#include "cli/file_output.hpp"
#include "cli/foci.hpp"
#include "cli/option_values.hpp"
#include "cli/results.hpp"
#include "cli/selection.hpp"
#include "cli/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/model.hpp"

namespace papercup::cli {
namespace {

constexpr std::int64_t kMostPapers = 10'000;
constexpr std::int64_t kMostMinutes = 24 * 60;

struct DigestOptions {
  std::vector<std::string> foci;
  std::optional<std::string> focus_file, coffee, top, as_of, output, channel;
  SelectionOptions selection;
  std::string format = "text";
  bool peek = false;
};

void check_combinations(const DigestOptions& options) {
  if (options.focus_file && !options.foci.empty()) {
    throw Error(ErrorKind::usage, "--focus and --focus-file cannot be used together");
  }
  if (options.channel && options.focus_file) {
    throw Error(ErrorKind::usage, "a focus file named on the command line has no channels",
                "Copy it to the folder of foci (papercup focus list) and use --focus NAME.");
  }
  if (options.channel && (options.selection.since || options.as_of)) {
    throw Error(ErrorKind::usage, "--channel shows what is new, and goes with no days",
                "Leave out --channel or the days.");
  }
  if (options.channel && options.channel->empty()) {
    throw Error(ErrorKind::usage, "--channel needs a name");
  }
}

// One run of the command.
class DigestRun {
 public:
  DigestRun(const DigestOptions& options, Session& session)
      : options_(options), session_(session), format_(options.format) {}

  int run() {
    check_combinations(options_);
    read_days_and_limits();
    if (options_.focus_file) {
      plan_.foci = {load_focus(session_, *options_.focus_file)};
    } else {
      reader_.emplace(session_.open_reader(leaves_trace() ? store::OpenMode::create
                                                          : store::OpenMode::read_only));
      plan_.foci = load_foci(session_, *reader_, options_.foci, plan_.as_of);
      plan_.channel = options_.channel.value_or(store::kTerminalChannel);
    }
    const store::Store store = session_.open_store(store::OpenMode::read_only);
    show(store);
    return 0;
  }

 private:
  bool is_on_terminal() const {
    return session_.style().medium == render::Medium::terminal && format_ == "text" &&
           !options_.output;
  }
  bool has_days() const { return plan_.since || plan_.until || plan_.as_of; }
  bool leaves_trace() const {
    return !options_.focus_file && (is_on_terminal() || options_.channel);
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
      deliver(restore(store, *record, digest::Occasion::past));
      return;
    }
    MadeDigest made = make_digest(session_, store, reader_ ? &*reader_ : nullptr, plan_);
    const bool is_new = !made.digest.sections.empty();
    if (!is_new) {
      if (auto again = shown_last(store)) {
        deliver(*std::move(again));
        return;
      }
      deliver_reason(reason_for_nothing(store));
      return;
    }
    deliver(made.digest);
    if (!leaves_trace()) return;
    // After the last byte: what could not be shown is shown again.
    reader_->transaction([&] {
      reader_->record(record_of(session_, made.digest, plan_,
                                moves_channel() ? plan_.channel : store::kGlanceChannel));
      if (!moves_channel()) return;
      for (const ActiveFocus& focus : plan_.foci) {
        reader_->set_arrival_shown(plan_.channel, focus.stem, made.arrival);
      }
    });
  }

  bool shows_foci(const DigestRecord& record) const {
    return std::all_of(
        record.sections.begin(), record.sections.end(), [&](const RecordedSection& section) {
          return std::any_of(plan_.foci.begin(), plan_.foci.end(),
                             [&](const ActiveFocus& focus) { return focus.stem == section.focus; });
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

  std::optional<digest::Digest> shown_last(const store::Store& store) const {
    if (!reader_ || has_days()) return std::nullopt;
    const auto record = reader_->last_digest(plan_.channel);
    if (!record || !shows_foci(*record)) return std::nullopt;
    digest::Digest digest = restore(store, *record, digest::Occasion::again);
    digest.next_list = AnnouncementCalendar::arxiv().next_listing(session_.now());
    return digest;
  }

  std::string reason_for_nothing(const store::Store& store) const {
    if (store.paper_count() == 0) {
      return "Nothing is stored yet. Import a file: papercup import FILE";
    }
    std::string days;
    if (plan_.since) days += " on or after " + friendly_date(*plan_.since);
    if (const auto until = plan_.until ? plan_.until : plan_.as_of) {
      days +=
          (days.empty() ? " on" : " and on") + std::string(" or before ") + friendly_date(*until);
    }
    const bool has_categories =
        std::any_of(plan_.foci.begin(), plan_.foci.end(),
                    [](const ActiveFocus& focus) { return !focus.focus.categories.empty(); });
    return fmt::format("Nothing to read: no stored paper {}was announced{}.",
                       has_categories ? "of this focus's categories " : "", days);
  }

  void deliver_reason(const std::string& reason) {
    if (format_ == "text" || format_ == "markdown") {
      write(reason + "\n");
    } else {
      session_.note(reason);
      deliver({});
    }
  }

  void deliver(const digest::Digest& digest) { write(rendered(digest)); }

  std::string rendered(const digest::Digest& digest) const {
    render::TextStyle style = session_.style();
    if (options_.output) {
      style.colour = render::Colour::off;
      style.links = render::Links::off;
      style.medium = render::Medium::pipe;
    }
    if (format_ == "text") return render::digest_text(digest, style);
    if (format_ == "markdown") return render::digest_markdown(digest, style);
    std::string text;
    JsonOutput json(parse_format(format_), [&](std::string_view piece) { text += piece; });
    for (const digest::Section& section : digest.sections) {
      for (const ScoredPaper& scored : section.papers) {
        if (format_ == "ids") {
          text += scored.paper.id.to_string() + "\n";
          continue;
        }
        json.add(render::json_object(
            scored.paper,
            render::Annotation{scored.score, scored.rank, rank::kRankerName, scored.standing}, {}));
      }
    }
    json.finish();
    return text;
  }

  void write(const std::string& text) {
    if (options_.output) {
      write_file_atomically(*options_.output, text);
    } else {
      session_.print(text);
      session_.flush();
    }
  }

  const DigestOptions& options_;
  Session& session_;
  std::string format_;
  DigestPlan plan_;
  std::optional<store::Reader> reader_;
};

}  // namespace

Action declare_digest(OptionSet& options) {
  const auto given = std::make_shared<DigestOptions>();
  options.repeatable({"--focus"}, "NAME", given->foci, "these foci of yours only");
  options.value({"--focus-file"}, "FILE", given->focus_file,
                "rank for this file, without your marks");
  options.value({"--coffee"}, "MIN", given->coffee, "minutes of reading, 10 unless configured");
  options.value({"--top"}, "N", given->top, "the N best, whatever the line and the minutes");
  declare_day_options(options, given->selection);
  options.value({"--as-of"}, "DATE", given->as_of,
                "the digest of that day: nothing announced later is shown or learnt from");
  options.flag({"--peek"}, given->peek, "leave no trace: tomorrow's digest has it again");
  options.value({"--channel"}, "NAME", given->channel,
                "what is new since the last time on this channel, and move it");
  options.choice({"--format", "-f"}, {"text", "markdown", "json", "jsonl", "ids"}, given->format,
                 "text and markdown for people; json, jsonl and ids for programs");
  options.value({"--output", "-o"}, "FILE", given->output,
                "write to a file, which is replaced at once when all is done");
  return [given](Session& session) { return DigestRun(*given, session).run(); };
}

}  // namespace papercup::cli
