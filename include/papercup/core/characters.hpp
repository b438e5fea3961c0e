#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Characters and words of ASCII, whatever the locale; bytes of other characters are of no class.
// Identifiers, dates, categories, addresses, TeX commands and tags of formats are made of it.

namespace papercup::ascii {

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

// The white space of C: space, tab, line feed, vertical tab, form feed and carriage return.
inline constexpr std::string_view kBlanks = " \t\n\v\f\r";
constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// The text with its ASCII letters in lower case.
std::string lower(std::string_view text);

bool equal_ignoring_case(std::string_view a, std::string_view b);
bool starts_with_ignoring_case(std::string_view text, std::string_view start);

// False for an empty text.
bool all_digits(std::string_view text);

// True for an empty text.
bool is_ascii(std::string_view text);

// The number that `text` writes with one to nine digits; nothing for anything else.
std::optional<int> number(std::string_view text);

// The text without blanks at its ends.
std::string_view trim(std::string_view text);

}  // namespace papercup::ascii

// UTF-8 (RFC 3629). A character is a code point here; what a reader takes for one, and its width,
// are in papercup/text/phrases.hpp.
namespace papercup::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;  // stands for what is no character

struct Character {
  char32_t code_point;  // kReplacement if it is not valid
  std::size_t size;     // in bytes; 1 if it is not valid
  bool valid;
};

// The character at the start of `text`, which must not be empty. A byte that starts no well-formed
// sequence (overlong forms and surrogates are none) is a character of its own.
Character first_character(std::string_view text);

// The character at the start of `text`, taken off it.
Character take_character(std::string_view& text);

// The bytes of the character that `text` begins with if it shows nothing: a blank of ASCII or of
// Unicode (no-break, en, ideographic, ...), a character without width that pages put between words
// (zero-width space, word joiner, byte order mark), or a mark of direction. 0 for any other, and
// for those that are part of a word's spelling, such as the zero-width joiner and the soft hyphen.
std::size_t blank_size(std::string_view text);

// The number of characters.
std::size_t length(std::string_view text);

// Whether a byte continues a character of several bytes.
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The longest beginning of a valid text that has at most so many bytes and ends between characters.
std::string_view beginning(std::string_view text, std::size_t bytes);

// Appends a code point; kReplacement for a surrogate and for one above U+10FFFF.
void append(std::string& text, char32_t code_point);

}  // namespace papercup::utf8
