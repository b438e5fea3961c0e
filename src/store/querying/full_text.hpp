#pragma once

#include <string>

#include "papercup/core/query.hpp"
#include "papercup/store/text_columns.hpp"

namespace papercup::store {

// A term as an expression of FTS5; empty where its text has no token.
std::string match_expression(const QueryTerm& term);

}  // namespace papercup::store
