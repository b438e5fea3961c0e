#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/query.hpp"

namespace papercup {

// A piece of a query.
struct Lexeme {
  enum class Kind {
    open,        // (
    close,       // )
    and_,        // AND
    or_,         // OR
    not_,        // NOT
    and_not,     // ANDNOT
    field,       // ti: directly before a parenthesis
    term,        // a word or phrase, with its field if it has one
    date_range,  // submittedDate:[A TO B], announced:[A TO B]
    end,
  };

  Kind kind = Kind::end;
  std::size_t position = 0;
  bool has_field = false;
  QueryTerm term;          // of a term; of a field its `field`
  bool announced = false;  // of a date range, which of the two
  std::string from, to;    // of a date range, as written
};

// Splits a query; the last lexeme is `end`. Throws as parse_query does.
std::vector<Lexeme> split_query(std::string_view text);

}  // namespace papercup
