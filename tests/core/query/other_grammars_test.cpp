#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace papercup {
namespace {

using testing::HasSubstr;

struct Form {
  std::string query;
  std::string what;  // the first line of the message
  std::string hint;  // some of it
};

class OtherGrammar : public testing::TestWithParam<Form> {};

TEST_P(OtherGrammar, IsRefusedWithWhatIsMeant) {
  try {
    FAIL() << to_string(parse_query(GetParam().query).root);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.message().substr(0, error.message().find('\n')), GetParam().what);
    EXPECT_THAT(error.hint(), HasSubstr(GetParam().hint));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Signs, OtherGrammar,
    testing::Values(
        Form{"ti:diffusion -ti:survey", "a minus sign excludes nothing here", "ANDNOT ti:survey"},
        Form{"diffusion -survey", "a minus sign excludes nothing here", "ANDNOT survey"},
        Form{"-survey", "a minus sign excludes nothing here", "NOT survey at the beginning"},
        Form{"ti:(diffusion -survey)", "a minus sign excludes nothing here", "ANDNOT survey"},
        Form{"ti:-survey", "a minus sign excludes nothing here", "ANDNOT ti:survey"},
        Form{"a -\"b c\"", "a minus sign excludes nothing here", "ANDNOT"},
        Form{"a -(b c)", "a minus sign excludes nothing here", "ANDNOT"},
        Form{"a -cat:cs.LG", "a minus sign excludes nothing here", "ANDNOT cat:cs.LG"},
        Form{"cat:-cs.LG", "a minus sign excludes nothing here", "ANDNOT cat:cs.LG"},
        Form{"a –b", "a dash excludes nothing here", "ANDNOT b"},
        Form{"a −au:b", "a minus sign excludes nothing here", "ANDNOT au:b"},
        Form{"a !b", "an exclamation mark excludes nothing here", "ANDNOT b"},
        Form{"+a +b", "a plus sign requires nothing here", "AND a"}));

INSTANTIATE_TEST_SUITE_P(
    Operators, OtherGrammar,
    testing::Values(Form{"a|b", "| is no operator here", "OR"},
                    Form{"ti:a||ti:b", "|| is no operator here", "OR"},
                    Form{"a&&b", "&& is no operator here", "AND"},
                    Form{"organi?ation", "a question mark stands for no letter here", "organi*"},
                    Form{"ti:diffusion~2", "a tilde finds no similar words here", "diffusion"},
                    Form{"ti:diffusion~", "a tilde finds no similar words here", "diffusion"},
                    Form{"diffusion^2.5", "words have no weights here", "diffusion"}));

INSTANTIATE_TEST_SUITE_P(
    Fields, OtherGrammar,
    testing::Values(Form{"ti:a,ti:b", "the field ti: stands within a word", "a blank"},
                    Form{"a;au:b", "the field au: stands within a word", "in quotes"},
                    Form{"au:ti:b", "the field ti: stands within a word", ""},
                    Form{"a/submittedDate:2024", "the field submittedDate: stands within a word",
                         ""},
                    Form{"ti :b", "a colon stands directly after its field", "ti:word"},
                    Form{"ti=b", "ti is followed by a colon", "Write ti:b"},
                    Form{"id=2405.01234", "id is followed by a colon", "Write id:2405.01234"},
                    Form{"ti：b", "ti is followed by a colon", "Write ti:b"}));

INSTANTIATE_TEST_SUITE_P(
    Quotes, OtherGrammar,
    testing::Values(Form{"ti:'graph network'", "single quotes hold no words together",
                         "\"graph network\""},
                    Form{"(a AND 'b c d')", "single quotes hold no words together", "\"b c d\""},
                    Form{"‘b c’", "single quotes hold no words together", "\"b c\""}));

TEST(OtherGrammars, SingleQuotesEndAtAPhrase) {
  for (const char* text : {"'a «b c'»", "‘a \"b'\"", "'t AND \"Hooft'\""}) {
    const QueryNode root = parse_query(text).root;
    EXPECT_EQ(parse_query(to_string(root)).root, root) << text;
  }
}

TEST(OtherGrammars, ASignIsNoBeginningOfACategory) {
  EXPECT_THROW(parse_query("cat:\"-cs\"*"), Error);
}

TEST(OtherGrammars, LeaveTextAlone) {
  for (const char* text : {"self-supervised",
                           "C++",
                           "AT&T",
                           "10^6",
                           "x^2",
                           "what?",
                           "au:\"'t Hooft\"",
                           "'t Hooft",
                           "'word'",
                           "l'Hôpital",
                           "z~5",
                           "\"-survey\"",
                           "ti:\"a|b\"",
                           "\"organi?ation\"",
                           "10:30",
                           "del_maestro",
                           "R&D",
                           "a[b]",
                           "hep-th",
                           "p=0.05",
                           "--format",
                           "\"ti=b\"",
                           "|x|"}) {
    EXPECT_NO_THROW(parse_query(text)) << text;
  }
}

TEST(OtherGrammars, TypographicQuotesAndBlanksAreQuotesAndBlanks) {
  const auto tree = [](std::string_view text) { return to_string(parse_query(text).root); };
  EXPECT_EQ(tree("ti:“graph network” AND „x y“"), "ti:\"graph network\" AND all:\"x y\"");
  EXPECT_EQ(tree("«a b»*"), "all:\"a b\"*");
  EXPECT_EQ(tree("\"a “b” c\""), "all:\"a “b” c\"");
  EXPECT_EQ(tree("cat:cs.LG\u00A0AND\u3000ti:a\u200B"), "cat:cs.LG AND ti:a");
  EXPECT_THROW(parse_query("ti:“graph network"), Error);
  EXPECT_THROW(parse_query("“”"), Error);
}

}  // namespace
}  // namespace papercup
