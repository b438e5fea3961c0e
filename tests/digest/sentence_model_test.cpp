#include "digest/sentence_model.hpp"

#include <string>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Not;
using Names = std::vector<std::string_view>;

Names names_of(const std::string& abstract, std::size_t place = 0) {
  return sentence_features(abstract).at(place).names;
}

TEST(SentenceFeatures, AreCues) {
  EXPECT_THAT(names_of("We find that tails are longer than rulers."),
              AllOf(Contains("own"), Contains("we_find"), Contains("compares")));
  EXPECT_THAT(names_of("Experiments on 9 moors demonstrate it."), Contains("evidence_tells"));
  EXPECT_THAT(names_of("In this letter, we propose a ruler."),
              AllOf(Contains("in_this"), Contains("we_make"), Not(Contains("we_find"))));
  EXPECT_THAT(names_of("The length of tails is investigated."), Contains("asks"));
  EXPECT_THAT(names_of("Recently, rulers have attracted interest."),
              AllOf(Contains("recent"), Contains("known"), Not(Contains("own"))));
}

TEST(SentenceFeatures, AreThePlaceInTheAbstract) {
  const std::string abstract = "Tails are long. Rulers are short. We fold one. It fits. We stop.";
  EXPECT_THAT(names_of(abstract, 0), AllOf(Contains("first"), Contains("before_own")));
  EXPECT_THAT(names_of(abstract, 1), AllOf(Contains("place_1"), Contains("before_own")));
  EXPECT_THAT(names_of(abstract, 2), AllOf(Contains("own"), Not(Contains("after_own"))));
  EXPECT_THAT(names_of(abstract, 3), Contains("after_own"));
  EXPECT_THAT(names_of(abstract, 4), Contains("last"));
  EXPECT_THAT(names_of("Tails are long."), AllOf(Contains("only"), Not(Contains("before_own"))));
}

TEST(SentenceFeatures, AreNumbersThatAreMeasured) {
  EXPECT_THAT(names_of("It keeps 94 % of them."), AllOf(Contains("percent"), Contains("number")));
  EXPECT_THAT(names_of("It is $1.2 \\pm 0.3$ km."),
              AllOf(Contains("measured"), Contains("number")));
  for (const char* change :
       {"cuts labels by 60 %", "costs up to 11 points", "takes at least 3 times",
        "is lower by $20\\%$", "keeps more than 5-fold", "grows by 12 percent"}) {
    EXPECT_THAT(names_of(std::string("It ") + change + " of it."), Contains("change")) << change;
  }
  EXPECT_THAT(names_of("Of 40 % of them, 3 times we saw 11 points."), Not(Contains("change")));
  EXPECT_THAT(names_of("We use H2, 3D and GPT-4."), Not(Contains("number")));
}

TEST(SentenceFeatures, TellAnAbstractThatBeginsWithItsResult) {
  const std::string rest = " We fold rulers twice.";
  EXPECT_THAT(names_of("Folding cuts errors by 60 %." + rest),
              AllOf(Not(Contains("first")), Not(Contains("before_own"))));
  EXPECT_THAT(names_of("Rulers have 60 % of errors." + rest),
              AllOf(Contains("first"), Contains("before_own")));
}

TEST(SentenceFeatures, AreThePartByItsHeadingWhichIsNotPartOfTheSentence) {
  const std::string abstract =
      "Aims. We look. We ask. Results: We see. \\textbf{Conclusions.} This is new.";
  const auto sentences = sentence_features(abstract);
  ASSERT_EQ(sentences.size(), 4U);
  EXPECT_EQ(abstract.substr(sentences[0].begin, sentences[0].end - sentences[0].begin), "We look.");
  EXPECT_EQ(abstract.substr(sentences[2].begin, sentences[2].end - sentences[2].begin), "We see.");
  EXPECT_THAT(sentences[1].names, Contains("part_aims"));
  EXPECT_THAT(sentences[2].names, AllOf(Contains("part_results"), Not(Contains("part_aims"))));
  EXPECT_THAT(sentences[3].names, Contains("part_conclusions"));
  EXPECT_TRUE(sentences[3].points_back);
  EXPECT_THAT(names_of("Results are shown."), Not(Contains("part_results")));
}

TEST(SentenceFeatures, AreAReleaseOrAQuestion) {
  EXPECT_THAT(names_of("Code is available at https://github.com/a/ruler."), Contains("release"));
  EXPECT_THAT(names_of("(abridged)"), Contains("release"));
  EXPECT_THAT(names_of("Published as a letter on rulers."), Contains("release"));
  EXPECT_THAT(names_of("The link to the ruler is provided at the end."), Contains("release"));
  EXPECT_THAT(names_of("Why are tails long?"), Contains("question"));
}

TEST(SentenceOdds, AreSharesOfOne) {
  for (const char* abstract : {"We show that tails are long.", "We propose a ruler.",
                               "Tails have been important.", "Why?", "x"}) {
    const SentenceOdds odds = sentence_odds(sentence_features(abstract).at(0));
    EXPECT_GT(odds.result, 0);
    EXPECT_GT(odds.idea, 0);
    EXPECT_LE(odds.result + odds.idea, 1);
  }
}

TEST(SentenceOdds, TellResultsFromIdeasAndBackground) {
  const auto sentences = sentence_features(
      "Existing rulers have been short. We propose a novel folding ruler. Experiments show that it "
      "outperforms others by 20 %.");
  const SentenceOdds background = sentence_odds(sentences.at(0));
  const SentenceOdds idea = sentence_odds(sentences.at(1));
  const SentenceOdds result = sentence_odds(sentences.at(2));
  EXPECT_LT(background.result + background.idea, 0.3);
  EXPECT_GT(idea.idea, idea.result);
  EXPECT_GT(result.result, result.idea);
  EXPECT_GT(result.result, 0.7);
}

}  // namespace
}  // namespace papercup::digest
