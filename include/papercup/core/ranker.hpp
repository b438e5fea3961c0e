#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace papercup {

// How papers can be ranked for a focus.
enum class Ranker {
  standard,  // what papercup ranks by unless it is told otherwise
  centroid,  // nearness to what the reader said: description, keywords, authors and examples
  svm,       // a support vector machine taught by the same, without papers of the past taken for
             // weak likes
};

// "default", "centroid", "svm": as on the command line and in config.toml; in this order.
const std::vector<std::string>& ranker_names();
std::string_view to_string(Ranker ranker);
std::optional<Ranker> parse_ranker(std::string_view name);

}  // namespace papercup
