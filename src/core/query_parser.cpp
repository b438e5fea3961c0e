#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/query_lexer.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

using Kind = Lexeme::Kind;

constexpr std::size_t kLongestQuery = std::size_t{64} << 10;
constexpr int kDeepest = 200;

// The first or last minute of what a date in a range names.
enum class Bound { from, to };

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), lexemes_(split_query(text)) {}

  QueryNode parse() {
    if (peek().kind == Kind::end) fail(0, "the query is empty");
    QueryNode root = disjunction(QueryField::all, 0);
    if (peek().kind != Kind::end) fail(peek().position, "this parenthesis closes nothing");
    return root;
  }

 private:
  [[noreturn]] void fail(std::size_t position, const std::string& what,
                         std::string hint = {}) const {
    throw query_error(text_, position, what, std::move(hint));
  }

  const Lexeme& peek(std::size_t ahead = 0) const {
    return lexemes_[std::min(at_ + ahead, lexemes_.size() - 1)];
  }
  const Lexeme& take() { return lexemes_[at_++]; }

  static QueryNode combined(QueryNode::Kind kind, std::vector<QueryNode> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    QueryNode node;
    node.kind = kind;
    node.position = parts.front().position;
    for (QueryNode& part : parts) {
      if (part.kind == kind) {
        std::move(part.children.begin(), part.children.end(), std::back_inserter(node.children));
      } else {
        node.children.push_back(std::move(part));
      }
    }
    return node;
  }

  static QueryNode negated(QueryNode inner, std::size_t position) {
    QueryNode node;
    node.kind = QueryNode::Kind::negation;
    node.position = position;
    node.children.push_back(std::move(inner));
    return node;
  }

  QueryNode disjunction(QueryField field, int depth) {
    std::vector<QueryNode> parts{conjunction(field, depth)};
    while (peek().kind != Kind::end && peek().kind != Kind::close) {
      if (peek().kind == Kind::or_) take();
      parts.push_back(conjunction(field, depth));
    }
    return combined(QueryNode::Kind::disjunction, std::move(parts));
  }

  QueryNode conjunction(QueryField field, int depth) {
    std::vector<QueryNode> parts{exclusion(field, depth)};
    while (peek().kind == Kind::and_) {
      take();
      parts.push_back(exclusion(field, depth));
    }
    return combined(QueryNode::Kind::conjunction, std::move(parts));
  }

  bool at_exclusion() const {
    return peek().kind == Kind::not_ || peek().kind == Kind::and_not ||
           (peek().kind == Kind::and_ && peek(1).kind == Kind::not_);
  }

  QueryNode exclusion(QueryField field, int depth) {
    std::vector<QueryNode> parts{primary(field, depth)};
    while (at_exclusion()) {
      if (take().kind == Kind::and_) take();
      const std::size_t position = peek().position;
      parts.push_back(negated(primary(field, depth), position));
    }
    return combined(QueryNode::Kind::conjunction, std::move(parts));
  }

  QueryNode primary(QueryField field, int depth) {
    if (depth > kDeepest) fail(peek().position, fmt::format("more than {} levels deep", kDeepest));
    const Lexeme& lexeme = take();
    switch (lexeme.kind) {
      case Kind::not_:
        return negated(primary(field, depth + 1), lexeme.position);
      case Kind::field:
        take();
        return group(lexeme.term.field, lexeme.position, depth);
      case Kind::open:
        return group(field, lexeme.position, depth);
      case Kind::term:
        return term(lexeme, field);
      case Kind::date_range:
        return date_range(lexeme);
      case Kind::end:
        at_ = lexemes_.size() - 1;
        fail(lexeme.position, "the query ends where a word should follow");
      case Kind::close:
        fail(lexeme.position, "a word should stand before this parenthesis");
      case Kind::and_:
      case Kind::or_:
      case Kind::and_not:
        break;
    }
    fail(lexeme.position, "a word should stand before this operator",
         "To search for the word itself, write it in lower case or in quotation marks.");
  }

  QueryNode group(QueryField field, std::size_t position, int depth) {
    QueryNode inner = disjunction(field, depth + 1);
    if (peek().kind != Kind::close) fail(position, "this parenthesis is not closed");
    take();
    return inner;
  }

  QueryNode term(const Lexeme& lexeme, QueryField outer) const {
    QueryNode node;
    node.position = lexeme.position;
    node.term = lexeme.term;
    if (!lexeme.has_field) node.term.field = outer;
    const bool is_name =
        node.term.field == QueryField::category || node.term.field == QueryField::id;
    if (is_name && node.term.match == TermMatch::phrase) node.term.match = TermMatch::exact;
    if (is_name && node.term.match == TermMatch::phrase_prefix) node.term.match = TermMatch::prefix;
    if (node.term.field == QueryField::id && node.term.match == TermMatch::exact) check_id(node);
    return node;
  }

  void check_id(const QueryNode& node) const {
    try {
      PaperRef::parse(node.term.text);
    } catch (const Error& error) {
      fail(node.position, error.message(), error.hint());
    }
  }

  QueryNode date_range(const Lexeme& lexeme) const {
    QueryNode node;
    node.position = lexeme.position;
    const std::optional<Time> from = moment(lexeme, lexeme.from, Bound::from);
    const std::optional<Time> to = moment(lexeme, lexeme.to, Bound::to);
    if (from && to && *from > *to) fail(lexeme.position, "the range ends before it begins");
    if (lexeme.announced) {
      node.kind = QueryNode::Kind::announced;
      if (from) node.announced.from = utc_date(*from);
      if (to) node.announced.to = utc_date(*to);
    } else {
      node.kind = QueryNode::Kind::submitted;
      node.submitted = {from, to};
    }
    return node;
  }

  std::optional<Time> moment(const Lexeme& lexeme, const std::string& written, Bound bound) const {
    if (written == "*") return std::nullopt;
    std::string digits = written;
    const bool dashed = digits.size() == 10 && digits[4] == '-' && digits[7] == '-';
    if (dashed) digits = digits.substr(0, 4) + digits.substr(5, 2) + digits.substr(8, 2);
    const bool valid = !digits.empty() && std::all_of(digits.begin(), digits.end(),
                                                      [](char c) { return c >= '0' && c <= '9'; });
    const std::size_t size = digits.size();
    const bool known_size =
        size == 4 || size == 6 || size == 8 || (size == 12 && !lexeme.announced);
    const auto time = valid && known_size ? padded(digits, bound) : std::nullopt;
    if (!time) {
      fail(lexeme.position, fmt::format("'{}' is not a date", written),
           lexeme.announced
               ? "A day is YYYYMMDD or YYYY-MM-DD; YYYYMM and YYYY are its whole month and year."
               : "A time is YYYYMMDDHHMM in UTC; YYYYMMDD, YYYYMM and YYYY are all of it.");
    }
    return time;
  }

  // The first or last second of the year, month, day or minute written.
  static std::optional<Time> padded(const std::string& digits, Bound bound) {
    const auto part = [&](std::size_t at, std::size_t size) {
      return std::stoi(digits.substr(at, size));
    };
    const std::chrono::year year{part(0, 4)};
    const bool to = bound == Bound::to;
    const std::chrono::month month{digits.size() >= 6 ? static_cast<unsigned>(part(4, 2))
                                                      : (to ? 12U : 1U)};
    if (!month.ok()) return std::nullopt;
    const std::chrono::day last = (year / month / std::chrono::last).day();
    const std::chrono::day day{digits.size() >= 8 ? static_cast<unsigned>(part(6, 2))
                                                  : (to ? static_cast<unsigned>(last) : 1U)};
    if (!(year / month / day).ok()) return std::nullopt;
    const int hour = digits.size() == 12 ? part(8, 2) : (to ? 23 : 0);
    const int minute = digits.size() == 12 ? part(10, 2) : (to ? 59 : 0);
    if (hour > 23 || minute > 59) return std::nullopt;
    return Time{std::chrono::sys_days{year / month / day}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute} + std::chrono::seconds{to ? 59 : 0};
  }

  std::string_view text_;
  std::vector<Lexeme> lexemes_;
  std::size_t at_ = 0;
};

}  // namespace

Query parse_query(std::string_view text) {
  if (text.size() > kLongestQuery) {
    throw Error{ErrorKind::usage,
                fmt::format("the query is longer than {} KiB", kLongestQuery >> 10)};
  }
  return {std::string(text), Parser{text}.parse()};
}

}  // namespace papercup
