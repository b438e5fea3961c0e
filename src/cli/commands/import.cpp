#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/file_import.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

std::string summary(const app::ImportResult& result) {
  const app::ImportCounts& counts = result.counts;
  std::string line =
      fmt::format("{}: {} {}: {} new, {} changed, {} unchanged", app::name_of_import(result.file),
                  text::with_thousands(counts.papers()), counts.papers() == 1 ? "paper" : "papers",
                  text::with_thousands(counts.added), text::with_thousands(counts.changed),
                  text::with_thousands(counts.unchanged));
  if (counts.skipped > 0) line += fmt::format(", {} skipped", text::with_thousands(counts.skipped));
  return line + "\n";
}

// Returns the exit code of the first file that failed.
int run_import(const std::vector<std::string>& files, const Session& session) {
  int code = 0;
  app::import_files(session, files, [&](const app::ImportResult& result) {
    if (!result.error) {
      session.print_lines(summary(result));
      return;
    }
    session.complain(*result.error);
    if (code == 0) code = exit_code(result.error->kind());
  });
  return code;
}

}  // namespace

Action declare_import(CLI::App& command) {
  const auto files = std::make_shared<std::vector<std::string>>();
  add_arguments(command, "FILE", *files, "files to read; - is standard input");
  return [files](Session& session) { return run_import(*files, session); };
}

}  // namespace papercup::cli
