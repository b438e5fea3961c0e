#include "papercup/core/characters.hpp"

#include <cctype>
#include <cstdint>

#include <gtest/gtest.h>

namespace papercup::ascii {
namespace {

TEST(Ascii, HasClassesOfItsOwnCharactersOnly) {
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    const bool is_ascii_code = code < 128;
    EXPECT_EQ(is_ascii(c), is_ascii_code);
    EXPECT_EQ(is_letter(c), is_ascii_code && std::isalpha(code) != 0) << code;
    EXPECT_EQ(is_digit(c), is_ascii_code && std::isdigit(code) != 0) << code;
    EXPECT_EQ(is_letter_or_digit(c), is_ascii_code && std::isalnum(code) != 0) << code;
    EXPECT_EQ(is_blank(c), is_ascii_code && std::isspace(code) != 0) << code;
    EXPECT_EQ(is_blank(c), kBlanks.find(c) != std::string_view::npos) << code;
  }
}

TEST(Ascii, LowersItsLettersAndNoOthers) {
  EXPECT_EQ(lower("Sørby ÅB [Z]"), "sørby Åb [z]");
  EXPECT_TRUE(equal_ignoring_case("arXiv", "ARXIV"));
  EXPECT_FALSE(equal_ignoring_case("arXiv", "arXi"));
  EXPECT_TRUE(starts_with_ignoring_case("arXiv:1", "ARXIV"));
  EXPECT_FALSE(starts_with_ignoring_case("ar", "arx"));
}

TEST(Ascii, ReadsNumbersOfUpToNineDigits) {
  EXPECT_EQ(number("007"), 7);
  EXPECT_EQ(number("999999999"), 999'999'999);
  for (const char* text : {"", "1000000000", "-1", "1 ", "x"})
    EXPECT_EQ(number(text), std::nullopt);
}

TEST(Ascii, TrimsBlanksAtBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \v\f "), "");
}

}  // namespace

}  // namespace papercup::ascii

namespace papercup::utf8 {
namespace {

TEST(Utf8, DecodesWhatItEncodes) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    std::string text;
    append(text, code);
    const Character character = first_character(text);
    ASSERT_TRUE(character.valid && character.code_point == code && character.size == text.size())
        << static_cast<std::uint32_t>(code);
  }
}

TEST(Utf8, EncodesNoSurrogateAndNothingAboveTheLast) {
  for (const char32_t code : {0xD800, 0xDFFF, 0x110000}) {
    std::string text;
    append(text, code);
    EXPECT_EQ(text, "\xEF\xBF\xBD");
  }
}

TEST(Utf8, TakesABadByteForACharacterOfItsOwn) {
  for (const char* bytes : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                            "\xF5", "\xE2\x82"}) {
    const Character character = first_character(bytes);
    EXPECT_FALSE(character.valid);
    EXPECT_EQ(character.size, 1u);
    EXPECT_EQ(character.code_point, kReplacement);
  }
  EXPECT_EQ(length("a\xE2\x82"), 3u);
  EXPECT_EQ(length("aé€"), 3u);
}

TEST(Utf8, KnowsWhatShowsNothing) {
  for (const char* blank : {" ", "\t", "\n", "\u00A0", "\u2003", "\u200B", "\u200E", "\u2028",
                            "\u202F", "\u2060", "\u3000", "\uFEFF"}) {
    EXPECT_EQ(blank_size(blank), std::string_view(blank).size()) << blank;
    EXPECT_EQ(blank_size(std::string(blank) + "a"), std::string_view(blank).size());
  }
  for (const char* other : {"", "a", "\x01", "é", "\u00AD", "\u200C", "\u200D", "—", "\xE2\x80"}) {
    EXPECT_EQ(blank_size(other), 0u) << other;
  }
}

TEST(Utf8, CutsBetweenCharacters) {
  EXPECT_EQ(beginning("aé€", 3), "aé");
  EXPECT_EQ(beginning("aé€", 4), "aé");
  EXPECT_EQ(beginning("aé€", 2), "a");
  EXPECT_EQ(beginning("aé€", 9), "aé€");
  EXPECT_EQ(beginning("€", 1), "");
}

}  // namespace
}  // namespace papercup::utf8
