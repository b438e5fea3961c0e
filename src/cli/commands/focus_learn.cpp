#include <algorithm>
#include <istream>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "cli/interview/interview.hpp"
#include "papercup/app/reference_list.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"

namespace papercup::cli {
namespace {

namespace fs = std::filesystem;

struct LearnOptions {
  std::optional<std::string> file, focus, about;
  std::vector<std::string> categories;
  bool yes = false;
  bool ids = false;
};

// Whether the categories are those that the papers say, and not the reader.
bool takes_categories_of(const LearnOptions& options) { return options.categories.empty(); }

std::vector<ArxivId> papers_of(const app::ReferenceList& list) {
  std::vector<ArxivId> ids = list.stored;
  ids.insert(ids.end(), list.not_stored.begin(), list.not_stored.end());
  return ids;
}

Focus learnt_focus(const app::ReferenceList& list, const LearnOptions& options) {
  Focus focus;
  focus.about = options.about.value_or(app::description_of(list.others));
  focus.categories = list.categories;
  if (!takes_categories_of(options)) {
    focus.categories.clear();
    for (const std::string& text : options.categories) {
      for (Category& category : parse_category_list(text)) {
        focus.categories.push_back(std::move(category));
      }
    }
  }
  focus.keywords = app::keywords_of(list.others);
  focus.likes = papers_of(list);
  return focus;
}

// Puts what is new after the likes and keywords of the file; what the reader wrote holds.
void add_what_is_new(const Focus& there, Focus& learnt) {
  Focus both = there;
  const std::set<ArxivId> known(there.likes.begin(), there.likes.end());
  const std::set<ArxivId> refused(there.dislikes.begin(), there.dislikes.end());
  for (const ArxivId& id : learnt.likes) {
    if (!known.contains(id) && !refused.contains(id)) both.likes.push_back(id);
  }
  for (const Keyword& keyword : learnt.keywords) {
    const bool is_there =
        std::any_of(there.keywords.begin(), there.keywords.end(),
                    [&](const Keyword& other) { return other.term == keyword.term; });
    if (!is_there) both.keywords.push_back(keyword);
  }
  learnt.likes = std::move(both.likes);
  learnt.keywords = std::move(both.keywords);
}

void say(const Session& session, const std::string& text) {
  if (!session.is_quiet()) session.say(text);
}

std::string shown_categories(const app::ReferenceList& list, const LearnOptions& options) {
  std::string text;
  if (!takes_categories_of(options)) return text;
  for (const app::UndividedPapers& papers : list.undivided) {
    text += app::explanation_of(papers) + "\n";
  }
  return text;
}

std::string shown_keywords(const Focus& focus) {
  std::string text;
  for (const Keyword& keyword : focus.keywords) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", keyword.term, keyword.weight);
  }
  return text.empty() ? text : "keywords: " + text + "\n";
}

// No other answer than a yes is one.
bool agrees(const Session& session, const fs::path& file) {
  session.say(fmt::format("\nWrite {}? [y/N] ", session.friendly_path(file)));
  std::string answer;
  std::getline(session.environment().in, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

void write_new(const Session& session, const fs::path& file, const Focus& focus) {
  system::make_folder(file.parent_path());
  system::write_file_atomically(file, config::focus_template(focus));
  session.print_lines(
      fmt::format("Wrote {}\n"
                  "Next: papercup fetch, and then papercup triage --teach --focus {}:\n"
                  "it asks about papers of the past, one key each, and stops when you like.\n",
                  session.friendly_path(file), file.stem().string()));
  if (focus.categories.empty()) {
    session.note(fmt::format("no category is known: papercup focus edit {} adds what to fetch",
                             file.stem().string()));
  }
}

// A focus file that already exists is the reader's own.
int show_lines_to_add(const Session& session, const config::ListedFocus& listed, Focus focus) {
  if (listed.error) throw Error(*listed.error);
  add_what_is_new(listed.loaded->focus, focus);
  say(session, fmt::format("\npapercup does not change {}. Lines to put in place of yours:\n",
                           session.friendly_path(listed.file)));
  session.print(config::focus_lists(focus));
  return 0;
}

int run_learn(const LearnOptions& options, const Session& session) {
  if (!options.file) {
    throw Error(ErrorKind::usage, "FILE is missing", "papercup focus learn references.bib");
  }
  // A reader may learn a focus before the first fetch.
  const store::Store store =
      session.open_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
  const app::ReferenceList list =
      session.told(app::read_reference_list(session, store, *options.file));
  if (options.ids) {
    for (const ArxivId& id : papers_of(list)) session.print(id.to_string() + "\n");
    return 0;
  }
  Focus focus = learnt_focus(list, options);
  say(session, app::summary_of(list, focus.keywords.size()) + shown_keywords(focus));
  if (focus.likes.empty() && focus.keywords.empty()) {
    throw Error(ErrorKind::failure, fmt::format("{} has nothing to learn from", list.name),
                "Entries need a title, an identifier of arXiv or a DOI.");
  }

  focus.name = options.focus.value_or(fs::path(list.name).stem().string());
  const std::string stem = config::is_stem(focus.name) ? focus.name : config::stem_from(focus.name);
  for (const config::ListedFocus& listed : session.foci()) {
    if (listed.stem == stem) return show_lines_to_add(session, listed, focus);
  }
  say(session, shown_categories(list, options));
  const fs::path file = config::focus_path(session.config_folder(), stem);
  const bool can_ask = session.environment().terminal.input_is_terminal && *options.file != "-";
  if (options.yes || (can_ask && agrees(session, file))) {
    write_new(session, file, focus);
  } else if (can_ask) {
    session.note("nothing was written");
  } else {
    session.print(config::focus_template(focus));
    session.note(
        fmt::format("nothing was written; --yes writes this to {}", session.friendly_path(file)));
  }
  return 0;
}

}  // namespace

Action declare_focus_learn(CLI::App& command) {
  const auto given = std::make_shared<LearnOptions>();
  add_argument(command, "FILE", given->file, "a reference list: BibTeX, RIS or CSL-JSON");
  add_value(command, "--focus", "NAME", given->focus,
            "what to call the new focus, or one that exists; else the file's name");
  add_value(command, "--about", "TEXT", given->about, "what you work on, in a sentence or two");
  add_repeatable(command, "--category,-c", "C", given->categories,
                 "a category to follow; else those of the papers");
  add_flag(command, "--yes,-y", given->yes, "write the new focus without asking");
  add_flag(command, "--ids", given->ids,
           "print the papers of arXiv in it, for a pipe, and no more");
  return [given](Session& session) { return run_learn(*given, session); };
}

}  // namespace papercup::cli
