#include <csignal>
#include <iostream>
#include <memory>

#include "papercup/cli/full_screen.hpp"
#include "papercup/cli/interruption.hpp"
#include "papercup/cli/process.hpp"
#include "papercup/cli/run.hpp"
#include "papercup/net/http_transport.hpp"

int main(int argc, char** argv) {
  using namespace papercup;
  (void)std::signal(SIGPIPE, SIG_IGN);  // that nobody reads any more, the stream tells
  std::ios::sync_with_stdio(false);
  const cli::SystemClock clock;
  std::unique_ptr<net::HttpTransport> transport;
  cli::Environment environment{std::cin,
                               std::cout,
                               std::cerr,
                               clock,
                               cli::process_variables(),
                               cli::process_terminal(),
                               cli::process_utc_offset,
                               cli::process_zone_name,
                               cli::run_program};
  environment.transport = [&]() -> net::HttpTransport& {
    cli::note_interruptions();
    if (!transport) transport = net::make_curl_transport(cli::is_interrupted);
    return *transport;
  };
  environment.run_shell = cli::run_shell;
  environment.run_pager = cli::run_pager;
  environment.mail_transport = cli::process_mail_transport;
  environment.host_name = cli::process_host_name;
  environment.open_screen = cli::open_terminal_screen;
  return cli::run({argv + 1, argv + argc}, environment);
}
