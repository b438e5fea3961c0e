#include "papercup/digest/abstract.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

std::string best_of(const std::string& abstract, const Score& score) {
  const std::vector<Sentence> sentences = sentences_of(abstract, score);
  const auto best =
      std::max_element(sentences.begin(), sentences.end(),
                       [](const Sentence& a, const Sentence& b) { return a.weight < b.weight; });
  if (best == sentences.end()) return "";
  std::string text = abstract.substr(best->begin, best->end - best->begin);
  text.erase(0, text.find_first_not_of(' '));
  return text;
}

const Score kScore{0.5, {{Evidence::like, "tail length", 0.5}}};

TEST(Sentences, AreDividedAtStopsThatEndThem) {
  const std::string abstract =
      "Comets, e.g. those of Byron et al. (1843), melt; we ask why. By 3.5 %? It is the Sun.";
  EXPECT_EQ(sentences_of(abstract, {}).size(), 3U);
  EXPECT_TRUE(sentences_of("", {}).empty());
}

TEST(Sentences, WithTheStrongestTermsDecide) {
  EXPECT_EQ(
      best_of("Comets melt in the Sun. Their tail length is a puzzle. Some are lost.", kScore),
      "Their tail length is a puzzle.");
  EXPECT_NE(best_of("Cocktail lengths vary. Others melt.", kScore), "");
}

TEST(Sentences, ThatSayWhatWasFoundDecideMoreThanTheStateOfTheArt) {
  EXPECT_EQ(best_of("Recently, tail length has become important. We show that tail length is "
                    "fixed at birth. Code is available at https://github.com/a/tail-length.",
                    kScore),
            "We show that tail length is fixed at birth.");
}

TEST(Sentences, ThatPointBackDecideLess) {
  EXPECT_EQ(best_of("Moreover tail length matters. The tail length matters.", kScore),
            "The tail length matters.");
}

}  // namespace
}  // namespace papercup::digest
