#include "papercup/core/secrets.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "papercup/core/ascii.hpp"

namespace papercup {
namespace {

// Parameters of addresses; a resumption token, which is none, is not called so.
constexpr std::array<std::string_view, 15> kSecretParameters = {
    "key",    "apikey",   "api_key", "api-key", "token", "access_token", "auth",     "auth_token",
    "secret", "password", "passwd",  "pass",    "pwd",   "sig",          "signature"};
bool is_secret_parameter(std::string_view name) {
  const std::string plain = ascii::lower(name);
  return std::find(kSecretParameters.begin(), kSecretParameters.end(), plain) !=
         kSecretParameters.end();
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
