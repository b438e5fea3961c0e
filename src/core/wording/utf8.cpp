#include "core/wording/utf8.hpp"

#include <array>

namespace papercup::utf8 {

namespace {

// By the leading byte; 0 where it can lead nothing.
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
  constexpr Character kInvalid = {0, 1, false};
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

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(first_character(text).size)) ++count;
  return count;
}

}  // namespace papercup::utf8
