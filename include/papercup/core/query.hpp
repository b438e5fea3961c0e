#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/date.hpp"

namespace papercup {

enum class QueryField {
  all,  // title, abstract, authors, comment and journal reference
  title,
  author,
  abstract,
  comment,
  journal_ref,
  category,
  id,
};

// How a term's text is to be matched.
enum class TermMatch {
  exact,          // a word: whole tokens; several (graph-based) are consecutive
  prefix,         // a word with a trailing `*`, which is not part of `text`
  phrase,         // in quotes, which are not part of `text`: consecutive tokens
  phrase_prefix,  // in quotes with a `*` behind them: the last token is a prefix
};

struct QueryTerm {
  QueryField field = QueryField::all;
  std::string text;  // as written: neither folded nor split; of au:del_maestro "del_maestro"
  TermMatch match = TermMatch::exact;
};

// `submittedDate:[A TO B]`, in minutes of UTC, both ends inclusive to the end of what is written:
// A and B are YYYY, YYYYMM, YYYYMMDD or YYYYMMDDHHMM, or YYYY-MM-DD, or `*` for no bound.
// `announced:[A TO B]` takes the same without hours and minutes. An absent bound is open.
struct SubmittedRange {
  std::optional<Time> from, to;  // from <= published <= to, to at second 59
};
struct AnnouncedRange {
  std::optional<Date> from, to;
};

// A query as a tree of values.
struct QueryNode {
  enum class Kind { term, submitted, announced, conjunction, disjunction, negation };

  Kind kind = Kind::term;
  std::size_t position = 0;  // byte offset into the query's text, for error messages
  QueryTerm term;
  SubmittedRange submitted;
  AnnouncedRange announced;
  std::vector<QueryNode>
      children;  // of a conjunction or disjunction two or more, of a negation one
};

struct Query {
  std::string text;  // as given
  QueryNode root;
};

// The grammar, which is arXiv's (https://info.arxiv.org/help/api/user-manual.html) but for the
// precedence, which arXiv leaves open:
//   or-expression   := and-expression { [OR] and-expression }
//   and-expression  := not-expression { AND not-expression }
//   not-expression  := primary { (ANDNOT | AND NOT | NOT) primary }
//   primary         := NOT primary | [field:] ( or-expression ) | [field:] term
// Operators are in capitals. A field before a parenthesis holds for the terms in it that have none.
// Fields: ti au abs co jr cat id all submittedDate announced; case does not matter.
// Throws Error{usage} whose message shows the query and points at the place, with a hint (an
// unknown field suggests the nearest one; lower-case "and" is a word and no error). Nesting deeper
// than 200 and text longer than 64 KiB are errors.
Query parse_query(std::string_view text);

// A query that parses to the same tree, with every field and parenthesis written.
std::string to_string(const QueryNode& node);

// An Error{usage} for this query: `what`, the query's text on a line of its own and a caret under
// `position`.
class Error;
Error query_error(std::string_view query_text, std::size_t position, const std::string& what,
                  std::string hint = {});

}  // namespace papercup
