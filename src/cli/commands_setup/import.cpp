#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/importing/file_import.hpp"
#include "cli/session.hpp"
#include "papercup/cli/interruption.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {
namespace {

int run_import(const std::vector<std::string>& files, Session& session) {
  store::Store store = session.open_store(store::OpenMode::create);
  // Whoever waits for standard input is not kept waiting by Ctrl-C.
  if (std::find(files.begin(), files.end(), "-") == files.end()) note_interruptions();
  int code = 0;
  for (const std::string& file : files) {
    try {
      FileImport(session, store, file).run();
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
