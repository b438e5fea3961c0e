#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/file_import.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/store.hpp"
#include "papercup/system/process.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

std::string summary(const std::string& file, const app::ImportCounts& counts) {
  std::string line =
      fmt::format("{}: {} {}: {} new, {} changed, {} unchanged", app::name_of_import(file),
                  text::with_thousands(counts.papers()), counts.papers() == 1 ? "paper" : "papers",
                  text::with_thousands(counts.added), text::with_thousands(counts.changed),
                  text::with_thousands(counts.unchanged));
  if (counts.skipped > 0) line += fmt::format(", {} skipped", text::with_thousands(counts.skipped));
  return line + "\n";
}

int run_import(const std::vector<std::string>& files, Session& session) {
  store::Store store = session.open_store(store::OpenMode::create);
  // A reader who waits for standard input is not kept waiting by Ctrl-C.
  if (std::find(files.begin(), files.end(), "-") == files.end()) system::note_interruptions();
  int code = 0;
  for (const std::string& file : files) {
    try {
      session.print(summary(file, app::import_file(session, store, file)));
    } catch (const Error& error) {
      // The next file cannot fare better where the disk is full; it can where this one is broken.
      if (error.kind() == ErrorKind::storage || error.kind() == ErrorKind::interrupted) throw;
      print_error(session.environment().err, error);
      if (code == 0) code = exit_code(error.kind());
    }
  }
  return code;
}

}  // namespace

Action declare_import(OptionSet& options) {
  const auto files = std::make_shared<std::vector<std::string>>();
  options.arguments("FILE", *files, "files to read; - is standard input");
  return [files](Session& session) { return run_import(*files, session); };
}

}  // namespace papercup::cli
