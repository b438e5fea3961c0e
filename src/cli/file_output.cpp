#include "cli/file_output.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kReadableByAll = 0666;  // less what the umask takes away

[[noreturn]] void refuse(const fs::path& file, int error_number) {
  throw Error(ErrorKind::storage,
              fmt::format("cannot write {}: {}", file.string(),
                          std::generic_category().message(error_number)),
              "Name a file in a folder that is there and may be written to.");
}

// Returns errno's number, 0 where all went well.
int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Opens, writes, syncs where it can be and closes; returns errno's number.
int write_new(const fs::path& file, int flags, std::string_view content) {
  const int descriptor = ::open(file.c_str(), flags | O_WRONLY | O_CLOEXEC, kReadableByAll);
  if (descriptor < 0) return errno;
  int error = write_all(descriptor, content);
  if (error == 0 && (flags & O_EXCL) != 0 && ::fsync(descriptor) != 0) error = errno;
  if (::close(descriptor) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw Error(ErrorKind::storage,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
}

void write_file_atomically(const fs::path& file, std::string_view content) {
  std::error_code ignored;
  const fs::file_status status = fs::status(file, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    if (const int error = write_new(file, 0, content)) refuse(file, error);
    return;
  }
  // A link stays a link: what it leads to is replaced.
  const fs::path target = fs::is_symlink(file, ignored) ? fs::canonical(file, ignored) : file;
  if (target.empty()) refuse(file, ENOENT);
  fs::path draft = target;
  draft += fmt::format(".{}.tmp", ::getpid());
  int error = write_new(draft, O_CREAT | O_EXCL, content);
  if (error == 0 && ::rename(draft.c_str(), target.c_str()) != 0) error = errno;
  if (error != 0) {
    if (error != EEXIST) ::unlink(draft.c_str());
    refuse(file, error);
  }
}

}  // namespace papercup::cli
