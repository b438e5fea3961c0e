#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/names.hpp"

namespace papercup {

// How papers can be ranked for a focus.
enum class Ranker {
  standard,  // what papercup ranks by unless it is told otherwise
  centroid,  // nearness to what the reader said: description, keywords, authors and examples
  svm,       // a support vector machine taught by the same, without papers of the past taken for
             // weak likes
};

// As on the command line and in config.toml.
inline constexpr auto kRankerNames = names_of<Ranker>({
    {Ranker::standard, "default"},
    {Ranker::centroid, "centroid"},
    {Ranker::svm, "svm"},
});
constexpr std::string_view to_string(Ranker ranker) { return kRankerNames.of(ranker); }
// Nothing for other words.
constexpr std::optional<Ranker> parse_ranker(std::string_view name) {
  return kRankerNames.find(name);
}
// All of them, in this order.
inline std::vector<std::string> ranker_names() {
  std::vector<std::string> names;
  for (const auto& [ranker, name] : kRankerNames) names.emplace_back(name);
  return names;
}

}  // namespace papercup
