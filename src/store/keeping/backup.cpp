#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <exception>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "papercup/core/error.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/system/files.hpp"
#include "papercup/system/shared_library.hpp"
#include "store/database/connection.hpp"
#include "store/database/database_file.hpp"
#include "store/database/sql_error.hpp"

namespace papercup::store {
namespace {

constexpr int kPrivate = 0600;
constexpr int kPagesAStep = 1024;
constexpr int kInstructionsAStep = 1'000'000;  // of SQLite's machine
constexpr const char* kWorkFolder = ".papercup-backup-";

void heed_interruption(const BackupCare& care) {
  if (care.is_interrupted && care.is_interrupted()) {
    throw Error(ErrorKind::interrupted, "interrupted; there is no backup");
  }
}

[[noreturn]] void refuse_copies(const std::filesystem::path& folder, int error_number) {
  throw Error(
      ErrorKind::storage,
      fmt::format("cannot copy the databases into {}: {}", folder.string(),
                  std::generic_category().message(error_number)),
      "Make room there, or name a file in another folder that is yours to write; for a pipe, "
      "TMPDIR names the folder.");
}

// A backup of a damaged database would be found out when it is needed.
void check_copy(SQLite::Database& copy, const std::filesystem::path& original,
                const BackupCare& care) {
  const auto ask = [](void* data) {
    const auto& asked = *static_cast<const BackupCare*>(data);
    return asked.is_interrupted && asked.is_interrupted() ? 1 : 0;
  };
  sqlite3_progress_handler(copy.getHandle(), kInstructionsAStep, ask,
                           const_cast<BackupCare*>(&care));  // which is only read
  std::string verdict;
  try {
    verdict = copy.execAndGet("PRAGMA quick_check(1)").getString();
  } catch (const SQLite::Exception&) {
    heed_interruption(care);
    throw;
  }
  if (verdict == "ok") return;
  throw Error(
      ErrorKind::storage,
      fmt::format("{} is damaged, and there is no backup: {}", original.string(), verdict),
      "papercup doctor says what to do about it; papercup marks export FILE saves your marks "
      "meanwhile.");
}

// SQLite's own way: a copy as of one moment, whatever is written meanwhile.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to,
                   const BackupCare& care) {
  guarded(from, [&] {
    const std::unique_ptr<SQLite::Database> source = open_to_read(from);
    SQLite::Database copy(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                          kBusyMilliseconds);
    // A transaction that has read holds the moment; otherwise each write of others would make the
    // copy begin anew.
    source->exec("BEGIN");
    source->execAndGet("SELECT count(*) FROM sqlite_schema");
    try {
      SQLite::Backup backup(copy, *source);
      int result = SQLITE_OK;
      while (result == SQLITE_OK) {
        heed_interruption(care);
        result = backup.executeStep(kPagesAStep);
      }
      if (result != SQLITE_DONE) throw SQLite::Exception("it is being written to", result);
    } catch (const SQLite::Exception& exception) {
      // It is the copy's disk, and not the one of what is copied.
      if (exception.getErrorCode() == SQLITE_FULL) refuse_copies(care.scratch, ENOSPC);
      throw;
    }
    source->exec("COMMIT");
    // One file alone, without a log that belongs to it.
    copy.execAndGet("PRAGMA journal_mode = DELETE");
    check_copy(copy, from, care);
  });
}

// A copy that has a descriptor and no name any more, so that nothing is left of it.
class Copy {
 public:
  Copy(const std::filesystem::path& database, const WorkFolder& folder, const BackupCare& care)
      : name_(database.filename().string()) {
    const std::filesystem::path file = folder.path() / name_;
    copy_database(database, file, care);
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) refuse_copies(folder.path(), errno);
    std::filesystem::remove(file);
  }
  ~Copy() {
    if (descriptor_ >= 0) (void)::close(descriptor_);
  }
  Copy(Copy&& other) noexcept
      : name_(std::move(other.name_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  Copy& operator=(Copy&&) = delete;

  const std::string& name() const { return name_; }
  int descriptor() const { return descriptor_; }

 private:
  std::string name_;
  int descriptor_ = -1;
};

std::vector<Copy> copies_of(const std::vector<std::filesystem::path>& databases,
                            const BackupCare& care) {
  try {
    const WorkFolder folder(care.scratch, kWorkFolder);
    std::vector<Copy> copies;
    for (const std::filesystem::path& database : databases) {
      if (has_content(database)) copies.emplace_back(database, folder, care);
    }
    return copies;
  } catch (const std::system_error& error) {
    refuse_copies(care.scratch, error.code().value());
  }
}

struct ArchiveDeleter {
  void operator()(archive* writer) const { PAPERCUP_ARCHIVE(archive_write_free)(writer); }
};
struct EntryDeleter {
  void operator()(archive_entry* entry) const { PAPERCUP_ARCHIVE(archive_entry_free)(entry); }
};

using Take = std::function<void(std::string_view)>;

class ArchiveWriter {
 public:
  ArchiveWriter(Packing packing, const Take& take, const BackupCare& care)
      : take_(take), care_(care), archive_(PAPERCUP_ARCHIVE(archive_write_new)()) {
    PAPERCUP_ARCHIVE(archive_write_set_format_pax_restricted)(archive_.get());
    if (packing == Packing::gzip)
      check(PAPERCUP_ARCHIVE(archive_write_add_filter_gzip)(archive_.get()));
    if (packing == Packing::zstd)
      check(PAPERCUP_ARCHIVE(archive_write_add_filter_zstd)(archive_.get()));
    if (packing == Packing::xz)
      check(PAPERCUP_ARCHIVE(archive_write_add_filter_xz)(archive_.get()));
    // Nothing but the archive: some programs that unpack take zeros after it for damage.
    PAPERCUP_ARCHIVE(archive_write_set_bytes_in_last_block)(archive_.get(), 1);
    check(PAPERCUP_ARCHIVE(archive_write_open)(archive_.get(), this, nullptr, hand_on, nullptr));
  }

  // What is not complete is not to be ended as if it were.
  ~ArchiveWriter() { is_over_ = true; }
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  void add(const Copy& copy) {
    struct stat status {};
    if (::fstat(copy.descriptor(), &status) != 0) fail(std::generic_category().message(errno));
    add_header(copy.name(), status.st_size, status.st_mtime);
    std::array<char, 1 << 16> buffer{};
    ssize_t count = 0;
    while ((count = ::read(copy.descriptor(), buffer.data(), buffer.size())) > 0) {
      heed_interruption(care_);
      const auto bytes = static_cast<std::size_t>(count);
      const bool is_written =
          PAPERCUP_ARCHIVE(archive_write_data)(archive_.get(), buffer.data(), bytes) >= 0;
      check(is_written ? ARCHIVE_OK : ARCHIVE_FATAL);
    }
    if (count < 0) fail("a copy cannot be read back");
    add_header(copy.name() + "-wal", 0, status.st_mtime);
  }

  void finish() { check(PAPERCUP_ARCHIVE(archive_write_close)(archive_.get())); }

 private:
  // Exceptions do not pass through libarchive, and a writer that learns of a failure does not free
  // its buffer. So it learns of none, and what it writes after one goes nowhere.
  static la_ssize_t hand_on(archive* /*writer*/, void* data, const void* bytes, std::size_t count) {
    auto& self = *static_cast<ArchiveWriter*>(data);
    if (self.is_over_ || self.failure_) return static_cast<la_ssize_t>(count);
    try {
      self.take_({static_cast<const char*>(bytes), count});
    } catch (...) {
      self.failure_ = std::current_exception();
    }
    return static_cast<la_ssize_t>(count);
  }

  void add_header(const std::string& name, std::int64_t bytes, std::time_t changed) {
    const std::unique_ptr<archive_entry, EntryDeleter> entry(PAPERCUP_ARCHIVE(archive_entry_new)());
    PAPERCUP_ARCHIVE(archive_entry_set_pathname)(entry.get(), name.c_str());
    PAPERCUP_ARCHIVE(archive_entry_set_size)(entry.get(), bytes);
    PAPERCUP_ARCHIVE(archive_entry_set_filetype)(entry.get(), AE_IFREG);
    PAPERCUP_ARCHIVE(archive_entry_set_perm)(entry.get(), kPrivate);
    PAPERCUP_ARCHIVE(archive_entry_set_mtime)(entry.get(), changed, 0);
    check(PAPERCUP_ARCHIVE(archive_write_header)(archive_.get(), entry.get()));
  }

  void check(int result) const {
    if (failure_) std::rethrow_exception(failure_);
    if (result >= ARCHIVE_WARN) return;
    const char* why = PAPERCUP_ARCHIVE(archive_error_string)(archive_.get());
    fail(why != nullptr ? why : "unknown error");
  }
  [[noreturn]] static void fail(const std::string& why) {
    throw Error(ErrorKind::storage, fmt::format("cannot write the archive: {}", why),
                "There is no backup yet.");
  }

  const Take& take_;
  const BackupCare& care_;
  bool is_over_ = false;
  std::exception_ptr failure_;
  std::unique_ptr<archive, ArchiveDeleter> archive_;
};

struct ReaderDeleter {
  void operator()(archive* reader) const { PAPERCUP_ARCHIVE(archive_read_free)(reader); }
};

// Whether the entry that is next to be read is a reader.db with marks. One that cannot be read may
// have some.
bool holds_marks(archive& reader, const std::filesystem::path& scratch) {
  try {
    const WorkFolder folder(scratch, kWorkFolder);
    const std::filesystem::path file = folder.path() / "reader.db";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate);
    const bool is_whole = descriptor >= 0 && PAPERCUP_ARCHIVE(archive_read_data_into_fd)(
                                                 &reader, descriptor) >= ARCHIVE_WARN;
    if (descriptor >= 0) (void)::close(descriptor);
    return !is_whole || !UserStore(file, OpenMode::create).marks().empty();
  } catch (const std::exception&) {
    return true;
  }
}

}  // namespace

