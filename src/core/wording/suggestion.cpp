#include "papercup/core/suggestion.hpp"

#include <algorithm>

#include "core/wording/edit_distance.hpp"

namespace papercup {

std::string nearest_word(std::string_view misspelt, const std::vector<std::string>& candidates) {
  constexpr std::size_t kFarthest = 3;
  std::size_t least = kFarthest + 1;
  const std::string* nearest = nullptr;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(misspelt, candidate, kFarthest);
    // More than half of a word is another word.
    if (distance < least && 2 * distance <= std::max(misspelt.size(), candidate.size())) {
      least = distance;
      nearest = &candidate;
    }
  }
  return nearest ? *nearest : std::string{};
}

}  // namespace papercup
