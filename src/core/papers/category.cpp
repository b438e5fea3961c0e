#include "papercup/core/category.hpp"

#include <algorithm>
#include <set>

#include "core/tables/table.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

namespace {

CategoryStatus parse_status(std::string_view text) {
  constexpr auto kNames = names_of<CategoryStatus>({
      {CategoryStatus::active, "active"},
      {CategoryStatus::subsumed, "subsumed"},
      {CategoryStatus::archive, "archive"},
  });
  if (const auto status = kNames.find(text)) return *status;
  throw Error{ErrorKind::failure,
              "the built-in table of categories has the status " + std::string(text)};
}

std::vector<CategoryInfo> read_taxonomy() {
  std::vector<CategoryInfo> result;
  for (const auto& row : table_rows(data::categories_tsv(), 8)) {
    result.push_back(
        {row[0], row[1], row[2], row[3], row[4], parse_status(row[5]), row[6], row[7]});
  }
  return result;
}

using NameSet = std::set<std::string_view>;

NameSet read_archives(bool (*counts)(const CategoryInfo&)) {
  NameSet names;
  for (const CategoryInfo& info : taxonomy()) {
    if (counts(info)) names.insert(info.archive);
  }
  return names;
}

// How far a candidate is from what was written; 0 for a difference of case only.
std::size_t distance_to(std::string_view misspelt, std::string_view candidate) {
  constexpr std::size_t kFarthest = 2;
  const std::size_t point = candidate.find('.');
  const bool is_subject_class = point != std::string_view::npos &&
                                ascii::equal_ignoring_case(candidate.substr(point + 1), misspelt);
  if (is_subject_class) return 1;
  const std::size_t distance = edit_distance(misspelt, candidate, kFarthest);
  // "gr" is not a misspelt "cs".
  return distance < std::max(misspelt.size(), candidate.size()) ? distance : kFarthest + 1;
}

// Whether an id is that of a division of an archive, as astro-ph.CO is of astro-ph.
bool is_in_archive(std::string_view id, std::string_view archive) {
  return id.size() > archive.size() && id.starts_with(archive) && id[archive.size()] == '.';
}

// Active categories, then archives, then names that are no longer given.
std::vector<std::string_view> names_to_suggest() {
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status == CategoryStatus::active) add(info.id);
  }
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status != CategoryStatus::subsumed) add(info.archive);
  }
  for (const CategoryInfo& info : taxonomy()) add(info.id);
  return names;
}

}  // namespace

const std::vector<CategoryInfo>& taxonomy() {
  static const std::vector<CategoryInfo> rows = read_taxonomy();
  return rows;
}

const CategoryInfo* find_category(std::string_view id) {
  const auto& rows = taxonomy();
  const auto found =
      std::ranges::find_if(rows, [&](const CategoryInfo& info) { return info.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

bool is_archive(std::string_view name) {
  static const NameSet archives = read_archives(
      [](const CategoryInfo& info) { return info.status != CategoryStatus::subsumed; });
  return archives.contains(name);
}

bool is_past_or_present_archive(std::string_view name) {
  static const NameSet archives = read_archives([](const CategoryInfo&) { return true; });
  return archives.contains(name);
}

bool is_divided_archive(std::string_view name) {
  static const NameSet archives =
      read_archives([](const CategoryInfo& info) { return is_in_archive(info.id, info.archive); });
  return archives.contains(name);
}

std::vector<std::string> divisions_of(std::string_view archive) {
  std::vector<std::string> ids;
  for (const CategoryInfo& info : taxonomy()) {
    const bool is_active = info.status == CategoryStatus::active;
    if (is_active && is_in_archive(info.id, archive)) ids.emplace_back(info.id);
  }
  return ids;
}

std::vector<std::string> equivalent_categories(std::string_view id) {
  const std::string canonical = canonical_category(id);
  std::vector<std::string> names = {canonical};
  for (const CategoryInfo& info : taxonomy()) {
    if (info.canonical_id == canonical && info.id != canonical) names.emplace_back(info.id);
  }
  return names;
}

std::string canonical_category(std::string_view id) {
  const CategoryInfo* info = find_category(id);
  return std::string(info ? info->canonical_id : id);
}

std::vector<std::string> query_names(std::string_view name) {
  std::vector<std::string> names = equivalent_categories(name);
  if (!is_divided_archive(name)) return names;
  names.push_back(std::string(name) + ".*");
  for (const std::string& division : divisions_of(name)) {
    for (std::string& other : equivalent_categories(division)) {
      if (!is_in_archive(other, name)) names.push_back(std::move(other));
    }
  }
  return names;
}

std::string oai_set_of(std::string_view name) {
  const std::string canonical = canonical_category(name);
  const CategoryInfo* info = find_category(canonical);
  if (info != nullptr && !info->oai_set.empty()) return std::string(info->oai_set);
  // The set of an archive is that of any of its divisions but for the last part.
  const std::string_view archive = std::string_view(canonical).substr(0, canonical.find('.'));
  const std::vector<std::string> divisions = divisions_of(archive);
  if (divisions.empty()) return {};
  std::string set(find_category(divisions.front())->oai_set);
  set.erase(set.rfind(':'));
  if (archive != canonical) set += ":" + canonical.substr(archive.size() + 1);
  return set;
}

std::vector<std::string> nearest_categories(std::string_view misspelt, std::size_t limit) {
  constexpr std::size_t kFarthest = 2;
  struct Candidate {
    std::size_t distance;
    std::string_view name;
  };
  std::vector<Candidate> near;
  for (const std::string_view name : names_to_suggest()) {
    const std::size_t distance = distance_to(misspelt, name);
    if (distance <= kFarthest) near.push_back({distance, name});
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });

  std::vector<std::string> result;
  for (std::size_t i = 0; i < std::min(limit, near.size()); ++i) result.emplace_back(near[i].name);
  return result;
}

bool belongs_to(std::string_view category, std::string_view name) {
  const std::vector<std::string> names = equivalent_categories(category);
  return std::ranges::any_of(names, [&](const std::string& other) {
    return other == name || (is_archive(name) && is_in_archive(other, name));
  });
}

}  // namespace papercup
