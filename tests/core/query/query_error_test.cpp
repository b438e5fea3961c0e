#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace papercup {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

struct Mistake {
  std::string query;
  std::string message;
  std::string hint;  // some of it
};

Error error_of(const std::string& query) {
  try {
    return {ErrorKind::failure, "no error, but " + to_string(parse_query(query).root)};
  } catch (const Error& error) {
    return error;
  }
}

class QueryMistake : public testing::TestWithParam<Mistake> {};

TEST_P(QueryMistake, IsShownInItsPlace) {
  const Error error = error_of(GetParam().query);
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_EQ(error.message(), GetParam().message);
  EXPECT_THAT(error.hint(), HasSubstr(GetParam().hint));
}

INSTANTIATE_TEST_SUITE_P(
    Structure, QueryMistake,
    testing::Values(
        Mistake{"", "the query is empty\n    \n    ^", "cat:cs.LG"},
        Mistake{"   ", "the query is empty\n       \n    ^", ""},
        Mistake{"a AND", "something to search for is missing after AND\n    a AND\n         ^",
                "lower case"},
        Mistake{"a AND OR b",
                "something to search for is missing after AND\n    a AND OR b\n          ^", ""},
        Mistake{"OR a", "something to search for is missing before OR\n    OR a\n    ^", ""},
        Mistake{"a (AND b)",
                "something to search for is missing before AND\n    a (AND b)\n       ^", ""},
        Mistake{"a NOT", "something to search for is missing after NOT\n    a NOT\n         ^", ""},
        Mistake{"(a ANDNOT)",
                "something to search for is missing after ANDNOT\n    (a ANDNOT)\n             ^",
                ""},
        Mistake{"a (b", "this parenthesis is never closed\n    a (b\n      ^", ""},
        Mistake{"ti:(", "this parenthesis is never closed\n    ti:(\n       ^", ""},
        Mistake{"a) b", "this parenthesis was never opened\n    a) b\n     ^", ""},
        Mistake{")", "this parenthesis was never opened\n    )\n    ^", ""},
        Mistake{"a ()", "there is nothing between these parentheses\n    a ()\n       ^", ""}));

INSTANTIATE_TEST_SUITE_P(
    Terms, QueryMistake,
    testing::Values(
        Mistake{"a \"b c", "this quote is never closed\n    a \"b c\n      ^", ""},
        Mistake{"ti:\" \"", "there is nothing between these quotes\n    ti:\" \"\n       ^", ""},
        Mistake{"\"\"", "there is nothing between these quotes\n    \"\"\n    ^", ""},
        Mistake{"a * b", "a star needs the beginning of a word before it\n    a * b\n      ^",
                "transform*"},
        Mistake{"ti:*", "a star needs the beginning of a word before it\n    ti:*\n       ^", ""},
        Mistake{"ti:al*ha", "a star stands only at the end of a word\n    ti:al*ha\n         ^",
                ""},
        Mistake{"*ha", "a star stands only at the end of a word\n    *ha\n    ^", ""},
        Mistake{"a & b", "'&' has no letter or digit to search for\n    a & b\n      ^", "AND"},
        Mistake{"\"--\"", "'--' has no letter or digit to search for\n    \"--\"\n     ^", ""}));

INSTANTIATE_TEST_SUITE_P(
    Fields, QueryMistake,
    testing::Values(
        Mistake{"a AND ti:", "ti: has nothing to search for\n    a AND ti:\n          ^",
                "ti:word"},
        Mistake{"au: b", "au: has nothing to search for\n    au: b\n    ^", "without a blank"},
        Mistake{"ti:)", "ti: has nothing to search for\n    ti:)\n    ^", ""},
        Mistake{"a title:b", "there is no field 'title'\n    a title:b\n      ^",
                "Did you mean ti:?"},
        Mistake{"auhtor:b", "there is no field 'auhtor'\n    auhtor:b\n    ^", "Did you mean au:?"},
        Mistake{"submitedDate:[2024 TO 2025]",
                "there is no field 'submitedDate'\n    submitedDate:[2024 TO 2025]\n    ^",
                "Did you mean submittedDate:?"},
        Mistake{"xyzzy:b", "there is no field 'xyzzy'\n    xyzzy:b\n    ^",
                "The fields are ti, au"},
        Mistake{"cat:cs,LG", "'cs,LG' is not the name of a category\n    cat:cs,LG\n        ^",
                "cs.LG"},
        Mistake{"cat:*", "a star needs the beginning of a word before it\n    cat:*\n        ^",
                ""},
        Mistake{"id:abc",
                "'abc' is not an arXiv identifier: it has neither the form 2405.01234 nor "
                "hep-th/9901001\n    id:abc\n   "
                "    ^",
                "id:2405*"},
        Mistake{"id:24_*", "no identifier begins with '24_'\n    id:24_*\n       ^", "id:2405*"}));

