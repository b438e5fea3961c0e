#include "library/encoding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "papercup/core/characters.hpp"

namespace papercup::library {
namespace {

// What Windows-1252 has between 0x80 and 0x9F; zero where it has nothing.
// Source: https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Where Latin-9 (ISO 8859-15) differs from Latin-1.
constexpr std::array<std::pair<unsigned char, char32_t>, 8> kLatin9 = {{{0xA4, 0x20AC},
                                                                        {0xA6, 0x0160},
                                                                        {0xA8, 0x0161},
                                                                        {0xB4, 0x017D},
                                                                        {0xB8, 0x017E},
                                                                        {0xBC, 0x0152},
                                                                        {0xBD, 0x0153},
                                                                        {0xBE, 0x0178}}};

enum class OneByte { windows_1252, latin_1, latin_9 };

char32_t character_of(unsigned char byte, OneByte encoding) {
  if (encoding == OneByte::latin_9) {
    const auto* other =
        std::ranges::find(kLatin9, byte, [](const auto& pair) { return pair.first; });
    if (other != kLatin9.end()) return other->second;
  }
  const bool is_control = byte >= 0x80 && byte < 0xA0;
  if (!is_control || encoding != OneByte::windows_1252) return byte;
  const char32_t character = kWindows[byte - 0x80];
  return character == 0 ? utf8::kReplacement : character;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (!utf8::take_character(text).valid) return false;
  }
  return true;
}

// The letters and digits after "Encoding:" in a comment of the file, in lower case; empty without.
std::string stated_encoding(std::string_view bytes) {
  constexpr std::size_t kHead = 4'096;
  const std::string head = ascii::lower(bytes.substr(0, kHead));
  const std::size_t start = head.find("encoding:");
  if (start == std::string::npos) return {};
  std::string name;
  for (const char c : std::string_view(head).substr(start + 9)) {
    if (c == '\n' || c == '\r' || c == '}') break;
    if (ascii::is_letter_or_digit(c)) name += c;
  }
  return name;
}

std::string from_one_byte(std::string_view bytes, OneByte encoding) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes)
    utf8::append(text, character_of(static_cast<unsigned char>(c), encoding));
  return text;
}

DecodedText from_old_encoding(std::string_view bytes) {
  const std::string stated = stated_encoding(bytes);
  if (stated == "iso88591" || stated == "latin1") {
    return {from_one_byte(bytes, OneByte::latin_1), "read as Latin-1, as it says itself"};
  }
  if (stated == "iso885915" || stated == "latin9") {
    return {from_one_byte(bytes, OneByte::latin_9), "read as Latin-9, as it says itself"};
  }
  const bool says_so = stated == "cp1252" || stated == "windows1252";
  return {from_one_byte(bytes, OneByte::windows_1252),
          says_so
              ? "read as Windows-1252, as it says itself"
              : "it is not UTF-8: read as Windows-1252; if letters are wrong, export it as UTF-8"};
}

enum class ByteOrder { little, big };

std::string from_utf16(std::string_view bytes, ByteOrder order) {
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(order == ByteOrder::little ? first | second << 8U
                                                            : first << 8U | second);
  };
  std::string text;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t unit = unit_at(at);
    const bool is_high = unit >= 0xD800 && unit < 0xDC00;
    if (is_high && at + 3 < bytes.size()) {
      const char32_t low = unit_at(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    if (unit != 0xFEFF) utf8::append(text, unit);
  }
  return text;
}

DecodedText from_any(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  const bool is_little = bytes.starts_with("\xFF\xFE") ||
                         (bytes.size() > 3 && bytes[0] != 0 && bytes[1] == 0 && bytes[3] == 0);
  const bool is_big = bytes.starts_with("\xFE\xFF") ||
                      (bytes.size() > 3 && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0);
  if (is_little) return {from_utf16(bytes, ByteOrder::little), "read as UTF-16"};
  if (is_big) return {from_utf16(bytes, ByteOrder::big), "read as UTF-16"};
  if (is_utf8(bytes)) return {std::string(bytes)};
  return from_old_encoding(bytes);
}

}  // namespace

DecodedText decode(std::string_view bytes) {
  DecodedText decoded = from_any(bytes);
  const bool has_cr = decoded.text.find('\r') != std::string::npos;
  if (has_cr && decoded.text.find('\n') == std::string::npos) {
    std::ranges::replace(decoded.text, '\r', '\n');
    decoded.note += decoded.note.empty() ? "" : "; ";
    decoded.note += "its lines end with CR alone, as on old Macs";
  }
  return decoded;
}

}  // namespace papercup::library
