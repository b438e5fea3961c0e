#include "papercup/core/mark.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/marking.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/render/paper_text.hpp"
#include "papercup/text/width.hpp"

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

std::string_view participle(MarkVerb verb) {
  return verb == MarkVerb::done ? "done" : app::past_tense(verb);
}

// One line for each example that an unmark leaves.
std::vector<std::string> lines_of_left(const app::MarkResult& result) {
  std::vector<std::string> lines;
  for (const app::FileExample& example : result.left) {
    lines.push_back(fmt::format(
        "{0} is {1} in the focus file {2}: remove it there, or papercup unmark {0} --focus {2}\n",
        result.mark.id.to_string(), app::past_tense(example.verb), example.stem));
  }
  return lines;
}

// Why an unmark changed nothing, if no focus file says it.
std::string nothing_to_take_back(const Mark& mark) {
  return fmt::format("{} {}{}\n", mark.id.to_string(),
                     mark.only ? fmt::format("is not {}", participle(*mark.only)) : "has no mark",
                     mark.focus.empty() ? "" : " for " + mark.focus);
}

// Papers that teach or are to be read are fetched if they are not stored.
std::string_view not_stored_text(MarkVerb verb) {
  const bool is_fetched = verb != MarkVerb::unmark && verb != MarkVerb::done;
  return is_fetched ? "(not stored yet: the next fetch asks arXiv for it)" : "(not stored)";
}

// One line, with the focus if it could be another.
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
  const std::vector<app::MarkResult> results =
      app::mark_papers(session, make_marks(session, verb, options, papers));
  if (session.is_quiet()) return 0;
  const store::Store store = session.open_store(store::OpenMode::read_only);
  const bool has_several = session.foci().size() > 1;
  for (const app::MarkResult& result : results) {
    switch (result.outcome) {
      case app::MarkResult::Outcome::made:
        session.print(confirmation(session, store, result.mark, has_several));
        break;
      case app::MarkResult::Outcome::already_said:
        session.print_lines(fmt::format("{} is {} already\n", result.mark.id.to_string(),
                                        participle(result.mark.verb)));
        break;
      case app::MarkResult::Outcome::nothing_to_take_back:
        if (result.left.empty()) session.print_lines(nothing_to_take_back(result.mark));
        break;
    }
    for (const std::string& line : lines_of_left(result)) session.print_lines(line);
  }
  return 0;
}

Action declare(MarkVerb verb, CLI::App& command) {
  const auto given = std::make_shared<MarkOptions>();
  add_arguments(command, "ID", given->ids,
                "ranks in the last digest, identifiers, links; - reads standard input");
  if (app::belongs_to_focus(verb) || verb == MarkVerb::unmark) {
    add_value(command, "--focus", "NAME", given->focus,
              verb == MarkVerb::unmark ? "take back what was said for this focus only"
                                       : "the focus it is said for; not needed with one");
  }
  if (app::belongs_to_focus(verb)) {
    add_flag(command, "--known", given->known, "you knew the paper: the ranking learns nothing");
  }
  if (verb == MarkVerb::unmark) {
    add_value(command, "--only", "VERB", given->only, "like, dislike, save or done alone");
  }
  return [verb, given](Session& session) { return run_mark(verb, *given, session); };
}

}  // namespace

Action declare_like(CLI::App& command) { return declare(MarkVerb::like, command); }
Action declare_dislike(CLI::App& command) { return declare(MarkVerb::dislike, command); }
Action declare_save(CLI::App& command) { return declare(MarkVerb::save, command); }
Action declare_done(CLI::App& command) { return declare(MarkVerb::done, command); }
Action declare_unmark(CLI::App& command) { return declare(MarkVerb::unmark, command); }

}  // namespace papercup::cli
