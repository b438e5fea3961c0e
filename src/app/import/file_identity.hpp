#pragma once

#include <filesystem>
#include <string>

namespace papercup::app {

// By what a file is known again: its path, and a text of its size, the time of its last change and
// a hash of its first 64 KiB. Another file under the same name differs in one of them.
struct FileIdentity {
  std::string path, content;

  // Whether it can be known again; not so a pipe, or what cannot be read.
  bool is_known() const { return !content.empty(); }
};

FileIdentity identify(const std::filesystem::path& file);

}  // namespace papercup::app
