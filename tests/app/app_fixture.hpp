#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/cli_fixture.hpp"
#include "papercup/app/context.hpp"

namespace papercup::app {

// Calls the application layer itself, on the same folders as command lines of this test, and keeps
// what it tells.
class AppTest : public cli::CliTest {
 protected:
  Context context() {
    World world{clock, input_, {}, [this](Time) { return utc_offset; }};
    world.variables = variables;
    world.http = transport;
    world.mail = mail_transport;
    world.run_shell = run_shell;
    world.note = [this](std::string_view text) { notes.emplace_back(text); };
    world.alarm = [this](std::string_view text) { alarms.emplace_back(text); };
    return Context(std::move(world));
  }

  // A focus file among the reader's own.
  void write_focus(const std::string& stem, const std::string& text) {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/" + stem + ".toml", text);
  }
  void configure(const std::string& text) {
    std::filesystem::create_directories(folder.path() / ".config/papercup");
    folder.write(".config/papercup/config.toml", text);
  }

  // Noon on a day of November 2026.
  void be_on(int day) { clock.time = Date(2026, 11, 1).days() + std::chrono::hours(24 * day - 12); }

  std::vector<std::string> notes, alarms;

 private:
  std::istringstream input_;
};

}  // namespace papercup::app
