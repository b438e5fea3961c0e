#include <random>
#include <string>

#include <gtest/gtest.h>

#include "papercup/core/query.hpp"

namespace papercup {
namespace {

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
              ? one_of({"a b", " AND ", "(a", "b*", "ti:x", "数 学", "a\nb"})
              : one_of({"a", "AND", "NOT", "ti:x", "del_maestro", "C++", "[x", "数", "10:30"});
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
