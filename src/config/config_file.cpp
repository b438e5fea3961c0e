#include "papercup/config/config_file.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "config/options.hpp"
#include "config/toml_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/system/files.hpp"

namespace papercup::config {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> set_variable(const VariableLookup& variable, const std::string& name) {
  auto value = variable(name);
  if (value && value->empty()) value.reset();
  return value;
}

// How one of the folders is named on the command line and in the environment.
struct Folder {
  const char* option;
  const char* variable;
  const char* xdg_variable;
  const char* below_home;
};

fs::path resolve(const Folder& folder, const std::optional<std::string>& option,
                 const VariableLookup& variable) {
  if (option && option->empty()) {
    throw Error(ErrorKind::usage, fmt::format("{} needs a folder", folder.option));
  }
  if (option) return *option;
  if (const auto own = set_variable(variable, folder.variable)) return *own;
  if (const auto base = set_variable(variable, folder.xdg_variable)) {
    const fs::path path = *base;
    if (path.is_absolute()) return path / "papercup";
  }
  const auto home = set_variable(variable, "HOME");
  if (!home) {
    const std::string_view name = folder.option;
    throw Error(ErrorKind::usage, "HOME is not set, so there is no place for papercup's files",
                name.empty()
                    ? fmt::format("Set HOME or {}.", folder.xdg_variable)
                    : fmt::format("Set HOME or {}, or use {} DIR.", folder.variable, name));
  }
  return fs::path(*home) / folder.below_home / "papercup";
}

// What arXiv asks for (https://info.arxiv.org/help/api/tou.html).
constexpr std::chrono::milliseconds kArxivInterval{3000};

// What to do about a key that belongs elsewhere; empty if it belongs nowhere.
std::string place_of_key(const std::string& key) {
  for (const Option& option : options()) {
    if (option.key == key) return fmt::format("; it belongs under [{}]", option.section);
  }
  return {};
}

// The configuration as people may see it.
Config without_secrets_of(Config config) {
  ArxivSettings& arxiv = config.arxiv;
  for (std::string* url : {&arxiv.api_url, &arxiv.feed_url, &arxiv.oai_url}) {
    *url = without_secrets(*url);
  }
  if (!arxiv.api_key.empty()) arxiv.api_key = kMask;
  MailSettings& mail = config.mail;
  mail.password_command = program_without_arguments(mail.password_command);
  mail.command = program_without_arguments(mail.command);
  return config;
}

bool is_this_machine(const std::string& host) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const auto address = WebAddress::parse("http://" + (is_ipv6 ? "[" + host + "]" : host));
  return address && address->is_loopback();
}

void check_mail_secrets(const MailSettings& mail, const TomlFile& file, const toml::table& table) {
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

// Settles what follows from several options of `[mail]` together, once all are read: the port and
// the security that go with the server as it was written. Throws Error{usage} if options contradict
// each other.
void settle_mail(MailSettings& mail, const TomlFile& file, const toml::table& table) {
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
  check_mail_secrets(mail, file, table);
}

class ConfigReader {
 public:
  explicit ConfigReader(const TomlFile& file) : file_(file) {}

  Config read() {
    for (const auto& [key, node] : file_.table()) read_section(std::string(key.str()), node);
    check_interval();
    check_secrets();
    return std::move(config_);
  }

 private:
  void read_section(const std::string& name, const toml::node& node) {
    const std::vector<std::string> known = {"arxiv", "digest", "mail"};
    if (std::ranges::find(known, name) == known.end()) {
      const std::string place = node.is_table() ? "" : place_of_key(name);
      config_.warnings.push_back(
          file_.at(node, place.empty() ? unknown_word("section", name, known)
                                       : fmt::format("'{}' is in no section{}", name, place)));
      return;
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      throw file_.error(node, fmt::format("{} has to be a section", name),
                        fmt::format("Write [{}] on a line of its own.", name));
    }
    for (const auto& [key, value] : *table) read_key(name, std::string(key.str()), value);
    if (name == "mail") settle_mail(config_.mail, file_, *table);
  }

  void read_key(const std::string& section, const std::string& key, const toml::node& node) {
    std::vector<std::string> known;
    for (const Option& option : options()) {
      if (option.section != section) continue;
      if (option.key == key) {
        option.read(config_, file_, node);
        if (key == "min_interval") interval_ = &node;
        return;
      }
      known.emplace_back(option.key);
    }
    if (std::ranges::find(known, key) == known.end()) {
      const std::string place = place_of_key(key);
      config_.warnings.push_back(file_.at(
          node, place.empty() ? unknown_word("key", key, known)
                              : fmt::format("unknown key '{}' in [{}]{}", key, section, place)));
    }
  }

  void check_interval() const {
    const ArxivSettings& arxiv = config_.arxiv;
    if (arxiv.min_interval >= kArxivInterval || interval_ == nullptr) return;
    for (const std::string& url : {arxiv.api_url, arxiv.feed_url, arxiv.oai_url}) {
      const auto address = WebAddress::parse(url);
      if (address && address->is_loopback()) continue;
      throw file_.error(*interval_,
                        fmt::format("min_interval is below 3 seconds, and {} is not this machine",
                                    without_secrets(url)),
                        "arXiv asks for at most one request every 3 seconds.");
    }
  }

  // Secrets that all could read on the way are not sent, and the reader should know of it.
  void check_secrets() {
    const ArxivSettings& arxiv = config_.arxiv;
    for (const auto& [key, url] :
         {std::pair("api_url", arxiv.api_url), std::pair("feed_url", arxiv.feed_url),
          std::pair("oai_url", arxiv.oai_url)}) {
      const auto address = WebAddress::parse(url);
      if (!address || is_private(*address)) continue;
      const bool has_key = key == std::string_view("api_url") && !arxiv.api_key.empty();
      if (!has_key && address->userinfo.empty()) continue;
      config_.warnings.push_back(fmt::format(
          "{}: {} is not sent unencrypted, as anybody on the way to {} could read it: {} has to "
          "begin with https://",
          file_.name(), has_key ? "api_key" : "the password in " + std::string(key),
          address->place(), key));
    }
  }

  const TomlFile& file_;
  const toml::node* interval_ = nullptr;
  Config config_;
};

}  // namespace

