#pragma once

#include <string>
#include <string_view>

#include "papercup/rank/model.hpp"
#include "papercup/rank/score_distribution.hpp"

namespace papercup::rank {

// A model together with what its scores are compared with.
struct TrainedFocus {
  Model model;
  ScoreDistribution distribution;

  // A form to be kept on this machine, of about 6 MB. Reading throws Error{storage} where the bytes
  // are of another form or damaged.
  std::string to_bytes() const;
  static TrainedFocus from_bytes(std::string_view bytes);
};

}  // namespace papercup::rank
