#include "cli/triage/triage.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/digest/digest_output.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/triage_session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/teaching.hpp"
#include "papercup/render/screen.hpp"
#include "papercup/render/why.hpp"

namespace papercup::cli {
namespace {

constexpr int kWidestText = 100;  // columns

constexpr const char* kInstead =
    "papercup digest prints the same list; papercup like, dislike, save and done mark papers of "
    "it.";

class SessionActions : public TriageActions {
 public:
  SessionActions(const Session& session, app::TriageSession& triage, system::FullScreen& screen)
      : session_(session), triage_(triage), screen_(screen) {}

  Mark keep(Mark mark) override { return triage_.keep(std::move(mark)); }

  std::vector<std::string> why(const TriageEntry& entry) override {
    render::TextStyle style = session_.style();
    style.colour = render::Colour::off;
    style.links = render::Links::off;
    style.width = std::clamp(screen_.size().columns - 2, 40, kWidestText);
    std::istringstream text(render::why_text(triage_.why(entry.scored.paper, entry.focus), style));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }

  std::vector<TriageEntry> similar(const TriageEntry& entry) override {
    return entries_of(triage_.similar(entry.scored.paper), entry.focus);
  }

  std::vector<TriageEntry> search(const std::string& words, const std::string& focus) override {
    return entries_of(triage_.search(words), focus);
  }

  void open(const ArxivId& id) override {
    bool is_open = false;
    screen_.lend([&] { is_open = run_with(session_, {"BROWSER"}, "xdg-open", id.url()); });
    if (!is_open) {
      throw Error(ErrorKind::failure,
                  fmt::format("no browser could be started (BROWSER names one): {}", id.url()));
    }
  }

 private:
  static std::vector<TriageEntry> entries_of(std::vector<Paper> papers, const std::string& focus) {
    std::vector<TriageEntry> entries;
    for (Paper& paper : papers) {
      ScoredPaper scored{std::move(paper), {}, static_cast<int>(entries.size()) + 1};
      entries.push_back({std::move(scored), focus});
    }
    return entries;
  }

