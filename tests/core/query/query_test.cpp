#include "papercup/core/query.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup {
namespace {

std::string tree(std::string_view text) { return to_string(parse_query(text).root); }

struct Reading {
  const char* query;
  const char* tree;
};

class QueryReading : public testing::TestWithParam<Reading> {};

TEST_P(QueryReading, IsAsExpected) { EXPECT_EQ(tree(GetParam().query), GetParam().tree); }

INSTANTIATE_TEST_SUITE_P(
    Precedence, QueryReading,
    testing::Values(
        Reading{"a", "all:a"}, Reading{"a AND b", "all:a AND all:b"},
        Reading{"a OR b", "all:a OR all:b"}, Reading{"a b", "all:a OR all:b"},
        Reading{"a ANDNOT b", "all:a AND NOT all:b"}, Reading{"a AND NOT b", "all:a AND NOT all:b"},
        Reading{"a NOT b", "all:a AND NOT all:b"}, Reading{"NOT a", "NOT all:a"},
        Reading{"NOT NOT a", "NOT NOT all:a"},
        Reading{"a AND b OR c", "(all:a AND all:b) OR all:c"},
        Reading{"a OR b AND c", "all:a OR (all:b AND all:c)"},
        Reading{"a b AND c", "all:a OR (all:b AND all:c)"},
        Reading{"a AND b c", "(all:a AND all:b) OR all:c"},
        Reading{"a OR b ANDNOT c", "all:a OR (all:b AND NOT all:c)"},
        Reading{"a OR b AND NOT c", "all:a OR (all:b AND NOT all:c)"},
        Reading{"a NOT b OR c", "(all:a AND NOT all:b) OR all:c"},
        Reading{"a NOT b c", "(all:a AND NOT all:b) OR all:c"},
        Reading{"a AND b NOT c AND d", "all:a AND all:b AND NOT all:c AND all:d"},
        Reading{"a ANDNOT b ANDNOT c", "all:a AND NOT all:b AND NOT all:c"},
        Reading{"NOT a AND b", "NOT all:a AND all:b"}, Reading{"NOT a b", "NOT all:a OR all:b"},
        Reading{"NOT (a b)", "NOT (all:a OR all:b)"}, Reading{"a OR NOT b", "all:a OR NOT all:b"},
        Reading{"a ANDNOT NOT b", "all:a AND NOT NOT all:b"},
        Reading{"NOT a NOT b", "NOT all:a AND NOT all:b"}));

INSTANTIATE_TEST_SUITE_P(
    Parentheses, QueryReading,
    testing::Values(Reading{"((a))", "all:a"},
                    Reading{"(a OR b) AND c", "(all:a OR all:b) AND all:c"},
                    Reading{"a AND(b OR c)", "all:a AND (all:b OR all:c)"},
                    Reading{"(a)(b)", "all:a OR all:b"},
                    Reading{"a ANDNOT (b OR c)", "all:a AND NOT (all:b OR all:c)"},
                    Reading{"(a AND b) AND (c AND d)", "all:a AND all:b AND all:c AND all:d"},
                    Reading{"(a OR b) OR c d", "all:a OR all:b OR all:c OR all:d"},
                    Reading{"SU(2)", "all:SU OR all:2"}));

INSTANTIATE_TEST_SUITE_P(
    Fields, QueryReading,
    testing::Values(Reading{"ti:a au:b abs:c co:d jr:e cat:cs.LG all:g",
                            "ti:a OR au:b OR abs:c OR co:d OR jr:e OR cat:cs.LG OR all:g"},
                    Reading{"TI:a Au:b CAT:cs.LG", "ti:a OR au:b OR cat:cs.LG"},
                    Reading{"ti:(a AND b)", "ti:a AND ti:b"},
                    Reading{"ti:(a AND au:b)", "ti:a AND au:b"},
                    Reading{"ti:(a AND abs:(b c) AND d)", "ti:a AND (abs:b OR abs:c) AND ti:d"},
                    Reading{"cat:(cs.LG OR cs.CL)", "cat:cs.LG OR cat:cs.CL"},
                    Reading{"ti:(a announced:[2026 TO *])", "ti:a OR announced:[2026-01-01 TO *]"},
                    Reading{"au:del_maestro", "au:del_maestro"}, Reading{"ti:2:1", "ti:2:1"},
                    Reading{"10:30", "all:10:30"}, Reading{"ti:AND", "ti:AND"}));

INSTANTIATE_TEST_SUITE_P(Words, QueryReading,
                         testing::Values(Reading{"and or not", "all:and OR all:or OR all:not"},
                                         Reading{"ANDY", "all:ANDY"},
                                         Reading{"graph-based", "all:graph-based"},
                                         Reading{"C++", "all:C++"}, Reading{"Sørby", "all:Sørby"},
                                         Reading{"transform*", "all:transform*"},
                                         Reading{"ti:transform*", "ti:transform*"},
                                         Reading{"  a\t\n b\r", "all:a OR all:b"},
                                         Reading{"a[b]", "all:a[b]"}));

INSTANTIATE_TEST_SUITE_P(Phrases, QueryReading,
                         testing::Values(Reading{"\"a b\"", "all:\"a b\""},
                                         Reading{"ti:\"a b\"", "ti:\"a b\""},
                                         Reading{"\"a b\"*", "all:\"a b\"*"},
                                         Reading{"\"a * b*\"", "all:\"a * b*\""},
                                         Reading{"\"a AND (b\"", "all:\"a AND (b\""},
                                         Reading{"x\"a b\"y", "all:x OR all:\"a b\" OR all:y"},
                                         Reading{"ti:(\"a b\" c)", "ti:\"a b\" OR ti:c"},
                                         Reading{"\"AND\"", "all:\"AND\""}));

INSTANTIATE_TEST_SUITE_P(
    Names, QueryReading,
    testing::Values(Reading{"cat:cs", "cat:cs"}, Reading{"cat:cs.*", "cat:cs.*"},
                    Reading{"cat:\"cs.LG\"", "cat:cs.LG"}, Reading{"cat:\" cs.\"*", "cat:cs.*"},
                    Reading{"cat:cond-mat.str-el", "cat:cond-mat.str-el"},
                    Reading{"cat:cs.NEW", "cat:cs.NEW"}, Reading{"id:2405.01234", "id:2405.01234"},
                    Reading{"id:2405.01234v2", "id:2405.01234"},
                    Reading{"id:arXiv:2405.01234", "id:2405.01234"},
                    Reading{"id:https://arxiv.org/abs/2405.01234v2", "id:2405.01234"},
                    Reading{"id:10.48550/arXiv.2405.01234", "id:2405.01234"},
                    Reading{"id:\"2405.01234\"", "id:2405.01234"},
                    Reading{"id:arXiv:2405.01234v2 [cs.CL]", "id:2405.01234"},
                    Reading{"id:\"arXiv:2405.01234v2 [cs.CL]\"", "id:2405.01234"},
                    Reading{"id:(arXiv:2405.01234)", "id:2405.01234"},
                    Reading{
                        "id:(https://arxiv.org/abs/2405.01234 OR doi:10.48550/arXiv.2405.01235)",
                        "id:2405.01234 OR id:2405.01235"},
                    Reading{"id:2405.01234v1.pdf", "id:2405.01234"},
                    Reading{"id:<https://huggingface.co/papers/2405.01234>", "id:2405.01234"},
                    Reading{"id:math.AG/0611800", "id:math/0611800"},
                    Reading{"id:2405*", "id:2405*"}, Reading{"id:HEP-th/99*", "id:hep-th/99*"},
                    Reading{"id:(2405.01234 2405.01235)", "id:2405.01234 OR id:2405.01235"}));

TEST(ParseQuery, KeepsTheText) {
  const Query query = parse_query(" ti:a ");
  EXPECT_EQ(query.text, " ti:a ");
}

TEST(ParseQuery, TellsHowToMatch) {
  const auto match = [](std::string_view text) { return parse_query(text).root.term.match; };
  EXPECT_EQ(match("ti:a"), TermMatch::exact);
  EXPECT_EQ(match("ti:a*"), TermMatch::prefix);
  EXPECT_EQ(match("ti:\"a\""), TermMatch::phrase);
  EXPECT_EQ(match("ti:\"a\"*"), TermMatch::phrase_prefix);
  EXPECT_EQ(match("cat:\"cs.LG\""), TermMatch::exact);
  EXPECT_EQ(match("cat:cs.*"), TermMatch::prefix);
  EXPECT_EQ(parse_query("cat:cs.*").root.term.text, "cs.");
}

TEST(ParseQuery, KnowsWhereThingsStand) {
  const QueryNode root = parse_query(" ti:a AND (b OR NOT c)").root;
  ASSERT_EQ(root.children.size(), 2U);
  EXPECT_EQ(root.position, 1U);
  EXPECT_EQ(root.children[0].position, 1U);
  EXPECT_EQ(root.children[1].position, 11U);
  EXPECT_EQ(root.children[1].children[1].position, 16U);
  EXPECT_EQ(root.children[1].children[1].children[0].position, 20U);
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(ParseQuery, BoundsTheDepth) {
  EXPECT_EQ(tree(repeated("(", 199) + "a" + repeated(")", 199)), "all:a");
  EXPECT_NO_THROW(parse_query(repeated("NOT ", 199) + "a"));
  EXPECT_THROW(parse_query(repeated("NOT ", 200) + "a"), Error);
  EXPECT_THROW(parse_query(repeated("(", 200) + "a" + repeated(")", 200)), Error);
  EXPECT_THROW(parse_query(repeated("(", 30'000)), Error);
  EXPECT_THROW(parse_query(repeated("a NOT ", 1) + repeated("NOT ", 10'000) + "a"), Error);
}

TEST(ParseQuery, BoundsTheDepthOfTheTree) {
  // Every parenthesis here makes two levels.
  EXPECT_NO_THROW(parse_query(repeated("(a OR b AND ", 99) + "c" + repeated(")", 99)));
  EXPECT_THROW(parse_query(repeated("(a OR b AND ", 100) + "c" + repeated(")", 100)), Error);
}

TEST(ParseQuery, BoundsTheLength) {
  const std::string longest = repeated("ab ", 64 * 1024 / 3);
  EXPECT_EQ(parse_query(longest).root.children.size(), 21'845U);
  EXPECT_THROW(parse_query(longest + "ab"), Error);
}

TEST(QueryNode, IsEqualWhereverItStands) {
  EXPECT_EQ(parse_query("a AND ti:b").root, parse_query("  all:a AND (ti:(b))").root);
  EXPECT_FALSE(parse_query("a AND b").root == parse_query("b AND a").root);
  EXPECT_FALSE(parse_query("a").root == parse_query("\"a\"").root);
  EXPECT_FALSE(parse_query("announced:[2025 TO *]").root ==
               parse_query("announced:[2026 TO *]").root);
}

// Grows trees as parse_query makes them.
class TreeMaker {
 public:
  explicit TreeMaker(unsigned seed) : random_(seed) {}

  QueryNode make(int levels) {
    const unsigned choice = levels > 0 ? pick(8) : pick(4);
    switch (choice) {
      case 0:
        return submitted();
      case 1:
        return announced();
      case 4:
      case 5:
        return joined(QueryNode::Kind::conjunction, levels);
      case 6:
        return joined(QueryNode::Kind::disjunction, levels);
      case 7:
        return negation(levels);
      default:
        return term();
    }
  }

 private:
  unsigned pick(unsigned count) { return static_cast<unsigned>(random_() % count); }

  template <typename Value, std::size_t size>
  Value one_of(const Value (&values)[size]) {
    return values[pick(size)];
  }

  QueryNode term() {
    QueryNode node;
    node.term.field = one_of({QueryField::all, QueryField::title, QueryField::author,
                              QueryField::abstract, QueryField::comment, QueryField::journal_ref,
                              QueryField::category, QueryField::id});
    if (node.term.field == QueryField::category) {
      node.term.match = one_of({TermMatch::exact, TermMatch::prefix});
      node.term.text = one_of({"cs.LG", "cs.", "hep-th", "AND"});
    } else if (node.term.field == QueryField::id) {
      node.term.match = one_of({TermMatch::exact, TermMatch::prefix});
      node.term.text = one_of({"2611.90001", "hep-th/9901001"});
    } else {
      node.term.match = one_of(
          {TermMatch::exact, TermMatch::prefix, TermMatch::phrase, TermMatch::phrase_prefix});
      const bool in_quotes =
          node.term.match == TermMatch::phrase || node.term.match == TermMatch::phrase_prefix;
      node.term.text =
          in_quotes
              ? one_of({"a b", " AND ", "(a", "b*", "li:x", "数 学", "a\nb"})
              : one_of({"a", "AND", "NOT", "li:x", "del_maestro", "C++", "[x", "数", "10:30"});
    }
    return node;
  }

  QueryNode submitted() {
    QueryNode node;
    node.kind = QueryNode::Kind::submitted;
    const Time from = Time{Date{2000, 1, 1}.days()} + std::chrono::minutes{pick(10'000'000)};
    if (pick(4) > 0) node.submitted.from = from;
    if (pick(4) > 0)
      node.submitted.to = from + std::chrono::minutes{pick(1000)} + std::chrono::seconds{59};
    return node;
  }

  QueryNode announced() {
    QueryNode node;
    node.kind = QueryNode::Kind::announced;
    const Date from = Date{2000, 1, 1} + static_cast<int>(pick(10'000));
    if (pick(4) > 0) node.announced.from = from;
    if (pick(4) > 0) node.announced.to = from + static_cast<int>(pick(100));
    return node;
  }

  QueryNode joined(QueryNode::Kind kind, int levels) {
    QueryNode node;
    node.kind = kind;
    const unsigned count = 2 + pick(3);
    while (node.children.size() < count) {
      QueryNode child = make(levels - 1);
      if (child.kind != kind) node.children.push_back(std::move(child));
    }
    return node;
  }

  QueryNode negation(int levels) {
    QueryNode node;
    node.kind = QueryNode::Kind::negation;
    node.children.push_back(make(levels - 1));
    return node;
  }

  std::mt19937 random_;
};

TEST(QueryPrint, ParsesToTheSameTree) {
  TreeMaker maker(11);
  int joined = 0;
  for (int i = 0; i < 3000; ++i) {
    const QueryNode node = maker.make(4);
    const std::string text = to_string(node);
    ASSERT_TRUE(parse_query(text).root == node) << text;
    ASSERT_EQ(to_string(parse_query(text).root), text);
    joined += node.children.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(joined, 500);
}

TEST(QueryPrint, WritesEveryFieldAndParenthesis) {
  EXPECT_EQ(to_string(parse_query("ti:(a b) AND c OR NOT (d e)").root),
            "((ti:a OR ti:b) AND all:c) OR NOT (all:d OR all:e)");
}

}  // namespace
}  // namespace papercup
