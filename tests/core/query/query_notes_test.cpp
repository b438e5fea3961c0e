#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/query.hpp"

namespace papercup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> notes(std::string_view text) { return query_notes(parse_query(text)); }

TEST(QueryNotes, TellHowALowerCaseOperatorWasRead) {
  for (const std::string name : {"and", "or", "not", "And", "andnot"}) {
    EXPECT_THAT(
        notes("cat:cs.LG " + name + " ti:a"),
        ElementsAre("without an operator between them, terms are alternatives (OR): "
                    "cat:cs.LG OR all:" +
                    name + " OR ti:a\nOperators are written in capitals: AND, OR, ANDNOT."));
  }
}

TEST(QueryNotes, TellThatTermsWithoutOperatorAreAlternatives) {
  EXPECT_THAT(notes("ti:graph network"),
              ElementsAre("without an operator between them, terms are alternatives (OR): ti:graph "
                          "OR all:network\nWrite AND between terms that all have to match, OR if "
                          "this is meant."));
  for (const char* text : {"a (b)", "(a) b", "ti:(a b)", "a AND b c", "a announced:[2026 TO *]",
                           "announced:[2026 TO *] \"a b\"", "SU(2)", "NOT a b", "a AND (b OR c d)",
                           "id:2405.01234 a", "cat:cs.LG cat:cs.CL"}) {
    EXPECT_THAT(notes(text), SizeIs(1)) << text;
  }
}

TEST(QueryNotes, AreNoneWhereWhatIsMeantIsWritten) {
  for (const char* text :
       {"a", "a AND b", "a OR b", "a NOT b", "a ANDNOT (b OR c)", "NOT a", "\"a and b\"",
        "id:2405.01234 id:2405.01235", "id:(2405.01234 2405.01235)", "id:(2405.01234)",
        "id:arXiv:2405.01234 [cs.LG]", "ti:AND", "ti:and", "\"note: it\"",
        "cat:cs.LG AND submittedDate:[2026 TO *]", "au:'t AND b", "A*"}) {
    EXPECT_THAT(notes(text), IsEmpty()) << text;
  }
}

TEST(QueryNotes, TellWhatIsTextAndWhatIsNoText) {
  EXPECT_THAT(notes("\"ti:graph network\""),
              ElementsAre("ti: within quotes is searched for as a word\nWrite ti:\"graph network\" "
                          "for the field."));
  EXPECT_THAT(notes("2405.01234v2"),
              ElementsAre("2405.01234v2 is searched for in the papers' texts\nid:2405.01234 is the "
                          "paper."));
  EXPECT_THAT(notes("ti:C++ AND abs:F#"),
              ElementsAre("only letters and digits are searched for: C of C++",
                          "only letters and digits are searched for: F of F#"));
}

TEST(QueryNotes, AreShortOfALongQuery) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "C++ wört ";
  const std::vector<std::string> all = notes(text);
  EXPECT_THAT(all, SizeIs(4));
  EXPECT_LT(all.front().size(), 500U);
}

}  // namespace
}  // namespace papercup
