#include "papercup/core/ranker.hpp"

#include <algorithm>

namespace papercup {

const std::vector<std::string>& ranker_names() {
  static const std::vector<std::string> names = {"default", "centroid", "svm"};
  return names;
}

std::string_view to_string(Ranker ranker) {
  return ranker_names().at(static_cast<std::size_t>(ranker));
}

std::optional<Ranker> parse_ranker(std::string_view name) {
  const std::vector<std::string>& names = ranker_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Ranker>(found - names.begin());
}

}  // namespace papercup
