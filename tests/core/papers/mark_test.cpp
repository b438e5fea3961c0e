#include "papercup/core/mark.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace papercup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const ArxivId kOne = ArxivId::parse("2611.90001");
const ArxivId kTwo = ArxivId::parse("2611.90002");

Time minute(int number) { return Time{Date(2026, 11, 24).days()} + std::chrono::minutes(number); }

Mark mark(int at, MarkVerb verb, const ArxivId& id, std::string focus = {}) {
  return {minute(at), 0, verb, id, std::move(focus)};
}

Focus marked_focus(const std::vector<Mark>& marks, std::vector<ArxivId> seeds = {}) {
  Focus focus;
  focus.likes = std::move(seeds);
  return with_marks(focus, MarkState(marks).opinions("a"));
}

TEST(Marks, LikeAndDislikeExcludeEachOther) {
  const Focus focus =
      marked_focus({mark(1, MarkVerb::like, kOne, "a"), mark(2, MarkVerb::dislike, kOne, "a")});
  EXPECT_THAT(focus.likes, IsEmpty());
  EXPECT_THAT(focus.dislikes, ElementsAre(kOne));
}

TEST(Marks, OfOneFocusAreNoneOfAnother) {
  EXPECT_THAT(marked_focus({mark(1, MarkVerb::like, kOne, "b")}).likes, IsEmpty());
}

TEST(Marks, CountByTimeAndNotByTheOrderInWhichTheyCome) {
  std::vector<Mark> marks = {mark(1, MarkVerb::like, kOne, "a"),
                             mark(2, MarkVerb::dislike, kOne, "a"),
                             mark(3, MarkVerb::like, kOne, "a")};
  do {
    EXPECT_THAT(marked_focus(marks).likes, ElementsAre(kOne));
  } while (std::next_permutation(marks.begin(), marks.end()));
}

TEST(Marks, OfOneSecondCountByTheirNumber) {
  Mark first = mark(1, MarkVerb::like, kOne, "a");
  Mark second = mark(1, MarkVerb::dislike, kOne, "a");
  second.ordinal = 1;
  EXPECT_THAT(marked_focus({second, first}).dislikes, ElementsAre(kOne));
}

TEST(Marks, CountByLogicalTimeIfTheClockWasWrong) {
  const Mark ahead = mark(9, MarkVerb::like, kOne, "a");
  Mark later = mark(1, MarkVerb::dislike, kOne, "a");
  EXPECT_THAT(marked_focus({ahead, later}).likes, ElementsAre(kOne)) << "by the clock";
  later.logical = minute(9);
  later.ordinal = 1;
  EXPECT_THAT(marked_focus({later, ahead}).dislikes, ElementsAre(kOne));
}

TEST(Marks, OverrideTheFocusFile) {
  EXPECT_THAT(marked_focus({}, {kTwo, kOne}).likes, ElementsAre(kOne, kTwo));
  EXPECT_THAT(marked_focus({mark(1, MarkVerb::dislike, kOne, "a")}, {kOne, kTwo}).likes,
              ElementsAre(kTwo));
  EXPECT_THAT(marked_focus({mark(1, MarkVerb::unmark, kOne, "a")}, {kOne, kTwo}).likes,
              ElementsAre(kTwo));
}

TEST(Marks, OfWhatIsKnownTeachNothing) {
  Mark known = mark(1, MarkVerb::like, kOne, "a");
  known.known = true;
  EXPECT_THAT(marked_focus({known}, {kOne}).likes, IsEmpty());
  EXPECT_THAT(MarkState({known}).marked(MarkVerb::like), ElementsAre(kOne));
}

TEST(Marks, DoneTakesAPaperOffTheReadingListAndSavePutsItBack) {
  const MarkState done({mark(1, MarkVerb::save, kOne), mark(2, MarkVerb::done, kOne)});
  EXPECT_THAT(done.saved(), IsEmpty());
  EXPECT_THAT(done.marked(MarkVerb::done), ElementsAre(kOne));
  const MarkState again({mark(1, MarkVerb::done, kOne), mark(2, MarkVerb::save, kOne)});
  EXPECT_THAT(again.marked(MarkVerb::save), ElementsAre(kOne));
  EXPECT_THAT(again.done(), IsEmpty());
}

TEST(Unmark, TakesEverythingBackOrOneThingOnly) {
  const std::vector<Mark> marks = {mark(1, MarkVerb::like, kOne, "a"),
                                   mark(1, MarkVerb::dislike, kOne, "b"),
                                   mark(1, MarkVerb::save, kOne)};
  const auto with = [&](Mark unmark) {
    std::vector<Mark> all = marks;
    all.push_back(std::move(unmark));
    return MarkState(all);
  };
  const MarkState all = with(mark(2, MarkVerb::unmark, kOne));
  for (const MarkVerb verb : {MarkVerb::like, MarkVerb::dislike, MarkVerb::save}) {
    EXPECT_THAT(all.marked(verb), IsEmpty());
  }
  Mark only_save = mark(2, MarkVerb::unmark, kOne);
  only_save.only = MarkVerb::save;
  EXPECT_THAT(with(only_save).marked(MarkVerb::like), ElementsAre(kOne));
  EXPECT_THAT(with(only_save).saved(), IsEmpty());
  const MarkState in_one_focus = with(mark(2, MarkVerb::unmark, kOne, "a"));
  EXPECT_THAT(in_one_focus.marked(MarkVerb::like), IsEmpty());
  EXPECT_THAT(in_one_focus.marked(MarkVerb::dislike), ElementsAre(kOne));
  EXPECT_THAT(in_one_focus.marked(MarkVerb::save), ElementsAre(kOne));
}

TEST(MarkVerb, HasAWordForEach) {
  for (const MarkVerb verb :
       {MarkVerb::like, MarkVerb::dislike, MarkVerb::save, MarkVerb::done, MarkVerb::unmark}) {
    EXPECT_EQ(parse_mark_verb(to_string(verb)), verb);
  }
  EXPECT_EQ(parse_mark_verb("love"), std::nullopt);
}

}  // namespace
}  // namespace papercup
