#include "store/querying/category_filter.hpp"

#include <algorithm>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "papercup/core/category.hpp"
#include "store/database/connection.hpp"
#include "store/querying/selector.hpp"

namespace papercup::store {
namespace {

constexpr int kFewLookups = 3000;

bool has_prefix(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

CategoryFilter::CategoryFilter(const Selector& selector, Connection& connection,
                               const std::vector<std::string>& categories, Expected expected)
    : selector_(selector),
      connection_(connection),
      categories_(categories),
      lookups_left_(expected == Expected::few ? kFewLookups : 0) {
  const auto add = [this](std::string_view name) {
    for (std::string& equivalent : equivalent_categories(name)) {
      names_.insert(std::move(equivalent));
    }
  };
  for (const std::string& category : categories) {
    add(category);
    if (!is_archive(category)) continue;
    prefixes_.push_back(category + ".");
    for (const CategoryInfo& row : taxonomy()) {
      if (has_prefix(row.id, prefixes_.back())) add(row.id);
    }
  }
}

bool CategoryFilter::contains(std::int64_t paper) {
  if (categories_.empty()) return true;
  if (!papers_ && lookups_left_-- > 0) return look_up(paper);
  if (!papers_) {
    papers_.emplace();
    for (const std::string& category : categories_) {
      *papers_ |= selector_.with_category_or_archive(category);
    }
  }
  return papers_->contains(paper);
}

bool CategoryFilter::look_up(std::int64_t paper) {
  SQLite::Statement& row = connection_.prepared("SELECT categories FROM paper WHERE key = ?");
  row.bind(1, paper);
  if (!row.executeStep()) return false;
  const std::string names = row.getColumn(0).getText();
  row.reset();
  for (std::size_t start = 0; start < names.size();) {
    const std::size_t end = std::min(names.find(' ', start), names.size());
    if (is_wanted(std::string_view(names).substr(start, end - start))) return true;
    start = end + 1;
  }
  return false;
}

bool CategoryFilter::is_wanted(std::string_view name) const {
  return names_.find(name) != names_.end() ||
         std::any_of(prefixes_.begin(), prefixes_.end(),
                     [&](const std::string& prefix) { return has_prefix(name, prefix); });
}

}  // namespace papercup::store
