#include "papercup/system/files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::system {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTooLong =
    "A name may have 255 bytes, a path 4,095; choose a shorter one.";

std::string reason(int error_number) { return std::generic_category().message(error_number); }

// Nothing of this name was found. A link that leads nowhere, here or on the way, is something: what
// it stands for may only be not mounted.
void refuse_broken_link(fs::path file, ErrorKind kind) {
  for (; !file.empty(); file = file.parent_path()) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) == 0) {
      if (!S_ISLNK(status.st_mode) || ::stat(file.c_str(), &status) == 0) return;
      std::error_code ignored;
      throw Error(kind,
                  fmt::format("{} is a link to {}, which does not exist", file.string(),
                              fs::read_symlink(file, ignored).string()),
                  "Mount or restore what it leads to, or remove the link.");
    }
    if (!file.has_relative_path()) return;
  }
}

class Descriptor {
 public:
  explicit Descriptor(const fs::path& file)
      : number_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {}
  ~Descriptor() {
    if (number_ >= 0) (void)::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

namespace fs = std::filesystem;

constexpr mode_t kPrivate = 0600;
constexpr mode_t kOwnersFolder = 0700;
constexpr mode_t kReadableByAll = 0666;  // less what the umask takes away
constexpr mode_t kPermissions = 0777;
constexpr int kMostLinks = 40;                // as Linux follows
constexpr std::size_t kLongestName = 200;     // of 255 bytes, with room for what is added
constexpr std::time_t kLeastAge = 60;         // seconds
constexpr std::size_t kRandomCharacters = 6;  // of mkstemp(3)

// The umask can be read by changing it alone.
mode_t new_file_mode() {
  const mode_t mask = ::umask(kPermissions);
  (void)::umask(mask);
  return kReadableByAll & ~mask;
}

// The number of a descriptor of this process that a path names, as /dev/stdout does. To open it
// anew would begin at the start of a file that the shell appends to.
std::optional<int> own_descriptor(const fs::path& file) {
  const std::string name = file.filename().string();
  int number = -1;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  std::error_code failure;
  const fs::path folder = fs::canonical(file.parent_path(), failure);
  if (failure || folder != fs::canonical("/proc/self/fd", failure)) return std::nullopt;
  return number;
}

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  (void)::fsync(descriptor);
  (void)::close(descriptor);
}

// Whatever would end the process waits until this is destroyed.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, number);
    (void)::pthread_sigmask(SIG_BLOCK, &held, &former_);
  }
  ~SignalsHeld() { (void)::pthread_sigmask(SIG_SETMASK, &former_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t former_{};
};

// Makes a folder and those that it is in; the number of the error, or 0. What is new is its owner's
// alone, whatever the umask (XDG Base Directory Specification).
int make_folders(const fs::path& folder) {
  if (folder.empty()) return 0;
  struct stat status {};
  if (::stat(folder.c_str(), &status) == 0) return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
  if (errno != ENOENT) return errno;
  if (folder.has_relative_path() && folder.has_parent_path()) {
    if (const int error_number = make_folders(folder.parent_path()); error_number != 0) {
      return error_number;
    }
  }
  if (folder.filename().empty()) return 0;  // "folder/", made as its parent
  if (::mkdir(folder.c_str(), kOwnersFolder) == 0) {
    return ::chmod(folder.c_str(), kOwnersFolder) == 0 ? 0 : errno;
  }
  // Another process may have made it meanwhile.
  const int error_number = errno;
  return ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) ? 0 : error_number;
}

// A file that is read from its beginning on, straight into what it is read for.
class InputFile {
 public:
  InputFile(const fs::path& file, ErrorKind kind, std::string hint)
      : file_(file), kind_(kind), hint_(std::move(hint)), descriptor_(file) {
    if (descriptor_.number() < 0) refuse(errno);
    struct stat status {};
    if (::fstat(descriptor_.number(), &status) == 0 && S_ISREG(status.st_mode)) {
      left_ = static_cast<std::size_t>(status.st_size);
    }
  }

  // The next `most` bytes, fewer at the end only.
  std::string read(std::size_t most) {
    std::string content;
    std::size_t size = 0;
    while (size < most) {
      // A byte more than there should be tells that the end was reached.
      if (size == content.size()) {
        content.resize(size + std::min(most - size, std::max(left_ + 1, kPiece)));
      }
      const ssize_t count =
          ::read(descriptor_.number(), content.data() + size, content.size() - size);
      if (count < 0 && errno != EINTR) refuse(errno);
      if (count == 0) break;
      if (count < 0) continue;
      size += static_cast<std::size_t>(count);
      read_ += static_cast<std::size_t>(count);
      left_ -= std::min(left_, static_cast<std::size_t>(count));
    }
    content.resize(size);
    return content;
  }

