#include "config/mail_options.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/toml_text.hpp"
#include "papercup/core/ascii.hpp"
#include "papercup/core/names.hpp"
#include "papercup/core/web_address.hpp"

namespace papercup::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr auto kSecurities = names_of<MailSecurity>({{MailSecurity::starttls, "starttls"},
                                                     {MailSecurity::tls, "tls"},
                                                     {MailSecurity::none, "none"}});
constexpr auto kSendEmpty = names_of<SendEmpty>(
    {{SendEmpty::never, "never"}, {SendEmpty::quiet, "quiet"}, {SendEmpty::always, "always"}});

template <typename Names>
auto chosen(const Names& names, const TomlFile& file, const toml::node& node,
            std::string_view key) {
  const std::string text = file.text(node, key);
  if (const auto value = names.find(text)) return *value;
  std::vector<std::string_view> words;
  for (const auto& [value, name] : names) words.push_back(name);
  throw file.error(node, fmt::format("{} has to be one of {}", key, fmt::join(words, ", ")));
}

MailAddress mail_address_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  const std::string text = file.text(node, key);
  auto address = MailAddress::parse(text);
  if (!address) {
    throw file.error(node, fmt::format("{} has to be a mail address", key),
                     "Such as \"ada@example.org\" or \"Ada Byron <ada@example.org>\".");
  }
  return *std::move(address);
}

std::string address_text(const MailAddress& address) {
  return address.name.empty() ? address.address
                              : fmt::format("{} <{}>", address.name, address.address);
}

long port_in(std::string_view text) {
  long port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool is_port =
      error == std::errc() && end == text.data() + text.size() && port > 0 && port < 65536;
  return is_port ? port : 0;
}

// "host", "host:587", "[::1]:587", each also behind smtp:// or smtps://.
void read_server(MailSettings& mail, const TomlFile& file, const toml::node& node) {
  const std::string text = file.text(node, "server");
  if (text.empty()) return;
  std::string_view rest = text;
  if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
    rest.remove_prefix(scheme + 3);
  }
  while (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  const bool is_ipv6 = !rest.empty() && rest.front() == '[';
  const std::size_t end = is_ipv6 ? rest.find(']') : rest.find(':');
  const std::string_view host =
      is_ipv6 ? rest.substr(1, end == std::string_view::npos ? 0 : end - 1) : rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), is_ipv6 ? end + 1 : end));
  if (!rest.empty() && rest.front() == ':') mail.port = static_cast<int>(port_in(rest.substr(1)));
  const bool is_host = !host.empty() && std::all_of(host.begin(), host.end(), [&](char c) {
    return ascii::is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' ||
           (is_ipv6 && c == ':');
  });
  if (!is_host || (!rest.empty() && mail.port == 0)) {
    throw file.error(node, "server has to be a host, with its port if need be",
                     "Such as \"smtp.example.org:587\".");
  }
  mail.host = host;
}

std::string server_text(const MailSettings& mail) {
  if (mail.host.empty()) return toml_string("");
  const bool is_ipv6 = mail.host.find(':') != std::string::npos;
  return toml_string(
      fmt::format("{}{}{}:{}", is_ipv6 ? "[" : "", mail.host, is_ipv6 ? "]" : "", mail.port));
}

// "9:05" or "09:05"; empty: never.
std::optional<minutes> time_in(const TomlFile& file, const toml::node& node) {
  const std::string text = file.text(node, "send_by");
  if (text.empty()) return std::nullopt;
  const std::size_t colon = text.find(':');
  const auto digits = [](std::string_view part) {
    return part.size() <= 2 && ascii::all_digits(part);
  };
  if (colon != std::string::npos && digits(std::string_view(text).substr(0, colon)) &&
      text.size() - colon == 3 && digits(std::string_view(text).substr(colon + 1))) {
    const int hour = std::stoi(text.substr(0, colon));
    const int minute = std::stoi(text.substr(colon + 1));
    if (hour < 24 && minute < 60) return hours(hour) + minutes(minute);
  }
  throw file.error(node, "send_by has to be a time of the day, such as \"09:00\"",
                   "An empty one waits until all lists are there, however long that is.");
}

std::string time_text(const std::optional<minutes>& time) {
  if (!time) return toml_string("");
  return toml_string(fmt::format("{:02}:{:02}", time->count() / 60, time->count() % 60));
}

Option text_option(std::string_view key, std::string_view meaning, std::string MailSettings::*at) {
  return {"mail", key, meaning,
          [=](Config& config, const TomlFile& file, const toml::node& node) {
            config.mail.*at = file.text(node, key);
          },
          [=](const Config& config) { return toml_string(config.mail.*at); }};
}

Option server_option() {
  return {"mail", "server", "who takes your mail, such as \"smtp.example.org:587\"",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            read_server(config.mail, file, node);
          },
          [](const Config& config) { return server_text(config.mail); }};
}

