#pragma once

#include <string>
#include <vector>

#include "papercup/core/query.hpp"
#include "papercup/store/text_columns.hpp"
#include "papercup/text/name_search.hpp"

namespace papercup::store {

// A term as an expression of FTS5; empty where its text has no token.
std::string match_expression(const QueryTerm& term);

// A name to be found among a paper's authors in another form than the term has it.
struct SoughtName {
  text::NameWords words;
  std::string expression = {};  // that finds it, and maybe more papers
  bool is_decided = false;      // by the expression: it finds no more papers
};

// What a term for authors, or for all fields, means beside its match_expression: names with
// initials, and those whose given names stand behind the family name. Mostly nothing.
std::vector<SoughtName> sought_names(const QueryTerm& term);

}  // namespace papercup::store
