#include "render/markdown_text.hpp"

#include "papercup/core/ascii.hpp"

namespace papercup::render {

std::string markdown_text(std::string_view line) {
  std::string result;
  bool at_start = true;
  for (const char c : line) {
    constexpr std::string_view kMarkup = "\\`*_{}[]<>#|~&!$";
    const bool is_bullet = at_start && (c == '+' || c == '-' || c == '=' || ascii::is_digit(c));
    // A number at the start of a line needs the escape behind its digits, so it gets none here.
    if (kMarkup.find(c) != std::string_view::npos || (is_bullet && !ascii::is_digit(c))) {
      result += '\\';
    }
    if ((c == '.' || c == ')') && at_start) result += '\\';
    result += c;
    at_start = at_start && ascii::is_digit(c);
  }
  return result;
}

}  // namespace papercup::render
