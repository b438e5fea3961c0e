#include <CLI/CLI.hpp>
#include <gmock/gmock.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/cli/run.hpp"
#include "papercup/core/error.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string page() {
  return manual_page(support::read_file(support::source_folder() / "man/papercup.1.in"));
}

// As roff writes it.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '-' ? "\\-" : std::string(1, c);
  return result;
}

TEST(Manual, NamesEveryCommandWithItsOptionsAndExamples) {
  const std::string text = page();
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  for (const Command& command : commands()) {
    EXPECT_THAT(text, HasSubstr(".SS \"" + escaped(command.name) + ": "));
    const Declared declared = declare(command, *command_line, globals);
    for (const CLI::Option* option : declared.app.get_options({})) {
      if (is_hidden(*option)) {
        EXPECT_THAT(text, Not(HasSubstr("\\fB" + escaped(option->get_name()) + "\\fR ")));
        continue;
      }
      const bool is_argument = option->get_positional();
      const std::string mark = is_argument ? "\\fI" : "\\fB";
      EXPECT_THAT(text, HasSubstr(mark + escaped(option->get_name(is_argument)) + "\\fR"));
    }
    for (const Example& example : command.examples) {
      EXPECT_THAT(text, HasSubstr(escaped(example.command_line)));
    }
  }
  EXPECT_THAT(text, Not(testing::ContainsRegex("@[A-Z]+@")));
}

TEST(Manual, APageWithoutAPlaceForTheCommandsIsRefused) {
  EXPECT_THROW(manual_page("@VERSION@\n@OPTIONS@\n"), Error);
}

}  // namespace
}  // namespace papercup::cli
