#pragma once

#include <string>
#include <vector>

#include "papercup/core/web_address.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::net {

// Whether a server may get what is secret, as far as the way to it is concerned.
enum class Trust { full, none };

// Follows an address from answer to answer, without asking anything itself.
//
// What is not encrypted is followed only from this machine to this machine, and nothing from
// elsewhere leads to this machine.
class Redirects {
 public:
  static constexpr int kMost = 5;

  // Begins at an address that the reader has configured, or, without trust, at another.
  explicit Redirects(const std::string& url, Trust trust = Trust::full);

  // The address to ask now; it has the name and password of the first one only if secrets may be
  // sent there.
  const std::string& url() const { return url_; }
  // Whether secrets may be sent to it: nobody can read on the way, and all that came before was at
  // the same host, port and scheme, or went from http to https there.
  bool may_have_secrets() const { return may_have_secrets_; }
  // Whether that holds but for an address that is not encrypted.
  Trust trust() const { return trust_; }
  // Whether every redirect so far was one for good (301, 308), and there was one.
  bool has_moved() const { return has_moved_; }

  // Takes an answer. If it is a redirect, `url` is what to ask next, and true is returned. Throws
  // Error{failure} for one that says no address, for one that cannot or must not be followed, for
  // one in a circle and for the sixth.
  bool follow(const HttpResponse& response);

 private:
  void go_to(WebAddress address);

  std::string url_;
  std::string userinfo_;  // of the first address
  Trust trust_;
  bool may_have_secrets_ = false;
  bool has_moved_ = false;
  std::vector<std::string> former_{};
};

}  // namespace papercup::net
