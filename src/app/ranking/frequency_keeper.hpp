#pragma once

#include <optional>

#include "app/ranking/model_cache.hpp"
#include "papercup/core/date.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The document frequencies of the background and of all papers stored that were announced until the
// day (without one: of all). With a cache, those that were counted last are brought up to date by
// what changed since; counting every paper takes as long as all the rest of a training. Either way
// gives the same frequencies.
rank::DocumentFrequency document_frequency(const store::Store& store, std::optional<Date> until,
                                           const ModelCache* cache);

}  // namespace papercup::app
