#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/system/files.hpp"
#include "papercup/system/process.hpp"

namespace papercup::cli {
namespace {

namespace fs = std::filesystem;

// The databases of the data folder, in the order in which they are copied: what the reader has seen
// is named by what is stored, so the copy of the papers is the later one.
std::vector<fs::path> databases_of(const Session& session) {
  session.require_data_folder();
  const fs::path folder = session.paths().data;
  std::vector<fs::path> databases;
  for (const fs::path& file : {folder / "reader.db", folder / "papers.db"}) {
    if (system::file_exists(file, ErrorKind::storage)) databases.push_back(file);
  }
  if (databases.empty()) {
    throw Error(ErrorKind::failure,
                fmt::format("there is nothing to back up in {}", folder.string()),
                "papercup config path shows where papercup keeps things.");
  }
  return databases;
}

// For copies of the databases, on their way into something that has no folder of its own.
fs::path temporary_folder(const Session& session) {
  if (const auto folder = session.variable("TMPDIR"); folder && !folder->empty()) return *folder;
  std::error_code error;
  return fs::is_directory("/var/tmp", error) ? "/var/tmp" : "/tmp";
}

// Marks are what cannot be fetched again: an archive without them does not replace one with them.
void check_marks(const std::string& file, const fs::path& scratch, const Session& session) {
  const fs::path reader = session.paths().data / "reader.db";
  const std::string folder = session.friendly_path(reader.parent_path());
  try {
    if (!session.open_reader(store::OpenMode::read_only).marks().empty()) return;
  } catch (const Error&) {
    return;  // The backup itself says what is wrong.
  }
  if (file != "-" && system::holds_something(file) && store::has_marks_in_backup(file, scratch)) {
    throw Error(ErrorKind::failure,
                fmt::format("{} holds a backup of your marks, and {} has none; it stays as it is",
                            file, folder),
                "Look whether that is the right folder, or name another file.");
  }
  std::error_code error;
  if (system::file_exists(reader, ErrorKind::storage) && fs::file_size(reader, error) > 0) return;
  session.note(fmt::format("{} has no marks (reader.db), so the backup has none", folder));
}

class Megabytes {
 public:
  void add(std::size_t bytes) { bytes_ += static_cast<double>(bytes); }
  std::string text() const { return fmt::format("{:.1f} MB", bytes_ / 1e6); }

 private:
  double bytes_ = 0;
};

int back_up_to_output(const std::vector<fs::path>& databases, const Session& session) {
  if (session.environment().terminal.output_is_terminal) {
    throw Error(ErrorKind::usage, "an archive cannot be written to a terminal",
                "papercup backup - | ssh HOST 'cat > papercup.tar', or name a file.");
  }
  check_marks("-", {}, session);
  system::note_interruptions();
  Megabytes written;
  const auto take = [&](std::string_view bytes) {
    session.print(bytes);
    written.add(bytes.size());
  };
  store::back_up(databases, store::Packing::none, take,
                 {temporary_folder(session), system::is_interrupted});
  session.flush();
  session.note(fmt::format("{} written to standard output", written.text()));
  return 0;
}

int run_backup(const std::optional<std::string>& file, const Session& session) {
  if (!file || file->empty()) {
    throw Error(ErrorKind::usage, "FILE is missing", "papercup backup papercup.tar.zst");
  }
  std::error_code error;
  if (fs::is_directory(*file, error)) {
    throw Error(ErrorKind::usage, fmt::format("{} is a folder", *file),
                fmt::format("papercup backup {}", (fs::path(*file) / "papercup.tar.zst").string()));
  }
  const std::vector<fs::path> databases = databases_of(session);
  if (*file == "-") return back_up_to_output(databases, session);
  system::FileWriter writer(*file, system::NewFileMode::owner_only);
  const fs::path scratch = writer.is_stream() ? temporary_folder(session) : writer.folder();
  check_marks(*file, scratch, session);
  system::note_interruptions();
  Megabytes written;
  const auto take = [&](std::string_view bytes) {
    writer.write(bytes);
    written.add(bytes.size());
  };
  store::back_up(databases, store::packing_of(*file), take, {scratch, system::is_interrupted});
  writer.commit();
  session.note(fmt::format("{} written to {}", written.text(), *file));
  const std::string target = system::shell_word(session.friendly_path(session.paths().data));
  session.note(
      fmt::format("to restore (this replaces what is there): mkdir -p {} && tar -xf {} -C {}",
                  target, system::shell_word(*file), target));
  return 0;
}

}  // namespace

Action declare_backup(OptionSet& options) {
  const auto file = std::make_shared<std::optional<std::string>>();
  options.argument(
      "FILE", *file,
      "a tar archive, packed if it ends in .gz, .tgz, .zst or .xz; - is standard output");
  return [file](Session& session) { return run_backup(*file, session); };
}

}  // namespace papercup::cli
