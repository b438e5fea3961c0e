#include "core/query_lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/core/suggestion.hpp"

namespace papercup {
namespace {

constexpr std::string_view kFieldHint =
    "Fields: ti au abs co jr cat id all submittedDate announced.";
constexpr std::array<std::pair<std::string_view, QueryField>, 8> kFields = {{
    {"ti", QueryField::title},
    {"au", QueryField::author},
    {"abs", QueryField::abstract},
    {"co", QueryField::comment},
    {"jr", QueryField::journal_ref},
    {"cat", QueryField::category},
    {"id", QueryField::id},
    {"all", QueryField::all},
}};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::optional<QueryField> field_named(std::string_view name) {
  for (const auto& [known, field] : kFields) {
    if (known == name) return field;
  }
  return std::nullopt;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Lexeme> split() {
    for (;;) {
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      lexemes_.push_back(next());
      if (lexemes_.back().kind == Lexeme::Kind::end) return std::move(lexemes_);
    }
  }

 private:
  [[noreturn]] void fail(std::size_t position, const std::string& what,
                         std::string hint = {}) const {
    throw query_error(text_, position, what, std::move(hint));
  }

  char current() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  static Lexeme simple(Lexeme::Kind kind, std::size_t position) {
    Lexeme lexeme;
    lexeme.kind = kind;
    lexeme.position = position;
    return lexeme;
  }

  Lexeme next() {
    const std::size_t start = at_;
    if (at_ == text_.size()) return simple(Lexeme::Kind::end, start);
    if (current() == '(') return ++at_, simple(Lexeme::Kind::open, start);
    if (current() == ')') return ++at_, simple(Lexeme::Kind::close, start);
    if (const auto operation = take_operator()) return simple(*operation, start);
    const std::string field = take_field_name();
    if (field == "submitteddate" || field == "announced")
      return date_range(start, field == "announced");
    Lexeme lexeme = simple(Lexeme::Kind::term, start);
    if (!field.empty()) {
      lexeme.has_field = true;
      lexeme.term.field = known_field(field, start);
      if (current() == '(') {
        lexeme.kind = Lexeme::Kind::field;
        return lexeme;
      }
    }
    read_term(lexeme);
    return lexeme;
  }

  std::optional<Lexeme::Kind> take_operator() {
    constexpr std::array<std::pair<std::string_view, Lexeme::Kind>, 4> kOperators = {
        {{"ANDNOT", Lexeme::Kind::and_not},
         {"AND", Lexeme::Kind::and_},
         {"OR", Lexeme::Kind::or_},
         {"NOT", Lexeme::Kind::not_}}};
    for (const auto& [name, kind] : kOperators) {
      if (!text_.substr(at_).starts_with(name)) continue;
      const std::size_t after = at_ + name.size();
      if (after < text_.size() && !is_blank(text_[after]) && text_[after] != '(' &&
          text_[after] != ')')
        continue;
      at_ = after;
      return kind;
    }
    return std::nullopt;
  }

  // The letters before a colon, in lower case, with the colon; nothing taken where there are none.
  std::string take_field_name() {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    if (end == at_ || end == text_.size() || text_[end] != ':') return {};
    std::string name = lower(text_.substr(at_, end - at_));
    if (name == "http" || name == "https" || name == "arxiv" || name == "doi") {
      fail(at_, "a link or an identifier needs a field before it",
           "To find one paper: id:2405.01234, or papercup show 2405.01234.");
    }
    at_ = end + 1;
    return name;
  }

  QueryField known_field(const std::string& name, std::size_t position) const {
    if (const auto field = field_named(name)) return *field;
    std::vector<std::string> names;
    for (const auto& [known, field] : kFields) names.emplace_back(known);
    names.insert(names.end(), {"submittedDate", "announced"});
    static const std::array<std::pair<std::string_view, std::string_view>, 8> kLongNames = {
        {{"title", "ti"},
         {"author", "au"},
         {"abstract", "abs"},
         {"category", "cat"},
         {"comment", "co"},
         {"journal", "jr"},
         {"authors", "au"},
         {"journal_ref", "jr"}}};
    std::string meant;
    for (const auto& [long_name, short_name] : kLongNames) {
      if (name == long_name) meant = short_name;
    }
    if (meant.empty()) meant = nearest_word(name, names);
    fail(position, fmt::format("there is no field '{}'", name),
         (meant.empty() ? "" : fmt::format("Did you mean {}:? ", meant)) + std::string(kFieldHint));
  }

  void read_term(Lexeme& lexeme) {
    const std::size_t start = at_;
    if (current() == '"') {
      read_phrase(lexeme);
    } else {
      while (at_ < text_.size() && !is_blank(text_[at_]) && current() != '(' && current() != ')' &&
             current() != '"') {
        ++at_;
      }
      lexeme.term.text = std::string(text_.substr(start, at_ - start));
      if (lexeme.term.text.ends_with('*')) {
        lexeme.term.text.pop_back();
        lexeme.term.match = TermMatch::prefix;
      }
    }
    check_term(lexeme, start);
  }

  void read_phrase(Lexeme& lexeme) {
    const std::size_t open = at_;
    const std::size_t close = text_.find('"', open + 1);
    if (close == std::string_view::npos) fail(open, "this quotation mark is not closed");
    lexeme.term.text = std::string(text_.substr(open + 1, close - open - 1));
    lexeme.term.match = TermMatch::phrase;
    at_ = close + 1;
    if (current() == '*') {
      ++at_;
      lexeme.term.match = TermMatch::phrase_prefix;
    }
  }

  void check_term(const Lexeme& lexeme, std::size_t start) const {
    const std::string& text = lexeme.term.text;
    const bool says_something = std::any_of(text.begin(), text.end(), [](char c) {
      return (is_letter(c) && c != '_') || (c >= '0' && c <= '9') ||
             static_cast<unsigned char>(c) >= 0x80;
    });
    if (says_something) return;
    if (start == at_) fail(start, "a word is missing after the field");
    if (lexeme.term.match == TermMatch::prefix && text.empty()) {
      fail(start, "a star alone would find everything", "Put letters before it: transform*");
    }
    fail(start, "there is no letter or digit to search for");
  }

  Lexeme date_range(std::size_t start, bool announced) {
    Lexeme lexeme = simple(Lexeme::Kind::date_range, start);
    lexeme.announced = announced;
    constexpr std::string_view kForm =
        "Like announced:[20260101 TO 20261231], with * for no bound.";
    if (current() != '[') fail(at_, "a range in brackets should follow", std::string(kForm));
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos)
      fail(at_, "this bracket is not closed", std::string(kForm));
    std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    const std::size_t to = inside.find(" TO ");
    if (to == std::string_view::npos)
      fail(at_, "there is no TO between two dates", std::string(kForm));
    const auto trimmed = [](std::string_view part) {
      while (!part.empty() && is_blank(part.front())) part.remove_prefix(1);
      while (!part.empty() && is_blank(part.back())) part.remove_suffix(1);
      return std::string(part);
    };
    lexeme.from = trimmed(inside.substr(0, to));
    lexeme.to = trimmed(inside.substr(to + 4));
    at_ = close + 1;
    return lexeme;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Lexeme> lexemes_;
};

}  // namespace

std::vector<Lexeme> split_query(std::string_view text) { return Lexer{text}.split(); }

}  // namespace papercup
