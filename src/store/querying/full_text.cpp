#include "store/querying/full_text.hpp"

#include <string_view>

#include "papercup/text/tokens.hpp"

namespace papercup::store {
namespace {

constexpr std::string_view kBetweenAuthors =
    " \uE000 ";  // a private-use character: neither letter nor digit

std::string author_text(const Paper& paper) {
  std::string authors;
  for (const std::string& author : paper.authors) {
    if (!authors.empty()) authors += kBetweenAuthors;
    authors += text::token_text(author);
  }
  return authors;
}

std::string_view column(QueryField field) {
  switch (field) {
    case QueryField::title:
      return "title";
    case QueryField::abstract:
      return "abstract";
    case QueryField::author:
      return "authors";
    case QueryField::comment:
      return "comment";
    case QueryField::journal_ref:
      return "journal_ref";
    case QueryField::all:
    case QueryField::category:
    case QueryField::id:
      break;
  }
  return {};
}

}  // namespace

TextColumns text_columns(const Paper& paper) {
  return {text::token_text(paper.title), text::token_text(paper.abstract), author_text(paper),
          text::token_text(paper.comment), text::token_text(paper.journal_ref)};
}

std::string match_expression(const QueryTerm& term) {
  const std::string tokens = text::token_text(term.text);
  if (tokens.empty()) return {};
  const bool is_prefix = term.match == TermMatch::prefix || term.match == TermMatch::phrase_prefix;
  std::string expression;
  if (const std::string_view name = column(term.field); !name.empty()) {
    expression = std::string(name) + " : ";
  }
  return expression + '"' + tokens + '"' + (is_prefix ? " *" : "");
}

}  // namespace papercup::store
