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
  phrase_prefix,  // in quotes followed by `*`: the last token is a prefix
};

// Never without a letter, a digit or a character beyond ASCII in its text.
struct QueryTerm {
  QueryField field = QueryField::all;
  // As written, neither folded nor split: of au:del_maestro "del_maestro", of cat:cs.* "cs.". Of
  // `id` the identifier in canonical form without version, or the beginning of one in lower case.
  std::string text;
  TermMatch match = TermMatch::exact;  // of `category` and `id` exact or prefix, quoted or not

  bool operator==(const QueryTerm&) const = default;
};

// `submittedDate:[A TO B]`, in minutes of UTC, both ends inclusive to the end of what is written:
// A and B are YYYY, YYYYMM, YYYYMMDD or YYYYMMDDHHMM, or YYYY-MM-DD, or `*` for no bound.
// `announced:[A TO B]` takes the same without hours and minutes. An absent bound is open.
struct SubmittedRange {
  std::optional<Time> from, to;  // from <= published <= to, to at second 59

  bool operator==(const SubmittedRange&) const = default;
};
struct AnnouncedRange {
  std::optional<Date> from, to;

  bool operator==(const AnnouncedRange&) const = default;
};

// A query as a tree of values, at most 200 levels deep. A conjunction is no child of a conjunction,
// nor a disjunction of a disjunction.
struct QueryNode {
  enum class Kind { term, submitted, announced, conjunction, disjunction, negation };

  Kind kind = Kind::term;
  std::size_t position = 0;  // byte offset into the query's text, for error messages
  QueryTerm term;
  SubmittedRange submitted;
  AnnouncedRange announced;
  std::vector<QueryNode> children;  // of conjunction and disjunction two or more, of negation one

  // Whether the two ask the same in the same order; positions do not count.
  bool operator==(const QueryNode& other) const;
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
// Fields: ti au abs co jr cat id all submittedDate announced; case does not matter. A term is a
// word, which goes on to the next blank, parenthesis or quote, or a phrase in quotes; each may be
// followed by a star. Blanks and quotes are those of Unicode too. Throws Error{usage} whose message
// shows the query and points at the place, mostly with a hint (an unknown field suggests the
// nearest one), also for what other search engines would read as something else: -survey, a|b,
// au:x,ti:y, organi?ation. Nesting deeper than 200 levels and text longer than 64 KiB are errors.
Query parse_query(std::string_view text);

// What to tell a reader of how a query was read, if it may not be what was meant: that terms
// without an operator are alternatives, with the whole as it was read (not for identifiers, of
// which a paper has one), that lower-case "and" is a word, that a field within quotes or an
// identifier without `id:` is text, and that signs are not searched for (C++). Mostly nothing, at
// most four notes, each of one or two lines.
std::vector<std::string> query_notes(const Query& query);

// The query in a form that shows how it was understood: every field is written, and parentheses
// around all but the whole. parse_query(to_string(node)).root == node for every node that
// parse_query makes.
std::string to_string(const QueryNode& node);

// An Error{usage} whose message has three lines: `what`, the query, and a caret under `position`, a
// byte offset (past the end: the end). Control characters are shown as spaces; of a long query only
// what is around the place. The caret is placed as if every character were one column wide.
class Error;
Error query_error(std::string_view query_text, std::size_t position, const std::string& what,
                  std::string hint = {});

}  // namespace papercup
