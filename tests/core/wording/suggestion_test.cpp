#include "papercup/core/suggestion.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(NearestWord, ForgivesOneOfEachSlip) {
  const std::vector<std::string> commands = {"import", "query", "search", "show", "digest"};
  EXPECT_EQ(nearest_word("qeury", commands), "query");
  EXPECT_EQ(nearest_word("quer", commands), "query");
  EXPECT_EQ(nearest_word("querry", commands), "query");
  EXPECT_EQ(nearest_word("quary", commands), "query");
}

TEST(NearestWord, IgnoresCase) { EXPECT_EQ(nearest_word("QUERY", {"query"}), "query"); }

TEST(NearestWord, TakesTheNearest) {
  EXPECT_EQ(nearest_word("author", {"authentic", "authors"}), "authors");
}

TEST(NearestWord, TakesTheFirstOfEquals) {
  EXPECT_EQ(nearest_word("bat", {"cat", "rat"}), "cat");
  EXPECT_EQ(nearest_word("bat", {"rat", "cat"}), "rat");
}

TEST(NearestWord, GoesNoFurtherThanThreeEdits) {
  EXPECT_EQ(nearest_word("abcdefgh", {"abcdexyz"}), "abcdexyz");
  EXPECT_EQ(nearest_word("abcdefgh", {"abcdwxyz"}), "");
}

TEST(NearestWord, DoesNotReplaceMoreThanHalfAWord) {
  EXPECT_EQ(nearest_word("foo", {"auto"}), "");
  EXPECT_EQ(nearest_word("foo", {"doi"}), "");
  EXPECT_EQ(nearest_word("xy", {"ti"}), "");
  EXPECT_EQ(nearest_word("xyz", {"ti"}), "");
  EXPECT_EQ(nearest_word("ty", {"ti"}), "ti");
}

TEST(NearestWord, IsEmptyForNothing) {
  EXPECT_EQ(nearest_word("", {"ti"}), "");
  EXPECT_EQ(nearest_word("ti", {}), "");
}

}  // namespace
}  // namespace papercup
