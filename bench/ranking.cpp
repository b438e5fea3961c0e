// Learning from likes, and scoring and explaining papers, in memory: what reading the store takes
// is not included.
#include <algorithm>

#include <benchmark/benchmark.h>

#include "bench_papers.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "papercup/rank/training_set.hpp"

namespace papercup::bench {
namespace {

// Papers spread over all of them, so that their number alone differs between runs.
std::vector<Paper> likes(std::int64_t count) {
  const std::vector<Paper>& all = papers();
  const std::size_t wanted = std::min(static_cast<std::size_t>(count), all.size());
  std::vector<Paper> chosen;
  for (std::size_t i = 0; i < wanted; ++i) chosen.push_back(all[i * all.size() / wanted]);
  return chosen;
}

Focus description() {
  Focus focus;
  focus.name = "bench";
  focus.about = "Learning from human preferences: reward models, direct preference optimization.";
  return focus;
}

// The past as training has it: papers nearest to the centroid, and unlabelled ones.
rank::TrainingSet past_of(const rank::Model& seed, std::size_t like_count) {
  const std::vector<std::string>& packed = packed_papers();
  std::vector<Candidate> nearest;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    nearest.push_back(
        {static_cast<std::int64_t>(i), papers()[i].id, std::nullopt, seed.score(packed[i])});
  }
  rank::sort_by_score(nearest);
  rank::TrainingSet past;
  const std::size_t neighbours =
      std::min(rank::pseudo_relevant_count(nearest.size(), like_count), nearest.size());
  for (std::size_t i = 0; i < neighbours; ++i) {
    past.pseudo_relevant.push_back(papers()[static_cast<std::size_t>(nearest[i].key)]);
  }
  const auto end = packed.begin() +
                   static_cast<std::ptrdiff_t>(std::min(packed.size(), rank::kNegativeSampleSize));
  past.unlabelled.assign(packed.begin(), end);
  return past;
}

void train_centroid(benchmark::State& state) {
  const std::vector<Paper> liked = likes(state.range(0));
  const rank::DocumentFrequency& counted = frequency();  // outside the loop, which is timed
  for (auto _ : state) {
    benchmark::DoNotOptimize(rank::Model::centroid(description(), liked, {}, counted));
  }
}
BENCHMARK(train_centroid)->Arg(0)->Arg(3)->Arg(30)->Arg(300)->Unit(benchmark::kMillisecond);

void train_svm(benchmark::State& state) {
  const std::vector<Paper> liked = likes(state.range(0));
  const rank::TrainingSet past =
      past_of(rank::Model::centroid(description(), liked, {}, frequency()), liked.size());
  for (auto _ : state) {
    benchmark::DoNotOptimize(rank::Model::train(description(), liked, {}, past, frequency()));
  }
}
BENCHMARK(train_svm)->Arg(0)->Arg(3)->Arg(30)->Arg(300)->Unit(benchmark::kMillisecond);

const rank::Model& model() {
  static const rank::Model trained = [] {
    const std::vector<Paper> liked = likes(30);
    return rank::Model::train(
        description(), liked, {},
        past_of(rank::Model::centroid(description(), liked, {}, frequency()), liked.size()),
        frequency());
  }();
  return trained;
}

void score(benchmark::State& state) {
  const rank::Model& trained = model();
  const std::vector<std::string>& packed = packed_papers();
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(trained.score(packed[next]));
    next = next + 1 == packed.size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(score);

void explain(benchmark::State& state) {
  const rank::Model& trained = model();
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(trained.explain(papers()[next]));
    next = next + 1 == papers().size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(explain);

}  // namespace
}  // namespace papercup::bench

BENCHMARK_MAIN();
