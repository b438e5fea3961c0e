#include "papercup/core/category.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/embedded_data.hpp"
#include "papercup/core/suggestion.hpp"

namespace papercup {
namespace {

constexpr std::size_t kColumns = 8;

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

CategoryStatus parse_status(std::string_view text) {
  if (text == "subsumed") return CategoryStatus::subsumed;
  if (text == "archive") return CategoryStatus::archive;
  return CategoryStatus::active;
}

std::vector<CategoryInfo> parse_table(std::string_view table) {
  std::vector<CategoryInfo> rows;
  bool in_header = true;
  while (!table.empty()) {
    std::string_view line = take_until(table, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(in_header, false)) continue;
    std::array<std::string_view, kColumns> cells;
    for (std::string_view& cell : cells) cell = take_until(line, '\t');
    rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], parse_status(cells[5]),
                    cells[6], cells[7]});
  }
  return rows;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_letter_or_digit(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

// Whether `word` stands at the beginning of a word of `text`.
bool begins_a_word(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if ((at == 0 || !is_letter_or_digit(text[at - 1])) &&
        same_letters(text.substr(at, word.size()), word)) {
      return true;
    }
  }
  return false;
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const CategoryInfo& row : taxonomy()) names.emplace_back(row.id);
  for (const CategoryInfo& row : taxonomy()) {
    if (std::find(names.begin(), names.end(), row.archive) == names.end()) {
      names.emplace_back(row.archive);
    }
  }
  return names;
}

}  // namespace

const std::vector<CategoryInfo>& taxonomy() {
  static const std::vector<CategoryInfo> rows = parse_table(data::categories_tsv());
  return rows;
}

const CategoryInfo* find_category(std::string_view id) {
  static const auto by_id = [] {
    std::unordered_map<std::string_view, const CategoryInfo*> index;
    for (const CategoryInfo& row : taxonomy()) index.emplace(row.id, &row);
    return index;
  }();
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

bool is_archive(std::string_view name) {
  static const auto archives = [] {
    std::set<std::string_view> names;
    for (const CategoryInfo& row : taxonomy()) {
      names.insert(row.archive);
      if (row.status != CategoryStatus::active) names.insert(row.id);
    }
    return names;
  }();
  return archives.contains(name);
}

std::vector<std::string> equivalent_categories(std::string_view id) {
  const CategoryInfo* info = find_category(id);
  if (info == nullptr) return {std::string(id)};
  std::vector<std::string> names{std::string(info->canonical_id)};
  for (const CategoryInfo& row : taxonomy()) {
    if (row.canonical_id == info->canonical_id && row.id != info->canonical_id) {
      names.emplace_back(row.id);
    }
  }
  return names;
}

std::string canonical_category(std::string_view id) {
  const CategoryInfo* info = find_category(id);
  return std::string(info == nullptr ? id : info->canonical_id);
}

std::vector<std::string> nearest_categories(std::string_view misspelt, std::size_t limit) {
  static const std::vector<std::string> names = all_names();
  std::vector<std::string> nearest;
  for (const std::string& name : names) {
    if (same_letters(name, misspelt)) nearest.push_back(name);
  }
  std::vector<std::string> rest = names;
  while (nearest.size() < limit) {
    const std::string next = nearest_word(misspelt, rest);
    if (next.empty()) break;
    rest.erase(std::find(rest.begin(), rest.end(), next));
    if (std::find(nearest.begin(), nearest.end(), next) == nearest.end()) nearest.push_back(next);
  }
  if (nearest.size() > limit) nearest.resize(limit);
  return nearest;
}

std::vector<const CategoryInfo*> search_categories(std::string_view words) {
  std::vector<std::string_view> wanted;
  while (!words.empty()) {
    const std::string_view word = take_until(words, ' ');
    if (!word.empty()) wanted.push_back(word);
  }
  std::vector<const CategoryInfo*> found;
  if (wanted.empty()) return found;
  for (const CategoryInfo& row : taxonomy()) {
    const bool matches = std::all_of(wanted.begin(), wanted.end(), [&](std::string_view word) {
      return begins_a_word(row.id, word) || begins_a_word(row.name, word) ||
             begins_a_word(row.archive_name, word);
    });
    if (matches && row.status == CategoryStatus::active) found.push_back(&row);
  }
  return found;
}

}  // namespace papercup
