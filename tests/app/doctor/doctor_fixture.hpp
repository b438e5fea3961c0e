#pragma once

#include <string>

#include "cli/cli_fixture.hpp"

namespace papercup::app {

// A sound installation, in which tests break something.
class DoctorTest : public cli::CliTest {
 protected:
  void SetUp() override {
    variables["PAPERCUP_CONFIG"] = (folder.path() / "config").string();
    write_config("[digest]\ncoffee = 12\n");
    write_focus("rewards", "about = 'reward models'\ncategories = ['cs.LG']\n");
    store(paper("2611.90001", "One"));
  }

  void write_config(const std::string& text) {
    std::filesystem::create_directories(folder.path() / "config/focus");
    folder.write("config/config.toml", text);
  }
  void write_focus(const std::string& stem, const std::string& text) {
    folder.write("config/focus/" + stem + ".toml", text);
  }

  // What doctor prints, after a look at its exit code.
  std::string doctor(int code, std::vector<std::string> options = {}) {
    options.insert(options.begin(), "doctor");
    const Outcome outcome = run(options);
    EXPECT_EQ(outcome.code, code) << outcome.out << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return outcome.out;
  }
};

}  // namespace papercup::app
