#include "app/mail/mail_sender.hpp"

#include <filesystem>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;

// The credential that papercup looks for if no place of the password is configured: a file in
// $CREDENTIALS_DIRECTORY, as systemd's LoadCredential= makes it.
constexpr const char* kMailCredential = "papercup-mail-password";

// What an exit code of the reader's command means, by sysexits.h as mail programs use it.
MailOutcome outcome_of_exit(int code) {
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

class ServerSender : public MailSender {
 public:
  ServerSender(net::MailTransport& transport, net::MailServer server)
      : transport_(transport), server_(std::move(server)) {}

  net::MailReply send(const net::Envelope& envelope, const std::string& message,
                      const std::function<bool()>& before_end) override {
    return transport_.send(server_, envelope, message, before_end);
  }

 private:
  net::MailTransport& transport_;
  net::MailServer server_;
};

class CommandSender : public MailSender {
 public:
  explicit CommandSender(const Context& context) : context_(context) {}

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

std::string first_line(std::string text) {
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

std::string checked(std::string password, const std::string& place) {
  if (password.empty()) {
    throw Error(ErrorKind::usage, fmt::format("there is no password in {}", place));
  }
  return password;
}

std::filesystem::path expanded(const Context& context, const std::string& name) {
  const std::string home = context.variable("HOME").value_or("");
  if (name.rfind("~/", 0) == 0 && !home.empty()) return home + name.substr(1);
  return std::filesystem::path(name).is_absolute() ? std::filesystem::path(name)
                                                   : context.config_folder() / name;
}

std::string from_file(const std::filesystem::path& file) {
  constexpr std::size_t kMost = 1 << 16;  // bytes, of which the first line counts
  const std::string text = system::read_file(
      file, ErrorKind::usage,
      "It must hold the mail password on its first line, for you alone (chmod 600).", kMost);
  return checked(first_line(text), file.string());
}

void note_open_file(const Context& context, const std::filesystem::path& file) {
  constexpr auto kOthers = std::filesystem::perms::group_read | std::filesystem::perms::others_read;
  std::error_code ignored;
  const auto mode = std::filesystem::status(file, ignored).permissions();
  if ((mode & kOthers) == std::filesystem::perms::none) return;
  context.note(fmt::format("{} can be read by others: chmod 600 {}", file.string(), file.string()));
}

std::string from_command(const Context& context, const std::string& command) {
  if (!context.has_shell()) {
    throw Error(ErrorKind::failure, "password_command cannot be run here");
  }
  const system::ShellResult result = context.run_shell(command, "");
  if (!result.started || result.exit_code != 0) {
    throw Error(ErrorKind::failure,
                "password_command failed: " + program_without_arguments(command),
                "Run it by hand; it has to print the password without asking anything.");
  }
  return checked(first_line(result.output), "what password_command prints");
}

std::string from_variable(const Context& context, const std::string& name) {
  const auto value = context.variable(name);
  if (!value) {
    throw Error(ErrorKind::usage,
                fmt::format("the variable {} with the mail password is not set", name));
  }
  return checked(first_line(*value), "the variable " + name);
}

std::string mail_password(const Context& context) {
  const MailSettings& mail = context.config().mail;
  if (!mail.password_file.empty()) {
    const std::filesystem::path file = expanded(context, mail.password_file);
    note_open_file(context, file);
    return from_file(file);
  }
  if (!mail.password_command.empty()) return from_command(context, mail.password_command);
  if (!mail.password_env.empty()) return from_variable(context, mail.password_env);
  if (const auto folder = context.variable("CREDENTIALS_DIRECTORY"); folder && !folder->empty()) {
    return from_file(std::filesystem::path(*folder) / kMailCredential);
  }
  throw Error(ErrorKind::usage, "there is a user for the mail server, and no password",
              "Set password_file or password_command under [mail]: man papercup-mail.");
}

}  // namespace

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

std::unique_ptr<MailSender> make_mail_sender(const Context& context) {
  if (!context.config().mail.command.empty()) {
    if (!context.has_shell()) throw Error(ErrorKind::failure, "commands cannot be run here");
    return std::make_unique<CommandSender>(context);
  }
  net::MailTransport& transport = context.mail();
  net::MailServer server = mail_server(context);
  return std::make_unique<ServerSender>(transport, std::move(server));
}

}  // namespace papercup::app
