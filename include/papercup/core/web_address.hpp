#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace papercup {

// Whether a host, in lower case, is this machine: localhost, 127.0.0.0/8 or [::1].
bool is_loopback_host(std::string_view host);

// An http or https address, as far as it has to be judged whom it leads to.
struct WebAddress {
  std::string scheme;         // "http" or "https"
  std::string userinfo = {};  // "user:password", as it is written; empty if there is none
  // In lower case, without the final dot of a full name; IPv6 in brackets and in its short form.
  std::string host = {};
  int port = 0;             // the scheme's own if none is written
  std::string target = {};  // path and query, as written; begins with '/' or '?', or is empty

  // Nothing for another scheme, for a port that is none, for a host that is missing or has
  // characters that no host has, and for a blank, a control character or a backslash anywhere:
  // programs read such addresses differently.
  static std::optional<WebAddress> parse(std::string_view text);

  bool is_encrypted() const { return scheme == "https"; }
  bool is_loopback() const { return is_loopback_host(host); }
  // The host, with the port unless it is the scheme's own: "export.arxiv.org", "127.0.0.1:9".
  std::string place() const;
  std::string to_string() const;
};

// Whether nobody can read on the way what is sent there: it is encrypted, or stays on this machine.
bool is_private(const WebAddress& address);

// Whether a secret that was given for one address may be sent to another: the same host, port and
// scheme, or the same host by https instead of http, each on its own port; in private.
bool may_share_secrets(const WebAddress& given_for, const WebAddress& other);

// What people read in place of a secret.
inline constexpr std::string_view kMask = "***";

// A text without the secrets of the web addresses in it: what is before the @ of a host, and
// the values of parameters that are named as a key is (key, api_key, token, password ...).
std::string without_secrets(std::string_view text);

// The program alone, and "***" for its arguments: any of a command's arguments may be secret.
std::string program_without_arguments(std::string_view command);

}  // namespace papercup
