#include "store/database/database_file.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"
#include "store/database/connection.hpp"

namespace papercup::store {
namespace {

namespace fs = std::filesystem;

// The least size of a log's index; a full disk leaves a smaller one
// (https://www.sqlite.org/walformat.html).
constexpr std::uintmax_t kLeastIndex = std::uintmax_t{32} * 1024;

// errno's number, 0 if this process may do it.
int obstacle(const fs::path& path, int wish) {
  return ::faccessat(AT_FDCWD, path.c_str(), wish, AT_EACCESS) == 0 ? 0 : errno;
}

// SQLite makes its files beside the file that a link leads to.
fs::path real_path(const fs::path& file) {
  std::error_code error;
  fs::path real = fs::canonical(file, error);
  return error ? file : real;
}

fs::path beside(const fs::path& file, std::string_view suffix) {
  return file.string() + std::string(suffix);
}

std::uintmax_t size_of(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

int write_obstacle(const fs::path& file) {
  const fs::path real = real_path(file);
  const fs::path folder = real.parent_path().empty() ? fs::path(".") : real.parent_path();
  if (const int error = obstacle(folder, W_OK | X_OK)) return error;
  for (const std::string_view suffix : {"", "-wal", "-shm", "-journal"}) {
    const int error = obstacle(beside(real, suffix), W_OK);
    if (error != 0 && error != ENOENT) return error;
  }
  return 0;
}

// The head of a database (https://www.sqlite.org/fileformat2.html#the_database_header); zeros if it
// cannot be read.
std::array<unsigned char, 100> head_of(const fs::path& file) {
  std::array<unsigned char, 100> head{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(reinterpret_cast<char*>(head.data()), head.size())) head.fill(0);
  return head;
}

bool uses_log(const fs::path& file) {
  constexpr std::size_t kWriteVersion = 18;
  constexpr unsigned char kLog = 2;
  return head_of(file)[kWriteVersion] == kLog;
}

// A path within a URI (https://www.sqlite.org/uri.html).
std::string escaped(const fs::path& file) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string text;
  for (const char c : file.string()) {
    text += kPlain.find(c) != std::string_view::npos
                ? std::string(1, c)
                : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

// Null if SQLite cannot make what it needs beside the file, as on a full disk.
std::unique_ptr<SQLite::Database> open_writable(const fs::path& file) {
  if (write_obstacle(file) != 0) return nullptr;
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, kBusyMilliseconds);
    database->execAndGet("SELECT count(*) FROM sqlite_schema");
    return database;
  } catch (const SQLite::Exception& exception) {
    switch (exception.getErrorCode()) {
      case SQLITE_FULL:
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
      case SQLITE_READONLY:
        return nullptr;
      default:
        throw;
    }
  }
}

std::unique_ptr<SQLite::Database> open_as_it_is(const fs::path& file) {
  const bool has_log = size_of(beside(file, "-wal")) > 0;
  std::error_code error;
  const bool has_index =
      size_of(beside(file, "-shm")) >= kLeastIndex && fs::exists(beside(file, "-wal"), error);
  std::string_view way;
  if (uses_log(file) && !has_index) way = has_log ? "&vfs=unix-none" : "&immutable=1";
  auto database = std::make_unique<SQLite::Database>(
      fmt::format("file:{}?mode=ro{}", escaped(file), way),
      SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX, kBusyMilliseconds);
  // Keeps the log's index in memory (https://www.sqlite.org/wal.html, "Use of WAL Without
  // Shared-Memory"). Nobody writes: whoever did would have made an index.
  if (has_log && !has_index) database->exec("PRAGMA locking_mode = EXCLUSIVE");
  return database;
}

}  // namespace

bool has_content(const fs::path& file) {
  if (!system::file_exists(file, ErrorKind::storage)) return false;
  std::error_code error;
  // What is no regular file is SQLite's to refuse.
  return !fs::is_regular_file(file, error) || fs::file_size(file, error) > 0;
}

bool has_tables(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() != 0;
}

std::size_t stated_schema(const fs::path& file) {
  constexpr std::size_t kUserVersion = 60;
  const auto head = head_of(file);
  std::size_t version = 0;
  for (std::size_t i = 0; i < 4; ++i) version = version << 8 | head[kUserVersion + i];
  return version;
}

void require_writable(const fs::path& file) {
  const int error = write_obstacle(file);
  if (error == 0) return;
  throw Error(ErrorKind::storage,
              fmt::format("{} cannot be written to: {}", file.string(),
                          std::generic_category().message(error)),
              "The file and its folder have to be yours to write; --data or PAPERCUP_DATA names "
              "another folder.");
}

std::unique_ptr<SQLite::Database> open_to_read(const fs::path& file) {
  if (auto database = open_writable(file)) return database;
  if (const int error = obstacle(file, R_OK)) {
    throw Error(
        ErrorKind::storage,
        fmt::format("{} cannot be read: {}", file.string(), std::generic_category().message(error)),
        "Its owner has to allow it (chmod), or --data names another folder.");
  }
  return open_as_it_is(real_path(file));
}

WorkFolder::WorkFolder(const std::filesystem::path& parent, const std::string& prefix) {
  system::remove_stale(parent, prefix);
  std::string name = (parent / (prefix + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category());
  }
  path_ = name;
  lock_ = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ >= 0) (void)::flock(lock_, LOCK_EX | LOCK_NB);
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
  if (lock_ >= 0) (void)::close(lock_);
}

}  // namespace papercup::store
