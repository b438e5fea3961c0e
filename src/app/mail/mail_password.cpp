#include "app/mail/mail_password.hpp"

#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

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
      "The mail password is to be in it, on one line, for you alone (chmod 600).", kMost);
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

}  // namespace

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

}  // namespace papercup::app
