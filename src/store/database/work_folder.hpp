#pragma once

#include <filesystem>
#include <string>

namespace papercup::store {

// A folder for databases that are not to be seen half-way, `PREFIX` and six characters. It is gone
// with this object. One that a killed process has left is removed by the next with this prefix.
class WorkFolder {
 public:
  // Throws std::system_error if the folder cannot be made in `parent`.
  WorkFolder(const std::filesystem::path& parent, const std::string& prefix);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int lock_ = -1;  // tells others that the folder is in use
};

}  // namespace papercup::store
