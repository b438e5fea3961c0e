#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

#include "papercup/render/text.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

ScoredPaper scored(const std::string& id, const std::string& title, int rank) {
  Paper paper{.id = ArxivId::parse(id)};
  paper.title = title;
  paper.abstract = "Ties carry information. Pairwise models throw it away.";
  paper.authors = {"Hanna Lindqvist", "Priya Raman"};
  paper.categories = {Category("stat.ML")};
  return {paper, Score{0.4, {{Evidence::description, "regret", 0.4}}}, rank};
}

digest::Digest small_digest() {
  digest::Digest digest;
  digest.focus_name = "preference-learning";
  digest.categories = {Category("cs.LG"), Category("stat.ML")};
  digest.window = {Date(2026, 11, 24), Date(2026, 11, 24)};
  digest.considered = 1517;
  digest.papers = {scored("2611.90835", "An $O(\\sqrt{T})$ Regret Bound", 1)};
  digest.minutes = 1.4;
  return digest;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(DigestText, ShowsThePapersAndAnEnd) {
  EXPECT_EQ(digest_text(small_digest(), {}),
            "preference-learning · Tue 24 Nov 2026\n"
            "cs.LG stat.ML: 1,517 papers\n"
            "\n"
            " 1  An O(√T) Regret Bound\n"
            "    H. Lindqvist, P. Raman                                               stat.ML\n"
            "    Ties carry information. Pairwise models throw it away.\n"
            "    why   regret\n"
            "    https://arxiv.org/abs/2611.90835\n"
            "\n"
            "1 of 1,517, about 1 minute. That is all for today; close the tab.\n");
}

TEST(DigestText, IsAsciiWherePlain) {
  TextStyle style;
  style.symbols = Symbols::plain;
  const std::string text = digest_text(small_digest(), style);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) << text;
}

TEST(DigestText, SaysThatNothingIsToBeReadWhereTheListIsEmpty) {
  digest::Digest digest = small_digest();
  digest.papers.clear();
  EXPECT_NE(digest_text(digest, {}).find("0 of 1,517"), std::string::npos);
}

TEST(DigestText, KeepsEveryLineInsideTheWidth) {
  digest::Digest digest = small_digest();
  digest.papers.push_back(scored("2611.90836", std::string(20000, 'x'), 2));
  digest.papers.back().paper.authors.assign(500, "Bartholomew Featherstonehaugh");
  digest.papers.push_back(
      scored("2611.90837", "汉字标题汉字标题汉字标题汉字标题汉字标题汉字标题", 3));
  for (const int width : {40, 60, 80, 120, 200}) {
    TextStyle style;
    style.width = width;
    for (const std::string& line : lines_of(digest_text(digest, style))) {
      EXPECT_LE(text::display_width(line), width) << line;
    }
  }
}

TEST(DigestText, LetsNoControlCharacterThrough) {
  digest::Digest digest = small_digest();
  digest.focus_name = "a\x1b]0;b\a";
  digest.papers[0].paper.title = "evil \x1b[2J\x07 title \xC2\x9B 31m";
  digest.papers[0].paper.abstract = "one\r\ntwo\x08\x08";
  digest.papers[0].paper.authors = {"A\x1b[1mB C"};
  digest.papers[0].score.why[0].label = "te\x1brm";
  const std::string text = digest_text(digest, {});
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << text;
  EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
}

TEST(DigestText, ColoursAndLinksOnlyWhereAsked) {
  TextStyle style;
  EXPECT_EQ(digest_text(small_digest(), style).find('\x1b'), std::string::npos);
  style.colour = Colour::on;
  style.links = Links::on;
  const std::string text = digest_text(small_digest(), style);
  EXPECT_NE(text.find("\x1b]8;;https://arxiv.org/abs/2611.90835\x1b\\"), std::string::npos);
  EXPECT_NE(text.find("\x1b[1m"), std::string::npos);
}

TEST(DigestText, NamesBothEndsOfALongerWindow) {
  digest::Digest digest = small_digest();
  digest.window.since = Date(2026, 11, 20);
  EXPECT_EQ(lines_of(digest_text(digest, {}))[0],
            "preference-learning · Fri 20 Nov 2026 to Tue 24 Nov 2026");
}

}  // namespace
}  // namespace papercup::render
