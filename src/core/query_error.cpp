#include <algorithm>
#include <utility>

#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace papercup {
namespace {

constexpr std::size_t kWindow = 60;  // characters shown around the place of a long query

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The query on one line, as characters; what would move the cursor is a blank.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if (is_continuation(c) && !result.empty()) {
      result.back() += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result.emplace_back(1, byte < 0x20 || byte == 0x7F ? ' ' : c);
    }
  }
  return result;
}

}  // namespace

Error query_error(std::string_view query_text, std::size_t position, const std::string& what,
                  std::string hint) {
  const std::vector<std::string> all = characters(query_text);
  const std::size_t place =
      characters(query_text.substr(0, std::min(position, query_text.size()))).size();
  const std::size_t first = place > kWindow / 2 && all.size() > kWindow ? place - kWindow / 2 : 0;
  const std::size_t last = std::min(all.size(), first + kWindow);
  std::string line = first > 0 ? "..." : "";
  const std::size_t before = line.size() + place - first;
  for (std::size_t i = first; i < last; ++i) line += all[i];
  if (last < all.size()) line += "...";
  const std::string message = "cannot read the query: " + what + "\n    " + line + "\n    " +
                              std::string(before, ' ') + "^";
  return Error{ErrorKind::usage, message, std::move(hint)};
}

}  // namespace papercup
