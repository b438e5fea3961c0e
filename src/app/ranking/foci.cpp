#include "papercup/app/foci.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

using config::ListedFocus;

std::vector<std::string> stems_of(const std::vector<ListedFocus>& foci) {
  std::vector<std::string> stems;
  stems.reserve(foci.size());
  for (const ListedFocus& focus : foci) stems.push_back(focus.stem);
  return stems;
}

// Those of these stems or names. A broken one is found by its stem.
std::vector<ListedFocus> named(const std::vector<ListedFocus>& foci,
                               const std::vector<std::string>& names) {
  std::vector<ListedFocus> result;
  for (const std::string& name : names) {
    const auto found = std::find_if(foci.begin(), foci.end(), [&](const ListedFocus& focus) {
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

std::vector<ListedFocus> chosen(std::vector<ListedFocus> foci,
                                const std::vector<std::string>& names) {
  if (names.empty()) return foci;
  std::vector<ListedFocus> result = named(foci, names);
  for (const ListedFocus& focus : result) {
    if (focus.error) throw Error(*focus.error);
  }
  return result;
}

void note_broken(const Context& context, const Error& error) {
  context.note(error.hint().empty() ? error.message() : error.message() + "\n" + error.hint());
}

std::set<ArxivId> examples_of(const Focus& focus) {
  std::set<ArxivId> ids(focus.likes.begin(), focus.likes.end());
  ids.insert(focus.dislikes.begin(), focus.dislikes.end());
  return ids;
}

// Known papers too, which are no examples.
std::set<ArxivId> judged_in(const MarkState& marks, const std::string& stem) {
  std::set<ArxivId> ids = marks.marked(MarkVerb::done);
  for (const auto& [id, opinion] : marks.opinions(stem)) {
    if (opinion.verb != MarkVerb::unmark) ids.insert(id);
  }
  return ids;
}

}  // namespace

ActiveFocus load_focus(const Context& context, const std::string& file) {
  config::FocusFile loaded = config::load_focus_file(file);
  for (const std::string& warning : loaded.warnings) context.note(warning);
  // A pipe can be read but once, and nothing is recorded of a focus that is none of the reader's.
  std::set<ArxivId> judged = examples_of(loaded.focus);
  return {"", "", std::move(loaded.focus), std::move(judged)};
}

MarkState marks_until(const Context& context, const store::UserStore& reader,
                      std::optional<Date> as_of) {
  std::vector<Mark> marks = reader.marks();
  if (as_of) {
    marks.erase(
        std::remove_if(marks.begin(), marks.end(),
                       [&](const Mark& mark) { return context.day_of(mark.time) > *as_of; }),
        marks.end());
  }
  return MarkState(std::move(marks));
}

std::string find_stem(const Context& context, const std::string& name) {
  return named(config::list_foci(context.config_folder()), {name}).front().stem;
}

std::string default_stem(const Context& context, const ArxivId& paper) {
  const std::vector<std::string> stems = stems_of(config::list_foci(context.config_folder()));
  if (stems.empty()) throw NoFocusYet{};
  if (stems.size() > 1) {
    throw Error(ErrorKind::usage, fmt::format("which focus does {} belong to?", paper.to_string()),
                fmt::format("Add --focus NAME: {}.", fmt::join(stems, ", ")));
  }
  return stems.front();
}

std::vector<ActiveFocus> load_foci(const Context& context, const store::UserStore& reader,
                                   const std::vector<std::string>& names,
                                   std::optional<Date> as_of) {
  return load_foci(context, marks_until(context, reader, as_of), names);
}

std::vector<ActiveFocus> load_foci(const Context& context, const MarkState& marks,
                                   const std::vector<std::string>& names) {
  std::vector<ActiveFocus> result;
  std::optional<Error> last_error;
  for (ListedFocus& listed : chosen(config::list_foci(context.config_folder()), names)) {
    if (listed.error) {
      note_broken(context, *listed.error);
      last_error = listed.error;
      continue;
    }
    for (const std::string& warning : listed.loaded->warnings) context.note(warning);
    Focus focus = with_marks(std::move(listed.loaded->focus), marks.opinions(listed.stem));
    std::set<ArxivId> judged = examples_of(focus);
    judged.merge(judged_in(marks, listed.stem));
    result.push_back({listed.stem, system::read_file(listed.file, ErrorKind::usage),
                      std::move(focus), std::move(judged)});
  }
  if (result.empty()) {
    if (last_error) throw Error(*last_error);
    throw NoFocusYet{};
  }
  return result;
}

}  // namespace papercup::app
