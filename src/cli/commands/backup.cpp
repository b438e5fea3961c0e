#include "papercup/app/backup.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"

namespace papercup::cli {
namespace {

void report(const app::Backup& backup, std::string_view target, const Session& session) {
  if (!backup.holds_marks) {
    session.note(fmt::format("{} has no marks (reader.db), so the backup has none",
                             session.friendly_path(session.paths().data)));
  }
  session.note(
      fmt::format("{:.1f} MB written to {}", static_cast<double>(backup.bytes) / 1e6, target));
}

int back_up_to_output(const Session& session) {
  if (session.environment().terminal.output_is_terminal) {
    throw Error(ErrorKind::usage, "an archive cannot be written to a terminal",
                "papercup backup - | ssh HOST 'cat > papercup.tar', or name a file.");
  }
  const app::Backup backup =
      app::back_up_to_stream(session, [&](std::string_view bytes) { session.print(bytes); });
  session.flush();
  report(backup, "standard output", session);
  return 0;
}

int run_backup(const std::optional<std::string>& file, const Session& session) {
  if (!file || file->empty()) {
    throw Error(ErrorKind::usage, "FILE is missing", "papercup backup papercup.tar.zst");
  }
  std::error_code error;
  if (std::filesystem::is_directory(*file, error)) {
    const std::filesystem::path inside = std::filesystem::path(*file) / "papercup.tar.zst";
    throw Error(ErrorKind::usage, fmt::format("{} is a folder", *file),
                fmt::format("papercup backup {}", inside.string()));
  }
  if (*file == "-") return back_up_to_output(session);
  report(app::back_up_to_file(session, *file), *file, session);
  const std::string target = system::shell_word(session.friendly_path(session.paths().data));
  session.note(
      fmt::format("to restore (this replaces what is there): mkdir -p {} && tar -xf {} -C {}",
                  target, system::shell_word(*file), target));
  return 0;
}

}  // namespace

Action declare_backup(CLI::App& command) {
  const auto file = std::make_shared<std::optional<std::string>>();
  add_argument(command, "FILE", *file,
               "a tar archive, packed if it ends in .gz, .tgz, .zst or .xz; - is standard output");
  return [file](Session& session) { return run_backup(*file, session); };
}

}  // namespace papercup::cli
