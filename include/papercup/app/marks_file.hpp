#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"

namespace papercup::app {

// The log of marks as JSON Lines (see render::mark_line).
struct MarkLines {
  std::string text;
  std::size_t count = 0;
};
MarkLines export_marks(const Context& context);

// Writes the log of marks to a file, for its owner only, and returns how many marks there are. A
// log without marks replaces nothing: Error{failure}, since the marks may be somewhere else.
std::size_t export_marks_to_file(const Context& context, const std::string& file);

struct MarksImport {
  std::size_t marks = 0, added = 0;        // read, and new in the log
  std::size_t skipped = 0;                 // lines that cannot be read as a mark
  std::vector<std::string> warnings = {};  // of the first of them
};

// Merges a file that export_marks_to_file wrote, or Context::input for "-", into the log of marks;
// a second time changes nothing. A file of which no line can be read leaves the log as it is. At
// most `most_warnings` warnings are given. Throws Error{usage} if the file cannot be opened,
// Error{failure} if it cannot be read to its end, and then keeps no mark; Error{storage}.
MarksImport import_marks(const Context& context, const std::string& file,
                         std::size_t most_warnings);

}  // namespace papercup::app
