#pragma once

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
