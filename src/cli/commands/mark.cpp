#include "papercup/core/mark.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/marking.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/render/paper_text.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

struct MarkOptions {
  std::vector<std::string> ids;
  std::optional<std::string> focus, only;
  bool known = false;
};

std::optional<MarkVerb> parse_only(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto verb = parse_mark_verb(*text);
  if (!verb || verb == MarkVerb::unmark) {
    refuse_unknown("mark", *text, {"like", "dislike", "save", "done"});
  }
  return verb;
}

std::vector<Mark> make_marks(const Session& session, MarkVerb verb, const MarkOptions& options,
                             const std::vector<PaperArgument>& papers) {
  std::vector<Mark> marks;
  const auto only = parse_only(options.only);
  for (const PaperArgument& paper : papers) {
    Mark mark{session.now(), 0, verb, paper.id};
    if (options.focus) {
      mark.focus = app::find_stem(session, *options.focus);
    } else if (app::belongs_to_focus(verb)) {
      mark.focus = focus_of(session, paper);
    }
    mark.known = options.known;
    mark.only = only;
    marks.push_back(std::move(mark));
  }
  return marks;
}

// What is said so far, against which a new mark is held.
class SaidSoFar {
 public:
  SaidSoFar(const Session& session, std::vector<Mark> marks)
      : state_(std::move(marks)),
        likes_(state_.marked(MarkVerb::like)),
        dislikes_(state_.marked(MarkVerb::dislike)),
        foci_(config::list_foci(session.config_folder())) {}

  // Why the mark would change nothing, as one line; empty where it would change something.
  std::string objection(const Mark& mark) const {
    if (mark.verb == MarkVerb::unmark) return takes_back(mark) ? "" : nothing_to_take_back(mark);
    // What only a focus file says can be marked too: it stays said when the file changes.
    const app::Stance before = app::stance_of(state_, mark.focus, nullptr, mark.id);
    if (!app::is_said(mark, before)) return {};
    return fmt::format("{} is {} already", mark.id.to_string(),
                       mark.verb == MarkVerb::done ? "done" : app::past_tense(mark.verb));
  }

  // What stays said when all marks are taken back, since focus files say it; mostly nothing.
  std::vector<std::string> said_by_files(const Mark& unmark) const {
    std::vector<std::string> lines;
    if (!unmark.focus.empty()) return lines;
    for (const config::ListedFocus& listed : foci_) {
      if (!listed.loaded || state_.opinions(listed.stem).contains(unmark.id)) continue;
      const auto verb = app::example_verb(&listed.loaded->focus, unmark.id);
      if (!verb || !covers(unmark, *verb)) continue;
      lines.push_back(fmt::format(
          "{0} is {1} in the focus file {2}: remove it there, or papercup unmark {0} --focus {2}",
          unmark.id.to_string(), app::past_tense(*verb), listed.stem));
    }
    return lines;
  }

 private:
  static bool covers(const Mark& unmark, MarkVerb verb) {
    return !unmark.only || *unmark.only == verb;
  }

  const Focus* focus_of(const std::string& stem) const {
    for (const config::ListedFocus& listed : foci_) {
      if (listed.stem == stem && listed.loaded) return &listed.loaded->focus;
    }
    return nullptr;
  }

  bool takes_back(const Mark& mark) const {
    if (!mark.focus.empty()) {
      const app::Stance before = app::stance_of(state_, mark.focus, focus_of(mark.focus), mark.id);
      return before.opinion && covers(mark, *before.opinion);
    }
    return (covers(mark, MarkVerb::like) && likes_.contains(mark.id)) ||
           (covers(mark, MarkVerb::dislike) && dislikes_.contains(mark.id)) ||
           (covers(mark, MarkVerb::save) && state_.saved().contains(mark.id)) ||
           (covers(mark, MarkVerb::done) && state_.done().contains(mark.id));
  }

  std::string nothing_to_take_back(const Mark& mark) const {
    const std::vector<std::string> files = said_by_files(mark);
    if (!files.empty()) return fmt::format("{}", fmt::join(files, "\n"));
    const std::string what =
        mark.only ? fmt::format("is not {}",
                                *mark.only == MarkVerb::done ? "done" : app::past_tense(*mark.only))
                  : "has no mark";
    return fmt::format("{} {}{}", mark.id.to_string(), what,
                       mark.focus.empty() ? "" : " for " + mark.focus);
  }

  const MarkState state_;
  const std::set<ArxivId> likes_, dislikes_;  // in any focus
  const std::vector<config::ListedFocus> foci_;
};

