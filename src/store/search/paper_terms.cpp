#include "store/search/paper_terms.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "papercup/core/category.hpp"

namespace papercup::store {
namespace {

constexpr std::int64_t kEarliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();

std::int64_t seconds(const std::optional<Time>& time, std::int64_t without) {
  return time ? static_cast<std::int64_t>(time->time_since_epoch().count()) : without;
}

std::int64_t days(const std::optional<Date>& day, std::int64_t without) {
  return day ? day->days_since_epoch() : without;
}

bool is_within(std::int64_t number, const NumberRange& range) {
  return range.from <= number && number <= range.to;
}

}  // namespace

NumberRange seconds_of(const SubmittedRange& range) {
  return {seconds(range.from, kEarliest), seconds(range.to, kLatest)};
}

NumberRange days_of(const AnnouncedRange& range) {
  return {days(range.from, kEarliest), days(range.to, kLatest)};
}

void CategoryNames::add(std::string_view category) {
  for (std::string& equivalent : equivalent_categories(category)) {
    names_.insert(std::move(equivalent));
  }
}

void CategoryNames::add_prefix(std::string_view prefix) {
  prefixes_.emplace_back(prefix);
  // A paper of math.NA is one of cs.NA too, whichever of the names it came with.
  for (const CategoryInfo& row : taxonomy()) {
    if (row.id.starts_with(prefix)) add(row.id);
  }
}

void CategoryNames::add_category_or_archive(const std::string& category) {
  add(category);
  if (is_archive(category)) add_prefix(category + ".");
}

bool CategoryNames::has_any_of(std::string_view names) const {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (has(names.substr(0, end))) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool CategoryNames::has(std::string_view name) const {
  return names_.find(name) != names_.end() ||
         std::ranges::any_of(prefixes_,
                             [&](const std::string& prefix) { return name.starts_with(prefix); });
}

bool PaperTerms::can_test(const QueryNode& node) {
  if (node.kind == QueryNode::Kind::term) {
    return node.term.field == QueryField::category || node.term.field == QueryField::id;
  }
  return std::ranges::all_of(node.children, can_test);
}

PaperTerms::PaperTerms(const QueryNode& node) : root_(made_of(node)) {}

PaperTerms::Term PaperTerms::made_of(const QueryNode& node) {
  Term term{node};
  if (node.kind == QueryNode::Kind::term) {
    const bool is_prefix = node.term.match == TermMatch::prefix;
    if (node.term.field == QueryField::category) {
      if (is_prefix) {
        term.categories.add_prefix(node.term.text);
      } else {
        term.categories.add(node.term.text);
      }
    } else if (!is_prefix) {
      term.id = PaperRef::parse(node.term.text).id;
    }
  }
  for (const QueryNode& child : node.children) term.children.push_back(made_of(child));
  return term;
}

bool PaperTerms::holds(const Term& term, const Row& row) {
  const auto child_holds = [&](const Term& child) { return holds(child, row); };
  switch (term.node.kind) {
    case QueryNode::Kind::term:
      if (term.node.term.field == QueryField::category) {
        return term.categories.has_any_of(row.categories);
      }
      return term.id ? row.id == *term.id : row.id.to_string().starts_with(term.node.term.text);
    case QueryNode::Kind::submitted:
      return row.published && is_within(*row.published, seconds_of(term.node.submitted));
    case QueryNode::Kind::announced:
      return is_within(row.announced, days_of(term.node.announced));
    case QueryNode::Kind::conjunction:
      return std::ranges::all_of(term.children, child_holds);
    case QueryNode::Kind::disjunction:
      return std::ranges::any_of(term.children, child_holds);
    case QueryNode::Kind::negation:
      return !child_holds(term.children.front());
  }
  return false;
}

}  // namespace papercup::store
