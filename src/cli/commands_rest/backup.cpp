#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/programs.hpp"
#include "cli/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/keeping.hpp"

namespace papercup::cli {
namespace {

namespace fs = std::filesystem;

int run_backup(const std::optional<std::string>& file, const Session& session) {
  if (!file || file->empty()) {
    throw Error(ErrorKind::usage, "FILE is missing", "papercup backup papercup.tar.zst");
  }
  std::error_code error;
  if (fs::is_directory(*file, error)) {
    throw Error(ErrorKind::usage, fmt::format("{} is a folder", *file),
                fmt::format("papercup backup {}", (fs::path(*file) / "papercup.tar.zst").string()));
  }
  const fs::path folder = session.paths().data;
  // What the reader has seen is named by what is stored, so the copy of the papers is the later
  // one.
  const std::vector<fs::path> databases = {folder / "reader.db", folder / "papers.db"};
  if (!fs::exists(databases[0], error) && !fs::exists(databases[1], error)) {
    throw Error(ErrorKind::failure,
                fmt::format("there is nothing to back up in {}", folder.string()),
                "papercup config path shows where papercup keeps things.");
  }
  store::back_up(databases, *file);
  session.note(fmt::format("{:.1f} MB written to {}",
                           static_cast<double>(fs::file_size(*file)) / 1e6, *file));
  const std::string target = shell_word(session.friendly_path(folder));
  session.note(fmt::format("to restore: mkdir -p {} && tar -xf {} -C {}", target, shell_word(*file),
                           target));
  return 0;
}

}  // namespace

Action declare_backup(OptionSet& options) {
  const auto file = std::make_shared<std::optional<std::string>>();
  options.argument("FILE", *file, "a tar archive; packed where it ends in .gz, .tgz, .zst or .xz");
  return [file](Session& session) { return run_backup(*file, session); };
}

}  // namespace papercup::cli
