#pragma once

#include <string>
#include <vector>

#include "papercup/core/query.hpp"
#include "papercup/store/store.hpp"
#include "papercup/text/names.hpp"

namespace papercup::store {

// A term as an expression of FTS5; empty if its text has no token.
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

// An expression for papers that contain any of a query's terms outside negations, or any of the
// first hundred, since more would not order better; empty if there is no such term.
std::string match_of_any_term(const QueryNode& root);

}  // namespace papercup::store
