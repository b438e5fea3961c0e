#include "core/query/query_term.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/wording/printable.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/ascii.hpp"
#include "papercup/core/error.hpp"

namespace papercup {

namespace {

using Kind = Lexeme::Kind;

// What is beyond ASCII is taken for a letter here.
bool says_something(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

// A query copied out of an address, such as cat:cs.LG+AND+ti:%22graph%22.
bool looks_url_encoded(std::string_view word) {
  constexpr std::array<std::string_view, 7> kSigns = {"+AND+", "+OR+", "+ANDNOT+", "%20",
                                                      "%22",   "%28",  "%29"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return word.find(sign) != std::string_view::npos;
  });
}

// Throws where a word is something else that was pasted into the query.
void check_word(std::string_view query, const Lexeme& lexeme) {
  if (looks_url_encoded(lexeme.text)) {
    throw query_error(query, lexeme.position, "this looks like a query out of an address",
                      "Write blanks for + and %20, quotes for %22, parentheses for %28 and %29.");
  }
  if (lexeme.text.find("arxiv.org/") == std::string_view::npos) return;
  if (const std::optional<PaperRef> ref = PaperRef::try_parse(lexeme.text)) {
    throw query_error(query, lexeme.position, "a paper's address is nothing to search for",
                      fmt::format("Write id:{}", ref->id.to_string()));
  }
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
    throw query_error(query, lexeme.text_position - 1, "there is nothing between these quotes");
  }
  throw query_error(query, lexeme.text_position,
                    fmt::format("{} has no letter or digit to search for", in_quotes(term.text)),
                    "Leave it out; the operators are AND, OR and ANDNOT.");
}

// Of names, quotes change nothing.
QueryTerm as_name(QueryTerm term) {
  term.text = std::string(ascii::trim(term.text));
  if (term.match == TermMatch::phrase) term.match = TermMatch::exact;
  if (term.match == TermMatch::phrase_prefix) term.match = TermMatch::prefix;
  return term;
}

// That a category exists is not asked: the program may be older than it.
void check_category(std::string_view query, const Lexeme& lexeme, const QueryTerm& term) {
  const bool is_name = std::all_of(term.text.begin(), term.text.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '-';
  });
  if (is_name && says_something(term.text)) return;
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
  const bool can_begin_id = std::all_of(term.text.begin(), term.text.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '-' || c == '/';
  });
  if (!can_begin_id || !says_something(term.text)) {
    throw query_error(query, lexeme.text_position,
                      fmt::format("no identifier begins with {}", in_quotes(term.text)),
                      "Write the beginning of an identifier, as in id:2405* or id:hep-th/99*.");
  }
  return ascii::lower(term.text);
}

}  // namespace

QueryTerm read_term(std::string_view query, const Lexeme& lexeme, QueryField field) {
  const bool is_name = field == QueryField::category || field == QueryField::id;
  // An identifier may be given as an address, any other word hardly.
  if (lexeme.kind == Kind::word && field != QueryField::id) check_word(query, lexeme);

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

}  // namespace papercup
