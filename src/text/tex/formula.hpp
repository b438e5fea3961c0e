#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace papercup::text {

struct FormulaSpan {
  std::string_view inside;  // without its dollars
  std::size_t end;          // after the closing ones
  bool is_display;          // on lines of its own
};

// The formula that a dollar, "\(" or "\[" at a position opens: with its partner, unless what lies
// between them is prose, as between two prices or two dollars that belong to other formulas. Prose
// is told by its words and by the blanks beside the dollars; a digit may follow a formula
// ("3$\times$2"), and blanks may be within it ("$ x $"). Linear in the size of the formula.
std::optional<FormulaSpan> formula_at(std::string_view text, std::size_t position);

// Whether between the dollars is text rather than mathematics. `after` is what follows the closing
// one.
bool is_prose(std::string_view inside, std::string_view after);

}  // namespace papercup::text
