#include "render/style/paint.hpp"

#include <fmt/format.h>

#include "papercup/text/normalise.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/tex.hpp"
#include "render/style/words.hpp"

namespace papercup::render {
namespace {

std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::normal:
      return "0";
    case Ink::reversed:
      return "7";
    case Ink::bold:
      return "1";
    case Ink::dim:
      return "2";
    case Ink::cyan:
      return "36";
    case Ink::green:
      return "32";
    case Ink::yellow:
      return "33";
    case Ink::red:
      return "31";
  }
  return "0";
}

}  // namespace

std::string paint(std::string_view text, Ink ink, const TextStyle& style) {
  if (style.colour == Colour::off || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code(ink), text);
}

std::string link(std::string_view text, std::string_view url, const TextStyle& style) {
  if (style.links == Links::off) return std::string(text);
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", url, text);
}

std::string displayed(std::string_view from_feed, const TextStyle& style) {
  std::string line = text::collapse_whitespace(text::sanitise(from_feed));
  return style.symbols == Symbols::plain ? line : text::tex_to_unicode(line);
}

std::string_view ellipsis(const TextStyle& style) {
  return style.symbols == Symbols::plain ? "..." : "…";
}

std::string_view separator(const TextStyle& style) {
  return style.symbols == Symbols::plain ? ", " : " · ";
}

std::string gap_between(std::string_view left, std::string_view right, const TextStyle& style) {
  const int gap = style.width - text::display_width(left) - text::display_width(right);
  const bool is_wide = style.symbols == Symbols::rich && gap >= 2;
  std::string blanks(is_wide ? static_cast<std::size_t>(gap) : 2, ' ');
  return blanks;
}

std::string indented(const std::vector<std::string>& lines, int columns) {
  std::string result;
  for (const std::string& line : lines) {
    result.append(static_cast<std::size_t>(columns), ' ').append(line).push_back('\n');
  }
  return result;
}

std::string labelled(std::string_view label, std::string_view value, int label_columns,
                     const TextStyle& style) {
  std::string text;
  for (const std::string& line : text::wrap(value, style.width - label_columns)) {
    const std::string margin = padded(text.empty() ? label : "", label_columns);
    text += (text.empty() ? paint(margin, Ink::dim, style) : margin) + line + "\n";
  }
  return text;
}

}  // namespace papercup::render
