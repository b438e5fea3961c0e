#include "papercup/system/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::system {

FileLock::FileLock(const std::filesystem::path& file, const std::string& hint)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ >= 0) return;
  throw Error(ErrorKind::storage,
              fmt::format("{} cannot be written to: {}", file.string(),
                          std::generic_category().message(errno)),
              hint);
}

FileLock::~FileLock() { ::close(descriptor_); }

bool FileLock::try_acquire() {
  return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR);
}

}  // namespace papercup::system
