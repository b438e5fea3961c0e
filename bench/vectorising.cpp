// From a paper's text to what is stored of it: tokens, features, their packed form.
#include <benchmark/benchmark.h>

#include "bench_papers.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::bench {
namespace {

// Takes the papers in turn; reports papers and bytes of title and abstract a second.
template <typename Work>
void for_papers_in_turn(benchmark::State& state, Work work) {
  const std::vector<Paper>& all = papers();
  std::size_t next = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    const Paper& paper = all[next];
    work(paper, next);
    bytes += paper.title.size() + paper.abstract.size();
    next = next + 1 == all.size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void tokens(benchmark::State& state) {
  for_papers_in_turn(state, [](const Paper& paper, std::size_t) {
    benchmark::DoNotOptimize(text::tokens(paper.title));
    benchmark::DoNotOptimize(text::tokens(paper.abstract));
  });
}
BENCHMARK(tokens);

void extract_features(benchmark::State& state) {
  for_papers_in_turn(state, [](const Paper& paper, std::size_t) {
    benchmark::DoNotOptimize(rank::extract_features(paper));
  });
}
BENCHMARK(extract_features);

void extract_and_pack(benchmark::State& state) {
  std::size_t packed_bytes = 0;
  for_papers_in_turn(state, [&](const Paper& paper, std::size_t) {
    packed_bytes += rank::pack(rank::extract_features(paper)).size();
  });
  state.counters["packed_bytes_a_paper"] =
      static_cast<double>(packed_bytes) / static_cast<double>(state.iterations());
}
BENCHMARK(extract_and_pack);

void count_documents(benchmark::State& state) {
  rank::DocumentFrequency sum;
  const std::vector<std::string>& packed = packed_papers();
  for_papers_in_turn(state, [&](const Paper&, std::size_t index) { sum.add(packed[index]); });
}
BENCHMARK(count_documents);

}  // namespace
}  // namespace papercup::bench

BENCHMARK_MAIN();
