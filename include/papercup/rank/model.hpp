#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/idf_levels.hpp"
#include "papercup/rank/score_distribution.hpp"
#include "papercup/rank/training_set.hpp"

namespace papercup::rank {

class ByteDecoder;
class ByteEncoder;
class FeatureTable;
struct ModelWeights;

// The name and version of the standard ranker; changes whenever scores change.
inline constexpr std::string_view kRankerName = "svm/7";
// The name and version of any ranker, as in machine-readable output and recorded digests; no two
// are the same.
std::string_view versioned_name(Ranker ranker);

// How many terms an explanation names at most, unless every term is asked for.
inline constexpr std::size_t kNamedTerms = 40;
enum class NamedTerms { main, every };

// The words, pairs of words and categories of most weight in a model, strongest first. Points are a
// term's weight times its inverse document frequency: what a mention adds to a paper's score, but
// for the length of its vector.
struct StrongestTerms {
  std::vector<Contribution> wanted, unwanted;
};

// A score, or more than it.
struct BoundedScore {
  double value = 0;
  bool is_exact = true;
};

// A linear model of a focus. The score of a paper is the product of its TF-IDF vector, of length 1,
// with the model's, plus an intercept that is the same for all; without the intercept it is a
// cosine, from -1 to 1, but for what followed authors and keywords add. A paper's vector has a text
// block (sublinear term frequency times inverse document frequency to the power of 1.2, the latter
// rounded by 0.8 % at most; pairs of words weigh 0.7 of that), an author block and a category
// block, of length 1 : 0.25 : 0.1 if there is anything in them (ltc weighting; Manning, Raghavan
// and Schütze, 6.4). Deterministic: the same inputs give the same bits, in whatever order the
// papers come.
class Model {
 public:
  // What the focus says by itself, without an intercept (Rocchio, "Relevance feedback in
  // information retrieval", 1971): the sum of
  //  - the description and the wanted keywords as one document, less with more likes (1 / sqrt),
  //  - the centroid of the likes, of length 1, and less a share of that of the dislikes,
  //  - the followed authors,
  //  - less the unwanted keywords (those of negative weight),
  // scaled to length 1. `likes` and `dislikes` are the stored papers of the focus's examples, of
  // which repetitions count once; `frequency` counts papers of the past. A focus that has nothing
  // to learn from gives every paper the score 0 (see is_empty).
  // `levels`, if given, are those of `frequency`, which take time to make.
  static Model centroid(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                        const DocumentFrequency& frequency,
                        std::shared_ptr<const IdfLevels> levels = nullptr);

  // What tells the focus's papers from others: a support vector machine (see svm.hpp) between, on
  // one side, the likes, the description with the wanted keywords and the pseudo-relevant papers,
  // and on the other the unlabelled papers and the dislikes (five times an unlabelled one); both
  // sides weigh the same. From the first like on it is a mean of that machine and of the same
  // without pseudo-relevant papers, each of length 1: those find more of a wide interest, and pull
  // a narrow one away from what was liked. The more likes, the smaller is their share (see
  // pseudo_relevant_share), until there are none. Likes, description and pseudo-relevant papers are
  // of the same weight: they are put on their side of the border whatever it costs. Scaled to
  // length 1, followed authors and keywords are added. If one side is empty, or fewer than 100
  // papers are unlabelled, this is centroid().
  static Model train(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                     const TrainingSet& past, const DocumentFrequency& frequency,
                     std::shared_ptr<const IdfLevels> levels = nullptr);

  // Whether nothing in the focus says anything: no term in the description, no keyword,
  // author or stored like or dislike.
  bool is_empty() const;
  // The score of a paper in which no term says anything.
  double intercept() const;

  // Throws Error{storage} if the features are damaged. Costs a look-up a feature.
  double score(std::string_view packed_features) const;
  // The score, or, if that takes less, a bound below `bar` that the score does not exceed: for very
  // many papers of which few are shown. Of a model without an intercept a bound is positive only if
  // the score is.
  BoundedScore bounded_score(std::string_view packed_features, double bar) const;
  // The score with its reasons; the value is that of `score(pack(extract_features(paper)))`. A term
  // is named only if it occurs in the paper and in what taught the model, in the paper's own
  // spelling but lower case (an author or a category as it is); its kind is what the reader
  // said that gave most to its weight, by itself or by the pseudo-relevant papers that it found
  // (those or the unlabelled papers only if that is nothing), and always `category` for a category.
  // At most kNamedTerms are named, and none of less than a hundredth of all points' magnitudes; the
  // rest is summed as "N other terms" (their number is in other_terms), for the paper and against
  // it apart, and the intercept is last. NamedTerms::every names all terms that can be named.
  Score explain(const Paper& paper, NamedTerms named = NamedTerms::main) const;

  // The terms of the paper's text that speak for it, whether they can be named or not, by feature,
  // with what they give to its score. Throws Error{storage} if the features are damaged.
  std::vector<TermPoints> evidence(std::string_view packed_features) const;

  // At most so many of either kind. A term is named only if no other term that taught the model has
  // its feature; words are folded and singular, as features are.
  StrongestTerms strongest_terms(std::size_t most) const;

  // What its document frequencies make of each feature.
  const std::shared_ptr<const IdfLevels>& idf_levels() const;

  // For TrainedFocus::to_bytes and from_bytes.
  void write(ByteEncoder& encoder) const;
  static Model read(ByteDecoder& decoder, std::shared_ptr<const IdfLevels> levels);

 private:
  struct Parts;
  struct Projection;

  explicit Model(std::shared_ptr<const Parts> parts);
  static Model make(ModelWeights weights, const DocumentFrequency& frequency,
                    std::shared_ptr<const IdfLevels> levels);
  Projection project(std::string_view packed_features) const;
  std::optional<double> bound(std::string_view packed_features) const;

  std::shared_ptr<const Parts> parts_;
};

// A model together with the scores that its scores are compared with.
struct TrainedFocus {
  Model model;
  ScoreDistribution distribution;

  // A form to be kept on this machine, about 2 MB, without the model's idf levels, which many share
  // (see IdfLevels::to_bytes). Reading throws Error{storage} if the bytes are of another form or
  // damaged, or the levels are not those of the model.
  std::string to_bytes() const;
  // Tells it from others, whose scores differ.
  std::uint64_t fingerprint() const;
  static TrainedFocus from_bytes(std::string_view bytes, std::shared_ptr<const IdfLevels> levels);
};

}  // namespace papercup::rank
