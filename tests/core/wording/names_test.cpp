#include "papercup/core/names.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace papercup {
namespace {

enum class Colour { red, green, blue };
constexpr auto kColours = names_of<Colour>({{Colour::red, "red"}, {Colour::blue, "blue"}});

TEST(Names, AreFoundBothWays) {
  static_assert(kColours.of(Colour::blue) == "blue");
  static_assert(kColours.find("red") == Colour::red);
  EXPECT_EQ(kColours.of(Colour::green), "");
  EXPECT_EQ(kColours.find("Red"), std::nullopt);
  EXPECT_EQ(kColours.begin()->second, "red");
}

constexpr std::size_t kFar = 100;

TEST(EditDistance, CountsEdits) {
  EXPECT_EQ(edit_distance("", "", kFar), 0U);
  EXPECT_EQ(edit_distance("abc", "", kFar), 3U);
  EXPECT_EQ(edit_distance("", "abc", kFar), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", kFar), 3U);
  EXPECT_EQ(edit_distance("abcd", "acbd", kFar), 1U);
  EXPECT_EQ(edit_distance("ABC", "abc", kFar), 0U);
}

TEST(EditDistance, DoesNotTouchASwappedPairAgain) {
  EXPECT_EQ(edit_distance("ca", "abc", kFar), 3U);
}

TEST(EditDistance, StopsAtTheFarthest) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(edit_distance("a", std::string(1'000'000, 'a'), 3), 4U);
}

TEST(EditDistance, IsSymmetricAndAtMostTheNumberOfEditsMade) {
  std::mt19937 random(3);
  const auto letter = [&] { return static_cast<char>('a' + random() % 3); };
  for (int round = 0; round < 500; ++round) {
    std::string word;
    for (auto i = random() % 8; i > 0; --i) word += letter();
    std::string edited = word;
    const auto edits = random() % 4;
    for (auto i = edits; i > 0; --i) {
      const auto place = edited.empty() ? 0 : random() % edited.size();
      switch (random() % 3) {
        case 0:
          edited.insert(edited.begin() + static_cast<std::ptrdiff_t>(place), letter());
          break;
        case 1:
          if (!edited.empty()) edited.erase(place, 1);
          break;
        default:
          if (!edited.empty()) edited[place] = letter();
      }
    }
    ASSERT_LE(edit_distance(word, edited, kFar), edits) << word << ' ' << edited;
    ASSERT_EQ(edit_distance(word, edited, kFar), edit_distance(edited, word, kFar))
        << word << ' ' << edited;
  }
}

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
