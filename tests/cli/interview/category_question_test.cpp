#include "cli/interview/category_question.hpp"

#include <sstream>

#include <gmock/gmock.h>

namespace papercup::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(CategoryQuestion, NumbersAllListsOfAnAnswerInARow) {
  CategoryQuestion choice;
  EXPECT_EQ(choice.take("machine learning, robotics"),
            "     machine learning: cs.LG    Machine Learning                             [1]\n"
            "                       stat.ML  Machine Learning                             [2]\n"
            "     robotics:         cs.RO    Robotics                                     [3]\n"
            "     Numbers to take (1 3), other words, -2 to drop one again; Enter when done.\n");
  EXPECT_FALSE(choice.is_settled());
  choice.take("1 3");
  EXPECT_TRUE(choice.is_settled());
  EXPECT_EQ(choice.chosen_text(), "cs.LG and cs.RO");
}

TEST(CategoryQuestion, AsksOnWhileAListIsOpen) {
  CategoryQuestion choice;
  choice.take("machine learning, robotics");
  EXPECT_EQ(choice.take("1"), "     So far cs.LG. Enter when done.\n");
  EXPECT_FALSE(choice.is_settled());
  choice.take("");
  EXPECT_TRUE(choice.is_settled());
  EXPECT_EQ(choice.chosen_text(), "cs.LG");
}

TEST(CategoryQuestion, ANumberMeansTheSameAfterFurtherWords) {
  CategoryQuestion choice;
  choice.take("machine learning");
  EXPECT_THAT(choice.take("robotics"), HasSubstr("[3]"));
  choice.take("1,3");
  EXPECT_EQ(choice.chosen_text(), "cs.LG and cs.RO");
  EXPECT_THAT(choice.take("learning"), AllOf(HasSubstr("[1]"), HasSubstr("[2]")))
      << "what has a number keeps it";
}

TEST(CategoryQuestion, TakesRangesAndCodesInAnyCase) {
  for (const char* answer : {"1-3", "1 2 3", "1,2,3", "1, 2 3", "2-3 1"}) {
    CategoryQuestion choice;
    choice.take("machine learning, robotics");
    choice.take(answer);
    EXPECT_TRUE(choice.is_settled()) << answer;
    EXPECT_EQ(choice.chosen().size(), 3u) << answer;
  }
  CategoryQuestion choice;
  choice.take("CS.lg quant-ph");
  EXPECT_TRUE(choice.is_settled());
  EXPECT_EQ(choice.chosen_text(), "cs.LG and quant-ph");
}

TEST(CategoryQuestion, LooksPhrasesUpBeforeWords) {
  CategoryQuestion choice;
  const std::string said = choice.take("machine learning robotics");
  EXPECT_THAT(said, AllOf(HasSubstr("machine learning: cs.LG"), HasSubstr("robotics:")));
  EXPECT_THAT(choice.take("computer vision"), HasSubstr("computer vision: cs.CV"));
}

TEST(CategoryQuestion, TellsWrongNumbersAndWords) {
  CategoryQuestion choice;
  EXPECT_THAT(choice.take("1"), HasSubstr("1: nothing is numbered yet"));
  EXPECT_THAT(choice.take("robotics 7"), HasSubstr("they go from 1 to 1"));
  EXPECT_THAT(choice.take("0"), HasSubstr("0: there is no such number"));
  EXPECT_THAT(choice.take("1 99999999999999999999999"), HasSubstr("1 3 or 1-3"));
  EXPECT_FALSE(choice.is_settled()) << "a mistake is told before the question ends";
  EXPECT_THAT(choice.take("qqqqqqqqq"), HasSubstr("qqqqqqqqq: nothing found"));
  EXPECT_THAT(choice.take("4-2"), HasSubstr("1 3 or 1-3"));
}

TEST(CategoryQuestion, FindsWhatPeopleCallAField) {
  CategoryQuestion choice;
  EXPECT_THAT(choice.take("black holes, epidemiology"),
              AllOf(HasSubstr("black holes:  gr-qc"), HasSubstr("epidemiology: q-bio.PE")));
}

TEST(CategoryQuestion, AsksWhatAMisspeltWordMeant) {
  CategoryQuestion choice;
  EXPECT_EQ(choice.take("cosmolgy"), "     cosmolgy: nothing found; did you mean cosmology?\n");
  EXPECT_EQ(choice.take("dark mater"),
            "     dark mater: nothing found; did you mean dark matter?\n")
      << "no materials";
}

TEST(CategoryQuestion, NeedsOne) {
  CategoryQuestion choice;
  EXPECT_THAT(choice.take(""), HasSubstr("One at least"));
  choice.take("robotics");
  EXPECT_THAT(choice.take(" , "), HasSubstr("One at least"));
  EXPECT_FALSE(choice.is_settled());
}

TEST(CategoryQuestion, GivesBackWhatWasChosen) {
  CategoryQuestion choice;
  choice.take("cs.LG, robotics");
  choice.take("1");
  EXPECT_THAT(choice.take("-cs.LG"), HasSubstr("cs.LG is out again."));
  EXPECT_EQ(choice.chosen_text(), "cs.RO");
  EXPECT_THAT(choice.take("-1"), HasSubstr("cs.RO is out again."));
  EXPECT_FALSE(choice.is_settled());
  EXPECT_THAT(choice.take("-stat.ML"), HasSubstr("is not among those chosen"));
}

TEST(CategoryQuestion, KnowsArchives) {
  CategoryQuestion choice;
  EXPECT_EQ(choice.take("astro-ph"), "     astro-ph: Astrophysics, all of it (6 categories)\n");
  EXPECT_TRUE(choice.is_settled());
  EXPECT_EQ(choice.chosen_text(), "astro-ph");
  EXPECT_THAT(choice.take("Computer Science"), HasSubstr("Computer Science, all of it"));
}

TEST(CategoryQuestion, KeepsWithinEightyColumns) {
  for (const char* answer :
       {"?", "computational engineering, physics and society, numerical analysis", "science",
        "data",
        "a word that nobody will ever find among the names of arXiv's many many categories, x y "
        "z"}) {
    CategoryQuestion choice;
    std::istringstream lines(choice.take(answer));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      EXPECT_LE(line.size(), 80u) << line;
      EXPECT_THAT(line, Not(HasSubstr("[0]")));
    }
    EXPECT_GT(count, 0u) << answer;
  }
}

TEST(CategoryQuestion, PassesOverWordsThatJoin) {
  for (const char* answer : {"robotics and quant-ph", "robotics or quant-ph", "robotics & quant-ph",
                             "robotics OR quant-ph"}) {
    CategoryQuestion choice;
    EXPECT_THAT(choice.take(answer),
                AllOf(HasSubstr("robotics:"), HasSubstr("[1]"), Not(HasSubstr("[2]"))))
        << answer;
    choice.take("1");
    EXPECT_EQ(choice.chosen_text(), "quant-ph and cs.RO") << answer;
  }
}

}  // namespace
}  // namespace papercup::cli