Packing packing_of(const std::filesystem::path& archive) {
  const std::string ending = archive.extension().string();
  if (ending == ".gz" || ending == ".tgz") return Packing::gzip;
  if (ending == ".zst") return Packing::zstd;
  return ending == ".xz" ? Packing::xz : Packing::none;
}

void back_up(const std::vector<std::filesystem::path>& databases, Packing packing, const Take& take,
             const BackupCare& care) {
  const std::vector<Copy> copies = copies_of(databases, care);
  ArchiveWriter writer(packing, take, care);
  for (const Copy& copy : copies) writer.add(copy);
  writer.finish();
}

void back_up(const std::vector<std::filesystem::path>& databases,
             const std::filesystem::path& archive) {
  system::FileWriter writer(archive, system::NewFileMode::owner_only);
  back_up(databases, packing_of(archive), [&](std::string_view bytes) { writer.write(bytes); },
          {writer.folder(), {}});
  writer.commit();
}

bool has_marks_in_backup(const std::filesystem::path& file, const std::filesystem::path& scratch) {
  const std::unique_ptr<archive, ReaderDeleter> reader(PAPERCUP_ARCHIVE(archive_read_new)());
  PAPERCUP_ARCHIVE(archive_read_support_filter_all)(reader.get());
  PAPERCUP_ARCHIVE(archive_read_support_format_tar)(reader.get());
  constexpr std::size_t kBlock = 1 << 16;
  if (PAPERCUP_ARCHIVE(archive_read_open_filename)(reader.get(), file.c_str(), kBlock) !=
      ARCHIVE_OK)
    return false;
  archive_entry* entry = nullptr;
  while (PAPERCUP_ARCHIVE(archive_read_next_header)(reader.get(), &entry) == ARCHIVE_OK) {
    const char* name = PAPERCUP_ARCHIVE(archive_entry_pathname)(entry);
    if (name != nullptr && std::filesystem::path(name).filename() == "reader.db") {
      return holds_marks(*reader, scratch);
    }
  }
  return false;
}

}  // namespace papercup::store
