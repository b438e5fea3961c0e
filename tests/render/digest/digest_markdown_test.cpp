#include <gtest/gtest.h>

#include "papercup/render/digest.hpp"

namespace papercup::render {
namespace {

digest::Digest one_paper(const std::string& title) {
  Paper paper{.id = ArxivId::parse("2611.90835")};
  paper.title = title;
  paper.abstract = "Ties carry information.";
  paper.authors = {"Hanna Lindqvist"};
  paper.categories = {Category("stat.ML")};
  digest::Section section;
  section.focus_name = "preference-learning";
  section.categories = {Category("stat.ML")};
  section.window = {Date(2026, 11, 24), Date(2026, 11, 24)};
  section.considered = 7;
  section.reached = 1;
  section.papers = {{paper, Score{0.4, {{Evidence::description, "regret", 0.4}}}, 1,
                     Percentile{0.99, 100, true}}};
  digest::Digest digest;
  digest.sections = {section};
  digest.minutes = 1.4;
  return digest;
}

TEST(DigestMarkdown, HasAHeadingALinkAndTheReasons) {
  EXPECT_EQ(digest_markdown(one_paper("A Regret Bound"), {}),
            "# preference-learning · Tue 24 Nov 2026\n"
            "\n"
            "stat.ML: 7 papers\n"
            "\n"
            "## 1\\. [A Regret Bound](https://arxiv.org/abs/2611.90835)\n"
            "\n"
            "H. Lindqvist · stat.ML · ~1 in 100\n"
            "\n"
            "Ties carry information.\n"
            "\n"
            "*why:* regret\n"
            "\n"
            "1 of 7, about 1 minute. That is all for today.\n");
}

TEST(DigestMarkdown, SaysWhatAPaperStatesEscaped) {
  digest::Digest digest = one_paper("A Regret Bound");
  digest.sections[0].papers[0].paper.comment =
      "Accepted at ICLR 2027. Code: https://github.com/a_b_c/d";
  const std::string text = digest_markdown(digest, {});
  EXPECT_NE(text.find("\ncode  github.com/a\\_b\\_c/d (comment)\n\nvenue  ICLR 2027 (comment)\n\n"),
            std::string::npos)
      << text;
}

// The last line says what the star means.
TEST(DigestMarkdown, StarsAFollowedAuthor) {
  digest::Digest digest = one_paper("A Regret Bound");
  digest.sections[0].papers[0].score.why.push_back({Evidence::author, "Hanna Lindqvist", 0.1});
  const std::string text = digest_markdown(digest, {});
  EXPECT_NE(text.find("\nH. Lindqvist\\* · stat.ML"), std::string::npos) << text;
  EXPECT_NE(text.find("\\* an author you follow\n"), std::string::npos) << text;
}

TEST(DigestMarkdown, MarkupOfAFeedStaysText) {
  const std::string text =
      digest_markdown(one_paper("[x](javascript:y) <script> `c` *b* _i_ # &amp; |"), {});
  EXPECT_NE(text.find(R"([\[x\](javascript:y) \<script\> \`c\` \*b\* \_i\_ \# \&amp; \|](https:)"),
            std::string::npos)
      << text;
}

TEST(DigestMarkdown, AnAbstractCannotBeginAList) {
  for (const char* start : {"- one", "+ one", "1. one", "12) one", "# one", "= one", "> one"}) {
    digest::Digest digest = one_paper("A title");
    digest.sections[0].papers[0].paper.abstract = start;
    EXPECT_EQ(digest_markdown(digest, {}).find(std::string("\n") + start), std::string::npos)
        << start;
  }
}

}  // namespace
}  // namespace papercup::render
