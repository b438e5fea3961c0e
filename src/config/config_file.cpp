#include "papercup/config/config_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <functional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/mail_options.hpp"
#include "config/option.hpp"
#include "config/toml_file.hpp"
#include "config/toml_text.hpp"
#include "papercup/core/ascii.hpp"
#include "papercup/core/file_input.hpp"
#include "papercup/core/secrets.hpp"
#include "papercup/core/suggestion.hpp"
#include "papercup/core/web_address.hpp"

namespace papercup::config {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kArxivInterval{3000};  // https://info.arxiv.org/help/api/tou.html
constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};

double number_in(const TomlFile& file, const toml::node& node, std::string_view key, double least,
                 double most) {
  const auto number = node.is_number() ? node.value<double>() : std::nullopt;
  if (!number || !(*number >= least) || !(*number <= most)) {
    throw file.error(node, fmt::format("{} has to be a number from {} to {}", key, least, most));
  }
  return *number;
}

std::string number_text(double number) { return fmt::format("{}", number); }

std::string address_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::string address = file.text(node, key);
  while (!address.empty() && address.back() == '/') address.pop_back();
  if (address.rfind("https://", 0) != 0 && address.rfind("http://", 0) != 0) {
    throw file.error(node, fmt::format("{} has to begin with https:// or http://", key));
  }
  if (!WebAddress::parse(address) || address.find('#') != std::string::npos) {
    throw file.error(
        node, fmt::format("{} cannot be read as a web address", key),
        "Such as \"https://export.arxiv.org/api/query\"; special characters of a password are "
        "written as %XX.");
  }
  return address;
}

// What becomes part of a request's headers.
std::string header_value_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::string text = file.text(node, key);
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '\x7F';
  });
  if (!is_plain) {
    throw file.error(node, fmt::format("{} must have no line ends or control characters", key));
  }
  return text;
}

// A header's name (RFC 9110, 5.6.2).
std::string header_name_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::string text = file.text(node, key);
  const bool is_name = std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
  if (!is_name) {
    throw file.error(node, fmt::format("{} has to be the name of a header", key),
                     "Such as \"X-Api-Key\", without the colon.");
  }
  return text;
}

std::set<unsigned> days_in(const TomlFile& file, const toml::node& node) {
  std::set<unsigned> days;
  for (const toml::node& item : file.list(node, "days")) {
    const std::string name = file.text(item, "an entry of days");
    const auto* const found = std::find(kWeekdays.begin(), kWeekdays.end(), name);
    if (found == kWeekdays.end()) {
      throw file.error(item, fmt::format("'{}' is no day", name),
                       fmt::format("Days are {}.", fmt::join(kWeekdays, ", ")));
    }
    days.insert(static_cast<unsigned>(found - kWeekdays.begin()));
  }
  return days;
}

std::string days_text(const std::set<unsigned>& days) {
  std::vector<std::string> names;
  names.reserve(days.size());
  for (const unsigned day : days) names.push_back(toml_string(kWeekdays.at(day)));
  return fmt::format("[{}]", fmt::join(names, ", "));
}

Option text_option(std::string_view key, std::string_view meaning, std::string ArxivSettings::*at) {
  return {"arxiv", key, meaning,
          [=](Config& config, const TomlFile& file, const toml::node& node) {
            config.arxiv.*at = file.text(node, key);
          },
          [=](const Config& config) { return toml_string(config.arxiv.*at); }};
}

using TextReader = std::string (*)(const TomlFile&, const toml::node&, std::string_view key);

Option checked_option(std::string_view key, std::string_view meaning,
                      std::string ArxivSettings::*at, TextReader read) {
  return {"arxiv", key, meaning,
          [=](Config& config, const TomlFile& file, const toml::node& node) {
            config.arxiv.*at = read(file, node, key);
          },
          [=](const Config& config) { return toml_string(config.arxiv.*at); }};
}

Option address_option(std::string_view key, std::string_view meaning,
                      std::string ArxivSettings::*at) {
  return checked_option(key, meaning, at, address_in);
}

Option number_option(std::string_view key, std::string_view meaning, double DigestSettings::*at,
                     double least, double most) {
  return {"digest", key, meaning,
          [=](Config& config, const TomlFile& file, const toml::node& node) {
            config.digest.*at = number_in(file, node, key, least, most);
          },
          [=](const Config& config) { return number_text(config.digest.*at); }};
}

Option interval_option() {
  return {"arxiv", "min_interval", "seconds between two requests; arXiv asks for 3",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            const double seconds = number_in(file, node, "min_interval", 0, 3600);
            config.arxiv.min_interval = milliseconds(std::lround(seconds * 1000));
          },
          [](const Config& config) {
            return number_text(static_cast<double>(config.arxiv.min_interval.count()) / 1000);
          }};
}

