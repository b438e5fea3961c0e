#include "papercup/core/web_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "papercup/core/characters.hpp"

namespace papercup {
namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

int own_port(std::string_view scheme) { return scheme == "https" ? kHttpsPort : kHttpPort; }

bool is_plain(char c) { return c > ' ' && c != '\x7F' && c != '\\'; }

// A byte of another script's letter may stand in a name, which is encoded when it is looked up.
bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::optional<std::string> ipv6_in(std::string_view text) {
  std::array<unsigned char, 16> bytes{};
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (::inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
  if (::inet_ntop(AF_INET6, bytes.data(), written.data(), written.size()) == nullptr) {
    return std::nullopt;
  }
  return fmt::format("[{}]", written.data());
}

std::optional<std::string> name_in(std::string_view text) {
  std::string name = ascii::lower(text);
  if (!name.empty() && name.back() == '.') name.pop_back();
  const bool has_empty_part = name.empty() || name.front() == '.' || name.back() == '.' ||
                              name.find("..") != std::string::npos;
  if (has_empty_part || !std::ranges::all_of(name, is_of_name)) {
    return std::nullopt;
  }
  return name;
}

// The digits after the colon; none at all mean the scheme's own.
std::optional<int> port_in(std::string_view text, int own) {
  if (text.empty()) return own;
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (port <= 0 || port > 65535) return std::nullopt;
  return port;
}

bool read_host_and_port(WebAddress& address, std::string_view text) {
  std::optional<std::string> host;
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    host = ipv6_in(text.substr(1, end - 1));
    rest = text.substr(end + 1);
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    host = name_in(text.substr(0, colon));
    rest = text.substr(colon);
  }
  if (!host || (!rest.empty() && rest.front() != ':')) return false;
  const auto port = port_in(rest.empty() ? rest : rest.substr(1), own_port(address.scheme));
  if (!port) return false;
  address.host = *std::move(host);
  address.port = *port;
  return true;
}

// Parameters of addresses; a resumption token, which is none, is not called so.
constexpr std::array<std::string_view, 15> kSecretParameters = {
    "key",    "apikey",   "api_key", "api-key", "token", "access_token", "auth",     "auth_token",
    "secret", "password", "passwd",  "pass",    "pwd",   "sig",          "signature"};
bool is_secret_parameter(std::string_view name) {
  const std::string plain = ascii::lower(name);
  return std::ranges::find(kSecretParameters, plain) != kSecretParameters.end();
}

// "name=value&name=value", up to a blank or a quotation mark.
std::string masked_query(std::string_view query) {
  std::string result;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find_first_of("&;"), query.size());
    const std::string_view parameter = query.substr(0, end);
    const std::size_t equals = parameter.find('=');
    const bool is_secret =
        equals != std::string_view::npos && is_secret_parameter(parameter.substr(0, equals));
    result += is_secret ? parameter.substr(0, equals + 1) : parameter;
    if (is_secret) result += kMask;
    if (end < query.size()) result += query[end];
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return result;
}

// What follows "://", up to where the address ends.
std::string masked_address(std::string_view address) {
  const std::size_t authority = std::min(address.find_first_of("/?#"), address.size());
  const std::size_t at = address.substr(0, authority).rfind('@');
  std::string result;
  if (at != std::string_view::npos) {
    result = kMask;
    address.remove_prefix(at);
  }
  const std::size_t query = std::min(address.find('?'), address.size());
  result += address.substr(0, query);
  if (query == address.size()) return result;
  return result + "?" + masked_query(address.substr(query + 1));
}

// The next word of a command line, with what is quoted in it.
std::string_view next_word(std::string_view text) {
  char quote = '\0';
  std::size_t length = 0;
  for (; length < text.size(); ++length) {
    const char c = text[length];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (ascii::is_blank(c)) {
      break;
    }
  }
  return text.substr(0, length);
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  // The system takes the addresses of no host for this one.
  constexpr std::array<std::string_view, 4> kNames = {"localhost", "[::1]", "[::]", "0.0.0.0"};
  if (std::ranges::find(kNames, host) != kNames.end()) return true;
  constexpr std::string_view kMapped = "[::ffff:";
  if (host.starts_with(kMapped)) {
    return is_loopback_host(host.substr(kMapped.size(), host.size() - kMapped.size() - 1));
  }
  const auto is_of_address = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  return host.substr(0, 4) == "127." && std::ranges::all_of(host, is_of_address) &&
         std::ranges::count(host, '.') == 3;
}

std::optional<WebAddress> WebAddress::parse(std::string_view text) {
  if (!std::ranges::all_of(
          text, [](char c) { return is_plain(c) || static_cast<unsigned char>(c) >= 0x80; })) {
    return std::nullopt;
  }
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  WebAddress address{ascii::lower(text.substr(0, colon))};
  if (address.scheme != "http" && address.scheme != "https") return std::nullopt;
  text.remove_prefix(colon + 3);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  std::string_view authority = text.substr(0, end);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    address.userinfo = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (!read_host_and_port(address, authority)) return std::nullopt;
  // What follows '#' is for browsers.
  address.target = text.substr(end, text.find('#', end) - end);
  return address;
}

std::string WebAddress::place() const {
  return port == own_port(scheme) ? host : fmt::format("{}:{}", host, port);
}

std::string WebAddress::to_string() const {
  return fmt::format("{}://{}{}{}{}", scheme, userinfo, userinfo.empty() ? "" : "@", place(),
                     target);
}

bool is_private(const WebAddress& address) {
  return address.is_encrypted() || address.is_loopback();
}

bool may_share_secrets(const WebAddress& given_for, const WebAddress& other) {
  if (given_for.host != other.host || !is_private(other)) return false;
  if (given_for.scheme == other.scheme) return given_for.port == other.port;
  return other.is_encrypted() && given_for.port == kHttpPort && other.port == kHttpsPort;
}

std::string without_secrets(std::string_view text) {
  constexpr std::string_view kScheme = "://";
  std::string result;
  for (std::size_t start = text.find(kScheme); start != std::string_view::npos;
       start = text.find(kScheme)) {
    result += text.substr(0, start + kScheme.size());
    text.remove_prefix(start + kScheme.size());
    const std::size_t end = std::min(text.find_first_of(" \t\r\n\"'<>"), text.size());
    result += masked_address(text.substr(0, end));
    text.remove_prefix(end);
  }
  return result.append(text);
}

std::string program_without_arguments(std::string_view command) {
  command = ascii::trim(command);
  std::string_view program = next_word(command);
  const bool is_alone = program.size() == command.size();
  // A variable that is set for the program.
  if (const std::size_t equals = program.find('='); equals != std::string_view::npos) {
    return fmt::format("{}{}{}", program.substr(0, equals + 1), kMask,
                       is_alone ? "" : fmt::format(" {}", kMask));
  }
  return without_secrets(program) + (is_alone ? "" : fmt::format(" {}", kMask));
}

}  // namespace papercup