  // All that read() has left, without a copy; nothing if it is short, or cannot be had this way.
  std::optional<SharedBytes> map_rest() const {
#ifdef MADV_POPULATE_READ
    if (left_ < kWorthMapping) return std::nullopt;
    const std::size_t size = read_ + left_;
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_.number(), 0);
    if (start == MAP_FAILED) return std::nullopt;
    std::shared_ptr<const void> owner(
        start, [size](const void* bytes) { (void)::munmap(const_cast<void*>(bytes), size); });
    // Without it a page that cannot be read would be a signal later (Linux 5.14 has it).
    if (::madvise(start, size, MADV_POPULATE_READ) != 0) return std::nullopt;
    return SharedBytes(std::move(owner), {static_cast<const char*>(start) + read_, left_});
#else
    return std::nullopt;
#endif
  }

 private:
  static constexpr std::size_t kPiece = 1 << 16;
  static constexpr std::size_t kWorthMapping = 1 << 18;

  [[noreturn]] void refuse(int error_number) const {
    throw Error(kind_,
                error_number == EISDIR
                    ? fmt::format("{} is a folder, not a file", file_.string())
                    : fmt::format("cannot read {}: {}", file_.string(), reason(error_number)),
                error_number == ENAMETOOLONG ? std::string(kTooLong) : hint_);
  }

  const fs::path& file_;
  const ErrorKind kind_;
  const std::string hint_;
  const Descriptor descriptor_;
  std::size_t read_ = 0;
  std::size_t left_ = 0;  // bytes that are expected, of a regular file
};

// A file or folder that no living process has locked.
bool is_stale(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || status.st_uid != ::geteuid()) return false;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return false;
  if (std::time(nullptr) - status.st_mtime < kLeastAge) return false;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool is_free = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  (void)::close(descriptor);
  return is_free;
}

}  // namespace

bool file_exists(const fs::path& file, ErrorKind kind) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) return true;
  const int error_number = errno;
  if (error_number != ENOENT) {
    throw Error(
        kind, fmt::format("cannot look at {}: {}", file.string(), reason(error_number)),
        error_number == ENAMETOOLONG
            ? std::string(kTooLong)
            : fmt::format("Somebody has to mend that first; namei -l {} shows who may look.",
                          file.string()));
  }
  refuse_broken_link(file, kind);
  return false;
}

std::string read_file(const fs::path& file, ErrorKind kind, const std::string& hint,
                      std::size_t most) {
  return InputFile(file, kind, hint).read(most);
}

std::optional<SharedBytes> read_file_after(std::string_view head, const fs::path& file,
                                           ErrorKind kind) {
  InputFile input(file, kind, {});
  if (input.read(head.size()) != head) return std::nullopt;
  if (auto mapped = input.map_rest()) return mapped;
  return SharedBytes(input.read(std::numeric_limits<std::size_t>::max()));
}

FileWriter::FileWriter(fs::path file, NewFileMode mode, Durability durability)
    : file_(std::move(file)), target_(file_), mode_(mode), durability_(durability) {
  resolve();
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) (void)::close(descriptor_);
  if (!draft_.empty()) (void)::unlink(draft_.c_str());
}

fs::path FileWriter::folder() const {
  const fs::path folder = target_.parent_path();
  return folder.empty() ? "." : folder;
}

void FileWriter::resolve() {
  if (file_.filename().empty()) refuse(file_.empty() ? ENOENT : EISDIR);
  int links = 0;
  while (resolve_link()) {
    if (++links > kMostLinks) refuse(ELOOP);
  }
}

// Takes one step; false when `target_` is what is to be written.
bool FileWriter::resolve_link() {
  if (const auto number = own_descriptor(target_)) {
    descriptor_ = ::fcntl(*number, F_DUPFD_CLOEXEC, 0);
    if (descriptor_ < 0) refuse(errno);
    is_stream_ = true;
    return false;
  }
  struct stat status {};
  if (::lstat(target_.c_str(), &status) != 0) {
    if (errno != ENOENT) refuse(errno);
    return false;
  }
  if (S_ISLNK(status.st_mode)) {
    std::error_code error;
    const fs::path next = fs::read_symlink(target_, error);
    if (error) refuse(error.value());
    target_ = target_.parent_path() / next;
    return true;
  }
  if (S_ISDIR(status.st_mode)) refuse(EISDIR);
  if (!S_ISREG(status.st_mode)) {
    open_stream();
    return false;
  }
  // What the reader has protected is not replaced, although its folder would allow it.
  if (::faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0) refuse(errno);
  exists_ = true;
  return false;
}

