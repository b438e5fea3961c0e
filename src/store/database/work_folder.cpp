#include "store/database/work_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

#include "papercup/system/file_output.hpp"

namespace papercup::store {

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
