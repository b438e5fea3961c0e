#include "store/database/sql_error.hpp"

#include <array>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "papercup/core/error.hpp"
#include "papercup/store/database.hpp"

namespace papercup::store {
namespace {

Error error_of_code(int code, const std::string& name, DatabaseKind kind) {
  try {
    guarded("/nowhere/" + name, kind, [&] { throw SQLite::Exception("cause", code); });
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::failure, "no error"};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr std::array<int, 18> kCodes = {
    SQLITE_ERROR,    SQLITE_PERM,     SQLITE_ABORT,     SQLITE_BUSY,       SQLITE_LOCKED,
    SQLITE_NOMEM,    SQLITE_READONLY, SQLITE_IOERR,     SQLITE_CORRUPT,    SQLITE_FULL,
    SQLITE_CANTOPEN, SQLITE_SCHEMA,   SQLITE_TOOBIG,    SQLITE_CONSTRAINT, SQLITE_MISMATCH,
    SQLITE_AUTH,     SQLITE_NOTADB,   SQLITE_IOERR_READ};

TEST(SqlError, NoComplaintAboutTheReadersDatabaseGetsAdviceThatDestroysIt) {
  for (const int code : kCodes) {
    const Error error = error_of_code(code, "reader.db", DatabaseKind::user);
    EXPECT_EQ(error.kind(), ErrorKind::storage) << code;
    EXPECT_TRUE(has(error.message(), "reader.db") || has(error.message(), "disk")) << code;
    for (const char* destroying : {"ove it", "ove the file", "elete", "emove", "fetch its"}) {
      EXPECT_FALSE(has(error.hint(), destroying)) << code << ": " << error.hint();
    }
  }
}

TEST(SqlError, DamageOfEachDatabaseSaysWhatIsInItAndWhatBringsItBack) {
  for (const int code : {SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR, SQLITE_IOERR}) {
    const std::string reader = error_of_code(code, "reader.db", DatabaseKind::user).hint();
    for (const char* part : {"marks", "cannot be fetched again", "--salvage", "papercup backup",
                             "papercup marks import"}) {
      EXPECT_TRUE(has(reader, part)) << code << ": " << reader;
    }
    const std::string papers = error_of_code(code, "papers.db", DatabaseKind::papers).hint();
    for (const char* part : {"papercup fetch", "import", "marks are not in it", "-wal"}) {
      EXPECT_TRUE(has(papers, part)) << code << ": " << papers;
    }
  }
}

TEST(SqlError, AFileOfWhichOnlyTheNameIsKnownCountsAsPreciousUnlessItHoldsPapers) {
  const auto hint_of = [](const char* file) {
    try {
      guarded(file, [] { throw SQLite::Exception("cause", SQLITE_CORRUPT); });
    } catch (const Error& error) {
      return error.hint();
    }
    return std::string();
  };
  EXPECT_EQ(hint_of("/data/papers.db"), advice_on_damage(DatabaseKind::papers));
  EXPECT_EQ(hint_of("/data/reader.db"), advice_on_damage(DatabaseKind::user));
  EXPECT_EQ(hint_of("/data/other.db"), advice_on_damage(DatabaseKind::user));
}

}  // namespace
}  // namespace papercup::store
