#include "render/paper/author_names.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

TEST(ShortName, AbbreviatesGivenNamesOnly) {
  EXPECT_EQ(short_name("Lena Maria Sørby"), "L. M. Sørby");
  EXPECT_EQ(short_name("Øyvind Åse"), "Ø. Åse");
  EXPECT_EQ(short_name("Jan van der Berg"), "J. van der Berg");
  EXPECT_EQ(short_name("Jean-Luc Fontaine"), "J.-L. Fontaine");
  EXPECT_EQ(short_name("R. Adeyemi"), "R. Adeyemi");
  EXPECT_EQ(short_name("Otto Weber Jr."), "O. Weber Jr.");
}

TEST(ShortName, LeavesSingleNamesAndGroupsAlone) {
  EXPECT_EQ(short_name("Plato"), "Plato");
  EXPECT_EQ(short_name("The Lantern Collaboration"), "The Lantern Collaboration");
  EXPECT_EQ(short_name("王小明"), "王小明");
  EXPECT_EQ(short_name(""), "");
}

TEST(ShortName, IsRightHoweverTheNameIsWritten) {
  EXPECT_EQ(short_name("Henry King V"), "H. King V");
  EXPECT_EQ(short_name("Nova Project"), "Nova Project");
  EXPECT_EQ(short_name("The Virgo Network"), "The Virgo Network");
  EXPECT_EQ(short_name("García Márquez, Gabriel"), "G. García Márquez");
  EXPECT_EQ(short_name("de Bruyn Kops, S. M."), "S. M. de Bruyn Kops");
  EXPECT_EQ(short_name("Moss III, William C."), "W. C. Moss III");
  EXPECT_EQ(short_name("Berg, Anna van den"), "A. van den Berg");
  EXPECT_EQ(short_name("李 例"), "李 例");
  EXPECT_EQ(short_name("Ann Person (LAB)"), "A. Person");
  EXPECT_EQ(short_name("Ann Person et al. (200 additional authors not shown)"), "A. Person et al.");
  EXPECT_EQ(short_name("The Virgo Network*"), "The Virgo Network*");
  EXPECT_EQ(short_name("Otto Weber Jr.*"), "O. Weber Jr.*");
  EXPECT_EQ(short_name("(LAB)"), "(LAB)");
}

TEST(AuthorLine, EndsInEtAlIfTheListDoes) {
  const std::string others = "et al. (200 additional authors not shown)";
  EXPECT_EQ(author_line({"Ada One", "Bea Two", others}, 80, "…"), "A. One, B. Two et al.");
  EXPECT_EQ(
      author_line({"A One", "B Two", "C Three", "D Four", "E Five", "F Six", others}, 80, "…"),
      "A. One, B. Two, C. Three et al.");
  EXPECT_EQ(author_line({"Ada One et al."}, 80, "…"), "A. One et al.");
  EXPECT_EQ(author_line({others}, 80, "…"), "et al.");
  EXPECT_EQ(author_line({"Ada One", "Bea Two", others}, 15, "…"), "A. One et al.");
}

TEST(AuthorLine, ListsUpToFiveWhole) {
  EXPECT_EQ(author_line({"Ada One", "Bea Two", "Cid Three", "Dee Four", "Eva Five"}, 80, "…"),
            "A. One, B. Two, C. Three, D. Four, E. Five");
  EXPECT_EQ(author_line({}, 80, "…"), "");
}

TEST(AuthorLine, NamesTheFirstAndTheLastOfMany) {
  EXPECT_EQ(author_line({"A One", "B Two", "C Three", "D Four", "E Five", "F Six"}, 80, "…"),
            "A. One, B. Two, C. Three, … F. Six (6)");
}

std::vector<std::string> twelve_of_whom_one_is_followed(std::size_t followed) {
  std::vector<std::string> names;
  for (char c = 'A'; c < 'M'; ++c) names.push_back(std::string(1, c) + " Person" + c);
  names[followed] += "*";
  return names;
}

// Wherever they stand among many: a star is explained, and has to be there.
TEST(AuthorLine, NamesWhomTheReaderFollowsWhereverTheyStand) {
  for (std::size_t followed = 0; followed < 12; ++followed) {
    const std::string line = author_line(twelve_of_whom_one_is_followed(followed), 32, "…");
    EXPECT_NE(line.find('*'), std::string::npos) << line;
    EXPECT_LE(text::display_width(line), 32) << line;
  }
}

TEST(AuthorLine, NamesWhomTheReaderFollowsBeforeOthers) {
  const std::vector<std::string> names = {"A One",   "B Two",  "C Three",
                                          "D Four*", "E Five", "F Six"};
  EXPECT_EQ(author_line(names, 80, "…"), "A. One, B. Two, D. Four*, … F. Six (6)");
  EXPECT_EQ(author_line(names, 26, "…"), "D. Four*, … F. Six (6)");
  EXPECT_EQ(author_line({"A One*", "B Two*", "C Three*", "D Four*", "E Five*", "F Six"}, 80, "…"),
            "A. One*, B. Two*, C. Three*, … F. Six (6)");
}

