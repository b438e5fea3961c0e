#include "papercup/core/utf8.hpp"

#include <cstdint>

#include <gtest/gtest.h>

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

TEST(Utf8, CutsBetweenCharacters) {
  EXPECT_EQ(beginning("aé€", 3), "aé");
  EXPECT_EQ(beginning("aé€", 4), "aé");
  EXPECT_EQ(beginning("aé€", 2), "a");
  EXPECT_EQ(beginning("aé€", 9), "aé€");
  EXPECT_EQ(beginning("€", 1), "");
}

}  // namespace
}  // namespace papercup::utf8
