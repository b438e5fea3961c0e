#include "store/papers/feature_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "store/database/connection.hpp"
#include "store/database/statement.hpp"

namespace papercup::store {
namespace {

// To seek a row takes as long as to step over several.
constexpr std::size_t kStepsOfSeek = 8;

bool has_lower_key(const PaperKey& a, const PaperKey& b) { return a.key < b.key; }

void seek_features(Connection& connection, std::vector<PaperKey> papers,
                   const FeatureVisitor& visit) {
  std::ranges::sort(papers, has_lower_key);
  Statement row(connection, "SELECT features FROM paper_features WHERE paper = ?");
  for (const PaperKey& paper : papers) {
    row.bind(paper.key);
    visit(paper, row.step() ? row.bytes(0) : std::string_view());
  }
}

// The keys of the papers are `range` numbers from `first` on, or some of them.
void scan_features(Connection& connection, const std::vector<PaperKey>& papers, std::int64_t first,
                   std::size_t range, const FeatureVisitor& visit) {
  std::vector<const PaperKey*> wanted(range);  // null: of no paper, or visited
  const auto place = [first](std::int64_t key) { return static_cast<std::size_t>(key - first); };
  for (const PaperKey& paper : papers) wanted[place(paper.key)] = &paper;
  Statement rows(
      connection,
      "SELECT paper, features FROM paper_features WHERE paper BETWEEN ? AND ? ORDER BY paper",
      first, first + static_cast<std::int64_t>(range) - 1);
  while (rows.step()) {
    const std::int64_t key = rows.number(0);
    // A damaged file has keys out of order, and SQLite relies on their order.
    if (key < first || place(key) >= range) {
      refuse_row(fmt::format("the features of paper {} are out of order", key));
    }
    const PaperKey*& paper = wanted[place(key)];
    if (paper != nullptr) visit(*std::exchange(paper, nullptr), rows.bytes(1));
  }
  for (const PaperKey* const paper : wanted) {
    if (paper != nullptr) visit(*paper, {});
  }
}

// The features of the keys between the lowest and the highest, as far as there are any.
void scan_features(Connection& connection, const KeySet& keys, std::int64_t lowest,
                   std::int64_t highest, const KeyVisitor& visitor) {
  KeySet left = keys;
  Statement rows(
      connection,
      "SELECT paper, features FROM paper_features WHERE paper BETWEEN ? AND ? ORDER BY paper",
      lowest, highest);
  while (rows.step()) {
    const std::int64_t key = rows.number(0);
    if (key < lowest || key > highest) {
      refuse_row(fmt::format("the features of paper {} are out of order", key));
    }
    if (!left.contains(key)) continue;
    left.erase(key);
    visitor.visit(key, rows.bytes(1));
  }
  left.for_each([&](std::int64_t key) { visitor.visit(key, {}); });
}

}  // namespace

void visit_features(Connection& connection, const KeySet& keys, const KeyVisitor& visitor) {
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  keys.for_each([&](std::int64_t key) {
    if (lowest == 0) lowest = key;
    highest = key;
  });
  if (lowest == 0) return;
  const auto range = static_cast<std::size_t>(highest - lowest) + 1;
  if (range / keys.size() <= kStepsOfSeek) {
    scan_features(connection, keys, lowest, highest, visitor);
    return;
  }
  Statement row(connection, "SELECT features FROM paper_features WHERE paper = ?");
  keys.for_each([&](std::int64_t key) {
    row.bind(key);
    visitor.visit(key, row.step() ? row.bytes(0) : std::string_view());
  });
}

void visit_features(Connection& connection, const KeyVisitor& visitor) {
  std::int64_t last = 0;
  std::int64_t visited = 0;
  Statement rows(connection, "SELECT paper, features FROM paper_features ORDER BY paper");
  for (; rows.step(); ++visited) {
    const std::int64_t key = key_in(rows.number(0));
    if (key <= last) refuse_row(fmt::format("the features of paper {} are out of order", key));
    last = key;
    visitor.visit(key, rows.bytes(1));
  }
  if (connection.first<std::int64_t>("SELECT count(*) FROM paper") == visited) return;
  Statement lost(connection,
                 "SELECT key FROM paper WHERE key NOT IN (SELECT paper FROM paper_features)");
  while (lost.step()) visitor.visit(key_in(lost.number(0)), {});
}

void visit_features(Connection& connection, std::vector<PaperKey> papers,
                    const FeatureVisitor& visit) {
  if (papers.empty()) return;
  const auto [lowest, highest] = std::minmax_element(papers.begin(), papers.end(), has_lower_key);
  const auto range = static_cast<std::size_t>(highest->key - lowest->key) + 1;
  if (range / papers.size() > kStepsOfSeek) {
    seek_features(connection, std::move(papers), visit);
  } else {
    scan_features(connection, papers, lowest->key, range, visit);
  }
}

}  // namespace papercup::store
