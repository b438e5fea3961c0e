#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

namespace papercup::arxiv {

// The bytes of a file or stream, unpacked: gzip, zstd, xz and bzip2 (also one in another), or the
// members of a zip archive, told by content. A plain file is a single member.
class PackedInput {
 public:
  // "-" is `standard_input`, which must outlive the object. Throws Error{usage} if the file does
  // not exist, is a folder or cannot be opened.
  PackedInput(const std::filesystem::path& file, std::istream& standard_input);
  ~PackedInput();
  PackedInput(const PackedInput&) = delete;
  PackedInput& operator=(const PackedInput&) = delete;

  // Goes to the first, then to the next member that is a file; false after the last.
  // Throws Error{failure} if the packed data is damaged or ends early; so does `read`.
  bool next_member();

  // For messages: the file's name, in an archive with the member's; "standard input" for "-".
  const std::string& name() const { return name_; }

  // How far in the file, packed as it is, reading has come.
  std::int64_t bytes_read() const;

  // The next bytes of the member: `size` of them, fewer only at its end.
  std::size_t read(char* buffer, std::size_t size);

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string name_;
};

}  // namespace papercup::arxiv
