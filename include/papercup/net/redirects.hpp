#pragma once

#include <string>
#include <vector>

#include "papercup/core/web_address.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::net {

// Whether a server may get secrets, as far as the way to it is concerned.
enum class Trust { full, none };

// Follows the redirects (RFC 9110, 15.4) of an address from answer to answer, without asking
// anything itself.
//
// An address without encryption is followed only from this machine to this machine, and no other
// machine may lead to this one.
class Redirects {
 public:
  static constexpr int kMost = 5;

  // Begins at an address that the reader has configured or, without trust, at any other.
  explicit Redirects(const std::string& url, Trust trust = Trust::full);

  // The address to ask now. It has the name and password of the first one only if secrets may be
  // sent there.
  const std::string& url() const { return url_; }
  // Whether secrets may be sent to it: nobody can read them on the way, and all addresses before it
  // had the same host, port and scheme, or went from http to https there.
  bool may_have_secrets() const { return may_have_secrets_; }
  // The same apart from encryption: whether all addresses so far were of the one server.
  Trust trust() const { return trust_; }
  // Whether every redirect so far was one for good (301, 308), and there was one.
  bool has_moved() const { return has_moved_; }

  // Takes the answer of `url`. If it is a redirect (301, 302, 303, 307, 308), `url` becomes the
  // address to ask next, and true is returned. Throws Error{failure} for a redirect that names no
  // address, that cannot or must not be followed or that leads in a circle, and for the sixth.
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
