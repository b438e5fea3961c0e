#include "config/loopback.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "papercup/core/web_address.hpp"

namespace papercup::config {
namespace {

// "user@host:80/path" and the like: the host alone.
std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos)
    url.remove_prefix(at + 1);
  if (!url.empty() && url.front() == '[') return url.substr(0, url.find(']') + 1);
  return url.substr(0, url.find(':'));
}

}  // namespace

bool is_loopback(std::string_view url) {
  std::string host(host_of(url));
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return is_loopback_host(host);
}

}  // namespace papercup::config
