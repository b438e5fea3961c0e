#include "papercup/core/suggestion.hpp"

#include <algorithm>

namespace papercup {
namespace {

constexpr std::size_t kFarthest = 3;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Optimal string alignment distance (Damerau 1964, restricted).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, previous(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1,
                             previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    before = previous;
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view misspelt, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 64;  // nobody means a command or a category by more
  if (misspelt.empty() || misspelt.size() > kLongest) return {};
  const std::string wanted = lower(misspelt);
  std::string best;
  std::size_t best_distance = kFarthest + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t found = distance(wanted, lower(candidate));
    if (found < best_distance && found < std::max(wanted.size(), candidate.size())) {
      best = candidate;
      best_distance = found;
    }
  }
  return best;
}

}  // namespace papercup
