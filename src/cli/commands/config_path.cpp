#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/session.hpp"

namespace papercup::cli {

Action declare_config_path(OptionSet&) {
  return [](Session& session) {
    const config::Paths paths = session.paths();
    session.print(fmt::format("config\t{}\ndata\t{}\nstate\t{}\n", paths.config.string(),
                              paths.data.string(), paths.state.string()));
    return 0;
  };
}

}  // namespace papercup::cli
