#include "arxiv/json/line_splitter.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;

// The lines of a text that comes in pieces of `size` bytes; "!" for a line that is too long.
std::vector<std::string> lines_of(std::string_view text, std::size_t size) {
  std::vector<std::string> lines;
  LineSplitter splitter{
      {[&](std::string_view line, std::int64_t number) {
         lines.push_back(std::to_string(number) + ":" + std::string{line});
       },
       [&](std::int64_t number) { lines.push_back(std::to_string(number) + ":!"); }}};
  for (std::size_t at = 0; at < text.size(); at += size) splitter.feed(text.substr(at, size));
  splitter.finish();
  return lines;
}

TEST(LineSplitter, GivesTheSameLinesHoweverThePiecesFall) {
  for (std::size_t size = 1; size < 12; ++size) {
    EXPECT_THAT(lines_of("a\r\n\nbcd\nlast", size), ElementsAre("1:a", "2:", "3:bcd", "4:last"))
        << size;
    EXPECT_THAT(lines_of("a\nb\n", size), ElementsAre("1:a", "2:b")) << size;
  }
}

TEST(LineSplitter, PassesOverLinesThatAreTooLong) {
  const std::string longest(kLongestLine, 'x');
  for (const std::size_t size : {std::size_t{1} << 18, std::size_t{40} << 20}) {
    EXPECT_THAT(lines_of("a\n" + longest + "y\nb\n" + longest + "y", size),
                ElementsAre("1:a", "2:!", "3:b", "4:!"));
    EXPECT_EQ(lines_of(longest, size).at(0).size(), kLongestLine + 2);
  }
}

}  // namespace
}  // namespace papercup::arxiv