void FileWriter::open_stream() {
  descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor_ < 0) refuse(errno);
  is_stream_ = true;
}

void FileWriter::open_draft() {
  const std::string prefix =
      "." + target_.filename().string().substr(0, kLongestName) + ".papercup-";
  remove_stale(folder(), prefix);
  std::string name = (folder() / (prefix + "XXXXXX")).string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) refuse(errno);
  draft_ = name;
  // Tells others that the draft is at work.
  (void)::flock(descriptor_, LOCK_EX | LOCK_NB);
}

void FileWriter::write(std::string_view bytes) {
  if (descriptor_ < 0) open_draft();
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) refuse(errno);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

// The draft is its owner's alone until here. What cannot be kept is left to fewer, never to more.
void FileWriter::set_mode() const {
  struct stat former {};
  if (!exists_ || ::stat(target_.c_str(), &former) != 0) {
    (void)::fchmod(descriptor_, mode_ == NewFileMode::owner_only ? kPrivate : new_file_mode());
    return;
  }
  mode_t mode = former.st_mode & kPermissions;
  if (::fchown(descriptor_, former.st_uid, former.st_gid) != 0 &&
      ::fchown(descriptor_, static_cast<uid_t>(-1), former.st_gid) != 0) {
    mode &= ~static_cast<mode_t>(S_IRWXG);
  }
  (void)::fchmod(descriptor_, mode);
}

void FileWriter::commit() {
  write({});
  if (!is_stream_) {
    set_mode();
    // Some file systems know no syncing.
    if (durability_ == Durability::synced && ::fsync(descriptor_) != 0 && errno != EINVAL) {
      refuse(errno);
    }
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) refuse(errno);
  if (is_stream_) return;
  if (::rename(draft_.c_str(), target_.c_str()) != 0) refuse(errno);
  draft_.clear();
  if (durability_ == Durability::synced) sync_folder(folder());
}

void FileWriter::refuse(int error_number) const {
  if (error_number == ENOSPC || error_number == EDQUOT) {
    throw Error(ErrorKind::storage, fmt::format("the disk with {} is full", file_.string()),
                "Make room and run the command again.");
  }
  const std::string link = target_ == file_ ? "" : fmt::format(" (a link to {})", target_.string());
  throw Error(ErrorKind::storage,
              fmt::format("cannot write {}{}: {}", file_.string(), link,
                          std::generic_category().message(error_number)),
              error_number == ENAMETOOLONG
                  ? std::string(kTooLong)
                  : "Name a file in a folder that exists and is yours to write.");
}

void write_file_atomically(const fs::path& file, std::string_view content, NewFileMode mode,
                           Durability durability) {
  // A pipe may keep its writer waiting for as long as nobody reads.
  FileWriter writer(file, mode, durability);
  std::optional<SignalsHeld> held;
  if (!writer.is_stream()) held.emplace();
  writer.write(content);
  writer.commit();
}

bool holds_something(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && fs::file_size(file, ignored) > 0;
}

void make_folder(const fs::path& folder, const std::string& hint) {
  const int error_number = make_folders(folder);
  if (error_number == 0) return;
  throw Error(ErrorKind::storage,
              fmt::format("cannot make the folder {}: {}", folder.string(), reason(error_number)),
              error_number == ENAMETOOLONG ? std::string(kTooLong) : hint);
}

bool is_own_folder(const fs::path& folder) {
  for (fs::path existing = folder;; existing = existing.parent_path()) {
    struct stat status {};
    if (::stat(existing.empty() ? "." : existing.c_str(), &status) == 0) {
      return S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
    }
    if (errno != ENOENT || !existing.has_relative_path()) return false;
  }
}

void remove_stale(const fs::path& folder, const std::string& prefix) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool is_ours = name.size() == prefix.size() + kRandomCharacters &&
                         name.compare(0, prefix.size(), prefix) == 0;
    if (!is_ours || !is_stale(entry->path())) continue;
    std::error_code ignored;
    fs::remove_all(entry->path(), ignored);
  }
}

FileLock::FileLock(const std::filesystem::path& file, const std::string& hint)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
  if (descriptor_ >= 0) return;
  throw Error(ErrorKind::storage,
              fmt::format("{} cannot be written to: {}", file.string(),
                          std::generic_category().message(errno)),
              hint);
}

FileLock::~FileLock() { ::close(descriptor_); }

// Not const, as it changes who has the lock.
bool FileLock::try_acquire() {  // NOLINT(readability-make-member-function-const)
  return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR);
}

}  // namespace papercup::system
