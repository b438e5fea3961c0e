#include "papercup/app/marking.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace papercup::app {
namespace {

const ArxivId kPaper = ArxivId::parse("2611.90001");
constexpr const char* kFocus = "rewards";

Mark event(int second, MarkVerb verb, bool known = false) {
  Mark mark{Time{std::chrono::seconds{second}}, 0, verb, kPaper};
  if (belongs_to_focus(verb)) mark.focus = kFocus;
  mark.known = known;
  return mark;
}

Stance stance(const std::vector<Mark>& log, const Focus& focus = {}) {
  return stance_of(MarkState(log), kFocus, &focus, kPaper);
}

TEST(Stance, IsTheFocusFilesExampleUntilAMarkSaysOtherwise) {
  Focus focus;
  focus.likes = {kPaper};
  EXPECT_EQ(stance({}, focus).opinion, MarkVerb::like);
  EXPECT_EQ(stance({event(1, MarkVerb::dislike)}, focus).opinion, MarkVerb::dislike);
  EXPECT_EQ(stance({event(1, MarkVerb::unmark)}, focus).opinion, MarkVerb::like)
      << "an unmark without a focus takes back marks only";
}

TEST(Stance, IsWordedWithOpinionAndReading) {
  EXPECT_EQ(stance_text(stance({})), "");
  EXPECT_EQ(stance_text(stance({event(1, MarkVerb::like), event(2, MarkVerb::save)})),
            "liked, saved");
  EXPECT_EQ(stance_text(stance({event(1, MarkVerb::done)})), "done");
}

// Whatever was said before, making a mark and its reversal leaves the stance as it was.
TEST(Reversal, RestoresWhatWasSaidBefore) {
  const std::vector<std::vector<Mark>> pasts = {
      {},
      {event(1, MarkVerb::like)},
      {event(1, MarkVerb::dislike, true)},
      {event(1, MarkVerb::save)},
      {event(1, MarkVerb::done), event(2, MarkVerb::like, true)},
      {event(1, MarkVerb::like), event(2, MarkVerb::save), event(3, MarkVerb::unmark)}};
  Focus with_seed;
  with_seed.likes = {kPaper};
  for (const Focus& focus : {Focus{}, with_seed}) {
    for (const std::vector<Mark>& past : pasts) {
      for (const MarkVerb verb :
           {MarkVerb::like, MarkVerb::dislike, MarkVerb::save, MarkVerb::done}) {
        std::vector<Mark> log = past;
        const Stance before = stance(log, focus);
        log.push_back(event(10, verb));
        ASSERT_TRUE(stance(log, focus) != before || before.opinion == verb ||
                    before.reading != Reading::none);
        Mark back = reversal(log.back(), before);
        back.time = Time{std::chrono::seconds{11}};
        log.push_back(back);
        EXPECT_EQ(stance(log, focus), before) << to_string(verb) << " after " << past.size();
      }
    }
  }
}

}  // namespace
}  // namespace papercup::app
