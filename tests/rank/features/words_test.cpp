#include "rank/features/words.hpp"

#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup::rank {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> keys(std::string_view text) {
  std::vector<std::string> result;
  for (const Word& word : Words(text)) {
    if (word.kind == WordKind::content) result.emplace_back(word.key);
  }
  return result;
}

std::vector<std::string> pairs(std::string_view text) {
  const Words words(text);
  std::vector<std::string> result;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!is_pair(words[i - 1], words[i])) continue;
    result.push_back(fmt::format("{} {}", words[i - 1].key, words[i].key));
  }
  return result;
}

TEST(Words, AreFoldedAndSingular) {
  EXPECT_THAT(keys("Reward MODELS, Schrödinger’s cats"),
              ElementsAre("reward", "model", "schrodinger", "cat"));
}

TEST(Words, LeaveOutStopWordsLettersAndNumbers) {
  EXPECT_THAT(keys("the proof of x in 2024 is 3d"), ElementsAre("proof", "3d"));
}

TEST(Words, KeepTheWrittenFormForReaders) {
  const Words words("MODELS Schrödinger proof");
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(words[0].label(), "models");
  EXPECT_EQ(words[1].label(), "Schrödinger");
  EXPECT_EQ(words[2].label(), "proof");
}

TEST(Words, ReadTexAccentsAndSkipTexCommands) {
  EXPECT_THAT(keys("Schr\\\"odinger and Poincar\\'{e} with $\\mathcal{N}$ and \\textbf{proof}"),
              ElementsAre("schrodinger", "poincare", "proof"));
}

TEST(Words, LeaveNothingOfApostrophes) {
  EXPECT_THAT(pairs("model's reward"), ElementsAre("model reward"));
  EXPECT_THAT(pairs("model’s"), IsEmpty());
  for (const char* ending : {"s", "t", "d", "m", "ll", "re", "ve"}) {
    EXPECT_THAT(pairs("model'" + std::string(ending) + " reward"), ElementsAre("model reward"))
        << ending;
  }
  EXPECT_THAT(pairs("model'x reward"), ElementsAre("model x", "x reward")) << "no ending";
}

TEST(Words, ArePairsOnlyWithinASentence) {
  EXPECT_THAT(pairs("reward model. Graph kernel"), ElementsAre("reward model", "graph kernel"));
  EXPECT_THAT(pairs("reward: model"), IsEmpty());
  EXPECT_THAT(pairs("Llama 3.1 family"), ElementsAre("llama 3", "1 family"));
}

TEST(Words, AreNoPairsAcrossStopWords) { EXPECT_THAT(pairs("proof of the kernel"), IsEmpty()); }

TEST(Words, ArePairsWithALetterOrANumberButNotOfTwo) {
  EXPECT_THAT(pairs("Q-learning"), ElementsAre("q learning"));
  EXPECT_THAT(pairs("gpt 4"), ElementsAre("gpt 4"));
  EXPECT_THAT(pairs("2 3"), IsEmpty());
}

TEST(Words, ArePairsWithAStopWordInACompound) {
  EXPECT_THAT(pairs("few-shot"), ElementsAre("few shot"));
  EXPECT_THAT(pairs("few shot"), IsEmpty());
  EXPECT_THAT(pairs("in-context"), ElementsAre("in context"));
}

TEST(Words, OfOtherScriptsAreWords) {
  EXPECT_THAT(keys("强化学习，综述"), ElementsAre("强化学习", "综述"));
  EXPECT_THAT(keys("学"), ElementsAre("学"));
  EXPECT_THAT(keys("α β"), IsEmpty());
}

TEST(Words, SurviveWhateverBytesThereAre) {
  EXPECT_THAT(keys(""), IsEmpty());
  EXPECT_THAT(keys("\xE2\x80"), IsEmpty());
  EXPECT_THAT(keys("proof\xE2\x80"), ElementsAre("proof"));
  EXPECT_THAT(keys("\\"), IsEmpty());
  EXPECT_THAT(keys(std::string(100000, 'x')), IsEmpty());
  EXPECT_EQ(Words(std::string("pro\0of", 6)).size(), 2u);
}

TEST(Words, HaveOneSingular) {
  EXPECT_EQ(singular("policies"), "policy");
  EXPECT_EQ(singular("boxes"), "box");
  EXPECT_EQ(singular("approaches"), "approach");
  EXPECT_EQ(singular("classes"), "class");
  EXPECT_EQ(singular("llms"), "llm");
  for (const char* word : {"loss", "corpus", "analysis", "gas", "proof", ""}) {
    EXPECT_EQ(singular(word), word);
  }
}

}  // namespace
}  // namespace papercup::rank
