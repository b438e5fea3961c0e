#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "papercup/app/context.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// What reader.db remembers of a focus, by its stem; nothing if there is no database yet.
store::FocusTraces traces_of_focus(const Context& context, const std::string& stem);

struct RenamedFocus {
  std::filesystem::path file;  // as it is called now; its text is as it was
  store::FocusTraces moved;    // what goes with it
};

// Renames the file of a focus and, in one transaction before that, everything that reader.db
// remembers of it. If it is interrupted between the two, doing it again completes it. Throws
// Error{usage} if a focus is called so already, or if reader.db remembers something of both names,
// which would be mixed; Error{failure} while a `papercup mail` is at work; Error{storage} if the
// file cannot be renamed, and then reader.db is as it was.
RenamedFocus rename_focus(const Context& context, const config::ListedFocus& focus,
                          const std::string& stem);

// Renames a focus file so that it is a focus no more, and stays beside the others: "rlhf.toml" to
// "rlhf.toml.ENDING", with a number if there is such a file. Returns the new name. Throws
// Error{storage} if it cannot be renamed.
std::filesystem::path put_aside(const std::filesystem::path& file, std::string_view ending);

// Takes a focus out of the folder of foci: its file stays beside the others under a name by which
// it is none, "rlhf.toml.removed". What reader.db remembers stays, and belongs to a later focus of
// the same stem. Returns the file. Throws Error{storage} if it cannot be renamed.
std::filesystem::path remove_focus(const config::ListedFocus& focus);

}  // namespace papercup::app
