#include "papercup/text/sentence.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace papercup::text {
namespace {

using testing::ElementsAre;

// The sentences of a text, without the blanks between them.
std::vector<std::string> divided(const std::string& text) {
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = sentence_end(text, at);
    if (!end) continue;
    sentences.push_back(text.substr(begin, *end - begin));
    begin = std::min(text.find_first_not_of(' ', *end), text.size());
    at = *end - 1;
  }
  if (begin < text.size()) sentences.push_back(text.substr(begin));
  return sentences;
}

TEST(SentenceEnd, IsAStopBeforeACapital) {
  EXPECT_THAT(divided("Comets melt. Do they? Yes! They do."),
              ElementsAre("Comets melt.", "Do they?", "Yes!", "They do."));
  EXPECT_THAT(divided("No stop at all"), ElementsAre("No stop at all"));
  EXPECT_THAT(divided(""), ElementsAre());
}

TEST(SentenceEnd, IsNotInANumber) {
  EXPECT_THAT(divided("We find z = 3.5. We fit 0.94 of them."),
              ElementsAre("We find z = 3.5.", "We fit 0.94 of them."));
  EXPECT_THAT(divided("At 0.4 K. Neon melts."), ElementsAre("At 0.4 K.", "Neon melts."));
}

TEST(SentenceEnd, IsNotAfterAnAbbreviation) {
  for (const char* text :
       {"As in Fig. 2 and Eq. (3), Sec. 4, Ref. [5] and No. 6.", "Nets, e.g. CNNs, i.e. Bert.",
        "We test ours vs. GPT and cf. Byron.", "Byron et al. (1843) saw comets.",
        "By J. R. Byron and H.-S. Lee.", "Of U.S. Treasury bonds.", "In Phys. Rev. Lett. 135.",
        "Near St. Lawrence.", "With i.i.d. Gaussian noise.", "By Dr. Byron."}) {
    EXPECT_THAT(divided(text), ElementsAre(text));
  }
}

TEST(SentenceEnd, IsAfterAnAbbreviationIfASentenceBeginsThere) {
  EXPECT_THAT(divided("Seen by Byron et al. We ask why."),
              ElementsAre("Seen by Byron et al.", "We ask why."));
  EXPECT_THAT(divided("Sold in the U.S. The price fell."),
              ElementsAre("Sold in the U.S.", "The price fell."));
  EXPECT_THAT(divided("On a group G. Let it act."), ElementsAre("On a group G.", "Let it act."));
  EXPECT_THAT(divided("We map the ST. Code is here."),
              ElementsAre("We map the ST.", "Code is here."));
  EXPECT_THAT(divided("There is no. We asked."), ElementsAre("There is no.", "We asked."));
}

TEST(SentenceEnd, IsBeforeAFormulaAQuotationOrANameInSmallLetters) {
  EXPECT_THAT(
      divided("Let $x = 1.$ $y$ is small. \\texttt{melt} is ours. \"Melt\" is not."),
      ElementsAre("Let $x = 1.$", "$y$ is small.", "\\texttt{melt} is ours.", "\"Melt\" is not."));
  EXPECT_THAT(divided("We look. mRNA is found. p-adic fields are not."),
              ElementsAre("We look.", "mRNA is found.", "p-adic fields are not."));
  EXPECT_THAT(divided("We use node.js and arXiv.org, v2.1."),
              ElementsAre("We use node.js and arXiv.org, v2.1."));
}

TEST(SentenceEnd, TakesWhatClosesThere) {
  EXPECT_THAT(divided("They call it \"melting.\" It is (see there.) We ask."),
              ElementsAre("They call it \"melting.\"", "It is (see there.)", "We ask."));
  EXPECT_THAT(divided("It has $$ x = 2. $$ We solve it."),
              ElementsAre("It has $$ x = 2. $$", "We solve it."));
}

TEST(SentenceEnd, IsNotWithinBracketsOrAFormula) {
  for (const char* text :
       {"A claim in [J. Eur. Math. Soc. 19 (2017), 3] is proved.",
        "A system \\begin{cases} x = 1. \\\\ y = 2. \\end{cases} \\end{equation} is solved.",
        "Tails (Arch. Ration. Mech. 54) are long.", "It is late by $\\sim \\! 500$ years."}) {
    EXPECT_THAT(divided(text), ElementsAre(text));
  }
}

TEST(SentenceEnd, IsNotAfterANumberOfAListOrAHeading) {
  EXPECT_THAT(divided("1. The mass is small. 2. The tail is long."),
              ElementsAre("1. The mass is small.", "2. The tail is long."));
  EXPECT_THAT(divided("Aims. We look. Main results. We see. {\\it Conclusions.} It is."),
              ElementsAre("Aims. We look.", "Main results. We see.", "{\\it Conclusions.} It is."));
  EXPECT_THAT(divided("These are our results. We stop."),
              ElementsAre("These are our results.", "We stop."));
}

TEST(SentenceEnd, IsFoundInHostileText) {
  std::vector<std::string> texts = {".",  "..",  "?!", "((((.", "[.",
                                    "$.", "\\.", ". ", "\".",   "é. É"};
  texts.emplace_back(20000, '.');
  texts.push_back(std::string(20000, '(') + ".");
  for (const std::string& text : texts) {
    for (const std::string& sentence : divided(text)) EXPECT_FALSE(sentence.empty());
  }
}

}  // namespace
}  // namespace papercup::text
