#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/text/normalise.hpp"
#include "rank/invented_papers.hpp"

// What tests of models have in common: papers of a past, foci, and looks at scores.
namespace papercup::rank {

inline DocumentFrequency frequency_of(const std::vector<Paper>& papers) {
  DocumentFrequency frequency;
  for (const Paper& paper : papers) frequency.add(pack(extract_features(paper)));
  return frequency;
}

inline const std::vector<Paper>& past() {
  static const std::vector<Paper> papers = Inventor(1).papers(0, 400);
  return papers;
}

inline const DocumentFrequency& past_frequency() {
  static const DocumentFrequency frequency = frequency_of(past());
  return frequency;
}

inline Model model_of(const Focus& focus, std::vector<Paper> likes = {},
                      std::vector<Paper> dislikes = {}) {
  return Model::centroid(focus, std::move(likes), std::move(dislikes), past_frequency());
}

inline Focus about(std::string text) {
  Focus focus;
  focus.about = std::move(text);
  return focus;
}

inline Focus following(std::string name) {
  Focus focus;
  focus.authors = {std::move(name)};
  return focus;
}

inline double score(const Model& model, const Paper& paper) {
  return model.score(pack(extract_features(paper)));
}

inline double sum_of_points(const Score& score) {
  double sum = 0;
  for (const Contribution& contribution : score.why) sum += contribution.points;
  return sum;
}

// Expects that the reasons give the score to rounding; returns them.
inline Score exact_explanation(const Model& model, const Paper& paper) {
  const double value = score(model, paper);
  Score explained = model.explain(paper);
  EXPECT_EQ(explained.value, value);
  EXPECT_NEAR(sum_of_points(explained), value, 1e-9);
  return explained;
}

inline const Contribution* find(const Score& score, std::string_view label) {
  const auto it = std::find_if(score.why.begin(), score.why.end(),
                               [&](const Contribution& c) { return c.label == label; });
  return it == score.why.end() ? nullptr : &*it;
}

// ASCII only.
inline std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return text;
}

// Whether a name or a category stands in a paper, or the first word of a term.
inline bool has(const Paper& paper, const std::string& label) {
  const auto contains = [&](const auto& list, const auto& element) {
    return std::find(list.begin(), list.end(), element) != list.end();
  };
  if (contains(paper.authors, label) || contains(paper.categories, Category(label))) return true;
  const std::string text = lower(text::tex_accents_to_unicode(paper.title + " " + paper.abstract));
  return text.find(lower(label.substr(0, label.find(' ')))) != std::string::npos;
}

// Expects that every named reason stands in its paper; returns how many are named.
inline int named_in(const Model& model, const std::vector<Paper>& papers) {
  int named = 0;
  for (const Paper& paper : papers) {
    for (const Contribution& contribution : model.explain(paper).why) {
      if (contribution.kind == Evidence::other || contribution.kind == Evidence::intercept) {
        continue;
      }
      EXPECT_TRUE(has(paper, contribution.label)) << contribution.label;
      ++named;
    }
  }
  return named;
}

}  // namespace papercup::rank