  const Session& session_;
  app::TriageSession& triage_;
  system::FullScreen& screen_;
};

TriageList list_of(const digest::Digest& digest, const render::TextStyle& style) {
  TriageList list;
  for (const digest::Section& section : digest.sections) {
    for (const ScoredPaper& scored : section.papers) {
      list.entries.push_back({scored, section.focus, render::screen_heading(section, style)});
    }
  }
  for (const digest::Section& section : digest.sections) {
    if (!section.exploration) continue;
    list.entries.push_back(
        {*section.exploration, section.focus, render::exploration_heading(section, style)});
  }
  return list;
}

// Shows the papers until the reader quits or the terminal hangs up.
enum class Ending { quit, cut_off };
Ending show_papers(Triage& triage, system::FullScreen& screen, const render::TextStyle& style) {
  system::KeyPress key;
  while (!triage.is_over()) {
    const Screen shown = render::lay_out(triage.view(), style, screen.size());
    triage.shown(shown);
    screen.show(shown);
    key = screen.read_key();
    triage.press(key);
  }
  return key.key == system::KeyPress::Key::hang_up ? Ending::cut_off : Ending::quit;
}

void check_terminal(const Session& session) {
  const Terminal& terminal = session.environment().terminal;
  if (terminal.input_is_terminal && terminal.output_is_terminal &&
      session.environment().open_screen) {
    return;
  }
  throw Error(ErrorKind::usage,
              fmt::format("triage needs a terminal, and standard {} is none",
                          terminal.output_is_terminal ? "input" : "output"),
              kInstead);
}

std::unique_ptr<system::FullScreen> open_screen(const Session& session) {
  auto screen = session.environment().open_screen(
      session.style().colour == render::Colour::on ? ScreenColour::on : ScreenColour::off);
  if (!screen) {
    throw Error(ErrorKind::usage,
                fmt::format("the terminal (TERM={}) cannot show a full screen",
                            session.variable("TERM").value_or("")),
                kInstead);
  }
  return screen;
}

std::vector<app::ListedPaper> papers_of(const TriageList& list) {
  std::vector<app::ListedPaper> papers;
  for (const TriageEntry& entry : list.entries) papers.push_back({entry.scored.paper, entry.focus});
  return papers;
}

std::map<std::string, Focus> by_stem(const std::vector<app::ActiveFocus>& foci) {
  std::map<std::string, Focus> result;
  for (const app::ActiveFocus& focus : foci) result.emplace(focus.stem, focus.focus);
  return result;
}

// Says that the terminal went away; `next` is what becomes of the list.
Error interruption(const Triage& triage, std::string next) {
  const std::size_t marks = triage.made().size();
  return {ErrorKind::interrupted,
          fmt::format("interrupted; {} made so far {} kept",
                      marks == 1 ? "the one mark" : fmt::format("the {} marks", marks),
                      marks == 1 ? "is" : "are"),
          std::move(next)};
}

void triage_digest(const Session& session, const digest::Digest& digest,
                   const std::vector<app::ActiveFocus>& foci) {
  app::TriageSession work(session, foci);
  std::unique_ptr<system::FullScreen> screen = open_screen(session);
  SessionActions actions(session, work, *screen);
  Triage triage(list_of(digest, session.style()), render::screen_notice(digest, session.style()),
                work.log(), by_stem(foci), actions);
  const Ending ending = show_papers(triage, *screen, session.style());
  screen.reset();
  if (ending == Ending::cut_off) {
    throw interruption(triage,
                       "The list counts as not shown yet: papercup triage goes on with it.");
  }
  const render::TriageEnd end = triage.has_seen_end() ? render::TriageEnd::after_the_last
                                                      : render::TriageEnd::before_the_last;
  session.print(render::triage_text(work.report(papers_of(triage.list()), end), session.style()));
  session.flush();
}

// The only focus, or the one that is named.
app::ActiveFocus focus_to_teach(const DigestOptions& options, const Session& session) {
  if (options.foci.size() > 1) {
    throw Error(ErrorKind::usage, "--teach is for one focus at a time",
                "papercup triage --teach --focus NAME");
  }
  const store::UserStore user_store =
      session.open_user_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
  std::vector<app::ActiveFocus> foci =
      session.told(app::load_foci(session, user_store, options.foci, std::nullopt));
  if (foci.size() == 1) return std::move(foci.front());
  std::vector<std::string> stems;
  stems.reserve(foci.size());
  for (const app::ActiveFocus& focus : foci) stems.push_back(focus.stem);
  throw Error(
      ErrorKind::usage, "which focus? There are several",
      fmt::format("papercup triage --teach --focus NAME, one of {}.", fmt::join(stems, ", ")));
}

void check_teaching(const DigestOptions& options) {
  const std::vector<std::pair<bool, std::string_view>> others = {
      {options.coffee.has_value(), "--coffee"},
      {options.selection.since.has_value(), "--since"},
      {options.selection.until.has_value(), "--until"},
      {options.peek, "--peek"},
      {options.fetch, "--fetch"}};
  for (const auto& [is_given, name] : others) {
    if (!is_given) continue;
    throw Error(ErrorKind::usage, fmt::format("--teach and {} cannot be used together", name),
                "--teach shows papers of the past that are stored; --top says how many.");
  }
}

TriageList telling_list(app::TriageSession& work, const app::ActiveFocus& focus,
                        std::size_t count) {
  TriageList list{fmt::format("teaching {}: would you like more papers like this?", focus.stem)};
  for (ScoredPaper& scored : work.telling_papers(focus, count)) {
    list.entries.push_back({std::move(scored), focus.stem});
  }
  if (!list.entries.empty()) return list;
  throw Error(ErrorKind::failure, "no paper of the past is left to teach with",
              "papercup fetch --since 30d brings a month of them.");
}

int run_teaching(const DigestOptions& options, const Session& session) {
  check_teaching(options);
  const std::size_t count =
      options.top
          ? static_cast<std::size_t>(parse_number("--top", *options.top, 1, digest::kTeachingPool))
          : app::kTaughtPapers;
  const app::ActiveFocus focus = focus_to_teach(options, session);
  check_terminal(session);
  app::TriageSession work(session, {focus});
  TriageList list = telling_list(work, focus, count);
  std::unique_ptr<system::FullScreen> screen = open_screen(session);
  SessionActions actions(session, work, *screen);
  Triage triage(std::move(list), "", work.log(), by_stem({focus}), actions,
                TriagePurpose::teaching);
  const Ending ending = show_papers(triage, *screen, session.style());
  screen.reset();
  if (ending == Ending::cut_off) {
    throw interruption(triage, "papercup triage --teach asks for what is left.");
  }
  session.print(render::teaching_text(work.teaching_report(focus), session.style()));
  session.flush();
  return 0;
}

int run_triage(const DigestOptions& options, const Session& session) {
  check_terminal(session);
  const DigestForm form = form_of(options);
  app::DigestRequest request = request_of(options, form, session);
  request.has_news = false;  // the screen has no place for it
  app::DigestSession digest(session, std::move(request));
  decide_digest(digest, session);
  const bool has_papers =
      std::ranges::any_of(digest.digest().sections,
                          [](const digest::Section& section) { return !section.papers.empty(); });
  if (has_papers) {
    triage_digest(session, digest.digest(), digest.foci());
  } else {
    write_digest(digest, form, session);
  }
  digest.remember();
  return 0;
}

}  // namespace

Action declare_triage(CLI::App& command) {
  const auto given = std::make_shared<DigestOptions>();
  const auto teaches = std::make_shared<bool>(false);
  add_flag(command, "--teach", *teaches,
           "papers of the past instead, the most telling first, for the ranking to learn from");
  add_repeatable(command, "--focus", "NAME", given->foci,
                 "these foci of yours only; with --teach the one to teach");
  add_value(command, "--coffee", "MIN", given->coffee, "minutes of reading, 10 unless configured");
  add_value(command, "--top", "N", given->top, "the N best, whatever the line and the minutes");
  declare_day_options(command, given->selection);
  add_flag(command, "--peek", given->peek, "the papers do not count as shown; marks are kept");
  add_flag(command, "--fetch", given->fetch, "ask arXiv, even if no new list is due");
  add_flag(command, "--no-fetch", given->no_fetch, "do not; else arXiv is asked if a list is due");
  return [given, teaches](Session& session) {
    return *teaches ? run_teaching(*given, session) : run_triage(*given, session);
  };
}

}  // namespace papercup::cli
