#include "config/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/names.hpp"
#include "papercup/core/web_address.hpp"

namespace papercup::config {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr auto kSecurities = names_of<MailSecurity>({{MailSecurity::starttls, "starttls"},
                                                     {MailSecurity::tls, "tls"},
                                                     {MailSecurity::none, "none"}});
constexpr auto kSendEmpty = names_of<SendEmpty>(
    {{SendEmpty::never, "never"}, {SendEmpty::quiet, "quiet"}, {SendEmpty::always, "always"}});

// How values of one kind are written in the file.
template <typename Value>
struct Form {
  std::function<Value(const TomlFile&, const toml::node&, std::string_view key)> read;
  std::function<std::string(const Value&)> write;
};

Form<std::string> text() {
  return {[](const TomlFile& file, const toml::node& node, std::string_view key) {
            return file.text(node, key);
          },
          toml_string};
}

Form<double> number(double least, double most) {
  return {[=](const TomlFile& file, const toml::node& node, std::string_view key) {
            const auto number = node.is_number() ? node.value<double>() : std::nullopt;
            if (number && *number >= least && *number <= most) return *number;
            throw file.error(node,
                             fmt::format("{} has to be a number from {} to {}", key, least, most));
          },
          [](double number) { return fmt::format("{}", number); }};
}

// A number of seconds, which need not be whole.
Form<milliseconds> interval() {
  const Form<double> seconds = number(0, 3600);
  return {
      [=](const TomlFile& file, const toml::node& node, std::string_view key) {
        return milliseconds(std::lround(seconds.read(file, node, key) * 1000));
      },
      [=](milliseconds time) { return seconds.write(static_cast<double>(time.count()) / 1000); }};
}

Form<bool> yes_or_no() {
  return {[](const TomlFile& file, const toml::node& node, std::string_view key) {
            const auto value = node.value<bool>();
            if (!node.is_boolean() || !value) {
              throw file.error(node, fmt::format("{} has to be true or false", key));
            }
            return *value;
          },
          [](bool value) { return value ? "true" : "false"; }};
}

template <typename Value, std::size_t size>
Form<Value> one_of(const Names<Value, size>& names) {
  return {[&names](const TomlFile& file, const toml::node& node, std::string_view key) {
            const std::string text = file.text(node, key);
            if (const auto value = names.find(text)) return *value;
            std::vector<std::string_view> words;
            for (const auto& [value, name] : names) words.push_back(name);
            throw file.error(node,
                             fmt::format("{} has to be one of {}", key, fmt::join(words, ", ")));
          },
          [&names](Value value) { return toml_string(names.of(value)); }};
}

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

// A text that becomes part of a request's headers.
std::string header_value_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::string text = file.text(node, key);
  const bool is_plain = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7F'; });
  if (!is_plain) {
    throw file.error(node, fmt::format("{} must have no line ends or control characters", key));
  }
  return text;
}

// The name of a header (RFC 9110, 5.6.2).
std::string header_name_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::string text = file.text(node, key);
  const bool is_name = std::ranges::all_of(text, [](char c) {
    return ascii::is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
  if (!is_name) {
    throw file.error(node, fmt::format("{} has to be the name of a header", key),
                     "Such as \"X-Api-Key\", without the colon.");
  }
  return text;
}

Ranker ranker_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  const std::string name = file.text(node, key);
  if (const auto ranker = parse_ranker(name)) return *ranker;
  throw file.error(node, unknown_word("ranker", name, ranker_names()),
                   fmt::format("Known: {}.", fmt::join(ranker_names(), ", ")));
}

std::string ranker_text(Ranker ranker) { return toml_string(to_string(ranker)); }

std::set<unsigned> days_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::set<unsigned> days;
  for (const toml::node& item : file.list(node, key)) {
    const std::string name = file.text(item, fmt::format("an entry of {}", key));
    const auto* const found = std::ranges::find(kWeekdays, name);
    if (found == kWeekdays.end()) {
      throw file.error(item, fmt::format("'{}' is not a day", name),
                       fmt::format("Days are {}.", fmt::join(kWeekdays, ", ")));
    }
    days.insert(static_cast<unsigned>(found - kWeekdays.begin()));
  }
  return days;
}

