#include <string>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace papercup {
namespace {

std::string submitted(std::string_view from, std::string_view to) {
  const QueryNode node =
      parse_query("submittedDate:[" + std::string(from) + " TO " + std::string(to) + "]").root;
  EXPECT_EQ(node.kind, QueryNode::Kind::submitted);
  const auto text = [](const std::optional<Time>& time) {
    return time ? to_rfc3339(*time) : "open";
  };
  return text(node.submitted.from) + " " + text(node.submitted.to);
}

std::string announced(std::string_view from, std::string_view to) {
  const QueryNode node =
      parse_query("announced:[" + std::string(from) + " TO " + std::string(to) + "]").root;
  EXPECT_EQ(node.kind, QueryNode::Kind::announced);
  const auto text = [](const std::optional<Date>& day) { return day ? day->to_string() : "open"; };
  return text(node.announced.from) + " " + text(node.announced.to);
}

TEST(SubmittedRange, CoversWhatIsWritten) {
  EXPECT_EQ(submitted("2024", "2024"), "2024-01-01T00:00:00Z 2024-12-31T23:59:59Z");
  EXPECT_EQ(submitted("202402", "202402"), "2024-02-01T00:00:00Z 2024-02-29T23:59:59Z");
  EXPECT_EQ(submitted("202502", "202512"), "2025-02-01T00:00:00Z 2025-12-31T23:59:59Z");
  EXPECT_EQ(submitted("20240102", "2024-01-03"), "2024-01-02T00:00:00Z 2024-01-03T23:59:59Z");
  EXPECT_EQ(submitted("202401020304", "202401020304"), "2024-01-02T03:04:00Z 2024-01-02T03:04:59Z");
  EXPECT_EQ(submitted("2023", "202301312359"), "2023-01-01T00:00:00Z 2023-01-31T23:59:59Z");
}

TEST(SubmittedRange, MayBeOpen) {
  EXPECT_EQ(submitted("*", "2024"), "open 2024-12-31T23:59:59Z");
  EXPECT_EQ(submitted("2024", "*"), "2024-01-01T00:00:00Z open");
  EXPECT_EQ(submitted("*", "*"), "open open");
}

TEST(AnnouncedRange, CoversWhatIsWritten) {
  EXPECT_EQ(announced("2024", "2024"), "2024-01-01 2024-12-31");
  EXPECT_EQ(announced("202402", "20240301"), "2024-02-01 2024-03-01");
  EXPECT_EQ(announced("2024-02-29", "*"), "2024-02-29 open");
}

TEST(DateRange, TakesItsFieldInAnyCaseAndBlanksInside) {
  EXPECT_EQ(to_string(parse_query("SUBMITTEDDATE:[ 2024   TO\t2025 ]").root),
            "submittedDate:[202401010000 TO 202512312359]");
}

TEST(DateRange, RejectsWhatIsNoRange) {
  for (const char* text : {"submittedDate:", "submittedDate: [2024 TO 2025]", "submittedDate:2024",
                           "submittedDate:(2024)", "submittedDate:[2024 TO 2025",
                           "submittedDate:[]", "submittedDate:[2024]", "submittedDate:[2024 2025]",
                           "submittedDate:[2024 to 2025]", "submittedDate:[2024 TO]",
                           "submittedDate:[TO 2024]", "submittedDate:[2024 TO 2025 TO 2026]",
                           "submittedDate:[2024TO2025]", "submittedDate:\"2024 TO 2025\""}) {
    EXPECT_THROW(parse_query(text), Error) << text;
  }
}

TEST(DateRange, RejectsWhatIsNoDate) {
  for (const char* date : {"24", "202", "20245", "202413", "202400", "20240230", "20240100",
                           "2024010203", "202401022400", "202401020060", "20240102030405",
                           "2024-02-30", "2024-2-3", "x", "2024*", "**", "+024", "２０２４"}) {
    EXPECT_THROW(submitted(date, "*"), Error) << date;
    EXPECT_THROW(submitted("*", date), Error) << date;
  }
}

TEST(DateRange, RejectsReversedRanges) {
  EXPECT_THROW(submitted("2025", "2024"), Error);
  EXPECT_THROW(submitted("202401020305", "202401020304"), Error);
  EXPECT_THROW(announced("20240102", "20240101"), Error);
}

TEST(AnnouncedRange, HasNoHours) { EXPECT_THROW(announced("202401020304", "*"), Error); }

}  // namespace
}  // namespace papercup
