#pragma once

#include <cstddef>
#include <string_view>

// What error messages need to know of UTF-8; the module text has the rest.
namespace papercup::utf8 {

struct Character {
  char32_t code_point;  // meaningless where not valid
  std::size_t size;     // in bytes; 1 where not valid
  bool valid;
};

// The character at the start of `text`, which is not empty. A byte that starts no well-formed
// sequence (also none of overlong forms and surrogates) is a character of its own.
Character first_character(std::string_view text);

// Number of characters.
std::size_t length(std::string_view text);

}  // namespace papercup::utf8
