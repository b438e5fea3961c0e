#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "papercup/core/error.hpp"
#include "papercup/core/shared_bytes.hpp"

namespace papercup::system {

// Whether there is something of this name, links followed. False only if nothing is: the name, or a
// folder on the way to it, does not exist. That it cannot be told (no permission, a file where a
// folder should be, a link that leads nowhere, a failing disk) is an Error of `kind`.
bool file_exists(const std::filesystem::path& file, ErrorKind kind);

// The content of a file, a pipe or a device, or its first `most` bytes. What cannot be read to its
// end is an Error of `kind` and not a shorter content; `hint` goes with it.
std::string read_file(const std::filesystem::path& file, ErrorKind kind,
                      const std::string& hint = {},
                      std::size_t most = std::numeric_limits<std::size_t>::max());

// What follows `head` in a file that begins with it; nothing if it begins with something else.
// Otherwise as read_file. The bytes of a long file are mapped, not copied, if the system can read
// them all beforehand: for files that are only ever replaced, since one that is shortened in place
// meanwhile ends the program.
std::optional<SharedBytes> read_file_after(std::string_view head, const std::filesystem::path& file,
                                           ErrorKind kind);

// Who may read a file that is new. One that is replaced keeps its mode, and its owner and group as
// far as the system allows.
enum class NewFileMode { by_umask, owner_only };
// Whether a content that was committed outlives a power failure, which takes some milliseconds.
enum class Durability { synced, unsynced };

// The one way in which papercup writes files that readers name. Until commit() the name stands for
// its former content, and then for all of the new one, which is on the disk by then.
//  - A link stays a link: what it leads to is replaced, or made.
//  - What is no regular file (a device, a pipe, /dev/stdout) is written to as it is, at once.
//  - What may not be written to, and a folder, is refused.
// Every method throws Error{storage}; whatever was not committed leaves no trace. A process that is
// killed leaves a draft `.NAME.papercup-XXXXXX` beside the file, which the next writer removes.
class FileWriter {
 public:
  // Makes nothing yet, but opens what is no regular file, which may wait for the pipe's reader.
  FileWriter(std::filesystem::path file, NewFileMode mode,
             Durability durability = Durability::synced);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  // Whether bytes are on their way as soon as they are written.
  bool is_stream() const { return is_stream_; }
  // The folder in which the draft lies; of no meaning for a stream.
  std::filesystem::path folder() const;

  void write(std::string_view bytes);
  // To be called once, when all is written.
  void commit();

 private:
  void resolve();
  bool resolve_link();
  void open_stream();
  void open_draft();
  void set_mode() const;
  [[noreturn]] void refuse(int error_number) const;

  std::filesystem::path file_;    // as it was named
  std::filesystem::path target_;  // after all links
  std::filesystem::path draft_;   // empty while there is none
  NewFileMode mode_;
  Durability durability_;
  bool is_stream_ = false;
  bool exists_ = false;
  int descriptor_ = -1;
};

// The same for a content that is whole. INT, TERM and HUP wait until it is done, so that they leave
// the former content or the new one and nothing else.
void write_file_atomically(const std::filesystem::path& file, std::string_view content,
                           NewFileMode mode = NewFileMode::by_umask,
                           Durability durability = Durability::synced);

// Whether a file of this name holds something that writing it would replace; false for what is no
// regular file.
bool holds_something(const std::filesystem::path& file);

// Makes a folder and those above it if they are missing; no name is the folder one is in. Throws
// Error{storage} with `hint`.
void make_folder(const std::filesystem::path& folder, const std::string& hint = {});

// Whether this user owns the folder or, where there is none of this name, the one in which it would
// be made: not root, say, who works in the home of somebody else.
bool is_own_folder(const std::filesystem::path& folder);

// Removes what killed processes have left in a folder: files and folders of this user whose name is
// `prefix` and six characters, and which nobody has locked (flock) for a minute. Best effort.
void remove_stale(const std::filesystem::path& folder, const std::string& prefix);

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
