#include "papercup/system/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::system {

FileLock::FileLock(const std::filesystem::path& file)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) {
    throw Error(ErrorKind::storage,
                fmt::format("{} cannot be written to: {}", file.string(),
                            std::generic_category().message(errno)),
                "The data folder has to be yours to write; --data or PAPERCUP_DATA names another.");
  }
  int result = 0;
  do {
    result = ::flock(descriptor_, LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  is_held_ = result == 0 || errno != EWOULDBLOCK;
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace papercup::system
