#include "papercup/core/characters.hpp"

#include <algorithm>
#include <array>

namespace papercup::ascii {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
  return equal_ignoring_case(text.substr(0, start.size()), start);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_ascii(std::string_view text) {
  // Without an early exit, so that compilers can look at many bytes at once.
  unsigned char bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

std::optional<int> number(std::string_view text) {
  if (!all_digits(text) || text.size() > 9) return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace papercup::ascii

namespace papercup::utf8 {

namespace {

// The size of a sequence by its leading byte; 0 for a byte that leads none.
std::size_t sequence_size(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool is_well_formed(char32_t code_point, std::size_t size) {
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  return code_point >= kLeast.at(size) && code_point <= 0x10FFFF && !surrogate;
}

}  // namespace

Character first_character(std::string_view text) {
  constexpr Character kInvalid = {kReplacement, 1, false};
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = sequence_size(lead);
  if (size == 1) return {lead, 1, true};
  if (size == 0 || text.size() < size) return kInvalid;

  char32_t code_point = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return kInvalid;
    code_point = (code_point << 6U) | (byte & 0x3FU);
  }
  if (!is_well_formed(code_point, size)) return kInvalid;
  return {code_point, size, true};
}

Character take_character(std::string_view& text) {
  const Character character = first_character(text);
  text.remove_prefix(character.size);
  return character;
}

std::size_t blank_size(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii::is_ascii(text.front())) return ascii::is_blank(text.front()) ? 1 : 0;
  // First and last of each range; https://www.unicode.org/charts has their names.
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 10> kBlank = {{{0x85, 0x85},
                                             {0xA0, 0xA0},
                                             {0x1680, 0x1680},
                                             {0x2000, 0x200B},
                                             {0x200E, 0x200F},
                                             {0x2028, 0x202F},
                                             {0x205F, 0x2064},
                                             {0x2066, 0x2069},
                                             {0x3000, 0x3000},
                                             {0xFEFF, 0xFEFF}}};
  const Character character = first_character(text);
  const bool is_blank = std::ranges::any_of(kBlank, [&](const Range& range) {
    return character.code_point >= range.first && character.code_point <= range.last;
  });
  return character.valid && is_blank ? character.size : 0;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); take_character(text)) ++count;
  return count;
}

std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

void append(std::string& text, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
    code_point = kReplacement;
  }
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
    return;
  }
  const int continuations = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  // The lead byte begins with as many ones as the sequence has bytes.
  text += static_cast<char>((0xFF00U >> (continuations + 1)) | (code_point >> (6 * continuations)));
  for (int left = continuations - 1; left >= 0; --left) {
    text += static_cast<char>(0x80U | ((code_point >> (6 * left)) & 0x3FU));
  }
}

}  // namespace papercup::utf8
