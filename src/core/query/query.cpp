#include "papercup/core/query.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/query/query_parts.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

using Kind = Lexeme::Kind;

constexpr std::size_t kLongestQuery = std::size_t{64} * 1024;
constexpr std::size_t kDeepest = 200;

bool is_operator(Kind kind) {
  return kind == Kind::op_and || kind == Kind::op_or || kind == Kind::op_andnot ||
         kind == Kind::op_not;
}

QueryNode negation_of(QueryNode operand, std::size_t position) {
  QueryNode node;
  node.kind = QueryNode::Kind::negation;
  node.position = position;
  node.children.push_back(std::move(operand));
  return node;
}

// A conjunction or disjunction of the operands; those that are one themselves give their children.
QueryNode join(QueryNode::Kind kind, std::vector<QueryNode> operands) {
  if (operands.size() == 1) return std::move(operands.front());
  QueryNode node;
  node.kind = kind;
  node.position = operands.front().position;
  for (QueryNode& operand : operands) {
    if (operand.kind == kind) {
      std::move(operand.children.begin(), operand.children.end(),
                std::back_inserter(node.children));
    } else {
      node.children.push_back(std::move(operand));
    }
  }
  return node;
}

// Recursive descent; each function reads the rule of its name in query.hpp. `depth` counts the
// parentheses and NOTs around.
class Parser {
 public:
  explicit Parser(std::string_view query) : query_(query), lexemes_(split_query(query)) {}

  QueryNode parse() {
    if (current().kind == Kind::end) {
      fail(0, "the query is empty", "Write what to look for, as in cat:cs.LG AND ti:diffusion.");
    }
    QueryNode root = or_expression(QueryField::all, 0);
    if (current().kind != Kind::end) {
      fail(current().position, "this parenthesis was never opened");
    }
    check_depth(root, 1);
    return root;
  }

 private:
  [[noreturn]] void fail(std::size_t position, const std::string& what,
                         std::string hint = {}) const {
    throw query_error(query_, position, what, std::move(hint));
  }

  const Lexeme& current() const { return lexemes_[at_]; }

  // The lexeme after the current one; `end` follows itself.
  const Lexeme& following() const { return lexemes_[std::min(at_ + 1, lexemes_.size() - 1)]; }

  // Without parentheses, levels alternate between AND and OR; others walk the tree, so that it is
  // what is bounded.
  void check_depth(const QueryNode& node, std::size_t level) const {
    if (level > kDeepest) refuse_depth(node.position);
    for (const QueryNode& child : node.children) check_depth(child, level + 1);
  }

  [[noreturn]] void refuse_depth(std::size_t position) const {
    fail(position, fmt::format("the query is nested deeper than {} levels", kDeepest));
  }

  QueryNode or_expression(QueryField field, std::size_t depth) {
    std::vector<QueryNode> operands;
    operands.push_back(and_expression(field, depth));
    while (current().kind != Kind::end && current().kind != Kind::close) {
      if (current().kind == Kind::op_or) ++at_;
      operands.push_back(and_expression(field, depth));
    }
    return join(QueryNode::Kind::disjunction, std::move(operands));
  }

  QueryNode and_expression(QueryField field, std::size_t depth) {
    std::vector<QueryNode> operands;
    operands.push_back(not_expression(field, depth));
    while (current().kind == Kind::op_and) {
      ++at_;
      operands.push_back(not_expression(field, depth));
    }
    return join(QueryNode::Kind::conjunction, std::move(operands));
  }

  bool at_exclusion() const {
    return current().kind == Kind::op_not || current().kind == Kind::op_andnot ||
           (current().kind == Kind::op_and && following().kind == Kind::op_not);
  }

  QueryNode not_expression(QueryField field, std::size_t depth) {
    std::vector<QueryNode> operands;
    operands.push_back(primary(field, depth));
    while (at_exclusion()) {
      if (current().kind == Kind::op_and) ++at_;
      const std::size_t position = current().position;
      ++at_;
      operands.push_back(negation_of(primary(field, depth + 1), position));
    }
    return join(QueryNode::Kind::conjunction, std::move(operands));
  }

  QueryNode primary(QueryField field, std::size_t depth) {
    const Lexeme& lexeme = current();
    if (depth >= kDeepest) refuse_depth(lexeme.position);
    switch (lexeme.kind) {
      case Kind::op_not:
        ++at_;
        return negation_of(primary(field, depth + 1), lexeme.position);
      case Kind::open:
        return group(lexeme.field.value_or(field), depth);
      case Kind::word:
      case Kind::phrase:
      case Kind::phrase_prefix:
        return term(lexeme.field.value_or(field));
      case Kind::submitted_range:
      case Kind::announced_range:
        ++at_;
        return read_date_range(query_, lexeme);
      default:
        refuse_missing_operand();
    }
  }

  QueryNode group(QueryField field, std::size_t depth) {
    const Lexeme& open = current();
    ++at_;
    if (current().kind == Kind::end) refuse_open(open);
    QueryNode inside = or_expression(field, depth + 1);
    if (current().kind != Kind::close) refuse_open(open);
    ++at_;
    return inside;
  }

  [[noreturn]] void refuse_open(const Lexeme& open) const {
    fail(open.text_position, "this parenthesis is never closed");
  }

  QueryNode term(QueryField field) {
    const Lexeme& lexeme = current();
    ++at_;
    QueryNode node;
    node.position = lexeme.position;
    node.term = read_term(query_, lexeme, field);
    return node;
  }

