#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "papercup/core/error.hpp"
#include "papercup/store/keeping.hpp"
#include "store/connection.hpp"
#include "store/sql_error.hpp"

namespace papercup::store {
namespace {

constexpr int kPrivate = 0600;

// A folder beside the archive, for copies that are not to be seen half-way.
class WorkFolder {
 public:
  explicit WorkFolder(const std::filesystem::path& beside) {
    std::string name = (beside.parent_path() / ".papercup-backup-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw Error(ErrorKind::storage,
                  fmt::format("cannot write beside {}: {}", beside.string(),
                              std::generic_category().message(errno)),
                  "Name a file in a folder that is yours to write.");
    }
    path_ = name;
  }
  ~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A backup of a damaged database would be found out when it is needed.
void check_copy(SQLite::Database& copy, const std::filesystem::path& original) {
  const std::string verdict = copy.execAndGet("PRAGMA quick_check(1)").getString();
  if (verdict == "ok") return;
  throw Error(ErrorKind::storage,
              fmt::format("{} is damaged, and there is no backup: {}", original.string(), verdict),
              "papercup doctor says what to do about it.");
}

// SQLite's own way: a copy as of one moment, whatever is written meanwhile.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to) {
  guarded(from, [&] {
    SQLite::Database source(from.string(), SQLite::OPEN_READWRITE, kBusyMilliseconds);
    SQLite::Database copy(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                          kBusyMilliseconds);
    {
      SQLite::Backup backup(copy, source);
      const int result = backup.executeStep(-1);
      if (result != SQLITE_DONE) throw SQLite::Exception("it is being written to", result);
    }
    // One file alone, without a log that belongs to it.
    copy.execAndGet("PRAGMA journal_mode = DELETE");
    check_copy(copy, from);
  });
}

struct ArchiveDeleter {
  void operator()(archive* writer) const { archive_write_free(writer); }
};
struct EntryDeleter {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

class ArchiveWriter {
 public:
  ArchiveWriter(const std::filesystem::path& file, const std::filesystem::path& named)
      : named_(named), archive_(archive_write_new()) {
    archive_write_set_format_pax_restricted(archive_.get());
    const std::string ending = named.extension().string();
    if (ending == ".gz" || ending == ".tgz") check(archive_write_add_filter_gzip(archive_.get()));
    if (ending == ".zst") check(archive_write_add_filter_zstd(archive_.get()));
    if (ending == ".xz") check(archive_write_add_filter_xz(archive_.get()));
    check(archive_write_open_filename(archive_.get(), file.c_str()));
  }

  void add(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) fail(std::generic_category().message(errno));
    add_header(file.filename().string(), status.st_size, status.st_mtime);
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 1 << 16> buffer{};
    while (stream.read(buffer.data(), buffer.size()) || stream.gcount() > 0) {
      const auto count = static_cast<std::size_t>(stream.gcount());
      if (archive_write_data(archive_.get(), buffer.data(), count) < 0) check(ARCHIVE_FATAL);
    }
    if (!stream.eof()) fail("a copy cannot be read back");
    add_header(file.filename().string() + "-wal", 0, status.st_mtime);
  }

  void finish() { check(archive_write_close(archive_.get())); }

 private:
  void add_header(const std::string& name, std::int64_t bytes, std::time_t changed) {
    const std::unique_ptr<archive_entry, EntryDeleter> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), bytes);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), kPrivate);
    archive_entry_set_mtime(entry.get(), changed, 0);
    check(archive_write_header(archive_.get(), entry.get()));
  }

  void check(int result) const {
    if (result < ARCHIVE_WARN) {
      const char* why = archive_error_string(archive_.get());
      fail(why != nullptr ? why : "unknown error");
    }
  }
  [[noreturn]] void fail(const std::string& why) const {
    throw Error(ErrorKind::storage, fmt::format("cannot write {}: {}", named_.string(), why),
                "Make room, or name a file elsewhere; there is no backup yet.");
  }

  std::filesystem::path named_;
  std::unique_ptr<archive, ArchiveDeleter> archive_;
};

// What was written is on the disk before it takes the place of the former backup.
void sync_and_rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::permissions(from, std::filesystem::perms(kPrivate), error);
  const int descriptor = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (!is_synced) error = {errno, std::generic_category()};
  if (descriptor >= 0) (void)::close(descriptor);
  if (!error) std::filesystem::rename(from, to, error);
  if (error) {
    throw Error(ErrorKind::storage,
                fmt::format("cannot write {}: {}", to.string(), error.message()),
                "Name a file in a folder that is yours to write; there is no backup yet.");
  }
}

}  // namespace

void back_up(const std::vector<std::filesystem::path>& databases,
             const std::filesystem::path& archive) {
  const std::filesystem::path target = std::filesystem::absolute(archive);
  const WorkFolder folder(target);
  ArchiveWriter writer(folder.path() / "archive", archive);
  for (const std::filesystem::path& database : databases) {
    if (!std::filesystem::exists(database)) continue;
    const std::filesystem::path copy = folder.path() / database.filename();
    copy_database(database, copy);
    writer.add(copy);
    std::filesystem::remove(copy);
  }
  writer.finish();
  sync_and_rename(folder.path() / "archive", target);
}

}  // namespace papercup::store
