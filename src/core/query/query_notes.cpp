#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/query/query_parts.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

using Kind = Lexeme::Kind;

bool is_term(const Lexeme& lexeme) {
  return lexeme.kind == Kind::word || lexeme.kind == Kind::phrase ||
         lexeme.kind == Kind::phrase_prefix;
}

bool ends_operand(const Lexeme& lexeme) {
  return is_term(lexeme) || lexeme.kind == Kind::close || lexeme.kind == Kind::submitted_range ||
         lexeme.kind == Kind::announced_range;
}

bool begins_operand(const Lexeme& lexeme) {
  return is_term(lexeme) || lexeme.kind == Kind::open || lexeme.kind == Kind::submitted_range ||
         lexeme.kind == Kind::announced_range;
}

// "and", "Or", ...: a word, where an operator may have been meant.
bool looks_like_operator(const Lexeme& lexeme) {
  constexpr std::array<std::string_view, 4> kOperators = {"and", "or", "not", "andnot"};
  return lexeme.kind == Kind::word && !lexeme.field &&
         std::ranges::any_of(kOperators, [&](std::string_view name) {
           return ascii::equal_ignoring_case(name, lexeme.text);
         });
}

// The field that each lexeme is read in: its own, or that of the parentheses around it.
std::vector<QueryField> fields_in_force(const std::vector<Lexeme>& lexemes) {
  std::vector<QueryField> fields;
  std::vector<QueryField> groups = {QueryField::all};
  for (const Lexeme& lexeme : lexemes) {
    fields.push_back(lexeme.field.value_or(groups.back()));
    if (lexeme.kind == Kind::open) groups.push_back(fields.back());
    if (lexeme.kind == Kind::close && groups.size() > 1) groups.pop_back();
  }
  return fields;
}

// Whether somewhere an operator is missing where it matters: no paper has two identifiers, so a
// list of them can only be alternatives.
bool leaves_out_operator(const std::vector<Lexeme>& lexemes,
                         const std::vector<QueryField>& fields) {
  const auto is_id = [&](std::size_t i) {
    return is_term(lexemes[i]) && fields[i] == QueryField::id;
  };
  for (std::size_t i = 0; i + 1 < lexemes.size(); ++i) {
    if (!ends_operand(lexemes[i]) || !begins_operand(lexemes[i + 1])) continue;
    if (!is_id(i) || !is_id(i + 1)) return true;
  }
  return false;
}

std::string cut(const std::string& text) {
  constexpr std::size_t kMostBytes = 300;
  if (text.size() <= kMostBytes) return text;
  return std::string(utf8::beginning(text, kMostBytes)) + " ...";
}

// How alternatives came to be, if nobody wrote OR.
std::string alternatives_note(const Query& query, const std::vector<Lexeme>& lexemes) {
  const bool has_word_for_operator = std::ranges::any_of(lexemes, looks_like_operator);
  return fmt::format("without an operator between them, terms are alternatives (OR): {}\n{}",
                     cut(printable(to_string(query.root))),
                     has_word_for_operator
                         ? "Operators are written in capitals: AND, OR, ANDNOT."
                         : "Write AND between terms that all have to match, OR if this is meant.");
}

// What is said of one term's text; nothing mostly.
std::optional<std::string> term_note(const Lexeme& lexeme, QueryField field) {
  const std::string text = printable(lexeme.text);
  if (lexeme.kind == Kind::phrase || lexeme.kind == Kind::phrase_prefix) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || !find_query_field(std::string_view(text).substr(0, colon))) {
      return std::nullopt;
    }
    return fmt::format(
        "{}: within quotes is searched for as a word\nWrite {}:\"{}\" for the field.",
        text.substr(0, colon), text.substr(0, colon), text.substr(colon + 1));
  }
  const bool is_of_names = field == QueryField::id || field == QueryField::category;
  if (lexeme.kind != Kind::word || is_of_names) return std::nullopt;
  if (const std::optional<PaperRef> ref = PaperRef::try_parse(text)) {
    return fmt::format("{} is searched for in the papers' texts\nid:{} is the paper.", text,
                       ref->id.to_string());
  }
  const std::size_t end = text.find_last_not_of("+#");
  if (end == std::string::npos || end + 1 == text.size() || end > 2) return std::nullopt;
  return fmt::format("only letters and digits are searched for: {} of {}", text.substr(0, end + 1),
                     text);
}

}  // namespace

std::vector<std::string> query_notes(const Query& query) {
  constexpr std::size_t kMost = 4;
  const std::vector<Lexeme> lexemes = split_query(query.text);
  const std::vector<QueryField> fields = fields_in_force(lexemes);
  std::vector<std::string> notes;
  if (leaves_out_operator(lexemes, fields)) notes.push_back(alternatives_note(query, lexemes));
  for (std::size_t i = 0; i < lexemes.size() && notes.size() < kMost; ++i) {
    if (std::optional<std::string> note = term_note(lexemes[i], fields[i])) {
      notes.push_back(*std::move(note));
    }
  }
  return notes;
}

}  // namespace papercup
