#include "app/mail/postman.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/mail/mail_password.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/web_address.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;

class ServerPostman : public Postman {
 public:
  ServerPostman(net::MailTransport& transport, net::MailServer server)
      : transport_(transport), server_(std::move(server)) {}

  net::MailReply send(const net::Envelope& envelope, const std::string& message,
                      const std::function<bool()>& before_end) override {
    return transport_.send(server_, envelope, message, before_end);
  }

 private:
  net::MailTransport& transport_;
  net::MailServer server_;
};

class CommandPostman : public Postman {
 public:
  explicit CommandPostman(const Context& context) : context_(context) {}

  net::MailReply send(const net::Envelope&, const std::string& message,
                      const std::function<bool()>& before_end) override {
    const std::string& command = context_.config().mail.command;
    if (!before_end()) return {MailOutcome::deferred, "another papercup is sending it"};
    const system::ShellResult result = context_.run_shell(command, message);
    const std::string shown = program_without_arguments(command);
    if (!result.started) return {MailOutcome::unavailable, "it could not be started: " + shown};
    if (!result.exit_code) return {MailOutcome::uncertain, "it was killed: " + shown};
    const MailOutcome outcome = outcome_of_exit(*result.exit_code);
    if (outcome == MailOutcome::accepted) return {outcome, {}};
    return {outcome, fmt::format("exit code {} of {}", *result.exit_code, shown)};
  }

 private:
  const Context& context_;
};

}  // namespace

net::MailOutcome outcome_of_exit(int code) {
  switch (code) {
    case 0:
      return MailOutcome::accepted;
    case 65:  // EX_DATAERR
    case 67:  // EX_NOUSER
      return MailOutcome::refused;
    case 68:  // EX_NOHOST
    case 69:  // EX_UNAVAILABLE
    case 71:  // EX_OSERR
    case 74:  // EX_IOERR
    case 75:  // EX_TEMPFAIL
      return MailOutcome::unavailable;
    case 64:   // EX_USAGE
    case 77:   // EX_NOPERM
    case 78:   // EX_CONFIG
    case 126:  // the shell's: no right to run it,
    case 127:  // no such command
      return MailOutcome::rejected;
    default:
      return MailOutcome::deferred;
  }
}

net::MailServer mail_server(const Context& context) {
  const MailSettings& mail = context.config().mail;
  net::MailServer server;
  server.host = mail.host;
  server.port = mail.port;
  server.security = mail.security;
  server.authorities = mail.ca_file;
  // As the command curl does.
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    if (server.authorities.empty()) server.authorities = context.variable(name).value_or("");
  }
  if (!mail.user.empty()) {
    server.user = mail.user;
    server.password = mail_password(context);
  }
  return server;
}

std::unique_ptr<Postman> make_postman(const Context& context) {
  if (!context.config().mail.command.empty()) {
    if (!context.has_shell()) throw Error(ErrorKind::failure, "commands cannot be run here");
    return std::make_unique<CommandPostman>(context);
  }
  net::MailTransport& transport = context.mail();
  net::MailServer server = mail_server(context);
  return std::make_unique<ServerPostman>(transport, std::move(server));
}

}  // namespace papercup::app
