#include "app/ranking/relatives.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "papercup/digest/near_duplicates.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/rank/model.hpp"

namespace papercup::app {
namespace {

// Without document frequencies papers look more alike than they are, and reading those takes longer
// than all the rest.
constexpr double kPerhapsAlike = 0.5;

double weight(const rank::Feature& feature) { return 1 + std::log(feature.frequency); }

double product(const std::vector<rank::Feature>& a, const std::vector<rank::Feature>& b) {
  double sum = 0;
  auto other = b.begin();
  for (const rank::Feature& feature : a) {
    while (other != b.end() && other->index < feature.index) ++other;
    if (other == b.end()) break;
    if (other->index == feature.index) sum += weight(feature) * weight(*other);
  }
  return sum;
}

class Likenesses {
 public:
  explicit Likenesses(const std::vector<Paper>& papers)
      : papers_(papers), features_(papers.size()) {}

  double operator()(std::size_t first, std::size_t second) {
    const std::vector<rank::Feature>& a = features_of(first).text;
    const std::vector<rank::Feature>& b = features_of(second).text;
    const double rough = product(a, b) / std::sqrt(product(a, a) * product(b, b));
    return rough > kPerhapsAlike ? exact(first, second) : 0;
  }

 private:
  const rank::Features& features_of(std::size_t paper) {
    auto& features = features_[paper];
    if (!features) features = rank::extract_features(papers_[paper]);
    return *features;
  }

  double exact(std::size_t first, std::size_t second) {
    if (!frequency_) frequency_ = rank::DocumentFrequency::background();
    auto model = models_.find(first);
    if (model == models_.end()) {
      model = models_.emplace(first, rank::Model::centroid({}, {papers_[first]}, {}, *frequency_))
                  .first;
    }
    return model->second.score(rank::pack(features_of(second)));
  }

  const std::vector<Paper>& papers_;
  std::vector<std::optional<rank::Features>> features_;
  std::optional<rank::DocumentFrequency> frequency_;
  std::map<std::size_t, rank::Model> models_;
};

}  // namespace

std::vector<std::optional<std::size_t>> find_near_duplicates(const std::vector<Paper>& papers) {
  Likenesses likenesses(papers);
  return digest::group_near_duplicates(
      papers, [&](std::size_t first, std::size_t second) { return likenesses(first, second); });
}

}  // namespace papercup::app
