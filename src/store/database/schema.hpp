#pragma once

#include <string_view>
#include <vector>

#include "papercup/store/keeping.hpp"

namespace papercup::store {

// What makes a database one of papercup's, of this kind.
struct Schema {
  DatabaseKind kind;
  int application_id;  // in the header of the file, so that another database is not taken for ours
  // The steps from an empty database to the newest schema. Step N leads to `PRAGMA user_version`
  // N + 1. Steps are only ever added at the end: databases of every past version exist somewhere.
  std::vector<std::string_view> migrations;
};

const Schema& papers_schema();
const Schema& reader_schema();

}  // namespace papercup::store
