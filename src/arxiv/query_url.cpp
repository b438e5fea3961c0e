#include "arxiv/query_url.hpp"

#include <string_view>

#include <fmt/format.h>

#include "papercup/core/ascii.hpp"

namespace papercup::arxiv {
namespace {

std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_plain =
        ascii::is_letter_or_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
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