fs::path config_folder(const std::optional<std::string>& option, const VariableLookup& variable) {
  return resolve({"--config", "PAPERCUP_CONFIG", "XDG_CONFIG_HOME", ".config"}, option, variable);
}

fs::path data_folder(const std::optional<std::string>& option, const VariableLookup& variable) {
  return resolve({"--data", "PAPERCUP_DATA", "XDG_DATA_HOME", ".local/share"}, option, variable);
}

fs::path state_folder(const VariableLookup& variable) {
  return resolve({"", "", "XDG_STATE_HOME", ".local/state"}, std::nullopt, variable);
}

fs::path cache_folder(const VariableLookup& variable) {
  return resolve({"", "", "XDG_CACHE_HOME", ".cache"}, std::nullopt, variable);
}

Paths resolve_paths(const std::optional<std::string>& config_option,
                    const std::optional<std::string>& data_option, const VariableLookup& variable) {
  return {config_folder(config_option, variable), data_folder(data_option, variable),
          state_folder(variable)};
}

Config load_config(const std::filesystem::path& file) {
  if (!system::file_exists(file, ErrorKind::usage)) return {};
  refuse_pipe(file);
  const TomlFile toml(file);
  return ConfigReader(toml).read();
}

std::vector<OptionDescription> described_options() {
  const Config standard;
  std::vector<OptionDescription> described;
  described.reserve(options().size());
  for (const Option& option : options()) {
    described.push_back({option.section, option.key, option.meaning, option.write(standard)});
  }
  return described;
}

std::string config_template(const Config& config) {
  const Config defaults;
  std::string text =
      "# What papercup does unless told otherwise; your foci are in focus/. Lines that begin with "
      "#\n"
      "# show the defaults: to change one, take the # away from it and from the [section] above "
      "it.\n";
  const auto is_default = [&](const Option& option) {
    return option.write(config) == option.write(defaults);
  };
  std::string_view section;
  for (const Option& option : options()) {
    if (option.section != section) {
      section = option.section;
      // TOML takes a section once only. If nothing is set in it, the reader may write it anywhere
      // in the file.
      const bool is_unset = std::all_of(
          options().begin(), options().end(),
          [&](const Option& other) { return other.section != section || is_default(other); });
      text += fmt::format("\n{}[{}]\n", is_unset ? "# " : "", section);
    }
    text += fmt::format("# {}\n{}{} = {}\n", option.meaning, is_default(option) ? "# " : "",
                        option.key, option.write(config));
  }
  return text;
}

std::string config_text(const Config& config) {
  const Config shown = without_secrets_of(config);
  std::string text;
  std::string_view section;
  for (const Option& option : options()) {
    if (option.section != section) {
      text += fmt::format("{}[{}]\n", section.empty() ? "" : "\n", option.section);
      section = option.section;
    }
    text += fmt::format("{} = {}\n", option.key, option.write(shown));
  }
  return text;
}

}  // namespace papercup::config
