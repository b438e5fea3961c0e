#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/query.hpp"

namespace papercup {

inline constexpr std::string_view kSubmittedField = "submittedDate";
inline constexpr std::string_view kAnnouncedField = "announced";

// "ti", "au", ...
std::string_view name_of(QueryField field);

// The field of this name, case ignored; nothing for the two fields of dates and for other names.
std::optional<QueryField> find_query_field(std::string_view name);

// What to write instead of a field that does not exist.
std::string hint_for_unknown_field(std::string_view name);

// The bytes of the quotation mark that `text` begins with, 0 if it begins with none. Word
// processors and keyboards of phones write marks beyond ASCII, and open with one what they close
// with another.
std::size_t quote_size(std::string_view text);

// A piece of a query's text.
struct Lexeme {
  enum class Kind {
    open,   // ( or ti:(
    close,  // )
    op_and,
    op_or,
    op_andnot,
    op_not,
    word,             // up to a blank, parenthesis or quote
    phrase,           // in quotes
    phrase_prefix,    // in quotes, followed by a star
    submitted_range,  // submittedDate:[...]
    announced_range,  // announced:[...]
    end,
  };

  Kind kind = Kind::end;
  std::size_t position = 0;         // of the whole, its field included
  std::optional<QueryField> field;  // written directly before a word, phrase or parenthesis
  std::size_t text_position = 0;
  std::string_view
      text;  // of a word with its star; of a phrase or range what is inside; of others as written
};

// Splits a query. The last lexeme is `end`, after the last character that is no blank; there is no
// other. Throws Error{usage} for what is no sequence of lexemes: an open quote, an unknown field,
// ... The views point into `query`.
std::vector<Lexeme> split_query(std::string_view query);

// Throws Error{usage} if a word is written for another search engine or was pasted out of an
// address, so that it would be searched for as something else than is meant: -survey, a|b,
// au:x,ti:y, organi?ation, 'a phrase', cat:cs.LG+AND+ti:x, ... The hint has the form that is meant.
void refuse_other_grammars(std::string_view query, const Lexeme& word);

// The term that a word or phrase of `query` stands for in `field`.
// Throws Error{usage} if it cannot be searched for: no letter, a star inside, no identifier, ...
QueryTerm read_term(std::string_view query, const Lexeme& lexeme, QueryField field);

// The node of a submitted_range or announced_range. Throws Error{usage} for what is no range of
// dates.
QueryNode read_date_range(std::string_view query, const Lexeme& lexeme);

}  // namespace papercup
