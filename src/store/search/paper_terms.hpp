#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/query.hpp"

namespace papercup::store {

class Connection;

// Names of categories under which a paper is in one that is asked for: a category has several, and
// a paper carries one of them.
class CategoryNames {
 public:
  void add(std::string_view category);
  // All categories that begin so ("cs."), in any of their names.
  void add_prefix(std::string_view prefix);
  // A category as a selection names it, which may be an archive ("cs").
  void add_category_or_archive(const std::string& category);

  // Whether one of a paper's names, divided by blanks, is among them.
  bool has_any_of(std::string_view names) const;

 private:
  bool has(std::string_view name) const;

  std::set<std::string, std::less<>> names_;
  std::vector<std::string> prefixes_;
};

// What can be said of one paper from its row alone: categories, identifier and days, and what is
// made of these. To look at the rows of some papers takes less than to read a list of all papers
// of a category or a year.
class PaperTerms {
 public:
  // Whether a part of a query asks for nothing else.
  static bool can_test(const QueryNode& node);

  // `node` outlives it.
  explicit PaperTerms(const QueryNode& node);

  struct Row {
    ArxivId id;
    std::string_view categories;  // divided by blanks
    std::optional<std::int64_t> published;
    std::int64_t announced = 0;
  };
  bool hold(const Row& row) const { return holds(root_, row); }

 private:
  struct Term {
    const QueryNode& node;
    CategoryNames categories = {};
    std::optional<ArxivId> id = {};
    std::vector<Term> children = {};
  };
  static Term made_of(const QueryNode& node);
  static bool holds(const Term& term, const Row& row);

  Term root_;
};

// The bounds of a range of times or days as numbers, as they are stored.
struct NumberRange {
  std::int64_t from, to;
};
NumberRange seconds_of(const SubmittedRange& range);
NumberRange days_of(const AnnouncedRange& range);

}  // namespace papercup::store
