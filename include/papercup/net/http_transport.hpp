#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "papercup/core/error.hpp"

namespace papercup::net {

// A GET request.
struct HttpRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers = {};  // names and values
  // arXiv has been seen to take three minutes (https://groups.google.com/a/arxiv.org/g/api).
  std::chrono::seconds timeout{200};
  // The part of it that may pass until the connection is there: the name looked up, taken by the
  // server and encrypted.
  std::chrono::seconds connect_timeout{30};
  // In bytes, unpacked. A longer body is an error.
  std::size_t largest_body = std::size_t{256} << 20;
};

// What a server answered, whatever the status.
struct HttpResponse {
  int status = 0;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};  // names in lower case
  std::string url = {};                                           // the one that answered

  // The value of the last header of this name, which is given in lower case; empty if there is
  // none.
  std::string header(const std::string& name) const;
};

// No connection to a server could be made, so that it was not asked at all: its name is not
// known, it or a proxy refuses, there is no route to it, nobody took the connection in time, or it
// could not be encrypted. Waiting for such a server is of no use. The kind is `unreachable`.
class ConnectionError : public Error {
 public:
  ConnectionError(const std::string& message, std::string hint)
      : Error(ErrorKind::unreachable, message, std::move(hint)) {}
};

// The network, as far as papercup uses it. Tests put another one in its place.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  // Asks once, and follows no redirect. Throws ConnectionError, another Error{unreachable} if the
  // server took the connection and gave no whole answer (timed out, cut off, too large), and
  // Error{interrupted} if the reader broke it off.
  virtual HttpResponse get(const HttpRequest& request) = 0;
  // Connects to the server of a request and asks nothing. Throws ConnectionError and
  // Error{interrupted}.
  virtual void connect(const HttpRequest&) {}
};

// Whether to break off the transfer; called a few times a second.
using IsInterrupted = bool (*)();

// The transport over libcurl, with one connection for each request, so that nothing is asked twice.
// It unpacks answers, verifies certificates, and goes through the proxies of the environment as
// curl does. No message of its errors has a password in it. `authorities` is a file of certificates
// to trust instead of the system's, unless it is empty. Throws Error{failure} if libcurl cannot be
// started.
std::unique_ptr<HttpTransport> make_curl_transport(IsInterrupted is_interrupted,
                                                   std::string authorities = {});

}  // namespace papercup::net
