#include "bench_papers.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::bench {
namespace {

constexpr std::size_t kMostPapers = 30'000;

std::vector<std::filesystem::path> files() {
  if (const char* named = std::getenv("PAPERCUP_BENCH_PAPERS")) return {named};
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(PAPERCUP_SAMPLE_DIR)) {
    if (entry.path().extension() == ".xml") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

struct Enough {};

std::vector<Paper> read_papers() {
  std::vector<Paper> papers;
  const auto take = [&](Record record) {
    papers.push_back(std::move(record.paper));
    if (papers.size() == kMostPapers) throw Enough{};
  };
  try {
    for (const std::filesystem::path& file : files()) {
      arxiv::read_records(file, std::cin, take, [](const std::string&) {});
    }
  } catch (const Enough&) {
    // The rest would only take time.
  } catch (const Error& error) {
    std::cerr << error.message() << "\n" << error.hint() << "\n";
    std::exit(1);
  }
  if (papers.empty()) {
    std::cerr << "there are no papers to measure with\n";
    std::exit(1);
  }
  std::cerr << papers.size() << " papers\n";
  return papers;
}

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all = read_papers();
  return all;
}

const std::vector<std::string>& packed_papers() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> packed;
    for (const Paper& paper : papers()) packed.push_back(rank::pack(rank::extract_features(paper)));
    return packed;
  }();
  return all;
}

const rank::DocumentFrequency& frequency() {
  static const rank::DocumentFrequency all = [] {
    rank::DocumentFrequency sum = rank::DocumentFrequency::background();
    for (const std::string& packed : packed_papers()) sum.add(packed);
    return sum;
  }();
  return all;
}

}  // namespace papercup::bench
