#include "arxiv/query_url.hpp"

#include <string_view>

#include <fmt/format.h>

namespace papercup::arxiv {
namespace {

std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("-._~").find(c) != std::string_view::npos;
    result += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

}  // namespace

std::string url_with(const std::string& base,
                     const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string url = base;
  char divider = base.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    url += divider + encoded(name) + "=" + encoded(value);
    divider = '&';
  }
  return url;
}

}  // namespace papercup::arxiv
