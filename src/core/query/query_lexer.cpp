#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/query/query_parts.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup {
namespace {

constexpr auto kFields = names_of<QueryField>({
    {QueryField::title, "ti"},
    {QueryField::author, "au"},
    {QueryField::abstract, "abs"},
    {QueryField::comment, "co"},
    {QueryField::journal_ref, "jr"},
    {QueryField::category, "cat"},
    {QueryField::id, "id"},
    {QueryField::all, "all"},
});

struct Synonym {
  std::string_view written, meant;
};

// What people write who know other programs, or arXiv's own search form.
constexpr std::array<Synonym, 13> kSynonyms = {{{"title", "ti"},
                                                {"author", "au"},
                                                {"authors", "au"},
                                                {"abstract", "abs"},
                                                {"comment", "co"},
                                                {"comments", "co"},
                                                {"journal_ref", "jr"},
                                                {"journal", "jr"},
                                                {"category", "cat"},
                                                {"categories", "cat"},
                                                {"submitted", kSubmittedField},
                                                {"published", kSubmittedField},
                                                {"date", kAnnouncedField}}};

std::string_view nearest_field(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& [field, written] : kFields) known.emplace_back(written);
  known.emplace_back(kSubmittedField);
  known.emplace_back(kAnnouncedField);
  for (const Synonym& synonym : kSynonyms) known.emplace_back(synonym.written);

  const std::string nearest = nearest_word(name, known);
  for (const Synonym& synonym : kSynonyms) {
    if (synonym.written == nearest) return synonym.meant;
  }
  if (nearest == kSubmittedField) return kSubmittedField;
  if (nearest == kAnnouncedField) return kAnnouncedField;
  const std::optional<QueryField> field = find_query_field(nearest);
  return field ? name_of(*field) : std::string_view{};
}

using Kind = Lexeme::Kind;

// The bytes of the gap between words that `text` begins with; 0 if it begins with none. Control
// characters are gaps: whatever they do in a query, they are not searched for.
std::size_t gap_size(std::string_view text) {
  const char c = text.front();
  const bool is_ascii_gap = (c >= 0 && c <= ' ') || c == '\x7F';
  return is_ascii_gap ? 1 : utf8::blank_size(text);
}

bool ends_word(std::string_view text) {
  return text.front() == '(' || text.front() == ')' || gap_size(text) > 0 || quote_size(text) > 0;
}

bool is_name_letter(char c) { return ascii::is_letter(c) || c == '_'; }

