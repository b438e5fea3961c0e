#include "papercup/core/ascii.hpp"

#include <cctype>

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
