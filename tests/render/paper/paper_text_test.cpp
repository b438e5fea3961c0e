#include "papercup/render/paper_text.hpp"

#include <gtest/gtest.h>

namespace papercup::render {
namespace {

Paper sample_paper() {
  Paper paper{.id = ArxivId::parse("2611.90417")};
  paper.version = 1;
  paper.title = "Reward Models Forget";
  paper.abstract = "Fine-tuning costs accuracy.";
  paper.authors = {"Rade Adeyemi", "Lena Sørby"};
  paper.categories = {Category("cs.LG"), Category("cs.XX")};
  paper.announced = Date(2026, 11, 24);
  paper.published = parse_rfc3339("2026-11-23T15:04:05Z");
  paper.comment = "9 pages";
  return paper;
}

TEST(PaperText, ShowsEverythingThatIsKnown) {
  const Announcement listed{Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper};
  EXPECT_EQ(paper_text(sample_paper(), {listed}, {}),
            "Reward Models Forget\n"
            "Rade Adeyemi, Lena Sørby\n"
            "\n"
            "Fine-tuning costs accuracy.\n"
            "\n"
            "id           2611.90417v1\n"
            "categories   cs.LG Machine Learning, cs.XX\n"
            "announced    Tue 24 Nov 2026\n"
            "listed       cs.LG 2026-11-24 new\n"
            "published    2026-11-23 15:04 UTC\n"
            "comment      9 pages\n"
            "code         none stated\n"
            "data         none stated\n"
            "venue        none stated\n"
            "link         https://arxiv.org/abs/2611.90417\n");
}

TEST(PaperText, SaysThatADayIsEstimated) {
  Paper paper = sample_paper();
  paper.announced_is_estimate = true;
  EXPECT_NE(paper_text(paper, {}, {}).find("Tue 24 Nov 2026 (estimated)\n"), std::string::npos);
}

TEST(ResultText, FitsAPaperInThreeLines) {
  EXPECT_EQ(result_text(sample_paper(), {}, {}),
            "2611.90417v1  Tue 24 Nov 2026  cs.LG\n"
            "    Reward Models Forget\n"
            "    R. Adeyemi, L. Sørby\n");
}

TEST(ResultText, PutsTheScoreAtTheEndOfTheFirstLine) {
  TextStyle style;
  style.width = 50;
  const std::string text = result_text(sample_paper(), Score{0.12345, {}}, style);
  EXPECT_EQ(text.substr(0, text.find('\n')), "2611.90417v1  Tue 24 Nov 2026  cs.LG         0.123");
}

}  // namespace
}  // namespace papercup::render
