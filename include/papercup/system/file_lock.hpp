#pragma once

#include <filesystem>

namespace papercup::system {

// Held by one process at a time, and let go of when it ends, however it ends.
class FileLock {
 public:
  // Does not wait. Throws Error{storage} where the file cannot be made.
  explicit FileLock(const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // Whether this process has it. A file system without locks gives it to everybody: the ledger
  // keeps two of them from sending the same mail.
  bool is_held() const { return is_held_; }

 private:
  int descriptor_;
  bool is_held_;
};

}  // namespace papercup::system
