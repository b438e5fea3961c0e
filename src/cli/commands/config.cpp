#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/config/config_file.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

int run_path(const Session& session) {
  const config::Paths paths = session.paths();
  session.print(fmt::format("config\t{}\ndata\t{}\nstate\t{}\n", paths.config.string(),
                            paths.data.string(), paths.state.string()));
  return 0;
}

int run_show(const Session& session) {
  session.require_config_folder();
  session.print(config::config_text(session.config()));
  return 0;
}

// A warning elsewhere is an error here.
int run_check(const Session& session) {
  session.require_config_folder();
  std::size_t faults = 0;
  const auto complain = [&](const std::string& text) {
    ++faults;
    session.complain(text);
  };
  const auto check = [&](const auto& load) {
    try {
      for (const std::string& warning : load()) complain(warning);
    } catch (const Error& error) {
      complain(error.hint().empty() ? error.message() : error.message() + "\n" + error.hint());
    }
  };
  check([&] { return config::load_config(session.config_folder() / "config.toml").warnings; });
  const auto foci = session.foci();
  for (const config::ListedFocus& focus : foci) {
    check([&] {
      if (focus.error) throw Error(*focus.error);
      return focus.loaded->warnings;
    });
  }
  if (faults > 0) {
    throw Error(ErrorKind::usage,
                fmt::format("{} {} in {}", faults, faults == 1 ? "fault" : "faults",
                            session.config_folder().string()),
                "The lines above name the places.");
  }
  session.print_lines(fmt::format("config.toml and {} {}: no faults\n", foci.size(),
                                  foci.size() == 1 ? "focus" : "foci"));
  return 0;
}

}  // namespace

Action declare_config_path(CLI::App&) {
  return [](Session& session) { return run_path(session); };
}

Action declare_config_show(CLI::App&) {
  return [](Session& session) { return run_show(session); };
}

Action declare_config_check(CLI::App&) {
  return [](Session& session) { return run_check(session); };
}

}  // namespace papercup::cli
