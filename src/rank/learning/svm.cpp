#include "rank/learning/svm.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <utility>

namespace papercup::rank {
namespace {

constexpr double kTolerance = 0.01;
constexpr int kMostRounds = 200;

// Examples whose features are numbered without gaps, so that the weights fit into a processor's
// cache.
class Problem {
 public:
  explicit Problem(std::span<const SvmExample> examples)
      : examples_(examples), columns_(kFeatureCount / 64) {
    std::size_t entries = 0;
    for (const SvmExample& example : examples) {
      entries += example.features.size();
      for (const WeightedFeature& feature : example.features) {
        columns_[feature.index / 64].bits |= std::uint64_t{1} << feature.index % 64;
      }
    }
    number_columns();
    weights_.resize(features_.size());
    entries_.reserve(entries);
    for (const SvmExample& example : examples) add(example);
    multipliers_.resize(rows_.size());
  }

  // Of the first `count` examples.
  SvmSolution solve(std::size_t count) {
    std::ranges::fill(multipliers_, 0);
    std::ranges::fill(weights_, 0);
    intercept_ = 0;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    // The same order every time; its numbers are laid down by the standard, unlike shuffle's.
    std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
    for (int round = 0; round < kMostRounds; ++round) {
      for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      lowest_ = std::numeric_limits<double>::infinity();
      highest_ = -lowest_;
      for (const std::size_t row : order) improve(row);
      if (highest_ - lowest_ <= kTolerance) break;
    }
    return solution(count);
  }

 private:
  // They are read again and again, so that half the bytes are half the time.
  struct Entry {
    std::uint32_t column;
    float value;
  };
  struct Row {
    std::size_t begin, end;  // of its entries
    double sign, damping;    // 1 / (2 C)
    double curvature;        // x.x + 1 + damping
  };

  // Which of 64 features are in an example, and how many such features there are before.
  struct Word {
    std::uint64_t bits = 0;
    std::uint32_t before = 0;
  };

  void number_columns() {
    for (std::uint32_t word = 0; word < columns_.size(); ++word) {
      columns_[word].before = static_cast<std::uint32_t>(features_.size());
      for (std::uint64_t bits = columns_[word].bits; bits != 0; bits &= bits - 1) {
        features_.push_back(word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
      }
    }
  }
  std::uint32_t column(std::uint32_t feature) const {
    const Word& word = columns_[feature / 64];
    const std::uint64_t lower = word.bits & ((std::uint64_t{1} << feature % 64) - 1);
    return word.before + static_cast<std::uint32_t>(std::popcount(lower));
  }

  void add(const SvmExample& example) {
    Row row{entries_.size(), 0, example.is_positive ? 1.0 : -1.0, 0.5 / example.cost, 0};
    double square = 1;
    for (const WeightedFeature& feature : example.features) {
      entries_.push_back({column(feature.index), static_cast<float>(feature.weight)});
      square += feature.weight * feature.weight;
    }
    row.end = entries_.size();
    row.curvature = square + row.damping;
    rows_.push_back(row);
  }

  void improve(std::size_t index) {
    const Row& row = rows_[index];
    double& multiplier = multipliers_[index];
    double product = intercept_;
    for (std::size_t i = row.begin; i != row.end; ++i) {
      product += weights_[entries_[i].column] * entries_[i].value;
    }
    const double gradient = row.sign * product - 1 + multiplier * row.damping;
    const double projected = multiplier == 0 ? std::min(gradient, 0.0) : gradient;
    lowest_ = std::min(lowest_, projected);
    highest_ = std::max(highest_, projected);
    if (projected == 0) return;
    const double former =
        std::exchange(multiplier, std::max(multiplier - gradient / row.curvature, 0.0));
    const double step = row.sign * (multiplier - former);
    for (std::size_t i = row.begin; i != row.end; ++i) {
      weights_[entries_[i].column] += step * entries_[i].value;
    }
    intercept_ += step;
  }

  // Sums them anew, without the rounding of the entries and of so many steps.
  void set_weights(std::size_t count) {
    std::ranges::fill(weights_, 0);
    for (std::size_t i = 0; i < count; ++i) {
      if (multipliers_[i] == 0) continue;
      auto entry = entries_.begin() + static_cast<std::ptrdiff_t>(rows_[i].begin);
      for (const WeightedFeature& feature : examples_[i].features) {
        weights_[(entry++)->column] += rows_[i].sign * multipliers_[i] * feature.weight;
      }
    }
  }

  SvmSolution solution(std::size_t count) {
    SvmSolution solution;
    solution.intercept = intercept_;
    for (std::size_t i = 0; i < count; ++i) {
      solution.multipliers.push_back(rows_[i].sign * multipliers_[i]);
    }
    set_weights(count);
    for (std::size_t i = 0; i < features_.size(); ++i) {
      if (weights_[i] != 0) solution.weights.push_back({features_[i], weights_[i]});
    }
    return solution;
  }

  std::span<const SvmExample> examples_;
  std::vector<Word> columns_;            // kFeatureCount / 64
  std::vector<std::uint32_t> features_;  // of each column
  std::vector<Entry> entries_;
  std::vector<Row> rows_;
  std::vector<double> multipliers_;  // not negative
  std::vector<double> weights_;      // by column
  double intercept_ = 0;
  double lowest_ = 0, highest_ = 0;  // projected gradients of a round
};

}  // namespace

SvmSolution train_svm(std::span<const SvmExample> examples) {
  return Problem(examples).solve(examples.size());
}

NestedSolutions train_nested_svms(std::span<const SvmExample> examples, std::size_t first) {
  Problem problem(examples);
  SvmSolution of_first = problem.solve(first);
  return {std::move(of_first), problem.solve(examples.size())};
}

}  // namespace papercup::rank
