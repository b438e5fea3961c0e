#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "papercup/core/error.hpp"
#include "papercup/store/database.hpp"

namespace SQLite {
class Exception;
}

namespace papercup::store {

// That what is in a database file is damaged, which is no other trouble with it: an Error{storage}
// with `why` and what brings its contents back.
class DamageError : public Error {
 public:
  DamageError(const std::filesystem::path& database, DatabaseKind kind, const std::string& why);
  const std::string& why() const { return why_; }

 private:
  std::string why_;
};

// Whether SQLite complains of what is in the file, and not of what surrounds it.
bool is_damage(const SQLite::Exception& exception);

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
  return guarded(database, is_papers ? DatabaseKind::papers : DatabaseKind::user, std::move(work));
}

}  // namespace papercup::store
