#include "rank/learning/svm.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

double product(const FeatureVector& weights, const FeatureVector& features) {
  double sum = 0;
  for (const WeightedFeature& feature : features) {
    for (const WeightedFeature& weight : weights) {
      if (weight.index == feature.index) sum += weight.weight * feature.weight;
    }
  }
  return sum;
}

double objective(const std::vector<SvmExample>& examples, const FeatureVector& weights,
                 double intercept) {
  double value = (product(weights, weights) + intercept * intercept) / 2;
  for (const SvmExample& example : examples) {
    const double sign = example.is_positive ? 1 : -1;
    const double margin = sign * (product(weights, example.features) + intercept);
    value += example.cost * std::pow(std::max(0.0, 1 - margin), 2);
  }
  return value;
}

std::vector<SvmExample> invented_examples(std::uint32_t seed, int count = 40) {
  Inventor inventor(seed);
  std::vector<SvmExample> examples;
  for (int i = 0; i < count; ++i) {
    SvmExample example{{}, i % 3 == 0, 0.1 + 0.1 * inventor.below(20)};
    for (std::uint32_t feature = 0; feature < 12; ++feature) {
      if (inventor.below(2) == 0) continue;
      example.features.push_back({100 * feature, 0.1 * (1 + inventor.below(9))});
    }
    examples.push_back(std::move(example));
  }
  return examples;
}

TEST(Svm, DividesTwoPointsInTheMiddle) {
  // By symmetry w = a (e1 - e2) and b = 0, with a the minimum of a^2 + 2 C (1 - a)^2.
  const double cost = 4;
  const SvmSolution solution =
      train_svm(std::vector<SvmExample>{{{{7, 1}}, true, cost}, {{{9, 1}}, false, cost}});
  const double expected = 2 * cost / (1 + 2 * cost);
  ASSERT_EQ(solution.weights.size(), 2u);
  EXPECT_NEAR(solution.weights[0].weight, expected, 0.01);
  EXPECT_NEAR(solution.weights[1].weight, -expected, 0.01);
  EXPECT_NEAR(solution.intercept, 0, 0.01);
}

TEST(Svm, FindsTheMinimumOfItsObjective) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const std::vector<SvmExample> examples = invented_examples(seed);
    const SvmSolution solution = train_svm(examples);
    const double least = objective(examples, solution.weights, solution.intercept);
    Inventor inventor(seed);
    for (int i = 0; i < 200; ++i) {
      FeatureVector weights = solution.weights;
      const double step = i % 2 == 0 ? 0.1 : 0.01;
      for (WeightedFeature& weight : weights) weight.weight += step * (inventor.below(3) - 1.0);
      const double intercept = solution.intercept + step * (inventor.below(3) - 1.0);
      ASSERT_GE(objective(examples, weights, intercept), least - 1e-4);
    }
  }
}

TEST(Svm, FindsTheSameForNestedExamplesAsForEachByItself) {
  const std::vector<SvmExample> examples = invented_examples(40, 400);
  const std::vector<SvmExample> few(examples.begin(), examples.begin() + 150);
  const NestedSolutions nested = train_nested_svms(examples, few.size());
  ASSERT_EQ(nested.first.multipliers.size(), few.size());
  ASSERT_EQ(nested.all.multipliers.size(), examples.size());
  EXPECT_EQ(nested.first.multipliers, train_svm(few).multipliers);
  const SvmSolution alone = train_svm(examples);
  const double least = objective(examples, alone.weights, alone.intercept);
  EXPECT_NEAR(objective(examples, nested.all.weights, nested.all.intercept), least, 1e-3 * least);
}

TEST(Svm, LeavesNoExampleAsideThatTheSolutionNeeds) {
  // Most are far on their side at once; at the end, none is on the wrong side without a multiplier.
  const std::vector<SvmExample> examples = invented_examples(41, 1000);
  const SvmSolution solution = train_svm(examples);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const double sign = examples[i].is_positive ? 1 : -1;
    const double margin =
        sign * (product(solution.weights, examples[i].features) + solution.intercept);
    EXPECT_TRUE(solution.multipliers[i] != 0 || margin > 1 - 0.02) << margin;
  }
}

TEST(Svm, ItsWeightsAreTheExamplesTimesTheirMultipliers) {
  const std::vector<SvmExample> examples = invented_examples(30);
  const SvmSolution solution = train_svm(examples);
  double intercept = 0;
  std::vector<double> sums(1200);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const double multiplier = solution.multipliers[i];
    EXPECT_TRUE(multiplier == 0 || (multiplier > 0) == examples[i].is_positive);
    intercept += multiplier;
    for (const WeightedFeature& feature : examples[i].features) {
      sums[feature.index] += multiplier * feature.weight;
    }
  }
  EXPECT_NEAR(solution.intercept, intercept, 1e-9);
  ASSERT_EQ(solution.weights.size(), 12u);
  for (const WeightedFeature& weight : solution.weights) {
    EXPECT_NEAR(weight.weight, sums[weight.index], 1e-9);
  }
}

TEST(Svm, OfNothingIsNothing) {
  const SvmSolution solution = train_svm({});
  EXPECT_TRUE(solution.weights.empty());
  EXPECT_EQ(solution.intercept, 0);
}

}  // namespace
}  // namespace papercup::rank
