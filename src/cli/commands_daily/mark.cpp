#include "papercup/core/mark.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/paper_arguments.hpp"
#include "cli/learning/foci.hpp"
#include "cli/session.hpp"
#include "cli/triage/marking.hpp"
#include "papercup/config/focus_folder.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/text.hpp"
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
      mark.focus = find_stem(session, *options.focus);
    } else if (belongs_to_focus(verb)) {
      mark.focus = default_stem(session, paper);
    }
    mark.known = options.known;
    mark.only = only;
    marks.push_back(std::move(mark));
  }
  return marks;
}

// One line, with the focus where it could be another.
std::string confirmation(const Session& session, const store::Store& store, const Mark& mark,
                         bool has_several_foci) {
  const std::optional<Paper> paper = store.find(mark.id);
  const std::string said =
      fmt::format("{} {}{}  ", past_tense(mark.verb), mark.id.to_string(),
                  mark.focus.empty() || !has_several_foci ? "" : " for " + mark.focus);
  if (!paper) return said + "(not stored yet: the next fetch brings it)\n";
  return said +
         render::title_text(*paper, session.style(),
                            session.style().width - text::display_width(said)) +
         "\n";
}

int run_mark(MarkVerb verb, const MarkOptions& options, const Session& session) {
  const std::vector<PaperArgument> papers = read_papers(session, options.ids);
  store::Reader reader = session.open_reader(store::OpenMode::create);
  std::vector<Mark> marks = make_marks(session, verb, options, papers);
  reader.transaction([&] {
    for (Mark& mark : marks) mark = reader.append(std::move(mark), session.now());
  });
  if (session.is_quiet()) return 0;
  const store::Store store = session.open_store(store::OpenMode::read_only);
  const bool has_several = config::list_foci(session.config_folder()).size() > 1;
  for (const Mark& mark : marks) {
    session.print(confirmation(session, store, mark, has_several));
  }
  return 0;
}

Action declare(MarkVerb verb, OptionSet& options) {
  const auto given = std::make_shared<MarkOptions>();
  options.arguments("ID", given->ids,
                    "ranks in the last digest, identifiers, links; - reads standard input");
  if (belongs_to_focus(verb) || verb == MarkVerb::unmark) {
    options.value({"--focus"}, "NAME", given->focus,
                  verb == MarkVerb::unmark ? "take back what was said for this focus only"
                                           : "the focus it is said for; not needed with one");
  }
  if (belongs_to_focus(verb)) {
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