Option explore_option() {
  return {"digest", "explore", "one paper from just below the line, once you have ten likes",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            const auto value = node.value<bool>();
            if (!node.is_boolean() || !value) {
              throw file.error(node, "explore has to be true or false");
            }
            config.digest.explore = *value;
          },
          [](const Config& config) { return config.digest.explore ? "true" : "false"; }};
}

Option ranker_option() {
  return {"digest", "ranker", "default, centroid or svm; papercup eval compares them",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            const std::string name = file.text(node, "ranker");
            const auto ranker = parse_ranker(name);
            if (!ranker) {
              const std::string nearest = nearest_word(name, ranker_names());
              throw file.error(
                  node,
                  fmt::format("unknown ranker '{}'{}", name,
                              nearest.empty() ? "" : "; did you mean " + nearest + "?"),
                  fmt::format("Known: {}.", fmt::join(ranker_names(), ", ")));
            }
            config.digest.ranker = *ranker;
          },
          [](const Config& config) {
            return toml_string(std::string(to_string(config.digest.ranker)));
          }};
}

Option days_option() {
  return {"digest", "days", "days of reading, such as [\"Mon\"] for a weekly cup; empty: every day",
          [](Config& config, const TomlFile& file, const toml::node& node) {
            config.digest.days = days_in(file, node);
          },
          [](const Config& config) { return days_text(config.digest.days); }};
}

std::vector<Option> make_options() {
  using Arxiv = ArxivSettings;
  std::vector<Option> all = {
      address_option("api_url", "the query API", &Arxiv::api_url),
      address_option("feed_url", "the feeds of the day; /CATEGORY is appended", &Arxiv::feed_url),
      address_option("oai_url", "OAI-PMH, for much at once", &Arxiv::oai_url),
      checked_option("contact", "an address for arXiv's operators, sent with each request",
                     &Arxiv::contact, header_value_in),
      checked_option("api_key_header", "the name of a header that carries api_key",
                     &Arxiv::api_key_header, header_name_in),
      checked_option("api_key", "a key for the query API, where you have one", &Arxiv::api_key,
                     header_value_in),
      interval_option(),
      text_option("pace_dir", "where the time of the last request is kept; empty: the state folder",
                  &Arxiv::pace_dir),
      number_option("coffee", "minutes of reading, for all foci together", &DigestSettings::coffee,
                    1, 1440),
      number_option("per_day", "papers that clear the line on an average day",
                    &DigestSettings::per_day, 0.1, 50),
      number_option("floor", "nothing more common than 1 in so many is shown; 1: no floor",
                    &DigestSettings::floor, 1, 1000),
      explore_option(),
      ranker_option(),
      days_option(),
  };
  const std::vector<Option> mail = mail_options();
  all.insert(all.end(), mail.begin(), mail.end());
  return all;
}

const std::vector<Option>& options() {
  static const std::vector<Option> all = make_options();
  return all;
}

std::string unknown(std::string_view kind, const std::string& name,
                    const std::vector<std::string>& known) {
  const std::string nearest = nearest_word(name, known);
  return fmt::format("unknown {} '{}'{}", kind, name,
                     nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest));
}

// What is to be done about a key that belongs elsewhere; empty where it belongs nowhere.
std::string place_of_key(const std::string& key) {
  for (const Option& option : options()) {
    if (option.key == key) return fmt::format("; it belongs under [{}]", option.section);
  }
  return {};
}

// As people may see it.
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
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const std::string place = node.is_table() ? "" : place_of_key(name);
      config_.warnings.push_back(
          file_.at(node, place.empty() ? unknown("section", name, known)
                                       : fmt::format("'{}' stands in no section{}", name, place)));
      return;
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      throw file_.error(node, fmt::format("{} has to be a section", name),
                        fmt::format("Write [{}] on a line of its own.", name));
    }
    for (const auto& [key, value] : *table) read_key(name, std::string(key.str()), value);
    if (name == "mail") settle_mail_options(config_.mail, file_, *table);
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
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      const std::string place = place_of_key(key);
      config_.warnings.push_back(file_.at(
          node, place.empty() ? unknown("key", key, known)
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

  // What would be sent for all to read is not sent, of which the reader should know.
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

Config load_config(const std::filesystem::path& file) {
  if (!file_exists(file, ErrorKind::usage)) return {};
  const TomlFile toml(file);
  return ConfigReader(toml).read();
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
      // TOML takes a section once only. One in which nothing is set is left for the reader to write
      // anywhere in the file.
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
