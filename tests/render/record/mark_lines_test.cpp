#include "papercup/render/mark_lines.hpp"

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup::render {
namespace {

TEST(MarkLine, IsReadAsItWasWritten) {
  Mark mark{Time{Date(2026, 11, 24).days()}, 2, MarkVerb::unmark, ArxivId::parse("2611.90001")};
  EXPECT_EQ(mark_line(mark),
            R"({"time":"2026-11-24T00:00:00Z","ordinal":2,"verb":"unmark","id":"2611.90001"})");
  EXPECT_EQ(parse_mark_line(mark_line(mark)), mark);
  mark.focus = "préférences";
  mark.known = true;
  mark.only = MarkVerb::save;
  EXPECT_EQ(parse_mark_line(mark_line(mark)), mark);
  EXPECT_EQ(mark_line(mark).find("logical"), std::string::npos) << "it is the clock's";
  mark.logical = mark.time + std::chrono::hours(24);
  EXPECT_NE(mark_line(mark).find(R"("logical":"2026-11-25T00:00:00Z")"), std::string::npos);
  EXPECT_EQ(parse_mark_line(mark_line(mark)), mark);
}

TEST(MarkLine, IsRefusedWhereItIsNone) {
  for (const char* line :
       {"", "[]", "{", "{}", R"({"time":"2026-11-24T00:00:00Z","verb":"like"})",
        R"({"time":"noon","verb":"like","id":"2611.90001"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"love","id":"2611.90001"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"nonsense"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","known":1})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","ordinal":-1})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","logical":"soon"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","logical":3})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":7})"}) {
    EXPECT_THROW(parse_mark_line(line), Error) << line;
  }
}

}  // namespace
}  // namespace papercup::render
