#include "papercup/text/normalise.hpp"

#include <random>

#include <gtest/gtest.h>

namespace papercup::text {
namespace {

TEST(Fold, MakesSpellingsOfAWordMeet) {
  EXPECT_EQ(fold("MÜLLER"), "muller");
  EXPECT_EQ(fold("Mu\u0308ller"), "muller");
  EXPECT_EQ(fold("ﬁne"), "fine");
  EXPECT_EQ(fold("STRASSE"), fold("straße"));
  EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
  EXPECT_EQ(fold("𝐀𝟏²"), "a12");
}

TEST(Fold, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(fold("caf\xE9"), "caf\uFFFD");
  EXPECT_EQ(fold("\xFF\xFE"), "\uFFFD\uFFFD");
}

// A blank divides what is folded by itself; a no-break space, which becomes one, does not.
TEST(Fold, OfATextIsThatOfItsWords) {
  const std::vector<std::string> words = {"MÜLLER",   "Plain",         "\u0301x", "Mu\u0308ller",
                                          "ΣΊΣΥΦΟΣ",  "ﬁne",           "\u00A8",  "가\u11A8",
                                          "\xE2\x80", "x\u0327\u0301", "",        "\u0344",
                                          "İ"};
  for (const std::string& first : words) {
    for (const std::string& second : words) {
      EXPECT_EQ(fold(first + " " + second), fold(first + "\u00A0" + second)) << first << second;
    }
  }
  EXPECT_EQ(fold("  Ä  B "), "  a  b ");
}

TEST(Fold, OfFoldedTextIsTheSame) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += static_cast<char>(random() & 0xFF);
    for (int i = 0; i < 4; ++i) {
      const char32_t code = 0xA0 + random() % 0x2000;
      text += static_cast<char>(0xE0 | (code >> 12));
      text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (code & 0x3F));
    }
    const std::string folded = fold(text);
    EXPECT_EQ(fold(folded), folded);
  }
}

// A letter may have as many marks as it likes; putting them into order took the square of that.
TEST(Fold, OfManyMarksIsLinear) {
  std::string text = "e";
  for (int i = 0; i < 40'000; ++i) text += "\u0323\u0301";
  EXPECT_EQ(fold(text), "e");
  EXPECT_EQ(tokens("a " + text + " b"), (std::vector<std::string>{"a", "e", "b"}));
}

TEST(Sanitise, LeavesNothingThatMovesACursor) {
  EXPECT_EQ(sanitise("a\x1b[31mb\0c\x7f"), std::string("a [31mb"));
  EXPECT_EQ(sanitise(std::string_view("a\0b", 3)), "a b");
  EXPECT_EQ(sanitise("two\r\nlines"), "two  lines");
  EXPECT_EQ(sanitise("\u009b31m"), " 31m");
  EXPECT_EQ(sanitise("\u202Eevil\u202C \uFEFFx"), "evil x");
}

TEST(Sanitise, LeavesOtherTextAlone) {
  for (const char* text : {"plain", "Sørby", "汉字", "👩‍🔬", "عربي", "$\\alpha$"})
    EXPECT_EQ(sanitise(text), text);
}

TEST(CollapseWhitespace, KeepsOneBlankBetweenWords) {
  EXPECT_EQ(collapse_whitespace("  a \n\n  b\tc  "), "a b c");
  EXPECT_EQ(collapse_whitespace("a\u00A0b"), "a b");
  EXPECT_EQ(collapse_whitespace(" \n "), "");
}

using Words = std::vector<std::string>;

TEST(Tokens, AreRunsOfLettersAndDigits) {
  EXPECT_EQ(tokens("Graph-based O(n^2) k_means, O'Brien"),
            (Words{"graph", "based", "o", "n", "2", "k", "means", "o", "brien"}));
  EXPECT_EQ(tokens(""), Words{});
  EXPECT_EQ(tokens(" -- $ "), Words{});
}

TEST(Tokens, AreFolded) {
  EXPECT_EQ(tokens("Schrödinger ÉCOLE ½"), (Words{"schrodinger", "ecole", "1", "2"}));
  EXPECT_EQ(tokens("β-VAE"), (Words{"β", "vae"}));
  EXPECT_EQ(tokens("汉字 标题"), (Words{"汉字", "标题"}));
}

TEST(Tokens, AreTheSameOfFoldedText) {
  for (const char* text : {"Ŝirmi ﬀ İstanbul Ǆ", "x² + 𝔸 = ℝ", "naïve\u00ADly ﷺ"}) {
    EXPECT_EQ(tokens(fold(text)), tokens(text)) << text;
  }
}

TEST(TokenText, JoinsTheTokens) { EXPECT_EQ(token_text("A-b  C."), "a b c"); }

TEST(StopWords, HoldFunctionWordsOnly) {
  EXPECT_TRUE(is_stop_word("the"));
  EXPECT_TRUE(is_stop_word("propose"));
  EXPECT_FALSE(is_stop_word("reward"));
  EXPECT_FALSE(is_stop_word(""));
  EXPECT_FALSE(is_stop_word("#"));
}

}  // namespace

}  // namespace papercup::text
