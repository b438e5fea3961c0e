#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/cli/environment.hpp"
#include "papercup/cli/run.hpp"
#include "support/moved_clock.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::cli {

// Runs command lines in this process, with a data folder of the test's own.
class CliTest : public testing::Test {
 protected:
  CliTest() { std::filesystem::create_directories(folder.path() / "data"); }

  struct Outcome {
    int code = 0;
    std::string out, err;
  };

  Outcome run(std::vector<std::string> arguments, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out, err;
    Environment environment{
        in, out, err, clock, variables, terminal, [this](Time) { return utc_offset; }};
    environment.run_program = run_program;
    environment.transport = transport;
    environment.open_screen = open_screen;
    environment.mail_transport = mail_transport;
    environment.run_shell = run_shell;
    environment.run_pager = run_pager;
    const int code = cli::run(std::move(arguments), environment);
    return {code, out.str(), err.str()};
  }

  // Stores papers that are given as JSON Lines.
  void store(const std::string& lines) {
    const Outcome outcome = run({"import", "-"}, lines);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
  }

  static std::string paper(const std::string& id, const std::string& title,
                           const std::string& announced = "2026-11-24") {
    return R"({"id": ")" + id + R"(", "title": ")" + title + R"(", "abstract": "An abstract.", )" +
           R"("authors": ["Ada Byron"], "categories": ["cs.LG"], "announced": ")" + announced +
           "\"}\n";
  }

  std::string focus(const std::string& content) {
    return folder.write("focus.toml", content).string();
  }

  support::TemporaryFolder folder;
  support::MovedClock clock;
  std::map<std::string, std::string> variables = {
      {"PAPERCUP_DATA", (folder.path() / "data").string()},
      {"HOME", folder.path().string()},
      {"TERM", "xterm"}};
  system::Terminal terminal;
  std::chrono::seconds utc_offset{0};
  std::function<bool(const std::vector<std::string>&)> run_program;
  std::function<bool(const std::string&, std::string_view)> run_pager;
  std::function<net::HttpTransport&()> transport;
  std::function<std::unique_ptr<system::FullScreen>(ScreenColour)> open_screen;
  std::function<net::MailTransport&()> mail_transport;
  std::function<system::ShellResult(const std::string&, std::string_view)> run_shell;
};

}  // namespace papercup::cli