std::string days_text(const std::set<unsigned>& days) {
  std::vector<std::string> names;
  names.reserve(days.size());
  for (const unsigned day : days) names.emplace_back(kWeekdays.at(day));
  return toml_list(names);
}

MailAddress mail_address_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  const std::string text = file.text(node, key);
  auto address = MailAddress::parse(text);
  if (!address) {
    throw file.error(node, fmt::format("{} has to be a mail address", key),
                     R"(Such as "ada@example.org" or "Ada Byron <ada@example.org>".)");
  }
  return *std::move(address);
}

std::string mail_address_text(const MailAddress& address) {
  return address.name.empty() ? address.address
                              : fmt::format("{} <{}>", address.name, address.address);
}

// An empty text is no address.
std::optional<MailAddress> sender_in(const TomlFile& file, const toml::node& node,
                                     std::string_view key) {
  if (file.text(node, key).empty()) return std::nullopt;
  return mail_address_in(file, node, key);
}

std::string sender_text(const std::optional<MailAddress>& sender) {
  return toml_string(sender ? mail_address_text(*sender) : "");
}

// One address is as good as a list of one.
std::vector<MailAddress> recipients_in(const TomlFile& file, const toml::node& node,
                                       std::string_view key) {
  if (node.is_string()) return {mail_address_in(file, node, key)};
  std::vector<MailAddress> recipients;
  for (const toml::node& item : file.list(node, key)) {
    recipients.push_back(mail_address_in(file, item, fmt::format("an entry of {}", key)));
  }
  return recipients;
}

std::string recipients_text(const std::vector<MailAddress>& recipients) {
  std::vector<std::string> texts;
  texts.reserve(recipients.size());
  for (const MailAddress& recipient : recipients) texts.push_back(mail_address_text(recipient));
  return toml_list(texts);
}

// For List-Unsubscribe (RFC 2369, 3.2).
std::string unsubscribe_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  std::string text = file.text(node, key);
  const bool is_address = text.starts_with("https://") || text.starts_with("mailto:");
  const bool is_plain = std::ranges::all_of(
      text, [](char c) { return c > ' ' && c < '\x7F' && c != '<' && c != '>' && c != ','; });
  if (!text.empty() && !(is_address && is_plain)) {
    throw file.error(node, fmt::format("{} has to begin with https:// or mailto:", key));
  }
  return text;
}

long port_in(std::string_view text) {
  long port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool is_port =
      error == std::errc() && end == text.data() + text.size() && port > 0 && port < 65536;
  return is_port ? port : 0;
}

