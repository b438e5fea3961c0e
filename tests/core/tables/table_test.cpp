#include "core/tables/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup {
namespace {

using testing::ElementsAre;

TEST(TableRows, SkipsCommentsAndTheHeader) {
  EXPECT_THAT(table_rows("# made by hand\n\nid\tname\na\tb\n# more\nc\t\n", 2),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "")));
}

TEST(TableRows, NeedsNoLastNewline) {
  EXPECT_THAT(table_rows("id\na", 1), ElementsAre(ElementsAre("a")));
}

TEST(TableRows, MayBeEmpty) {
  EXPECT_TRUE(table_rows("", 2).empty());
  EXPECT_TRUE(table_rows("id\tname\n", 2).empty());
}

TEST(TableRows, RejectsRowsOfAnotherWidth) {
  EXPECT_THROW(table_rows("id\tname\na\n", 2), Error);
  EXPECT_THROW(table_rows("id\tname\na\tb\tc\n", 2), Error);
}

}  // namespace
}  // namespace papercup
