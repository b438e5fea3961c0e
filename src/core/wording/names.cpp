#include "papercup/core/names.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t farthest) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > farthest) return farthest + 1;

  const auto same = [&](std::size_t i, std::size_t j) {
    return ascii::lower(a[i]) == ascii::lower(b[j]);
  };
  // Rows of the usual table, for the first i - 2, i - 1 and i letters of `a`.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], farthest + 1);
}

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

std::string unknown_word(std::string_view kind, std::string_view given,
                         const std::vector<std::string>& candidates) {
  const std::string nearest = nearest_word(given, candidates);
  return fmt::format("unknown {} '{}'{}", kind, given,
                     nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest));
}

void refuse_unknown(std::string_view kind, std::string_view given,
                    const std::vector<std::string>& candidates) {
  throw Error(ErrorKind::usage, unknown_word(kind, given, candidates),
              fmt::format("Known: {}.", fmt::join(candidates, ", ")));
}

}  // namespace papercup
