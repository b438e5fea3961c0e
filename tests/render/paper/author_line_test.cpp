#include "render/paper/author_line.hpp"

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

TEST(AuthorLine, ListsUpToFiveWhole) {
  EXPECT_EQ(author_line({"Ada One", "Bea Two", "Cid Three", "Dee Four", "Eva Five"}, 80, "…"),
            "A. One, B. Two, C. Three, D. Four, E. Five");
  EXPECT_EQ(author_line({}, 80, "…"), "");
}

TEST(AuthorLine, NamesTheFirstAndTheLastOfMany) {
  EXPECT_EQ(author_line({"A One", "B Two", "C Three", "D Four", "E Five", "F Six"}, 80, "…"),
            "A. One, B. Two, C. Three, … F. Six (6)");
}

TEST(AuthorLine, StaysInsideItsColumns) {
  const std::vector<std::string> names(500, "Wolfeschlegelsteinhausen Bergerdorff");
  for (int columns = 4; columns < 90; ++columns) {
    EXPECT_LE(text::display_width(author_line(names, columns, "…")), columns) << columns;
    EXPECT_LE(text::display_width(author_line({names.front()}, columns, "...")), columns)
        << columns;
  }
}

}  // namespace
}  // namespace papercup::render