TEST(AuthorLine, StaysInsideItsColumns) {
  const std::vector<std::string> names(500, "Wolfeschlegelsteinhausen Bergerdorff");
  for (int columns = 4; columns < 90; ++columns) {
    EXPECT_LE(text::display_width(author_line(names, columns, "…")), columns) << columns;
    EXPECT_LE(text::display_width(author_line({names.front()}, columns, "...")), columns)
        << columns;
  }
}

constexpr const char* kLantern = "The Lantern Collaboration";

std::vector<std::string> with_people(std::vector<std::string> names, std::size_t people) {
  for (std::size_t i = 1; i <= people; ++i) names.push_back("Ada Nobody" + std::to_string(i));
  return names;
}

TEST(AuthorLine, OfACollaborationIsTheCollaborations) {
  const std::vector<std::string> names = with_people({kLantern}, 300);
  EXPECT_EQ(author_line(names, 80, "…"), "The Lantern Collaboration: A. Nobody1, … (300 authors)");
  EXPECT_EQ(author_line(names, 44, "…"), "The Lantern Collaboration (300 authors)");
  EXPECT_EQ(author_line(names, 30, "…"), "The Lantern Col… (300 authors)");
  EXPECT_EQ(author_line({kLantern}, 80, "…"), kLantern);
  EXPECT_EQ(author_line({kLantern, "Ada One", "Bea Two"}, 80, "…"),
            "The Lantern Collaboration, A. One, B. Two");
}

TEST(AuthorLine, OfACollaborationNamesWhomTheReaderFollows) {
  std::vector<std::string> names = with_people({kLantern}, 300);
  names[200] += "*";
  EXPECT_EQ(author_line(names, 80, "…"),
            "The Lantern Collaboration: A. Nobody1, A. Nobody200*, … (300 authors)");
  EXPECT_EQ(author_line(names, 60, "…"),
            "The Lantern Collaboration: A. Nobody200*, … (300 authors)");
}

TEST(AuthorLine, LeavesOutTheColonAfterACollaboration) {
  EXPECT_EQ(author_line({"Cup Team", ":", "Ada One"}, 80, "…"), "Cup Team, A. One");
  EXPECT_EQ(author_line(with_people({"Cup Team", ":"}, 7), 80, "…"),
            "Cup Team: A. Nobody1, … (7 authors)");
  EXPECT_EQ(author_line({":"}, 80, "…"), "");
}

TEST(AuthorLine, OfSeveralCollaborationsCountsThem) {
  const std::vector<std::string> names = with_people({kLantern, "Cup Team", "Saucer Team"}, 40);
  EXPECT_EQ(author_line(names, 80, "…"),
            "The Lantern Collaboration, Cup Team, Saucer Team: A. Nobody1, … (40 authors)");
  EXPECT_EQ(author_line(names, 70, "…"),
            "The Lantern Collaboration, Cup Team, Saucer Team (40 authors)");
  EXPECT_EQ(author_line(names, 60, "…"), "The Lantern Collaboration and 2 more (40 authors)");
}

TEST(AuthorLine, EndsWithACollaborationForWhichPeopleSpeak) {
  std::vector<std::string> names = with_people({}, 12);
  names.emplace_back(kLantern);
  EXPECT_EQ(author_line(names, 90, "…"),
            "A. Nobody1, A. Nobody2, A. Nobody3, … The Lantern Collaboration (13)");
}

TEST(AuthorLine, OfACollaborationStaysInsideItsColumns) {
  const std::vector<std::string> names = with_people({kLantern, "Cup Team"}, 300);
  for (int columns = 4; columns < 90; ++columns) {
    EXPECT_LE(text::display_width(author_line(names, columns, "…")), columns) << columns;
    EXPECT_LE(text::display_width(author_line(names, columns, "...")), columns) << columns;
  }
}

TEST(AuthorList, IsWholeOrSaysHowManyThereAre) {
  const std::vector<std::string> names = with_people({kLantern, ":"}, 4);
  EXPECT_EQ(author_list(names, 5, 2, "…"),
            "The Lantern Collaboration, Ada Nobody1, Ada Nobody2, Ada Nobody3, Ada Nobody4");
  EXPECT_EQ(author_list(names, 4, 2, "…"), "The Lantern Collaboration, Ada Nobody1, … (4 authors)");
  EXPECT_EQ(author_list({}, 4, 2, "…"), "");
}

}  // namespace
}  // namespace papercup::render
