#include "cli/completion/completion.hpp"

#include <memory>
#include <optional>
#include <string>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::cli {
namespace {

int run_completion(const std::optional<std::string>& shell, const Session& session) {
  if (!shell) {
    throw Error(ErrorKind::usage, "for which shell? SHELL is missing",
                "papercup completion bash, zsh or fish.");
  }
  const std::vector<CompletedCommand> commands = completed_commands();
  if (*shell == "bash") {
    session.print(bash_completion(commands));
  } else if (*shell == "zsh") {
    session.print(zsh_completion(commands));
  } else if (*shell == "fish") {
    session.print(fish_completion(commands));
  } else {
    refuse_unknown("shell", *shell, {"bash", "zsh", "fish"});
  }
  return 0;
}

}  // namespace

Action declare_completion(CLI::App& command) {
  const auto shell = std::make_shared<std::optional<std::string>>();
  add_argument(command, "SHELL", *shell, "bash, zsh or fish");
  return [shell](Session& session) { return run_completion(*shell, session); };
}

}  // namespace papercup::cli
