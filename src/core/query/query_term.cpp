#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/query/query_parts.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

using Kind = Lexeme::Kind;

// What is beyond ASCII is taken for a letter here.
bool says_something(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

// A word without its star, or what is inside the quotes.
QueryTerm term_as_written(std::string_view query, const Lexeme& lexeme, QueryField field) {
  if (lexeme.kind == Kind::phrase) return {field, std::string(lexeme.text), TermMatch::phrase};
  if (lexeme.kind == Kind::phrase_prefix) {
    return {field, std::string(lexeme.text), TermMatch::phrase_prefix};
  }
  const std::size_t star = lexeme.text.find('*');
  if (star == std::string_view::npos) return {field, std::string(lexeme.text), TermMatch::exact};
  if (star + 1 < lexeme.text.size()) {
    throw query_error(
        query, lexeme.text_position + star, "a star stands only at the end of a word",
        "transform* finds all words that begin so; there is nothing for other places.");
  }
  if (star == 0) {
    throw query_error(query, lexeme.text_position, "a star needs the beginning of a word before it",
                      "transform* finds all words that begin so.");
  }
  return {field, std::string(lexeme.text.substr(0, star)), TermMatch::prefix};
}

void check_text(std::string_view query, const Lexeme& lexeme, const QueryTerm& term) {
  if (says_something(term.text)) return;
  if (lexeme.kind != Kind::word && ascii::trim(term.text).empty()) {
    std::size_t open = lexeme.text_position - 1;
    while (utf8::is_continuation(query[open])) --open;
    throw query_error(query, open, "there is nothing between these quotes");
  }
  throw query_error(query, lexeme.text_position,
                    fmt::format("{} has no letter or digit to search for", in_quotes(term.text)),
                    "Leave it out; the operators are AND, OR and ANDNOT.");
}

// Quotes change nothing about names.
QueryTerm as_name(QueryTerm term) {
  term.text = std::string(ascii::trim(term.text));
  if (term.match == TermMatch::phrase) term.match = TermMatch::exact;
  if (term.match == TermMatch::phrase_prefix) term.match = TermMatch::prefix;
  return term;
}

// That a category exists is not asked: the program may be older than it.
void check_category(std::string_view query, const Lexeme& lexeme, const QueryTerm& term) {
  const bool is_name = !term.text.empty() && std::ranges::all_of(term.text, [](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '-';
  });
  if (is_name && ascii::is_letter(term.text.front())) return;
  throw query_error(query, lexeme.text_position,
                    fmt::format("{} is not the name of a category", in_quotes(term.text)),
                    "Categories look like cs.LG and hep-th; cat:cs.* is all of an archive.");
}

// In the form in which identifiers are stored, without a version.
std::string id_text(std::string_view query, const Lexeme& lexeme, const QueryTerm& term) {
  if (term.match == TermMatch::exact) {
    try {
      return PaperRef::parse(term.text).id.to_string();
    } catch (const Error& error) {
      throw query_error(query, lexeme.text_position, error.message(),
                        error.hint() + " id:2405* is all identifiers that begin so.");
    }
  }
  const bool can_begin_id = std::ranges::all_of(term.text, [](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '-' || c == '/';
  });
  if (!can_begin_id || !says_something(term.text)) {
    throw query_error(query, lexeme.text_position,
                      fmt::format("no identifier begins with {}", in_quotes(term.text)),
                      "Write the beginning of an identifier, as in id:2405* or id:hep-th/99*.");
  }
  return ascii::lower(term.text);
}

// What a bound covers, from its first to its last second.
struct Period {
  Time first, last;
};

std::optional<Date> first_day(int year, int month, int day) {
  return Date::parse(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

Period days(Date first, Date last) {
  return {Time{first.days()}, Time{(last + 1).days()} - std::chrono::seconds{1}};
}

std::optional<Period> read_year(int year) {
  return days(*first_day(year, 1, 1), *first_day(year, 12, 31));
}

std::optional<Period> read_month(int year, int month) {
  const std::optional<Date> first = first_day(year, month, 1);
  if (!first) return std::nullopt;
  const std::chrono::year_month_day date = first->year_month_day();
  return days(*first, Date{std::chrono::sys_days{date.year() / date.month() / std::chrono::last}});
}

std::optional<Period> read_minute(Date day, int hour, int minute) {
  if (hour > 23 || minute > 59) return std::nullopt;
  const Time first = day.days() + std::chrono::hours{hour} + std::chrono::minutes{minute};
  return Period{first, first + std::chrono::seconds{59}};
}

// YYYY, YYYYMM, YYYYMMDD, YYYYMMDDHHMM or YYYY-MM-DD
std::optional<Period> read_period(std::string_view text) {
  if (const std::optional<Date> day = Date::parse(text)) return days(*day, *day);
  if (!ascii::all_digits(text)) return std::nullopt;
  const auto number = [&](std::size_t start, std::size_t size) {
    return *ascii::number(text.substr(start, size));
  };
  if (text.size() == 4) return read_year(number(0, 4));
  if (text.size() == 6) return read_month(number(0, 4), number(4, 2));
  if (text.size() != 8 && text.size() != 12) return std::nullopt;
  const std::optional<Date> day = first_day(number(0, 4), number(4, 2), number(6, 2));
  if (!day) return std::nullopt;
  if (text.size() == 8) return days(*day, *day);
  return read_minute(*day, number(8, 2), number(10, 2));
}

// A piece of a range, and its place in the query.
struct Piece {
  std::string_view text;
  std::size_t position;
};

Piece take_piece(std::string_view& rest, std::size_t& position) {
  const std::size_t start = std::min(rest.find_first_not_of(ascii::kBlanks), rest.size());
  const std::size_t end = std::min(rest.find_first_of(ascii::kBlanks, start), rest.size());
  const Piece piece{rest.substr(start, end - start), position + start};
  rest.remove_prefix(end);
  position += end;
  return piece;
}

class RangeReader {
 public:
  RangeReader(std::string_view query, const Lexeme& lexeme) : query_(query), lexeme_(lexeme) {}

  QueryNode read() const {
    std::string_view rest = lexeme_.text;
    std::size_t position = lexeme_.text_position;
    const Piece from = take_piece(rest, position);
    const Piece to_word = take_piece(rest, position);
    const Piece to = take_piece(rest, position);
    if (to_word.text != "TO" || to.text.empty() || !ascii::trim(rest).empty()) {
      fail(lexeme_.text_position - 1, "a range is two dates with TO between them");
    }
    const std::optional<Period> first = read_bound(from);
    const std::optional<Period> last = read_bound(to);
    if (first && last && first->first > last->last) {
      fail(from.position, "this range ends before it begins");
    }
    return node(first, last);
  }

 private:
  bool is_announced() const { return lexeme_.kind == Kind::announced_range; }

  [[noreturn]] void fail(std::size_t position, const std::string& what) const {
    throw query_error(
        query_, position, what,
        is_announced() ? "Write announced:[20260101 TO 20261231]; also 2026, 202601 and "
                         "2026-01-01 are dates, and * means no bound."
                       : "Write submittedDate:[202601010000 TO 202612312359]; also 2026, 202601, "
                         "20260101 and 2026-01-01 are dates, and * means no bound.");
  }

  std::optional<Period> read_bound(const Piece& piece) const {
    if (piece.text == "*") return std::nullopt;
    constexpr std::size_t kMinuteSize = 12;
    if (is_announced() && piece.text.size() == kMinuteSize && ascii::all_digits(piece.text)) {
      fail(piece.position, "papers are announced on days, not at an hour");
    }
    const std::optional<Period> period = read_period(piece.text);
    if (!period) fail(piece.position, fmt::format("{} is not a date", in_quotes(piece.text)));
    return period;
  }

  QueryNode node(const std::optional<Period>& first, const std::optional<Period>& last) const {
    QueryNode node;
    node.position = lexeme_.position;
    node.kind = is_announced() ? QueryNode::Kind::announced : QueryNode::Kind::submitted;
    if (is_announced()) {
      if (first) node.announced.from = utc_date(first->first);
      if (last) node.announced.to = utc_date(last->last);
    } else {
      if (first) node.submitted.from = first->first;
      if (last) node.submitted.to = last->last;
    }
    return node;
  }

  std::string_view query_;
  const Lexeme& lexeme_;
};

}  // namespace

QueryTerm read_term(std::string_view query, const Lexeme& lexeme, QueryField field) {
  const bool is_name = field == QueryField::category || field == QueryField::id;
  // An identifier may be given as an address, any other word hardly.
  if (lexeme.kind == Kind::word && field != QueryField::id) refuse_other_grammars(query, lexeme);

  QueryTerm term = term_as_written(query, lexeme, field);
  if (!is_name) {
    check_text(query, lexeme, term);
    return term;
  }
  term = as_name(std::move(term));
  if (field == QueryField::category) {
    check_category(query, lexeme, term);
  } else {
    term.text = id_text(query, lexeme, term);
  }
  return term;
}

QueryNode read_date_range(std::string_view query, const Lexeme& lexeme) {
  return RangeReader{query, lexeme}.read();
}

}  // namespace papercup