Kind kind_of_word(std::string_view word) {
  constexpr auto kOperators = names_of<Kind>({
      {Kind::op_and, "AND"},
      {Kind::op_or, "OR"},
      {Kind::op_andnot, "ANDNOT"},
      {Kind::op_not, "NOT"},
  });
  return kOperators.find(word).value_or(Kind::word);
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  std::vector<Lexeme> split() {
    std::vector<Lexeme> lexemes;
    for (skip_gap(); at_ < query_.size(); skip_gap()) {
      Lexeme lexeme = next();
      if (!continues_id(lexemes, lexeme)) lexemes.push_back(lexeme);
    }
    lexemes.push_back({Kind::end, end_of_last_, {}, end_of_last_, {}});
    return lexemes;
  }

 private:
  void skip_gap() {
    while (at_ < query_.size() && gap_size(rest()) > 0) at_ += gap_size(rest());
  }

  std::string_view rest() const { return query_.substr(at_); }

  bool is_at(char c) const { return at_ < query_.size() && query_[at_] == c; }

  // "[cs.CL]" in id:arXiv:2405.01234 [cs.CL].
  static bool continues_id(const std::vector<Lexeme>& before, const Lexeme& lexeme) {
    return lexeme.kind == Kind::word && !lexeme.field && !before.empty() &&
           before.back().kind == Kind::word && continues_reference(lexeme.text) &&
           PaperRef::try_parse(before.back().text).has_value();
  }

  Lexeme next() {
    Lexeme lexeme;
    lexeme.position = at_;
    const std::string_view name = take_field_name();
    if (ascii::equal_ignoring_case(name, kSubmittedField)) {
      read_range(lexeme, Kind::submitted_range, kSubmittedField);
    } else if (ascii::equal_ignoring_case(name, kAnnouncedField)) {
      read_range(lexeme, Kind::announced_range, kAnnouncedField);
    } else {
      if (!name.empty()) lexeme.field = known_field(name, lexeme.position);
      if (!name.empty() && !lexeme.field) at_ = lexeme.position;
      read_rest(lexeme);
    }
    end_of_last_ = at_;
    return lexeme;
  }

  std::string_view word_at(std::size_t start) const {
    std::size_t end = start;
    while (end < query_.size() && !ends_word(query_.substr(end))) ++end;
    return query_.substr(start, end - start);
  }

  // Letters before a colon; empty, and nothing taken, if there are none.
  std::string_view take_field_name() {
    std::size_t colon = at_;
    while (colon < query_.size() && is_name_letter(query_[colon])) ++colon;
    if (colon == at_ || colon == query_.size() || query_[colon] != ':') return {};
    const std::string_view name = query_.substr(at_, colon - at_);
    at_ = colon + 1;
    return name;
  }

  // Nothing for a reference such as arXiv:2405.01234, which is a word: of an identifier, if a field
  // stands before the parentheses around it.
  std::optional<QueryField> known_field(std::string_view name, std::size_t position) const {
    if (const std::optional<QueryField> field = find_query_field(name)) return field;
    const std::string_view word = word_at(position);
    if (PaperRef::try_parse(word)) return std::nullopt;
    if (word.find("://") != std::string_view::npos) {
      throw query_error(query_, position, "an address is nothing to search for",
                        "Papers are found by their identifiers, as in id:2405.01234.");
    }
    throw query_error(query_, position, fmt::format("there is no field {}", in_quotes(name)),
                      hint_for_unknown_field(name));
  }

  // What follows a field, or has none.
  void read_rest(Lexeme& lexeme) {
    lexeme.text_position = at_;
    if (is_at('(') || (is_at(')') && !lexeme.field)) {
      lexeme.kind = is_at('(') ? Kind::open : Kind::close;
      lexeme.text = query_.substr(at_++, 1);
    } else if (quote_size(rest()) > 0) {
      read_phrase(lexeme);
    } else {
      lexeme.text = word_at(at_);
      at_ += lexeme.text.size();
      lexeme.kind = lexeme.field ? Kind::word : kind_of_word(lexeme.text);
      if (lexeme.text.empty()) refuse_empty_field(*lexeme.field, lexeme.position);
    }
  }

  [[noreturn]] void refuse_empty_field(QueryField field, std::size_t position) const {
    const std::string_view name = name_of(field);
    throw query_error(query_, position, fmt::format("{}: has nothing to search for", name),
                      fmt::format("Write it without a blank, as in {}:word.", name));
  }

  // A plain quote is closed by a plain one, so that a phrase may quote marks of other kinds.
  void read_phrase(Lexeme& lexeme) {
    const std::size_t open = at_;
    const bool is_plain = is_at('"');
    const auto closes = [&](std::size_t at) {
      return is_plain ? query_[at] == '"' : quote_size(query_.substr(at)) > 0;
    };
    at_ += quote_size(rest());
    lexeme.text_position = at_;
    while (at_ < query_.size() && !closes(at_)) ++at_;
    if (at_ == query_.size()) {
      throw query_error(query_, open, "this quote is never closed",
                        "Write a phrase as ti:\"graph neural network\".");
    }
    lexeme.text = query_.substr(lexeme.text_position, at_ - lexeme.text_position);
    at_ += quote_size(rest());
    lexeme.kind = is_at('*') ? Kind::phrase_prefix : Kind::phrase;
    if (is_at('*')) ++at_;
  }

  void read_range(Lexeme& lexeme, Kind kind, std::string_view name) {
    const std::string hint =
        fmt::format("Write {}:[20260101 TO 20261231]; * means no bound.", name);
    if (!is_at('[')) {
      throw query_error(query_, at_, fmt::format("{}: needs a range in brackets", name), hint);
    }
    const std::size_t close = query_.find(']', at_);
    if (close == std::string_view::npos) {
      throw query_error(query_, at_, "this bracket is never closed", hint);
    }
    lexeme.kind = kind;
    lexeme.text_position = at_ + 1;
    lexeme.text = query_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
  }

  std::string_view query_;
  std::size_t at_ = 0;
  std::size_t end_of_last_ = 0;
};

}  // namespace

std::size_t quote_size(std::string_view text) {
  constexpr std::array<std::string_view, 8> kMarks = {"\"", "“", "”", "„", "‟", "«", "»", "＂"};
  for (const std::string_view mark : kMarks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::vector<Lexeme> split_query(std::string_view query) { return Lexer{query}.split(); }

std::string_view name_of(QueryField field) { return kFields.of(field); }

std::optional<QueryField> find_query_field(std::string_view name) {
  return kFields.find(ascii::lower(name));
}

std::string hint_for_unknown_field(std::string_view name) {
  const std::string_view nearest = nearest_field(name);
  return fmt::format(
      "{}The fields are ti, au, abs, co, jr, cat, id, all, submittedDate and announced; a colon "
      "that is part of the text belongs in quotes.",
      nearest.empty() ? "" : fmt::format("Did you mean {}:? ", nearest));
}

}  // namespace papercup
