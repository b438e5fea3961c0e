#include "papercup/render/style.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/width.hpp"

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

// What may stand in an address as it is (RFC 3986, 2.2 and 2.3), but for quotes.
bool is_address_character(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&()*+,;=%";
  return ascii::is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos;
}

std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += is_address_character(c) ? std::string(1, c)
                                      : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
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

std::string one_line(std::string_view text) {
  return text::collapse_whitespace(text::sanitise(text));
}

std::string displayed(std::string_view from_feed, const TextStyle& style) {
  std::string line = one_line(from_feed);
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

std::string html_text(std::string_view text) {
  std::string result;
  for (const char c : xml_text(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string xml_text(std::string_view text) {
  std::string result = text::sanitise(text);
  for (const std::string_view excluded : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = result.find(excluded, at)) != std::string::npos;) {
      result.replace(at, excluded.size(), "\xEF\xBF\xBD");
    }
  }
  return result;
}

std::string web_address(std::string_view address) {
  if (!address.starts_with("http://") && !address.starts_with("https://")) return {};
  return encoded(address);
}

std::string doi_address(std::string_view doi) {
  if (!doi.starts_with("10.") || doi.find('/') == std::string_view::npos) return {};
  // A second one may follow after a blank.
  std::string address = "https://doi.org/";
  for (const char c : encoded(doi.substr(0, doi.find(' ')))) {
    address += c == '#' || c == '?' ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                    : std::string(1, c);
  }
  return address;
}

std::string pdf_address(std::string_view id) { return "https://arxiv.org/pdf/" + std::string(id); }

std::string markdown_text(std::string_view line) {
  std::string result;
  bool at_start = true;
  for (const char c : line) {
    constexpr std::string_view kMarkup = "\\`*_{}[]<>#|~&!$";
    const bool is_bullet = at_start && (c == '+' || c == '-' || c == '=' || ascii::is_digit(c));
    // A number at the start of a line needs the escape after its digits, so it gets none here.
    if (kMarkup.find(c) != std::string_view::npos || (is_bullet && !ascii::is_digit(c))) {
      result += '\\';
    }
    if ((c == '.' || c == ')') && at_start) result += '\\';
    result += c;
    at_start = at_start && ascii::is_digit(c);
  }
  return result;
}

std::string padded(std::string_view text, int columns) {
  const int blanks = std::max(columns - text::display_width(text), 0);
  return std::string(text) + std::string(static_cast<std::size_t>(blanks), ' ');
}

std::string hour_text(Time time, const TextStyle& style) {
  const Time here = time + style.utc_offset;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(
      here - std::chrono::floor<std::chrono::days>(here));
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

Date local_day(Time time, const TextStyle& style) { return utc_date(time + style.utc_offset); }

std::string moment_text(Time time, const TextStyle& style) {
  return near_day(local_day(time, style)) + " " + hour_text(time, style);
}

}  // namespace papercup::render
