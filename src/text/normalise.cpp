#include "papercup/text/normalise.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace papercup::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append(std::string& text, utf8proc_int32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = static_cast<std::size_t>(utf8proc_encode_char(code, bytes.data()));
  text.append(bytes.begin(), bytes.begin() + size);
}

constexpr utf8proc_int32_t kReplacement = 0xFFFD;

// Calls `visit` for each code point; U+FFFD for a byte that belongs to none.
template <typename Visit>
void for_each_code_point(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t size = utf8proc_iterate(bytes, left, &code);
    if (size <= 0) {
      code = kReplacement;
      size = 1;
    }
    visit(code);
    bytes += size;
    left -= size;
  }
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  for_each_code_point(text, [&](utf8proc_int32_t code) { append(valid, code); });
  return valid;
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

std::string mapped(std::string_view valid, int options) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                                 static_cast<utf8proc_ssize_t>(valid.size()), &bytes,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner{bytes};
  if (size < 0) return std::string(valid);  // only where memory ran out: the input is valid
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::string folded_once(std::string_view valid) {
  constexpr int kFold = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
  constexpr int kStrip = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK;
  return mapped(mapped(mapped(valid, kFold), kStrip), kFold);
}

// Marks that reorder or hide the text around them, as against those that belong to a script.
bool is_deceptive(utf8proc_int32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xFEFF || code == 0x200E || code == 0x200F || code == 0x061C ||
         (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F);
}

bool is_control(utf8proc_int32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

void append_lower(std::string& text, std::string_view ascii) {
  for (const char c : ascii) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view utf8) {
  std::string folded = folded_once(valid_utf8(utf8));
  // Stripping a mark can make a letter that folds once more; twice is enough for almost all.
  for (int round = 0; round < 3; ++round) {
    std::string again = folded_once(folded);
    if (again == folded) break;
    folded = std::move(again);
  }
  return folded;
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::string fold(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  // Word by word, since most words of most texts are ASCII, and no character is combined or ordered
  // across a blank.
  for (std::size_t start = 0; start < utf8.size();) {
    const std::size_t end = std::min(utf8.find(' ', start), utf8.size() - 1) + 1;
    const std::string_view word = utf8.substr(start, end - start);
    if (is_ascii(word)) {
      append_lower(result, word);
    } else {
      result += folded(word);
    }
    start = end;
  }
  return result;
}

std::string sanitise(std::string_view utf8) {
  const bool clean =
      std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (clean) return std::string(utf8);
  std::string result;
  result.reserve(utf8.size());
  for_each_code_point(utf8, [&](utf8proc_int32_t code) {
    if (is_control(code)) {
      result += ' ';
    } else if (!is_deceptive(code)) {
      append(result, code);
    }
  });
  return result;
}

std::string collapse_whitespace(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  bool pending = false;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const bool no_break = utf8.substr(i).starts_with("\xC2\xA0");
    if (is_blank(utf8[i]) || no_break) {
      pending = !result.empty();
      if (no_break) ++i;
      continue;
    }
    if (pending) result += ' ';
    pending = false;
    result += utf8[i];
  }
  return result;
}

}  // namespace papercup::text
