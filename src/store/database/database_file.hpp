#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/error.hpp"
#include "papercup/store/database.hpp"

namespace SQLite {
class Database;
}

namespace papercup::store {

// The schema of a database of papercup's, by its kind.
struct Schema {
  DatabaseKind kind;
  int application_id;  // in the header of the file, so that another database is not taken for ours
  // The steps from an empty database to the newest schema. Step N leads to `PRAGMA user_version`
  // N + 1. Steps are only ever added at the end: databases of every past version exist somewhere.
  std::vector<std::string_view> migrations;
  // A database that cannot be written to is read from this version on; 0: only of the newest.
  std::size_t oldest_readable = 0;
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

// Whether there is a database of any content. A file of 0 bytes, which a full disk leaves, is none
// yet: SQLite's own meaning. Throws Error{storage} if that cannot be found out.
bool has_content(const std::filesystem::path& file);

// Throws Error{storage}, with the reason, if a database cannot be changed by this process (made, if
// it does not exist): its folder, the file or one of those that SQLite keeps beside it is
// read-only.
void require_writable(const std::filesystem::path& file);

// Whether a database has any table; one that was begun and not made has none.
bool has_tables(SQLite::Database& database);

// The version of the schema that the file's head states, without the log that belongs to the file;
// 0 if it cannot be read.
std::size_t stated_schema(const std::filesystem::path& file);

// Opens an existing database for reading. If it can be written to, so is the connection, since
// SQLite then tidies up after itself. If not, as on a full disk, nothing is written or made:
//  - a log with an index is read as SQLite does it, together with whoever writes;
//  - a log without one is read with an index in memory;
//  - without a log the file is taken as it is. A process that begins to write meanwhile, as another
//    user, may make reading fail; reading again helps.
// Throws SQLite::Exception, and Error{storage} if the file may not be read.
std::unique_ptr<SQLite::Database> open_to_read(const std::filesystem::path& file);

// A folder for databases that are not to be seen half-way, `PREFIX` and six characters. It is gone
// with this object. One that a killed process has left is removed by the next with this prefix.
class WorkFolder {
 public:
  // Throws std::system_error if the folder cannot be made in `parent`.
  WorkFolder(const std::filesystem::path& parent, const std::string& prefix);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int lock_ = -1;  // tells others that the folder is in use
};

}  // namespace papercup::store
