#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace papercup {

// Where mail comes from or goes to: `address` is a plain "local@domain" of visible ASCII that can
// stand in an SMTP command and in a header as it is; `name` is for people and may be empty.
struct MailAddress {
  std::string name = {};
  std::string address;

  // Reads "a@b.org", "Ada Byron <a@b.org>" or "\"Byron, Ada\" <a@b.org>"; blanks around are
  // ignored. Nothing for anything else: no or two addresses, a quoted local part, a domain that is
  // no host name (an international one is written with xn--), control characters.
  static std::optional<MailAddress> parse(std::string_view text);

  // What follows the @.
  std::string domain() const { return address.substr(address.rfind('@') + 1); }

  bool operator==(const MailAddress&) const = default;
};

// Whether two addresses are one mailbox: as mail servers take them, capitals mean nothing.
bool is_same_mailbox(const MailAddress& a, const MailAddress& b);

}  // namespace papercup
