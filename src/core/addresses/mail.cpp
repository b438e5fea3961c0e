#include "papercup/core/mail.hpp"

#include <algorithm>

#include "papercup/core/characters.hpp"

namespace papercup {
namespace {

// RFC 5321, 4.5.3.1.
constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestDomain = 255;

// The unquoted characters of a local part (RFC 5322, 3.2.3).
bool is_local_character(char c) {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~.";
  return ascii::is_letter(c) || ascii::is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

bool is_domain_character(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '.';
}

// Neither empty nor with an empty part between its dots.
bool is_dotted(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos;
}

bool is_plain_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  return local.size() <= kLongestLocal && domain.size() <= kLongestDomain && is_dotted(local) &&
         is_dotted(domain) && domain.front() != '-' &&
         std::ranges::all_of(local, is_local_character) &&
         std::ranges::all_of(domain, is_domain_character);
}

bool is_name(std::string_view text) {
  while (!text.empty()) {
    const utf8::Character character = utf8::first_character(text);
    if (!character.valid || character.code_point < 0x20 || character.code_point == 0x7F ||
        character.code_point == '<' || character.code_point == '>') {
      return false;
    }
    text.remove_prefix(character.size);
  }
  return true;
}

// A quoted name without its quotes and backslashes (RFC 5322, 3.2.4).
std::string unquoted(std::string_view name) {
  if (name.size() < 2 || name.front() != '"' || name.back() != '"') return std::string(name);
  std::string result;
  name = name.substr(1, name.size() - 2);
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\' && i + 1 < name.size()) ++i;
    result += name[i];
  }
  return result;
}

}  // namespace

std::optional<MailAddress> MailAddress::parse(std::string_view text) {
  text = ascii::trim(text);
  if (text.empty() || text.back() != '>') {
    if (!is_plain_address(text)) return std::nullopt;
    return MailAddress{{}, std::string(text)};
  }
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view name = ascii::trim(text.substr(0, open));
  const std::string_view address = text.substr(open + 1, text.size() - open - 2);
  if (!is_name(name) || !is_plain_address(address)) return std::nullopt;
  return MailAddress{unquoted(name), std::string(address)};
}

bool is_same_mailbox(const MailAddress& a, const MailAddress& b) {
  return ascii::equal_ignoring_case(a.address, b.address);
}

}  // namespace papercup
