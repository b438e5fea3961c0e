#include "papercup/render/evaluation.hpp"

#include <gmock/gmock.h>

namespace papercup::render {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

EvaluationReport compared(std::size_t days, Verdict verdict) {
  EvaluationReport report;
  report.focus = "rewards";
  report.focus_name = "Reward models";
  report.until = Date(2026, 11, 24);
  report.first = Date(2026, 10, 1);
  report.last = Date(2026, 11, 23);
  report.days = days + 3;
  report.papers = 1200;
  report.liked = 41;
  report.shown_by = {"svm/1", "svm/2"};
  report.minutes = 4;
  report.least_days = 10;
  for (std::size_t i = 0; i < days; ++i) {
    report.told.push_back({Date(2026, 10, 1) + static_cast<int>(i), 5, 2, {{1, 1, 1}, {0, 0, 0}}});
  }
  const Estimate high{0.81, 0.75, 0.87}, low{0.7, 0.6, 0.8}, more{0.11, 0.02, 0.2};
  report.rankers = {{"default", "svm/2", Estimates{high, high, high}},
                    {"centroid", "centroid/1", Estimates{low, low, low}}};
  report.paired = PairedResult{{more, more, more}, verdict};
  return report;
}

TEST(EvaluationText, SaysWhatWasPairedAndOnHowManyDays) {
  EXPECT_THAT(evaluation_text(compared(12, Verdict::better), {}),
              AllOf(HasSubstr("default (svm/2)  0.81 [0.75, 0.87]"),
                    HasSubstr("centroid/1       0.70 [0.60, 0.80]"),
                    HasSubstr("difference       +0.11 [+0.02, +0.20]"),
                    HasSubstr("default against centroid: better (12 days, paired by their AUC)"),
                    HasSubstr("1,200 papers that you were shown"), HasSubstr("svm/1 and svm/2"),
                    Not(HasSubstr("An answer needs"))));
}

TEST(EvaluationText, GivesNoIntervalsFromFewDays) {
  EXPECT_THAT(
      evaluation_text(compared(9, Verdict::not_enough_evidence), {}),
      AllOf(HasSubstr("+0.11 "), Not(HasSubstr("[")), HasSubstr("not enough evidence (9 days"),
            HasSubstr("An answer needs at least 10 such days.")));
}

TEST(EvaluationJson, HasTheVerdictAndEveryDay) {
  EXPECT_THAT(evaluation_json(compared(12, Verdict::worse)),
              AllOf(HasSubstr(R"("candidates":"papers shown")"), HasSubstr(R"("n":12)"),
                    HasSubstr(R"("verdict":"worse")"), HasSubstr(R"("first":"default")"),
                    HasSubstr(R"({"day":"2026-10-12","shown":5,"liked":2,"auc":[1.0,0.0])"),
                    Not(HasSubstr("missing"))));
}

}  // namespace
}  // namespace papercup::render
