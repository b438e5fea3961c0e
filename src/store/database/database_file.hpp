#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace SQLite {
class Database;
}

namespace papercup::store {

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
