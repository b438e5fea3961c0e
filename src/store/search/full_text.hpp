#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/core/query.hpp"
#include "papercup/store/text_columns.hpp"
#include "papercup/text/name_search.hpp"

namespace papercup::store {

// A term as an expression of FTS5; empty if its text has no token.
std::string match_expression(const QueryTerm& term);

// A name to be found among a paper's authors in another form than the term has it.
struct SoughtName {
  text::NameWords words;        // given names first
  std::string expression = {};  // that finds it, and maybe more papers
  bool is_decided = false;      // by the expression: it finds no more papers
  // Finds more than a decided expression that has a prefix, but takes less: SQLite reads all words
  // that begin with a letter. Empty if there is no such prefix.
  std::string whole_words = {};
  bool has_family_first = false;  // in the paper, before a comma
};

// Whether an author, as a paper names it, has the name.
bool is_named(std::string_view author, const SoughtName& name);

// What a term for authors, or for all fields, means beside its match_expression: names with
// initials, and those whose given names follow the family name. Mostly nothing.
std::vector<SoughtName> sought_names(const QueryTerm& term);

// What a term for authors means in papers that have the family name first, before a comma; none of
// these is decided. Nothing for single words and groups.
std::vector<SoughtName> names_before_comma(const QueryTerm& term);

// An expression for the papers that a query's relevance is asked of: those with any of its terms
// outside negations, or, if all of it is needed, with all of them, which is the same relevance for
// far fewer papers. Of the first hundred terms, since more would not order better; empty if there
// is no such term.
std::string match_of_terms(const QueryNode& root);

class Connection;

// What is written into the full-text index. Methods throw SQLite::Exception.
//
// What is added within a transaction is held back until its end, since the same rows take SQLite a
// fifth less time table by table than paper by paper.
class TextIndex {
 public:
  explicit TextIndex(Connection& connection) : connection_(connection) {}

  // Adds a paper that the index does not have; keys ascend.
  void add(std::int64_t key, TextColumns text);
  // Replaces the text of a paper that it has, if the texts differ.
  void replace(std::int64_t key, const Paper& former, const Paper& paper);
  // Removes a paper that it has, with the text that it has.
  void remove(std::int64_t key, const Paper& paper);

  // Writes what is held back: before the index is read, and before the transaction ends.
  void write();
  // Drops what is held back when a transaction is undone.
  void forget() { held_.clear(); }

 private:
  void insert(std::int64_t key, const TextColumns& text);

  Connection& connection_;
  std::vector<std::pair<std::int64_t, TextColumns>> held_;  // by key
};

}  // namespace papercup::store
