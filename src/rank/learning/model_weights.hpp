#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/training_set.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {

// A term that taught a model, and the weight that each kind of evidence gave it, by the number of
// the kind (up to unlabelled).
struct TermEvidence {
  std::uint32_t index = 0;  // of its feature
  std::string key;          // the term itself, since a feature may stand for several
  std::array<float, static_cast<std::size_t>(Evidence::unlabelled) + 1> weights{};
};

// Ordered by feature and key, each once.
using EvidenceTable = std::vector<TermEvidence>;

// What a model consists of. It is empty if every weight is 0.
struct ModelWeights {
  EvidenceTable evidence;
  FeatureVector weights;  // the whole weight of each feature; more features than in the evidence
  double intercept = 0;
};

// The weights of Model::centroid.
ModelWeights centroid_weights(const Focus& focus, std::vector<Paper> likes,
                              std::vector<Paper> dislikes, const DocumentFrequency& frequency);
// The weights of Model::train.
ModelWeights svm_weights(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                         const TrainingSet& past, const DocumentFrequency& frequency);

}  // namespace papercup::rank
