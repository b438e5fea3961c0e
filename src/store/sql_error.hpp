#pragma once

#include <filesystem>

#include "papercup/core/error.hpp"

namespace papercup::store {

// To be called while an exception is handled: what SQLite complained of becomes an Error{storage},
// in words that say what to do; any other exception goes on as it is.
[[noreturn]] void rethrow_as_error(const std::filesystem::path& database);

// What `work` returns; SQLite's complaints as Errors.
template <typename Work>
auto guarded(const std::filesystem::path& database, Work work) {
  try {
    return work();
  } catch (...) {
    rethrow_as_error(database);
  }
}

}  // namespace papercup::store
