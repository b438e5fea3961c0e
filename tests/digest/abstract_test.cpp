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

// What is quoted if so many characters have room.
std::string quoted_of(const std::string& abstract, std::size_t room = 230,
                      const Score& score = {}) {
  const std::vector<Sentence> sentences = sentences_of(abstract, score);
  const auto text_of = [&](std::size_t place) {
    return abstract.substr(sentences[place].begin, sentences[place].end - sentences[place].begin);
  };
  const auto places = quoted_sentences(sentences, [&](const std::vector<std::size_t>& tried) {
    std::size_t characters = 0;
    for (const std::size_t place : tried) characters += text_of(place).size();
    return characters <= room;
  });
  std::string quote;
  for (const std::size_t place : places) quote += (quote.empty() ? "" : " | ") + text_of(place);
  return quote;
}

TEST(QuotedSentences, SayWhatWasFound) {
  EXPECT_EQ(quoted_of("Comets have been known for centuries. However, why they glow is unclear. "
                      "Here we study 40 comets. We find that 94 % of them glow by night.",
                      70),
            "We find that 94 % of them glow by night.");
}

TEST(QuotedSentences, AreTheFirstIfItIsTheResult) {
  EXPECT_EQ(quoted_of("Folding rulers cuts the error of tails by 60 % on four comets. The rule is "
                      "short and easily learned by whoever has a comet at home. We fold at noon.",
                      70),
            "Folding rulers cuts the error of tails by 60 % on four comets.");
}

TEST(QuotedSentences, SayWhatIsProposedIfThereIsNoResult) {
  EXPECT_EQ(quoted_of("Tails are hard to measure. Existing rulers are often too short. We propose "
                      "a novel folding ruler for tails of any length. Its code will be released.",
                      100),
            "We propose a novel folding ruler for tails of any length.");
}

TEST(QuotedSentences, OfAnyFieldAreResults) {
  EXPECT_EQ(quoted_of("Let $M$ be a moor with $n$ bogs. We study paths on it. We prove that a path "
                      "exists if and only if $n$ is even.",
                      80),
            "We prove that a path exists if and only if $n$ is even.");
  EXPECT_EQ(quoted_of("Otters play a crucial role in rivers. Diets of 112 otters were recorded. "
                      "Trout intake was significantly lower in winter (31 % vs. 58 %, p < 0.01). "
                      "Further research is needed.",
                      100),
            "Trout intake was significantly lower in winter (31 % vs. 58 %, p < 0.01).");
  EXPECT_EQ(quoted_of("Tolls have been debated since antiquity. This paper asks whether tolls pay. "
                      "Using data of 80 bridges, we show that revenue increases by 12 percent.",
                      90),
            "Using data of 80 bridges, we show that revenue increases by 12 percent.");
  EXPECT_EQ(quoted_of("Lamp oxides are promising materials. Samples were grown on glass. A gap of "
                      "$1.2 \\pm 0.1$ eV is observed below 40 K. The growth is slow.",
                      60),
            "A gap of $1.2 \\pm 0.1$ eV is observed below 40 K.");
}

TEST(QuotedSentences, ThatPointBackComeWithTheSentenceBefore) {
  const std::string abstract =
      "Tails matter. We bound the error of every folded ruler by its length. This guarantee shows "
      "that folding outperforms rolling by 20 %.";
  EXPECT_EQ(quoted_of(abstract, 200),
            "We bound the error of every folded ruler by its length. | This guarantee shows that "
            "folding outperforms rolling by 20 %.");
  EXPECT_EQ(quoted_of(abstract, 80), "We bound the error of every folded ruler by its length.");
}

