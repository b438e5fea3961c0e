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
#include "papercup/rank/model.hpp"
#include "rank/learning/teacher.hpp"

namespace papercup::rank {

// A term that taught a model, and how much each kind of evidence gave it (indexed by Evidence, up
// to unlabelled).
struct Lesson {
  std::uint32_t index = 0;
  std::string key;  // the term's words, so that a name is never given by a feature alone
  std::array<float, static_cast<std::size_t>(Evidence::unlabelled) + 1> weights{};
};

// What a model consists of. Empty, where every weight would be 0.
struct Lessons {
  std::vector<Lesson> terms;  // by feature and key
  FeatureVector
      weights;  // the whole weight of each feature, by feature; more features than terms have
  double intercept = 0;
};

// What a focus teaches by itself, see Model::centroid.
Lessons centroid_lessons(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                         const DocumentFrequency& frequency);
// See Model::train.
Lessons svm_lessons(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                    const TrainingSet& past, const DocumentFrequency& frequency);

}  // namespace papercup::rank
