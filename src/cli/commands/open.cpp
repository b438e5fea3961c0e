#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

int run_open(const std::vector<std::string>& arguments, const Session& session) {
  std::vector<std::string> failed;
  for (const PaperArgument& paper : read_papers(session, arguments)) {
    const std::string url = paper.id.url();
    if (!run_with(session, {"BROWSER"}, "xdg-open", url)) failed.push_back(url);
  }
  // Links to click on are the next best thing.
  for (const std::string& url : failed) session.print(url + "\n");
  if (!failed.empty()) {
    throw Error(ErrorKind::failure, "the browser could not be started",
                "BROWSER names another one; without it xdg-open is used.");
  }
  return 0;
}

}  // namespace

Action declare_open(CLI::App& command) {
  const auto ids = std::make_shared<std::vector<std::string>>();
  add_arguments(command, "ID", *ids,
                "ranks in the last digest, identifiers, links; - standard input");
  return [ids](Session& session) { return run_open(*ids, session); };
}

}  // namespace papercup::cli
