#include "papercup/core/score.hpp"

#include <algorithm>
#include <array>

namespace papercup {
namespace {

// By the number of the kind.
constexpr std::array<std::string_view, 10> kNames = {
    "description", "keyword", "author",     "category", "like",
    "neighbour",   "dislike", "unlabelled", "other",    "intercept"};

}  // namespace

std::string_view to_string(Evidence kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::optional<Evidence> parse_evidence(std::string_view text) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Evidence>(found - kNames.begin());
}

}  // namespace papercup
