#include "cli/command_line/selection.hpp"

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using testing::ElementsAre;

TEST(OptionValues, ANumberIsWholeAndWithinItsBounds) {
  EXPECT_EQ(parse_number("--top", "7", 1, 10), 7);
  for (const char* text : {"", "0", "11", "7.5", "7x", " 7", "+7", "99999999999999999999"}) {
    EXPECT_THROW(parse_number("--top", text, 1, 10), Error) << text;
  }
}

TEST(OptionValues, AnErrorOfADateNamesTheOption) {
  EXPECT_EQ(parse_date("--since", std::nullopt, Date(2026, 11, 24)), std::nullopt);
  EXPECT_EQ(parse_date("--since", "2d", Date(2026, 11, 24)), Date(2026, 11, 22));
  try {
    parse_date("--since", "soon", Date(2026, 11, 24));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), testing::HasSubstr("--since"));
  }
}

TEST(OptionValues, FieldsKeepTheirOrderAndComeOnce) {
  EXPECT_THAT(parse_fields("title,id,title"), ElementsAre("title", "id"));
  EXPECT_THROW(parse_fields(""), Error);
  EXPECT_THROW(parse_fields("id,"), Error);
}

}  // namespace
}  // namespace papercup::cli
