#include "papercup/core/suggestion.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/wording/edit_distance.hpp"
#include "papercup/core/error.hpp"

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

void refuse_unknown(std::string_view kind, std::string_view given,
                    const std::vector<std::string>& candidates) {
  const std::string nearest = nearest_word(given, candidates);
  const std::string meant = nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest);
  throw Error(ErrorKind::usage, fmt::format("unknown {} '{}'{}", kind, given, meant),
              fmt::format("Known: {}.", fmt::join(candidates, ", ")));
}

}  // namespace papercup
