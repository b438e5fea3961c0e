#include "papercup/text/tokens.hpp"

#include <gtest/gtest.h>

#include "papercup/text/normalise.hpp"

namespace papercup::text {
namespace {

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
