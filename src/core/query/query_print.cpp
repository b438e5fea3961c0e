#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "core/query/query_fields.hpp"
#include "papercup/core/query.hpp"

namespace papercup {

namespace {

using Kind = QueryNode::Kind;

std::string print(const QueryTerm& term) {
  const bool in_quotes = term.match == TermMatch::phrase || term.match == TermMatch::phrase_prefix;
  const bool starred = term.match == TermMatch::prefix || term.match == TermMatch::phrase_prefix;
  const std::string_view quote = in_quotes ? "\"" : "";
  return fmt::format("{}:{}{}{}{}", name_of(term.field), quote, term.text, quote,
                     starred ? "*" : "");
}

// YYYYMMDDHHMM
std::string print(const std::optional<Time>& time) {
  if (!time) return "*";
  std::string text = to_rfc3339(*time).substr(0, 16);
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return c == '-' || c == 'T' || c == ':'; }),
             text.end());
  return text;
}

std::string print(const std::optional<Date>& day) { return day ? day->to_string() : "*"; }

std::string print(const QueryNode& node);

std::string print_joined(const QueryNode& node) {
  const std::string_view separator = node.kind == Kind::conjunction ? " AND " : " OR ";
  std::string text;
  for (const QueryNode& child : node.children) {
    if (!text.empty()) text += separator;
    text += print(child);
  }
  return text;
}

std::string print(const QueryNode& node) {
  switch (node.kind) {
    case Kind::term:
      return print(node.term);
    case Kind::submitted:
      return fmt::format("{}:[{} TO {}]", kSubmittedField, print(node.submitted.from),
                         print(node.submitted.to));
    case Kind::announced:
      return fmt::format("{}:[{} TO {}]", kAnnouncedField, print(node.announced.from),
                         print(node.announced.to));
    case Kind::negation:
      return "NOT " + print(node.children.front());
    case Kind::conjunction:
    case Kind::disjunction:
      return "(" + print_joined(node) + ")";
  }
  return {};
}

}  // namespace

bool QueryNode::operator==(const QueryNode& other) const {
  return kind == other.kind && term == other.term && submitted == other.submitted &&
         announced == other.announced && children == other.children;
}

std::string to_string(const QueryNode& node) {
  const bool is_joined = node.kind == Kind::conjunction || node.kind == Kind::disjunction;
  return is_joined ? print_joined(node) : print(node);
}

}  // namespace papercup