// "host", "host:587", "[::1]:587", each also after smtp:// or smtps://.
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
  const bool is_host = !host.empty() && std::ranges::all_of(host, [&](char c) {
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
std::optional<minutes> time_in(const TomlFile& file, const toml::node& node, std::string_view key) {
  const std::string text = file.text(node, key);
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
  throw file.error(node, fmt::format("{} has to be a time of the day, such as \"09:00\"", key),
                   "An empty one waits until all lists are there, however long that is.");
}

std::string time_text(const std::optional<minutes>& time) {
  if (!time) return toml_string("");
  return toml_string(fmt::format("{:02}:{:02}", time->count() / 60, time->count() % 60));
}

// The rows of the table for one section.
template <typename Section>
struct SectionRows {
  std::string_view name;
  Section Config::*section;
  std::vector<Option>& rows;

  template <typename Value>
  void add(std::string_view key, std::string_view meaning, Value Section::*member,
           Form<Value> form) {
    rows.push_back({name, key, meaning,
                    [=, at = section, read = std::move(form.read)](
                        Config& config, const TomlFile& file, const toml::node& node) {
                      (config.*at).*member = read(file, node, key);
                    },
                    [=, at = section, write = std::move(form.write)](const Config& config) {
                      return write((config.*at).*member);
                    }});
  }
};

void add_arxiv_options(std::vector<Option>& rows) {
  using Arxiv = ArxivSettings;
  const Form<std::string> address{address_in, toml_string};
  const Form<std::string> header_value{header_value_in, toml_string};
  SectionRows<Arxiv> arxiv{"arxiv", &Config::arxiv, rows};
  arxiv.add("api_url", "the query API", &Arxiv::api_url, address);
  arxiv.add("feed_url", "the feeds of the day; /CATEGORY is appended", &Arxiv::feed_url, address);
  arxiv.add("oai_url", "OAI-PMH, for much at once", &Arxiv::oai_url, address);
  arxiv.add("contact", "an address for arXiv's operators, sent with each request", &Arxiv::contact,
            header_value);
  arxiv.add("api_key_header", "the name of a header that carries api_key", &Arxiv::api_key_header,
            {header_name_in, toml_string});
  arxiv.add("api_key", "a key for the query API, if you have one", &Arxiv::api_key, header_value);
  arxiv.add("min_interval", "seconds between two requests; arXiv asks for 3", &Arxiv::min_interval,
            interval());
  arxiv.add("pace_dir", "where the time of the last request is kept; empty: the state folder",
            &Arxiv::pace_dir, text());
}

void add_digest_options(std::vector<Option>& rows) {
  using Digest = DigestSettings;
  SectionRows<Digest> digest{"digest", &Config::digest, rows};
  digest.add("coffee", "minutes of reading, for all foci together", &Digest::coffee,
             number(1, 1440));
  digest.add("per_day", "papers that clear the line on an average day", &Digest::per_day,
             number(0.1, 50));
  digest.add("floor", "nothing more common than 1 in so many is shown; 1: no floor", &Digest::floor,
             number(1, 1000));
  digest.add("variety", "of the papers above the line, one on each part of a description",
             &Digest::variety, yes_or_no());
  digest.add("explore", "one paper from just below the line, once you have ten likes",
             &Digest::explore, yes_or_no());
  digest.add("ranker", "default, centroid or svm; papercup eval compares them", &Digest::ranker,
             {ranker_in, ranker_text});
  digest.add("days", "days of reading, such as [\"Mon\"] for a weekly cup; empty: every day",
             &Digest::days, {days_in, days_text});
}

void add_mail_options(std::vector<Option>& rows) {
  using Mail = MailSettings;
  // The one option with two settings, host and port.
  rows.push_back({"mail", "server", "who takes your mail, such as \"smtp.example.org:587\"",
                  [](Config& config, const TomlFile& file, const toml::node& node) {
                    read_server(config.mail, file, node);
                  },
                  [](const Config& config) { return server_text(config.mail); }});
  SectionRows<Mail> mail{"mail", &Config::mail, rows};
  mail.add("security", "starttls (port 587), tls from the beginning (port 465), none (port 25)",
           &Mail::security, one_of(kSecurities));
  mail.add("user", "the name to log in with; empty: no login", &Mail::user, text());
  mail.add("password_file", "a file that holds the password, which only you may read",
           &Mail::password_file, text());
  mail.add("password_command", "a command that prints it, such as \"pass show mail\"",
           &Mail::password_command, text());
  mail.add("password_env", "a variable that holds it; others on this machine may see it",
           &Mail::password_env, text());
  mail.add("ca_file", "certificates to trust instead of the system's", &Mail::ca_file, text());
  mail.add("command", "instead of a server: takes the message, such as \"msmtp -t\"",
           &Mail::command, text());
  mail.add("from", "who it comes from; empty: papercup at this machine", &Mail::from,
           {sender_in, sender_text});
  mail.add("to", "who gets the mail of every focus; a focus file can name others", &Mail::to,
           {recipients_in, recipients_text});
  mail.add("unsubscribe",
           "where readers can stop it: an address with https: or mailto:", &Mail::unsubscribe,
           {unsubscribe_in, toml_string});
  mail.add("send_empty",
           "mails without a paper: never, quiet (a list came, none reached your line), always",
           &Mail::send_empty, one_of(kSendEmpty));
  mail.add("send_by", "when it is sent though lists are missing; empty: it waits for them",
           &Mail::send_by, {time_in, time_text});
}

}  // namespace

const std::vector<Option>& options() {
  static const std::vector<Option> all = [] {
    std::vector<Option> rows;
    add_arxiv_options(rows);
    add_digest_options(rows);
    add_mail_options(rows);
    return rows;
  }();
  return all;
}

}  // namespace papercup::config
