#include "papercup/system/file_input.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

namespace papercup::system {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

bool file_exists(const fs::path& file, ErrorKind kind) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) return true;
  const int error_number = errno;
  if (error_number != ENOENT) {
    throw Error(kind, fmt::format("cannot look at {}: {}", file.string(), reason(error_number)),
                fmt::format("Somebody has to mend that first; namei -l {} shows who may look.",
                            file.string()));
  }
  refuse_broken_link(file, kind);
  return false;
}

std::string read_file(const fs::path& file, ErrorKind kind, const std::string& hint,
                      std::size_t most) {
  const auto refuse = [&](int error_number) {
    throw Error(kind,
                error_number == EISDIR
                    ? fmt::format("{} is a folder, not a file", file.string())
                    : fmt::format("cannot read {}: {}", file.string(), reason(error_number)),
                hint);
  };
  const Descriptor descriptor(file);
  if (descriptor.number() < 0) refuse(errno);
  std::string content;
  std::array<char, 1 << 16> piece;
  while (content.size() < most) {
    const ssize_t count =
        ::read(descriptor.number(), piece.data(), std::min(piece.size(), most - content.size()));
    if (count == 0) break;
    if (count > 0) content.append(piece.data(), static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) refuse(errno);
  }
  return content;
}

}  // namespace papercup::system