  // The current lexeme is in the place of something to search for.
  [[noreturn]] void refuse_missing_operand() const {
    constexpr std::string_view kHint =
        "The operators are AND, OR and ANDNOT; to search for these words, write them in lower "
        "case.";
    const Lexeme& lexeme = current();
    const Lexeme* last = at_ > 0 ? &lexemes_[at_ - 1] : nullptr;
    if (last && is_operator(last->kind)) {
      fail(lexeme.position, fmt::format("something to search for is missing after {}", last->text),
           std::string(kHint));
    }
    if (is_operator(lexeme.kind)) {
      fail(lexeme.position,
           fmt::format("something to search for is missing before {}", lexeme.text),
           std::string(kHint));
    }
    const bool is_empty_group =
        last != nullptr && last->kind == Kind::open && lexeme.kind == Kind::close;
    fail(lexeme.position, is_empty_group ? "there is nothing between these parentheses"
                                         : "this parenthesis was never opened");
  }

  std::string_view query_;
  std::vector<Lexeme> lexemes_;
  std::size_t at_ = 0;
};

std::string print(const QueryTerm& term) {
  const bool in_quotes = term.match == TermMatch::phrase || term.match == TermMatch::phrase_prefix;
  const bool starred = term.match == TermMatch::prefix || term.match == TermMatch::phrase_prefix;
  const std::string_view quote = in_quotes ? "\"" : "";
  return fmt::format("{}:{}{}{}{}", name_of(term.field), quote, term.text, quote,
                     starred ? "*" : "");
}

// YYYYMMDDHHMM
std::string print(const std::optional<Time>& time) {
  if (!time) return "*";
  std::string text = to_rfc3339(*time).substr(0, 16);
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return c == '-' || c == 'T' || c == ':'; }),
             text.end());
  return text;
}

std::string print(const std::optional<Date>& day) { return day ? day->to_string() : "*"; }

std::string print(const QueryNode& node);

std::string print_joined(const QueryNode& node) {
  const std::string_view separator = node.kind == QueryNode::Kind::conjunction ? " AND " : " OR ";
  std::string text;
  for (const QueryNode& child : node.children) {
    if (!text.empty()) text += separator;
    text += print(child);
  }
  return text;
}

std::string print(const QueryNode& node) {
  switch (node.kind) {
    case QueryNode::Kind::term:
      return print(node.term);
    case QueryNode::Kind::submitted:
      return fmt::format("{}:[{} TO {}]", kSubmittedField, print(node.submitted.from),
                         print(node.submitted.to));
    case QueryNode::Kind::announced:
      return fmt::format("{}:[{} TO {}]", kAnnouncedField, print(node.announced.from),
                         print(node.announced.to));
    case QueryNode::Kind::negation:
      return "NOT " + print(node.children.front());
    case QueryNode::Kind::conjunction:
    case QueryNode::Kind::disjunction:
      return "(" + print_joined(node) + ")";
  }
  return {};
}

constexpr std::size_t kWidth = 72;  // columns that a query may take, dots included
constexpr std::string_view kDots = "...";
constexpr std::string_view kIndent = "    ";

// `count` characters of valid UTF-8, from the one numbered `first`.
std::string_view characters(std::string_view text, std::size_t first, std::size_t count) {
  const auto skip = [](std::string_view& rest, std::size_t number) {
    for (; number > 0 && !rest.empty(); --number) {
      rest.remove_prefix(utf8::first_character(rest).size);
    }
  };
  skip(text, first);
  std::string_view rest = text;
  skip(rest, count);
  return text.substr(0, text.size() - rest.size());
}

struct MarkedLine {
  std::string text;
  std::size_t mark;  // the column, from 0
};

// A line that is too long to be shown whole, cut to what is around the mark.
MarkedLine window(const std::string& line, std::size_t mark) {
  const std::size_t length = utf8::length(line);
  if (length <= kWidth) return {line, mark};
  const std::size_t inner = kWidth - 2 * kDots.size();
  const std::size_t first = std::min(mark - std::min(mark, inner / 2), length - inner);
  std::string text;
  if (first > 0) text += kDots;
  const std::size_t shift = text.size();
  text += characters(line, first, inner);
  if (first + inner < length) text += kDots;
  return {text, mark - first + shift};
}

}  // namespace

Query parse_query(std::string_view text) {
  if (text.size() > kLongestQuery) {
    throw Error{
        ErrorKind::usage, fmt::format("the query is longer than {} KiB", kLongestQuery / 1024),
        "Identifiers can be given to papercup show instead; several queries can replace one."};
  }
  return {std::string(text), Parser{text}.parse()};
}

bool QueryNode::operator==(const QueryNode& other) const {
  return kind == other.kind && term == other.term && submitted == other.submitted &&
         announced == other.announced && children == other.children;
}

std::string to_string(const QueryNode& node) {
  const bool is_joined =
      node.kind == QueryNode::Kind::conjunction || node.kind == QueryNode::Kind::disjunction;
  return is_joined ? print_joined(node) : print(node);
}

Error query_error(std::string_view query_text, std::size_t position, const std::string& what,
                  std::string hint) {
  const std::size_t mark =
      utf8::length(query_text.substr(0, std::min(position, query_text.size())));
  const MarkedLine line = window(printable(query_text), mark);
  std::string message = what;
  message.append("\n").append(kIndent).append(line.text);
  message.append("\n").append(kIndent).append(line.mark, ' ').append("^");
  return {ErrorKind::usage, message, std::move(hint)};
}

}  // namespace papercup
