#include "papercup/core/focus.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/focus_files.hpp"
#include "papercup/app/focus_split.hpp"
#include "papercup/app/ranked_search.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/render/style.hpp"
#include "papercup/system/files.hpp"
#include "papercup/system/process.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"

namespace papercup::cli {
namespace {

using config::ListedFocus;

constexpr std::size_t kShownTerms = 12;  // that speak for a paper, or against it

std::string category_list(const Focus& focus) {
  return focus.categories.empty() ? "everything stored"
                                  : fmt::format("{}", fmt::join(app::category_names(focus), " "));
}

int run_list(const Session& session) {
  const std::vector<ListedFocus>& foci = session.foci();
  if (foci.empty()) throw app::NoFocusYet{};
  // Foci come before data, and completions list them.
  const store::UserStore user_store =
      session.open_user_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
  const MarkState marks = app::marks_until(session, user_store, std::nullopt);
  const render::TextStyle style = session.style();
  int columns = 0;  // of the names; longer ones stand over what there is to say of them
  for (const ListedFocus& listed : foci) {
    const int width = text::display_width(listed.stem) + 2;
    if (width <= style.width / 2) columns = std::max(columns, width);
  }
  for (const ListedFocus& listed : foci) {
    const bool is_long = text::display_width(listed.stem) + 2 > columns;
    const std::string name = is_long ? listed.stem + "\n" + render::padded("", columns)
                                     : render::padded(listed.stem, columns);
    if (!listed.loaded) {
      session.print_lines(fmt::format("{}BROKEN  {}\n", name, listed.file.string()));
      continue;
    }
    const Focus focus = with_marks(listed.loaded->focus, marks.opinions(listed.stem));
    const std::string counts =
        fmt::format("{}, {}  ", text::counted(focus.likes.size(), "like", "likes"),
                    text::counted(focus.dislikes.size(), "dislike", "dislikes"));
    const int indent = columns + text::display_width(counts);
    std::string line = name + counts;
    for (const std::string& part : text::wrap(category_list(focus), style.width - indent)) {
      session.print(line + part + "\n");
      line = render::padded("", indent);
    }
  }
  return 0;
}

// The focus that is named, or the only one.
ListedFocus find_listed(const std::vector<ListedFocus>& foci,
                        const std::optional<std::string>& name) {
  std::vector<std::string> stems;
  for (const ListedFocus& focus : foci) {
    if (name == focus.stem) return focus;
    stems.push_back(focus.stem);
  }
  if (stems.empty()) throw app::NoFocusYet{};
  if (name) refuse_unknown("focus", *name, stems);
  if (stems.size() > 1) {
    throw Error(ErrorKind::usage, "which focus? There are several",
                fmt::format("Name one after the command: {}.", fmt::join(stems, ", ")));
  }
  return foci.front();
}

std::string id_list(const std::vector<ArxivId>& ids) {
  std::string text;
  for (const ArxivId& id : ids) text += (text.empty() ? "" : " ") + id.to_string();
  return text.empty() ? "none" : text;
}

std::string term_list(const std::vector<Contribution>& terms) {
  std::vector<std::string> texts;
  texts.reserve(terms.size());
  for (const Contribution& term : terms) {
    texts.push_back(fmt::format("{} {:+.2f}", term.label, term.points));
  }
  return fmt::format("{}", fmt::join(texts, " · "));
}

// "glacier · meltwater · moulin".
std::string interest_text(const app::LikedInterest& interest) {
  return fmt::format("{}", fmt::join(interest.terms, " · "));
}

int run_show(const std::optional<std::string>& name, const Session& session) {
  const ListedFocus listed = find_listed(session.foci(), name);
  if (listed.error) throw Error(*listed.error);
  store::UserStore user_store = session.open_user_store(store::OpenMode::read_only);
  const app::ActiveFocus active =
      session.told(app::load_foci(session, user_store, {listed.stem}, std::nullopt)).front();
  const Focus& focus = active.focus;
  std::vector<std::string> keywords;
  for (const Keyword& keyword : focus.keywords) {
    keywords.push_back(keyword.weight == 1
                           ? keyword.term
                           : fmt::format("{} ({:+})", keyword.term, keyword.weight));
  }
  constexpr int kLabelColumns = 11;
  const auto row = [&](std::string_view label, const std::string& value) {
    session.print(render::labelled(label, value, kLabelColumns, session.style()));
  };
  row("focus", focus.name);
  session.print(fmt::format("{:<{}}{}\n", "file", kLabelColumns, listed.file.string()));
  row("about", text::collapse_whitespace(focus.about));
  row("categories", category_list(focus));
  row("keywords", fmt::format("{}", fmt::join(keywords, ", ")));
  row("authors", fmt::format("{}", fmt::join(focus.authors, ", ")));
  row("likes", id_list(focus.likes));
  row("dislikes", id_list(focus.dislikes));
  const store::Store store = session.open_store(store::OpenMode::read_only);
  const app::LearntTerms terms = app::strongest_terms(session, store, active, kShownTerms);
  row("speaks for", term_list(terms.wanted));
  row("against", term_list(terms.unwanted));
  if (const auto split = app::find_interests(store, focus)) {
    row("interests", fmt::format("The likes are two interests, which one ranking mixes; papercup "
                                 "focus split {} makes a focus of each.",
                                 listed.stem));
    for (const app::LikedInterest& interest : split->interests) {
      row("", fmt::format("{}: {}", interest_text(interest), id_list(interest.likes)));
    }
  }
  return 0;
}

int run_new(const std::optional<std::string>& name, const Session& session) {
  if (!name || name->find_first_not_of(" \t") == std::string::npos) {
    throw Error(ErrorKind::usage, "NAME is missing", "papercup focus new NAME");
  }
  const std::string stem = config::is_stem(*name) ? *name : config::stem_from(*name);
  const std::filesystem::path file = config::focus_path(session.config_folder(), stem);
  if (system::file_exists(file, ErrorKind::usage)) {
    throw Error(ErrorKind::usage, fmt::format("{} already exists", file.string()),
                fmt::format("papercup focus edit {}", stem));
  }
  Focus focus;
  focus.name = *name;
  system::make_folder(file.parent_path());
  system::write_file_atomically(file, config::focus_template(focus));
  session.print_lines(fmt::format("Wrote {}\nNext: papercup focus edit {}\n", file.string(), stem));
  return 0;
}

int run_edit(const std::optional<std::string>& name, const Session& session) {
  const ListedFocus listed = find_listed(session.foci(), name);
  if (!run_with(session, {"VISUAL", "EDITOR"}, "sensible-editor", listed.file.string())) {
    throw Error(ErrorKind::failure, "the editor could not be started or failed",
                fmt::format("VISUAL or EDITOR names one; the file is {}", listed.file.string()));
  }
  const ListedFocus edited = find_listed(config::list_foci(session.config_folder()), listed.stem);
  if (edited.error) throw Error(*edited.error);
  for (const std::string& warning : edited.loaded->warnings) session.note(warning);
  return 0;
}

int run_check(const std::optional<std::string>& name, const Session& session) {
  std::vector<ListedFocus> foci = session.foci();
  if (name) foci = {find_listed(session.foci(), name)};
  if (foci.empty()) throw app::NoFocusYet{};
  std::size_t faults = 0;
  for (const ListedFocus& focus : foci) {
    std::vector<std::string> complaints;
    if (focus.error) complaints.push_back(focus.error->message());
    if (focus.loaded) complaints = focus.loaded->warnings;
    for (const std::string& complaint : complaints) session.print_lines(complaint + "\n");
    if (complaints.empty()) session.print(fmt::format("{}: no faults\n", focus.stem));
    faults += complaints.size();
  }
  if (faults > 0) {
    throw Error(ErrorKind::usage, text::counted(faults, "fault", "faults"),
                "The lines above name the places; papercup focus edit NAME opens a file.");
  }
  return 0;
}

// "3 marks, 2 digests"; empty if there are none.
std::string traces_text(const store::FocusTraces& traces) {
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view one, std::string_view several) {
    if (count > 0) parts.push_back(text::counted(count, one, several));
  };
  add(traces.marks, "mark", "marks");
  add(traces.digests, "digest", "digests");
  add(traces.mails, "mail", "mails");
  add(traces.channels, "place of a channel", "places of channels");
  return fmt::format("{}", fmt::join(parts, ", "));
}

// No other answer than a yes is one.
bool agrees_to_remove(const Session& session, const ListedFocus& focus) {
  session.say(fmt::format("Remove {}? [y/N] ", session.friendly_path(focus.file)));
  std::string answer;
  std::getline(session.environment().in, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

// What becomes of what the reader said and saw.
std::string staying_text(const Session& session, const std::string& stem) {
  const std::string traces = traces_text(app::traces_of_focus(session, stem));
  return traces.empty() ? ""
                        : fmt::format(
                              "What is remembered of it stays, and belongs to any later "
                              "focus {}: {}.\n",
                              stem, traces);
}

struct RemoveOptions {
  std::vector<std::string> names;
  bool yes = false;
};

int run_remove(const RemoveOptions& options, const Session& session) {
  std::vector<ListedFocus> foci;
  for (const std::string& name : options.names) foci.push_back(find_listed(session.foci(), name));
  for (const ListedFocus& focus : foci) {
    const std::string staying = staying_text(session, focus.stem);
    if (!options.yes) {
      if (!session.environment().terminal.input_is_terminal) {
        session.print_lines(
            fmt::format("Would remove {}\n{}", session.friendly_path(focus.file), staying));
        session.note("nothing was removed; --yes does it");
        continue;
      }
      session.say(staying);
      if (!agrees_to_remove(session, focus)) {
        session.note("nothing was removed");
        continue;
      }
    }
    const std::filesystem::path kept = app::remove_focus(focus);
    session.print_lines(fmt::format("Removed {}\n{}To have it back:\n    mv {} {}\n", focus.stem,
                                    options.yes ? staying : "", system::shell_word(kept.string()),
                                    system::shell_word(focus.file.string())));
  }
  return 0;
}

int run_rename(const std::vector<std::string>& names, const Session& session) {
  constexpr std::size_t kNames = 2;
  if (names.size() != kNames) {
    throw Error(ErrorKind::usage, "focus rename needs two names, the old one and the new one",
                "papercup focus rename OLD NEW");
  }
  const ListedFocus listed = find_listed(session.foci(), names.front());
  const std::string stem =
      config::is_stem(names.back()) ? names.back() : config::stem_from(names.back());
  if (stem == listed.stem) {
    throw Error(ErrorKind::usage, fmt::format("the focus is called {} already", stem),
                "papercup focus rename OLD NEW");
  }
  const app::RenamedFocus renamed = app::rename_focus(session, listed, stem);
  const std::string traces = traces_text(renamed.moved);
  std::string text = fmt::format("Renamed {} to {}\n", listed.stem, stem);
  if (!traces.empty()) text += fmt::format("With it goes what is remembered: {}.\n", traces);
  if (listed.loaded && config::load_focus_file(renamed.file).focus.name != stem) {
    text +=
        fmt::format("Digests still call it {}, by the name in the file: papercup focus edit {}\n",
                    text::sanitise(listed.loaded->focus.name), stem);
  }
  session.print_lines(text);
  return 0;
}

// The focus to split, and what to call the two; without names they are called after their terms.
int run_split(const std::vector<std::string>& names, const Session& session) {
  constexpr std::size_t kAllNames = 3;
  if (names.size() != kAllNames && names.size() != 1) {
    throw Error(ErrorKind::usage, "focus split needs two new names, or none",
                "papercup focus split NAME [FIRST SECOND]");
  }
  const ListedFocus listed = find_listed(session.foci(), names.front());
  if (listed.error) throw Error(*listed.error);
  app::ActiveFocus active;
  {
    const store::UserStore user_store =
        session.open_user_store(store::OpenMode::read_only, app::NamedFolder::may_be_new);
    active = session.told(app::load_foci(session, user_store, {listed.stem}, std::nullopt)).front();
  }
  const auto split =
      app::find_interests(session.open_store(store::OpenMode::read_only), active.focus);
  if (!split) {
    throw Error(ErrorKind::failure,
                fmt::format("the likes of {} do not fall apart into two interests", listed.stem),
                fmt::format("It takes three stored likes of each, that have little in common with "
                            "the others: papercup focus show {}",
                            listed.stem));
  }
  std::array<std::string, 2> stems = app::stems_for(session, *split);
  for (std::size_t i = 0; names.size() == kAllNames && i < stems.size(); ++i) {
    const std::string& name = names.at(i + 1);
    stems.at(i) = config::is_stem(name) ? name : config::stem_from(name);
  }
  const app::SplitFocus made = app::split_focus(session, active, listed.file, *split, stems);
  std::string text = fmt::format("Split {}:\n", listed.stem);
  for (std::size_t i = 0; i < stems.size(); ++i) {
    const app::LikedInterest& interest = split->interests.at(i);
    text +=
        fmt::format("    {}  {}: {}\n", session.friendly_path(made.files.at(i)),
                    text::counted(interest.likes.size(), "like", "likes"), interest_text(interest));
  }
  if (!split->not_stored.empty()) {
    text += fmt::format("Both have {} not stored yet.\n",
                        text::counted(split->not_stored.size(), "like that is", "likes that are"));
  }
  text += fmt::format(
      "Both have the description, and all else: papercup focus edit {}\n"
      "To have it back:\n    rm {} {}\n    mv {} {}\n",
      stems.front(), system::shell_word(made.files[0].string()),
      system::shell_word(made.files[1].string()), system::shell_word(made.kept.string()),
      system::shell_word(listed.file.string()));
  session.print_lines(text);
  return 0;
}

using NamedAction = int (*)(const std::optional<std::string>&, const Session&);

Action declare_named(CLI::App& command, const std::string& help, NamedAction run) {
  const auto name = std::make_shared<std::optional<std::string>>();
  add_argument(command, "NAME", *name, help);
  return [name, run](Session& session) { return run(*name, session); };
}

}  // namespace

Action declare_focus_list(CLI::App&) {
  return [](Session& session) { return run_list(session); };
}
Action declare_focus_show(CLI::App& command) {
  return declare_named(command, "which one; not needed with one", run_show);
}
Action declare_focus_new(CLI::App& command) {
  return declare_named(command, "what to call it", run_new);
}
Action declare_focus_edit(CLI::App& command) {
  return declare_named(command, "which one; not needed with one", run_edit);
}
Action declare_focus_remove(CLI::App& command) {
  const auto given = std::make_shared<RemoveOptions>();
  add_arguments(command, "NAME", given->names, "which one");
  add_flag(command, "--yes,-y", given->yes, "remove it without asking");
  return [given](Session& session) { return run_remove(*given, session); };
}
Action declare_focus_rename(CLI::App& command) {
  const auto names = std::make_shared<std::vector<std::string>>();
  add_arguments(command, "OLD NEW", *names, "its name, and what to call it");
  return [names](Session& session) { return run_rename(*names, session); };
}
Action declare_focus_split(CLI::App& command) {
  const auto names = std::make_shared<std::vector<std::string>>();
  add_arguments(command, "NAME", *names, "which one, and what to call the two, if you like");
  return [names](Session& session) { return run_split(*names, session); };
}
Action declare_focus_check(CLI::App& command) {
  return declare_named(command, "which one; all if none is named", run_check);
}

}  // namespace papercup::cli