INSTANTIATE_TEST_SUITE_P(
    Pasted, QueryMistake,
    testing::Values(
        Mistake{"https://arxiv.org/abs/2405.01234v2",
                "a paper's identifier needs the field id\n    https://arxiv.org/abs/2405.01234v2\n "
                "   ^",
                "Write id:2405.01234"},
        Mistake{"a arXiv:2405.01234",
                "a paper's identifier needs the field id\n    a arXiv:2405.01234\n      ^",
                "id:2405.01234"},
        Mistake{"doi:10.48550/arXiv.2405.01234",
                "a paper's identifier needs the field id\n    doi:10.48550/arXiv.2405.01234\n    ^",
                "id:2405.01234"},
        Mistake{"arxiv.org/abs/2405.01234",
                "a paper's address is nothing to search for\n    arxiv.org/abs/2405.01234\n    ^",
                "id:2405.01234"},
        Mistake{"http://example.org/x",
                "an address is nothing to search for\n    http://example.org/x\n    ^", "id:"},
        Mistake{"cat:cs.LG+AND+ti:x",
                "this looks like a query out of an address\n    cat:cs.LG+AND+ti:x\n    ^",
                "blanks for +"},
        Mistake{"ti:%22graph%22",
                "this looks like a query out of an address\n    ti:%22graph%22\n    ^", "%22"}));

INSTANTIATE_TEST_SUITE_P(
    Dates, QueryMistake,
    testing::Values(
        Mistake{"announced:2024",
                "announced: needs a range in brackets\n    announced:2024\n              ^",
                "announced:[20260101 TO 20261231]"},
        Mistake{"a announced:[2024 TO 2025",
                "this bracket is never closed\n    a announced:[2024 TO 2025\n                ^",
                ""},
        Mistake{"announced:[2024]",
                "a range is two dates with TO between them\n    announced:[2024]\n              ^",
                ""},
        Mistake{"announced:[2024 TO 202513]",
                "'202513' is not a date\n    announced:[2024 TO 202513]\n                       ^",
                "* means no bound"},
        Mistake{"announced:[202401010000 TO *]",
                "papers are announced on days, not at an hour\n    announced:[202401010000 TO *]\n "
                "              ^",
                ""},
        Mistake{"submittedDate:[2025 TO 2024]",
                "this range ends before it begins\n    submittedDate:[2025 TO 2024]\n              "
                "     ^",
                "submittedDate:["}));

TEST(QueryError, CountsCharactersAndNotBytes) {
  EXPECT_EQ(query_error("数学 x", 7, "what").message(), "what\n    数学 x\n       ^");
}

TEST(QueryError, ShowsControlCharactersAsBlanks) {
  EXPECT_EQ(query_error("a\n\x1b[1mb", 6, "what").message(), "what\n    a  [1mb\n          ^");
}

TEST(QueryError, StaysAtTheEnd) {
  EXPECT_EQ(query_error("abc", 3, "what").message(), "what\n    abc\n       ^");
  EXPECT_EQ(query_error("abc", 100, "what").message(), "what\n    abc\n       ^");
}

struct Lines {
  std::string query;
  std::size_t mark;
};

Lines lines_of(const Error& error) {
  const std::string message = error.message();
  const std::size_t first = message.find('\n');
  const std::size_t second = message.find('\n', first + 1);
  const std::string caret = message.substr(second + 1);
  EXPECT_EQ(caret, std::string(caret.size() - 1, ' ') + "^");
  return {message.substr(first + 1, second - first - 1), caret.size() - 1};
}

TEST(QueryError, ShowsAWindowOfALongQuery) {
  std::string query;
  for (int i = 0; i < 300; ++i) query += i == 150 ? "X" : "ø";
  const std::size_t position = query.find('X');
  const Lines lines = lines_of(query_error(query, position, "what"));
  EXPECT_EQ(utf8::length(lines.query), 4U + 72U);
  EXPECT_TRUE(lines.query.starts_with("    ...ø"));
  EXPECT_TRUE(lines.query.ends_with("ø..."));
  EXPECT_EQ(utf8::length(lines.query.substr(0, lines.query.find('X'))), lines.mark);
}

TEST(QueryError, PointsIntoTheWindowAnywhere) {
  std::string query;
  for (int i = 0; i < 400; ++i) query += static_cast<char>('a' + i % 26);
  for (std::size_t position = 0; position < query.size(); ++position) {
    const Lines lines = lines_of(query_error(query, position, "what"));
    ASSERT_LE(lines.query.size(), 4U + 72U);
    ASSERT_EQ(lines.query.at(lines.mark), query[position]) << position;
  }
  const Lines at_end = lines_of(query_error(query, query.size(), "what"));
  EXPECT_EQ(at_end.mark, at_end.query.size());
}

}  // namespace
}  // namespace papercup