// What became of one paper of the command.
struct Outcome {
  Mark mark;
  std::string objection = {};                   // why nothing was written
  std::vector<std::string> said_by_files = {};  // what an unmark has left
};

// Takes out of `marks` those that would change nothing.
std::vector<Outcome> compare(const SaidSoFar& said, std::vector<Mark>& marks) {
  std::vector<Outcome> outcomes;
  std::vector<Mark> changing;
  for (Mark& mark : marks) {
    Outcome outcome{mark, said.objection(mark)};
    if (outcome.objection.empty()) {
      if (mark.verb == MarkVerb::unmark) outcome.said_by_files = said.said_by_files(mark);
      changing.push_back(std::move(mark));
    }
    outcomes.push_back(std::move(outcome));
  }
  marks = std::move(changing);
  return outcomes;
}

// What is not stored is fetched where it teaches or is to be read.
std::string_view not_stored_text(MarkVerb verb) {
  const bool is_fetched = verb != MarkVerb::unmark && verb != MarkVerb::done;
  return is_fetched ? "(not stored yet: the next fetch asks arXiv for it)" : "(not stored)";
}

// One line, with the focus where it could be another.
std::string confirmation(const Session& session, const store::Store& store, const Mark& mark,
                         bool has_several_foci) {
  const std::optional<Paper> paper = store.find(mark.id);
  const std::string said =
      fmt::format("{} {}{}  ", app::past_tense(mark.verb), mark.id.to_string(),
                  mark.focus.empty() || !has_several_foci ? "" : " for " + mark.focus);
  if (!paper) return fmt::format("{}{}\n", said, not_stored_text(mark.verb));
  return said +
         render::title_text(*paper, session.style(),
                            session.style().width - text::display_width(said)) +
         "\n";
}

void check_options(MarkVerb verb, const MarkOptions& options) {
  const auto only = parse_only(options.only);
  if (verb == MarkVerb::unmark && options.focus && only && !app::belongs_to_focus(*only)) {
    throw Error(ErrorKind::usage,
                fmt::format("{} belongs to a paper and to no focus", to_string(*only)),
                fmt::format("papercup unmark ID --only {}", to_string(*only)));
  }
}

int run_mark(MarkVerb verb, const MarkOptions& options, const Session& session) {
  check_options(verb, options);
  const std::vector<PaperArgument> papers = read_papers(session, options.ids);
  store::UserStore reader = session.open_reader(store::OpenMode::create);
  std::vector<Outcome> outcomes;
  reader.transaction([&] {
    std::vector<Mark> marks = make_marks(session, verb, options, papers);
    outcomes = compare(SaidSoFar(session, reader.marks()), marks);
    for (Mark& mark : marks) reader.append(std::move(mark), session.now());
  });
  if (session.is_quiet()) return 0;
  const store::Store store = session.open_store(store::OpenMode::read_only);
  const bool has_several = config::list_foci(session.config_folder()).size() > 1;
  for (const Outcome& outcome : outcomes) {
    session.print(outcome.objection.empty()
                      ? confirmation(session, store, outcome.mark, has_several)
                      : outcome.objection + "\n");
    for (const std::string& line : outcome.said_by_files) session.print(line + "\n");
  }
  return 0;
}

Action declare(MarkVerb verb, OptionSet& options) {
  const auto given = std::make_shared<MarkOptions>();
  options.arguments("ID", given->ids,
                    "ranks in the last digest, identifiers, links; - reads standard input");
  if (app::belongs_to_focus(verb) || verb == MarkVerb::unmark) {
    options.value({"--focus"}, "NAME", given->focus,
                  verb == MarkVerb::unmark ? "take back what was said for this focus only"
                                           : "the focus it is said for; not needed with one");
  }
  if (app::belongs_to_focus(verb)) {
    options.flag({"--known"}, given->known, "you knew the paper: the ranking learns nothing");
  }
  if (verb == MarkVerb::unmark) {
    options.value({"--only"}, "VERB", given->only, "like, dislike, save or done alone");
  }
  return [verb, given](Session& session) { return run_mark(verb, *given, session); };
}

}  // namespace

Action declare_like(OptionSet& options) { return declare(MarkVerb::like, options); }
Action declare_dislike(OptionSet& options) { return declare(MarkVerb::dislike, options); }
Action declare_save(OptionSet& options) { return declare(MarkVerb::save, options); }
Action declare_done(OptionSet& options) { return declare(MarkVerb::done, options); }
Action declare_unmark(OptionSet& options) { return declare(MarkVerb::unmark, options); }

}  // namespace papercup::cli
