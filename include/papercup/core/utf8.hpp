#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// UTF-8 (RFC 3629). A character is a code point here; what a reader takes for one, and its width,
// are in papercup/text/width.hpp.
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
