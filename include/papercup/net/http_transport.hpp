#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace papercup::net {

struct HttpRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers = {};
  // arXiv has been seen to take three minutes (https://groups.google.com/a/arxiv.org/g/api).
  std::chrono::seconds timeout{200};
  std::size_t largest_body = std::size_t{256} << 20;  // bytes, unpacked
};

// What a server answered, whatever the status.
struct HttpResponse {
  int status = 0;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};  // names in lower case
  std::string url = {};                                           // that answered, after redirects

  // Of the last header of this name, given in lower case; empty without.
  std::string header(const std::string& name) const;
};

// The network, as far as papercup uses it. Tests put another one in its place.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  // Throws Error{unreachable} where no whole answer came: no such host, refused, timed out, cut
  // off, too large; Error{interrupted} where the reader broke it off.
  virtual HttpResponse get(const HttpRequest& request) = 0;
};

// Whether to break off what is going on; asked a few times a second.
using IsInterrupted = bool (*)();

// Over libcurl, one connection a request: nothing is asked twice. Follows redirects (to https only,
// from http only on this machine), unpacks, verifies certificates, and goes through the proxies of
// the environment as curl does.
std::unique_ptr<HttpTransport> make_curl_transport(IsInterrupted is_interrupted);

}  // namespace papercup::net
