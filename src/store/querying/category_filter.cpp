#include "store/querying/category_filter.hpp"

#include <algorithm>

#include "papercup/core/category.hpp"
#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"
#include "store/querying/selector.hpp"

namespace papercup::store {
namespace {

constexpr int kFewLookups = 3000;

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
      if (row.id.starts_with(prefixes_.back())) add(row.id);
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
  const auto names =
      connection_.first<std::string>("SELECT categories FROM paper WHERE key = ?", paper);
  if (!names) return false;
  const std::vector<std::string> of_paper = divided(*names, ' ');
  return std::any_of(of_paper.begin(), of_paper.end(),
                     [this](const std::string& name) { return is_wanted(name); });
}

bool CategoryFilter::is_wanted(std::string_view name) const {
  return names_.find(name) != names_.end() ||
         std::any_of(prefixes_.begin(), prefixes_.end(),
                     [&](const std::string& prefix) { return name.starts_with(prefix); });
}

}  // namespace papercup::store
