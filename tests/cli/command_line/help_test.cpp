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
  for (const Command& command : commands()) {
    EXPECT_THAT(text, HasSubstr(".SS \"" + escaped(command.name) + ": "));
    OptionSet options;
    const Action action = command.declare(options);
    for (const OptionSet::Option& option : options.options()) {
      EXPECT_THAT(text, HasSubstr("\\fB" + escaped(option.names.front()) + "\\fR"));
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
