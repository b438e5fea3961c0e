#include "papercup/core/paper.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(AnnouncementKind, IsWrittenAsFeedsDo) {
  EXPECT_EQ(to_string(AnnouncementKind::new_paper), "new");
  EXPECT_EQ(to_string(AnnouncementKind::cross_list), "cross");
  EXPECT_EQ(to_string(AnnouncementKind::replacement), "replace");
  EXPECT_EQ(to_string(AnnouncementKind::replacement_cross_list), "replace-cross");
}

TEST(AnnouncementKind, ReadsWhatItWrites) {
  for (const auto kind :
       {AnnouncementKind::new_paper, AnnouncementKind::cross_list, AnnouncementKind::replacement,
        AnnouncementKind::replacement_cross_list}) {
    EXPECT_EQ(parse_announcement_kind(to_string(kind)), kind);
  }
}

TEST(AnnouncementKind, IsNothingForOtherWords) {
  for (const char* text : {"", "New", "new ", "replacement", "crosslist"}) {
    EXPECT_EQ(parse_announcement_kind(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace papercup
