#include "papercup/core/error.hpp"

#include <string>

#include <gtest/gtest.h>

#include "papercup/core/characters.hpp"

namespace papercup {
namespace {

TEST(Error, HasAnExitCodeForEveryKind) {
  EXPECT_EQ(exit_code(ErrorKind::failure), 1);
  EXPECT_EQ(exit_code(ErrorKind::usage), 2);
  EXPECT_EQ(exit_code(ErrorKind::unreachable), 4);
  EXPECT_EQ(exit_code(ErrorKind::storage), 5);
  EXPECT_EQ(exit_code(ErrorKind::interrupted), 130);
}

TEST(Error, KeepsWhatItIsGiven) {
  const Error error{ErrorKind::storage, "the disk is full", "Make room."};
  EXPECT_EQ(error.kind(), ErrorKind::storage);
  EXPECT_EQ(error.message(), "the disk is full");
  EXPECT_EQ(error.hint(), "Make room.");
}

using namespace std::string_literals;

TEST(Printable, KeepsText) { EXPECT_EQ(printable("Sørby, 数 and 𝄞"), "Sørby, 数 and 𝄞"); }

TEST(Printable, TurnsControlsIntoBlanks) {
  EXPECT_EQ(printable("a\x1b[1m\n\t\0b\x7f"s), "a [1m   b ");
  EXPECT_EQ(printable("a\u009bb\u202ec\u2066d\u2028e"), "a b c d e");
}

TEST(Printable, MarksBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("\xff"), "?");
  EXPECT_EQ(printable("\xc3"), "?");
  EXPECT_EQ(printable("\xc3(\xa9"), "?(?");
  EXPECT_EQ(printable("\xc0\x9b"), "??");            // an overlong escape
  EXPECT_EQ(printable("\xed\xa0\x80"), "???");       // a surrogate
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "????");  // beyond Unicode
  EXPECT_EQ(printable("\xe6\x95"), "??");
}

TEST(Printable, KeepsTheNumberOfCharacters) {
  for (const std::string& text : {"a\x1b\xff数"s, "\xe6\x95z"s, "\u009b\u202e"s}) {
    EXPECT_EQ(utf8::length(printable(text)), utf8::length(text));
  }
}

TEST(InQuotes, CutsByCharacters) {
  EXPECT_EQ(in_quotes("a\nb"), "'a b'");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "ø";
  const std::string result = in_quotes(text);
  EXPECT_EQ(utf8::length(result), 60U + 5U);
  EXPECT_TRUE(result.ends_with("ø...'"));
}

}  // namespace

}  // namespace papercup
