#include <array>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/query.hpp"

namespace papercup {
namespace {

std::string_view name_of(QueryField field) {
  switch (field) {
    case QueryField::all:
      return "all";
    case QueryField::title:
      return "ti";
    case QueryField::author:
      return "au";
    case QueryField::abstract:
      return "abs";
    case QueryField::comment:
      return "co";
    case QueryField::journal_ref:
      return "jr";
    case QueryField::category:
      return "cat";
    case QueryField::id:
      return "id";
  }
  return "";
}

std::string term_text(const QueryTerm& term) {
  const bool quoted = term.match == TermMatch::phrase || term.match == TermMatch::phrase_prefix;
  const bool starred = term.match == TermMatch::prefix || term.match == TermMatch::phrase_prefix;
  const std::string_view mark = quoted ? "\"" : "";
  return fmt::format("{}:{}{}{}{}", name_of(term.field), mark, term.text, mark, starred ? "*" : "");
}

std::string minute_text(const std::optional<Time>& time) {
  if (!time) return "*";
  std::string text = to_rfc3339(*time);
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2) + text.substr(11, 2) +
         text.substr(14, 2);
}

std::string day_text(const std::optional<Date>& day) { return day ? day->to_string() : "*"; }

std::string joined(const std::vector<QueryNode>& nodes, std::string_view operation) {
  std::string text = "(";
  for (const QueryNode& node : nodes) {
    text += (text.size() == 1 ? "" : std::string(operation)) + to_string(node);
  }
  return text + ")";
}

}  // namespace

std::string to_string(const QueryNode& node) {
  switch (node.kind) {
    case QueryNode::Kind::term:
      return term_text(node.term);
    case QueryNode::Kind::submitted:
      return fmt::format("submittedDate:[{} TO {}]", minute_text(node.submitted.from),
                         minute_text(node.submitted.to));
    case QueryNode::Kind::announced:
      return fmt::format("announced:[{} TO {}]", day_text(node.announced.from),
                         day_text(node.announced.to));
    case QueryNode::Kind::conjunction:
      return joined(node.children, " AND ");
    case QueryNode::Kind::disjunction:
      return joined(node.children, " OR ");
    case QueryNode::Kind::negation:
      return "(NOT " + to_string(node.children.front()) + ")";
  }
  return "";
}

}  // namespace papercup
