#include "papercup/core/error.hpp"

#include <cstddef>
#include <utility>

#include "papercup/core/characters.hpp"

namespace papercup {
namespace {

constexpr std::size_t kQuotedLength = 60;  // characters

// C0, DEL and C1, and the marks that turn the direction of what follows them.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::failure:
      return 1;
    case ErrorKind::usage:
      return 2;
    case ErrorKind::unreachable:
      return 4;
    case ErrorKind::storage:
      return 5;
    case ErrorKind::interrupted:
      return 130;
  }
  return 1;
}

Error::Error(ErrorKind kind, const std::string& message, std::string hint)
    : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const utf8::Character character = utf8::first_character(text);
    if (!character.valid) {
      result += '?';
    } else if (is_control(character.code_point)) {
      result += ' ';
    } else {
      result += text.substr(0, character.size);
    }
    text.remove_prefix(character.size);
  }
  return result;
}

std::string in_quotes(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t count = 0; count < kQuotedLength && end < text.size(); ++count) {
    end += utf8::first_character(text.substr(end)).size;
  }
  return "'" + printable(text.substr(0, end)) + (end < text.size() ? "...'" : "'");
}

}  // namespace papercup