TEST(QuotedSentences, ThatPointBackAreKnownByTheirBeginning) {
  for (const char* beginning : {"This bound shows",
                                "These results show",
                                "Such tails show",
                                "To address this, we show",
                                "However, we show",
                                "It shows",
                                "They show",
                                "In this case, we show",
                                "Moreover, we show",
                                "Using these, we show",
                                "For example, we show",
                                "As a result, we show",
                                "Building on these insights, we show",
                                "In both cases, we show",
                                "(2) We show",
                                "In contrast, we show",
                                "Notably, these show",
                                "Overall, this rule shows",
                                "Their length shows",
                                "To this end, we show",
                                "Hence we show"}) {
    const std::string abstract = std::string("One. ") + beginning + " that tails are long.";
    EXPECT_TRUE(sentences_of(abstract, {})[1].points_back) << beginning;
  }
  for (const char* beginning :
       {"In this paper, we show", "This work shows", "Here we show", "It is shown",
        "In contrast to rulers, we show", "Both rulers and tails show", "Our results show",
        "To measure tails, we show", "In the present study, we show", "The results show",
        "In addition to tails, we show", "With a ruler, we show", "This article shows",
        "Overall, this work shows", "Notably, we show"}) {
    const std::string abstract = std::string("One. ") + beginning + " that tails are long.";
    EXPECT_FALSE(sentences_of(abstract, {})[1].points_back) << beginning;
  }
}

TEST(QuotedSentences, AreNeverALimitationOrMotivationAlone) {
  const std::string quote = quoted_of(
      "Rulers are crucial for many tasks. Existing rulers suffer from short lengths. We measure "
      "tails with a folding ruler and observe a mean of 7 km. Future work should fold it twice. "
      "Our code is available at https://github.com/a/ruler.",
      90);
  EXPECT_EQ(quote, "We measure tails with a folding ruler and observe a mean of 7 km.");
}

TEST(QuotedSentences, ThatAreResultsAreChosenByTheReadersTerms) {
  const std::string abstract =
      "Comets were observed. We find that the coma of comets is larger at noon. We find that the "
      "tail length of comets is larger at noon. Tail length is a problem.";
  EXPECT_EQ(quoted_of(abstract, 70, kScore),
            "We find that the tail length of comets is larger at noon.");
  const Score coma{0.5, {{Evidence::keyword, "coma", 0.5}}};
  EXPECT_EQ(quoted_of(abstract, 70, coma), "We find that the coma of comets is larger at noon.");
}

TEST(QuotedSentences, OfAPartedAbstractAreOfItsResults) {
  EXPECT_EQ(quoted_of("Context. Comets are old. Aims. We determine their age. Methods. We count "
                      "rings in 31 tails. Results. Ages range from 2 to 5 Gyr. Conclusions. Comets "
                      "may be older than rulers.",
                      40),
            "Ages range from 2 to 5 Gyr.");
  EXPECT_EQ(
      quoted_of("Background: Otters are shy. Methods: Otters were filmed at 9 lakes. Results: "
                "Otters fished at night in 8 of 9 lakes. Conclusion: Film more otters.",
                45),
      "Otters fished at night in 8 of 9 lakes.");
  EXPECT_EQ(quoted_of("{\\it Aims.} We age comets. {\\it Results.} Comets are 4 Gyr old.", 30),
            "Comets are 4 Gyr old.");
}

TEST(QuotedSentences, AreThereWhateverTheAbstract) {
  EXPECT_EQ(quoted_of(""), "");
  EXPECT_EQ(quoted_of("   "), "");
  EXPECT_EQ(quoted_of("Comets."), "Comets.");
  EXPECT_EQ(quoted_of("This is a comet"), "This is a comet");
  EXPECT_EQ(quoted_of("We show a comet.", 3), "We show a comet.");
  EXPECT_NE(quoted_of("Comets are old. They are cold. These are bold."), "");
  EXPECT_EQ(quoted_of("Results."), "Results.");
}

TEST(QuotedSentences, OfAVeryLongAbstractAreFewAndFoundSoon) {
  std::string abstract;
  for (int i = 0; i < 4000; ++i) abstract += "This comet is old. We find a comet of 5 km. ";
  const std::string quote = quoted_of(abstract);
  EXPECT_NE(quote, "");
  EXPECT_LE(quote.size(), 120U);
}

}  // namespace
}  // namespace papercup::digest
