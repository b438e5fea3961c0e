#include "render/style/markup.hpp"

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::render {
namespace {

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

}  // namespace papercup::render
