#pragma once

#include <string>

#include "papercup/store/selection.hpp"
#include "papercup/store/text_columns.hpp"

namespace papercup::store {

// What the store keeps of a paper beside its fields. Made beforehand, on another thread, it spares
// the one that stores most of its work.
struct PreparedPaper {
  std::string features;  // as the store's FeatureExtractor makes them
  TextColumns text;
  SignalBits signals = 0;  // as its SignalFinder finds them, without former versions
};

}  // namespace papercup::store
