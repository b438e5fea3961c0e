#include "config/loopback.hpp"

#include <algorithm>

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
  const std::string_view host = host_of(url);
  if (host == "localhost" || host == "[::1]") return true;
  const auto is_of_address = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  return host.substr(0, 4) == "127." && std::all_of(host.begin(), host.end(), is_of_address) &&
         std::count(host.begin(), host.end(), '.') == 3;
}

}  // namespace papercup::config
