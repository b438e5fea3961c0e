#pragma once

#include <filesystem>

namespace papercup::cli {

// Held by one process at a time, and let go of when it ends, however it ends.
class MailLock {
 public:
  // Does not wait. Throws Error{storage} where the file cannot be made.
  explicit MailLock(const std::filesystem::path& file);
  ~MailLock();
  MailLock(const MailLock&) = delete;
  MailLock& operator=(const MailLock&) = delete;

  // Whether this process has it. A file system without locks gives it to everybody: the ledger
  // keeps two of them from sending the same mail.
  bool is_held() const { return is_held_; }

 private:
  int descriptor_;
  bool is_held_;
};

}  // namespace papercup::cli
