#pragma once

#include <filesystem>
#include <string>

namespace papercup::system {

// A file that one process at a time can lock; the system lets go of it when the process ends,
// however it ends.
class FileLock {
 public:
  // Makes the file if it is missing, and locks nothing yet. Throws Error{storage} with `hint` if it
  // cannot be written to.
  explicit FileLock(const std::filesystem::path& file, const std::string& hint = {});
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // Whether this process has the lock now; does not wait. A file system without locks keeps nobody
  // from going on: there every process has it.
  bool try_acquire();

 private:
  int descriptor_;
};

}  // namespace papercup::system
