#include "papercup/app/foci.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::app {
namespace {

using config::ListedFocus;

std::vector<std::string> stems_of(const std::vector<ListedFocus>& foci) {
  std::vector<std::string> stems;
  stems.reserve(foci.size());
  for (const ListedFocus& focus : foci) stems.push_back(focus.stem);
  return stems;
}

// Finds foci by stem or name; a broken one is found by its stem.
std::vector<ListedFocus> named(const std::vector<ListedFocus>& foci,
                               const std::vector<std::string>& names) {
  std::vector<ListedFocus> result;
  for (const std::string& name : names) {
    const auto found = std::ranges::find_if(foci, [&](const ListedFocus& focus) {
      return focus.stem == name || (focus.loaded && focus.loaded->focus.name == name);
    });
    if (found == foci.end()) {
      if (foci.empty()) throw NoFocusYet{};
      refuse_unknown("focus", name, stems_of(foci));
    }
    result.push_back(*found);
  }
  return result;
}

std::vector<ListedFocus> chosen(const std::vector<ListedFocus>& foci,
                                const std::vector<std::string>& names) {
  if (names.empty()) return foci;
  std::vector<ListedFocus> result = named(foci, names);
  for (const ListedFocus& focus : result) {
    if (focus.error) throw Error(*focus.error);
  }
  return result;
}

std::string note_of(const Error& error) {
  return error.hint().empty() ? error.message() : error.message() + "\n" + error.hint();
}

std::set<ArxivId> examples_of(const Focus& focus) {
  std::set<ArxivId> ids(focus.likes.begin(), focus.likes.end());
  ids.insert(focus.dislikes.begin(), focus.dislikes.end());
  return ids;
}

// The papers that were marked; also known ones, which are no examples.
std::set<ArxivId> judged_in(const MarkState& marks, const std::string& stem) {
  std::set<ArxivId> ids = marks.marked(MarkVerb::done);
  for (const auto& [id, opinion] : marks.opinions(stem)) {
    if (opinion.verb != MarkVerb::unmark) ids.insert(id);
  }
  return ids;
}

}  // namespace

Noted<ActiveFocus> load_focus(const std::string& file) {
  config::FocusFile loaded = config::load_focus_file(file);
  std::set<ArxivId> judged = examples_of(loaded.focus);
  // It has no text, since nothing is recorded of a focus that is none of the reader's.
  return {{"", "", std::move(loaded.focus), std::move(judged)}, std::move(loaded.warnings)};
}

MarkState marks_until(const Context& context, const store::UserStore& user_store,
                      std::optional<Date> as_of) {
  std::vector<Mark> marks = user_store.marks();
  if (as_of) {
    std::erase_if(marks, [&](const Mark& mark) { return context.day_of(mark.time) > *as_of; });
  }
  return MarkState(std::move(marks));
}

std::string find_stem(const Context& context, const std::string& name) {
  return named(context.foci(), {name}).front().stem;
}

std::string default_stem(const Context& context, const ArxivId& paper) {
  const std::vector<std::string> stems = stems_of(context.foci());
  if (stems.empty()) throw NoFocusYet{};
  if (stems.size() > 1) {
    throw Error(ErrorKind::usage, fmt::format("which focus does {} belong to?", paper.to_string()),
                fmt::format("Add --focus NAME: {}.", fmt::join(stems, ", ")));
  }
  return stems.front();
}

Noted<std::vector<ActiveFocus>> load_foci(const Context& context,
                                          const store::UserStore& user_store,
                                          const std::vector<std::string>& names,
                                          std::optional<Date> as_of) {
  return load_foci(context, marks_until(context, user_store, as_of), names);
}

Noted<std::vector<ActiveFocus>> load_foci(const Context& context, const MarkState& marks,
                                          const std::vector<std::string>& names) {
  std::vector<ActiveFocus> foci;
  std::vector<std::string> notes;
  std::optional<Error> last_error;
  for (ListedFocus& listed : chosen(context.foci(), names)) {
    if (listed.error) {
      notes.push_back(note_of(*listed.error));
      last_error = listed.error;
      continue;
    }
    const std::vector<std::string>& warnings = listed.loaded->warnings;
    notes.insert(notes.end(), warnings.begin(), warnings.end());
    Focus focus = with_marks(std::move(listed.loaded->focus), marks.opinions(listed.stem));
    std::set<ArxivId> judged = examples_of(focus);
    judged.merge(judged_in(marks, listed.stem));
    foci.push_back(
        {listed.stem, std::move(listed.loaded->text), std::move(focus), std::move(judged)});
  }
  if (foci.empty()) {
    // The error gives no notes back.
    for (const std::string& note : notes) context.note(note);
    if (last_error) throw Error(*last_error);
    throw NoFocusYet{};
  }
  return {std::move(foci), std::move(notes)};
}

}  // namespace papercup::app
