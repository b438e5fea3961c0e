#pragma once

#include <string_view>

#include "core/query/query_lexer.hpp"
#include "papercup/core/query.hpp"

namespace papercup {

// The term that a word or phrase of `query` stands for in `field`.
// Throws Error{usage} if it cannot be searched for: no letter, a star inside, no identifier, ...
QueryTerm read_term(std::string_view query, const Lexeme& lexeme, QueryField field);

// The node of a submitted_range or announced_range. Throws Error{usage} for what is no range of
// dates.
QueryNode read_date_range(std::string_view query, const Lexeme& lexeme);

}  // namespace papercup
