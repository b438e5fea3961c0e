#include <csignal>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "papercup/cli/run.hpp"
#include "papercup/net/http_transport.hpp"
#include "papercup/net/mail_transport.hpp"
#include "papercup/system/full_screen.hpp"
#include "papercup/system/process.hpp"

namespace {

// The file of certificates that the environment names, as the command curl takes it.
std::string named_authorities() {
  const std::map<std::string, std::string> variables = papercup::system::process_variables();
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const auto found = variables.find(name);
    if (found != variables.end() && !found->second.empty()) return found->second;
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace papercup;
  (void)std::signal(SIGPIPE, SIG_IGN);  // that nobody reads any more, the stream tells
  (void)std::signal(SIGXFSZ, SIG_IGN);  // so does the error that follows a file size limit
  std::ios::sync_with_stdio(false);
  const system::SystemClock clock;
  std::unique_ptr<net::HttpTransport> transport;
  std::unique_ptr<net::MailTransport> mail_transport;
  cli::Environment environment{std::cin,
                               std::cout,
                               std::cerr,
                               clock,
                               system::process_variables(),
                               system::process_terminal(),
                               system::process_utc_offset,
                               system::process_zone_name,
                               system::run_program};
  environment.transport = [&]() -> net::HttpTransport& {
    system::note_interruptions();
    if (!transport) {
      transport = net::make_curl_transport(system::is_interrupted, named_authorities());
    }
    return *transport;
  };
  environment.run_shell = system::run_shell;
  environment.run_pager = system::run_pager;
  environment.mail_transport = [&]() -> net::MailTransport& {
    system::note_interruptions();
    if (!mail_transport) mail_transport = net::make_curl_mail_transport(system::is_interrupted);
    return *mail_transport;
  };
  environment.host_name = system::process_host_name;
  environment.open_screen = system::open_terminal_screen;
  return cli::run({argv + 1, argv + argc}, environment);
}
