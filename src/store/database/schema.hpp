#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

#include "papercup/core/error.hpp"
#include "papercup/store/database.hpp"

namespace papercup::store {

// The schema of a database of papercup's, by its kind.
struct Schema {
  DatabaseKind kind;
  int application_id;  // in the header of the file, so that another database is not taken for ours
  // The steps from an empty database to the newest schema. Step N leads to `PRAGMA user_version`
  // N + 1. Steps are only ever added at the end: databases of every past version exist somewhere.
  std::vector<std::string_view> migrations;
};

// More than all programs to come will have: a version beyond it is damage.
inline constexpr std::size_t kImpossibleSchema = 10'000;
// The size of a page of new databases, in bytes. Four times SQLite's own: reading everything asks
// the system for fewer pages, and less of each is left over.
inline constexpr int kPageSize = 16384;

// The error for a database that a later papercup wrote.
Error later_schema_error(const std::filesystem::path& database, std::size_t version,
                         std::size_t newest);

const Schema& papers_schema();
const Schema& user_schema();

}  // namespace papercup::store