Option security_option() {
  return {"mail", "security",
          "starttls (port 587), tls from the beginning (port 465), none (port 25)",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            config.mail.security = chosen(kSecurities, file, node, "security");
          },
          [](const Config& config) { return toml_string(kSecurities.of(config.mail.security)); }};
}

Option from_option() {
  return {"mail", "from", "who it comes from; empty: papercup at this machine",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            if (file.text(node, "from").empty()) return;
            config.mail.from = mail_address_in(file, node, "from");
          },
          [](const Config& config) {
            return toml_string(config.mail.from ? address_text(*config.mail.from) : "");
          }};
}

Option to_option() {
  return {"mail", "to", "who gets the mail of every focus; a focus file can name others",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            config.mail.to.clear();
            // One address is as good as a list of one.
            if (node.is_string()) {
              config.mail.to.push_back(mail_address_in(file, node, "to"));
              return;
            }
            for (const toml::node& item : file.list(node, "to")) {
              config.mail.to.push_back(mail_address_in(file, item, "an entry of to"));
            }
          },
          [](const Config& config) {
            std::vector<std::string> texts;
            for (const MailAddress& to : config.mail.to) {
              texts.push_back(toml_string(address_text(to)));
            }
            return fmt::format("[{}]", fmt::join(texts, ", "));
          }};
}

Option unsubscribe_option() {
  return {"mail", "unsubscribe", "where readers can stop it: an address with https: or mailto:",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            const std::string text = file.text(node, "unsubscribe");
            const bool is_address = text.rfind("https://", 0) == 0 || text.rfind("mailto:", 0) == 0;
            const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
              return c > ' ' && c < '\x7F' && c != '<' && c != '>' && c != ',';
            });
            if (!text.empty() && !(is_address && is_plain)) {
              throw file.error(node, "unsubscribe has to begin with https:// or mailto:");
            }
            config.mail.unsubscribe = text;
          },
          [](const Config& config) { return toml_string(config.mail.unsubscribe); }};
}

Option send_empty_option() {
  return {"mail", "send_empty",
          "mails without a paper: never, quiet (a list came, none reached your line), always",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            config.mail.send_empty = chosen(kSendEmpty, file, node, "send_empty");
          },
          [](const Config& config) { return toml_string(kSendEmpty.of(config.mail.send_empty)); }};
}

Option send_by_option() {
  return {"mail", "send_by", "when it is sent though lists are missing; empty: it waits for them",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            config.mail.send_by = time_in(file, node);
          },
          [](const Config& config) { return time_text(config.mail.send_by); }};
}

bool is_this_machine(const std::string& host) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const auto address = WebAddress::parse("http://" + (is_ipv6 ? "[" + host + "]" : host));
  return address && address->is_loopback();
}

void check_secrets(const MailSettings& mail, const TomlFile& file, const toml::table& table) {
  const int sources = (mail.password_file.empty() ? 0 : 1) +
                      (mail.password_command.empty() ? 0 : 1) + (mail.password_env.empty() ? 0 : 1);
  if (sources > 1) {
    throw file.error(table, "the password is to be in one place",
                     "Keep one of password_file, password_command and password_env.");
  }
  if (mail.security == MailSecurity::none && !mail.user.empty() && !is_this_machine(mail.host)) {
    throw file.error(table, fmt::format("a password for {} would be sent unencrypted", mail.host),
                     "Set security to starttls or tls.");
  }
}

}  // namespace

std::vector<Option> mail_options() {
  using Mail = MailSettings;
  return {
      server_option(),
      security_option(),
      text_option("user", "the name to log in with; empty: no login", &Mail::user),
      text_option("password_file", "a file that holds the password, which only you may read",
                  &Mail::password_file),
      text_option("password_command", "a command that prints it, such as \"pass show mail\"",
                  &Mail::password_command),
      text_option("password_env", "a variable that holds it; others on this machine may see it",
                  &Mail::password_env),
      text_option("ca_file", "certificates to trust instead of the system's", &Mail::ca_file),
      text_option("command", "instead of a server: takes the message, such as \"msmtp -t\"",
                  &Mail::command),
      from_option(),
      to_option(),
      unsubscribe_option(),
      send_empty_option(),
      send_by_option(),
  };
}

void settle_mail_options(MailSettings& mail, const TomlFile& file, const toml::table& table) {
  const std::string server = table["server"].value_or(std::string());
  const bool has_tls_scheme = server.rfind("smtps://", 0) == 0;
  if (!table.contains("security") && (has_tls_scheme || mail.port == 465)) {
    mail.security = MailSecurity::tls;
  }
  if (has_tls_scheme && mail.security != MailSecurity::tls) {
    throw file.error(table, "smtps:// means security = \"tls\"");
  }
  if (!mail.host.empty() && !mail.command.empty()) {
    throw file.error(table, "mail goes to a server or to a command, not to both");
  }
  if (mail.port == 0 && !mail.host.empty()) {
    mail.port = mail.security == MailSecurity::tls        ? 465
                : mail.security == MailSecurity::starttls ? 587
                                                          : 25;
  }
  check_secrets(mail, file, table);
}

}  // namespace papercup::config
