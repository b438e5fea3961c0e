#include "cli/triage/triage_run.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "cli/command_line/session.hpp"
#include "cli/triage/triage.hpp"
#include "cli/triage/triage_report.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/nearest.hpp"
#include "papercup/app/why_report.hpp"
#include "papercup/app/word_search.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/screen.hpp"
#include "papercup/render/why.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kFoundPapers = 20;  // of a list that a key makes
constexpr int kWidestText = 100;          // columns

constexpr const char* kInstead =
    "papercup digest prints the same list; papercup like, dislike, save and done mark papers of "
    "it.";

// What triage sees of the store, the reader's marks and the browser.
class Desk : public TriageWorld {
 public:
  Desk(const Session& session, const store::Store& store, store::UserStore& reader,
       const std::vector<app::ActiveFocus>& foci, system::FullScreen& screen)
      : session_(session),
        context_(session.silent()),
        store_(store),
        reader_(reader),
        foci_(foci),
        screen_(screen) {}

  Mark keep(Mark mark) override {
    Mark kept = mark;
    reader_.transaction([&] { kept = reader_.append(std::move(mark), session_.present()); });
    return kept;
  }

  std::vector<std::string> why(const TriageEntry& entry) override {
    render::TextStyle style = session_.style();
    style.colour = render::Colour::off;
    style.links = render::Links::off;
    style.width = std::clamp(screen_.size().columns - 2, 40, kWidestText);
    const auto found = std::find_if(foci_.begin(), foci_.end(), [&](const app::ActiveFocus& focus) {
      return focus.stem == entry.focus;
    });
    if (found == foci_.end()) throw Error(ErrorKind::failure, "its focus is gone");
    app::ActiveFocus focus = *found;
    focus.focus = with_marks(focus.focus, MarkState(reader_.marks()).opinions(focus.stem));
    std::istringstream text(render::why_text(
        app::make_why_report(context_, store_, reader_, focus, std::nullopt, entry.scored.paper),
        style));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }

  std::vector<TriageEntry> similar(const TriageEntry& entry) override {
    const std::vector<Paper> papers = {entry.scored.paper};
    return entries_of(
        app::nearest_papers(store_, app::nearness_to(papers).model, {}, papers, kFoundPapers)
            .results,
        entry.focus);
  }

  std::vector<TriageEntry> search(const std::string& words, const std::string& focus) override {
    return entries_of(app::find_words(store_, {}, words).results, focus);
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
  std::vector<TriageEntry> entries_of(const std::vector<app::FoundPaper>& results,
                                      const std::string& focus) const {
    std::vector<std::int64_t> keys;
    for (std::size_t i = 0; i < std::min(results.size(), kFoundPapers); ++i) {
      keys.push_back(results[i].candidate.key);
    }
    std::vector<TriageEntry> entries;
    for (Paper& paper : store_.load(keys)) {
      ScoredPaper scored{std::move(paper), {}, static_cast<int>(entries.size()) + 1};
      entries.push_back({std::move(scored), focus});
    }
    return entries;
  }

  const Session& session_;
  const app::Context context_;  // notes would spoil the screen
  const store::Store& store_;
  store::UserStore& reader_;
  const std::vector<app::ActiveFocus>& foci_;
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

// Shows the papers until the reader has enough. Returns whether that was the reader's wish.
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

void triage_digest(const Session& session, const digest::Digest& digest,
                   const std::vector<app::ActiveFocus>& foci) {
  const store::Store store = session.open_store(store::OpenMode::read_only);
  store::UserStore reader = session.open_reader(store::OpenMode::create);
  const app::Context silent = session.silent();
  const FormerRanking before = rank_before(silent, store, reader, foci);
  std::map<std::string, Focus> by_stem;
  for (const app::ActiveFocus& focus : foci) by_stem.emplace(focus.stem, focus.focus);

  std::unique_ptr<system::FullScreen> screen = open_screen(session);
  Desk desk(session, store, reader, foci, *screen);
  Triage triage(list_of(digest, session.style()), render::screen_notice(digest, session.style()),
                reader.marks(), std::move(by_stem), desk);
  const Ending ending = show_papers(triage, *screen, session.style());
  screen.reset();
  if (ending == Ending::cut_off) {
    throw Error(
        ErrorKind::interrupted,
        fmt::format("interrupted; {} made so far {} kept",
                    triage.made().size() == 1 ? "the one mark"
                                              : fmt::format("the {} marks", triage.made().size()),
                    triage.made().size() == 1 ? "is" : "are"),
        "The list counts as not shown yet: papercup triage goes on with it.");
  }
  session.print(render::triage_text(report_triage(silent, store, reader, foci, before, triage),
                                    session.style()));
  session.flush();
}

}  // namespace

int run_triage(const DigestOptions& options, const Session& session) {
  check_terminal(session);
  return run_digest(options, session,
                    [&](const digest::Digest& digest, const std::vector<app::ActiveFocus>& foci) {
                      triage_digest(session, digest, foci);
                    });
}

}  // namespace papercup::cli
