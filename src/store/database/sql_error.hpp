#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "papercup/core/error.hpp"
#include "papercup/store/keeping.hpp"

namespace papercup::store {

// What a damaged file becomes: an Error{storage} with `why` and what brings its contents back.
Error damage_error(const std::filesystem::path& database, DatabaseKind kind,
                   const std::string& why);

// To be called while an exception is handled: what SQLite complained of becomes an Error{storage},
// in words that say what to do; any other exception goes on as it is. Each database has its own
// words: what is in one can be fetched again, what is in the other cannot.
[[noreturn]] void rethrow_as_error(const std::filesystem::path& database, DatabaseKind kind);

// What `work` returns; SQLite's complaints as Errors.
template <typename Work>
auto guarded(const std::filesystem::path& database, DatabaseKind kind, Work work) {
  try {
    return work();
  } catch (...) {
    rethrow_as_error(database, kind);
  }
}

// The same for a file of which only the name tells what is in it: papers.db, or what is precious.
template <typename Work>
auto guarded(const std::filesystem::path& database, Work work) {
  const bool is_papers = database.filename() == "papers.db";
  return guarded(database, is_papers ? DatabaseKind::papers : DatabaseKind::reader,
                 std::move(work));
}

}  // namespace papercup::store
