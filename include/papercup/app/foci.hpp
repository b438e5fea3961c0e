#pragma once

#include <set>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// A focus that a command works with.
struct ActiveFocus {
  std::string stem;  // of its file in the folder of foci; empty for a file named by --focus-file
  std::string text;  // the file; empty for one named by --focus-file
  Focus focus;       // with the reader's marks, but for --focus-file, which knows none
  std::set<ArxivId> judged;  // liked, disliked or done
};

// Reads a focus file named on the command line; its warnings are notes. Throws Error{usage} as
// config::load_focus_file does.
Noted<ActiveFocus> load_focus(const std::string& file);

// The foci of the configuration (Context::foci), or those named, with the marks made up to `as_of`
// (by the reader's day). Foci whose files are broken are left out; that, and the warnings of the
// others, are notes. Throws Error{usage} for an unknown or broken name, and if no focus is sound;
// NoFocusYet if there is none.
Noted<std::vector<ActiveFocus>> load_foci(const Context& context,
                                          const store::UserStore& user_store,
                                          const std::vector<std::string>& names,
                                          std::optional<Date> as_of);

// The same with marks that were read before.
Noted<std::vector<ActiveFocus>> load_foci(const Context& context, const MarkState& marks,
                                          const std::vector<std::string>& names);

// The stem that --focus means: a stem itself, or the name of a focus. Throws Error{usage} for an
// unknown one, NoFocusYet if there is none.
std::string find_stem(const Context& context, const std::string& name);

// The focus that a paper belongs to if none was named: the only one. Throws Error{usage} if there
// are several, NoFocusYet if there is none.
std::string default_stem(const Context& context, const ArxivId& paper);

// The log of marks as it was at the end of a day, or as it is if no day is given.
MarkState marks_until(const Context& context, const store::UserStore& user_store,
                      std::optional<Date> as_of);

}  // namespace papercup::app
