// Makes data/background-df.tsv: in how many papers of the past each hash of the ranker's terms
// occurs.
//
//     cmake --build --preset release --target papercup_make_background
//     build/release/papercup_make_background PAPERS.jsonl.zst 2025-06-30 > data/background-df.tsv
//
// Counts all terms, those too that stored features leave out. It has to be made anew whenever terms
// or their hashes change; a new table changes the features, and with them rank::kFeatureForm.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/error.hpp"
#include "rank/features/common_terms.hpp"
#include "rank/features/terms.hpp"

namespace {

// What occurs once tells little more than what has not been seen, and would triple the file.
constexpr std::uint32_t kLeast = 2;

struct Counted {
  std::vector<std::uint32_t> papers_with = std::vector<std::uint32_t>(papercup::rank::kHashCount);
  std::int64_t papers = 0;
  std::optional<papercup::Date> first;
};

Counted count(const char* file, papercup::Date until) {
  Counted counted;
  papercup::arxiv::read_records(
      file, std::cin,
      [&](const papercup::Record& record) {
        const papercup::Paper& paper = record.paper;
        if (!paper.announced || *paper.announced > until) return;
        for (const std::uint32_t hash : papercup::rank::term_hashes(paper)) {
          ++counted.papers_with[hash];
        }
        ++counted.papers;
        counted.first = std::min(counted.first.value_or(*paper.announced), *paper.announced);
      },
      [](const std::string& warning) { fmt::print(stderr, "{}\n", warning); });
  return counted;
}

void print(const Counted& counted, papercup::Date until) {
  fmt::print(
      "# Document frequencies of the ranker's terms in {} arXiv papers announced from {} to {}.\n"
      "# Made by scripts/make_background.cpp. A row a hash that at least {} papers have: how far "
      "it "
      "is behind the row\n"
      "# before (the first: behind hash -1), and how many papers have it.\n"
      "papers\t{}\n",
      counted.papers, counted.first->to_string(), until.to_string(), kLeast, counted.papers);
  std::int64_t before = -1;
  for (std::uint32_t hash = 0; hash < counted.papers_with.size(); ++hash) {
    if (counted.papers_with[hash] < kLeast) continue;
    fmt::print("{}\t{}\n", hash - before, counted.papers_with[hash]);
    before = hash;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto until = argc == 3 ? papercup::Date::parse(argv[2]) : std::nullopt;
  if (!until) {
    fmt::print(stderr, "usage: papercup_make_background PAPERS YYYY-MM-DD\n");
    return 2;
  }
  try {
    const Counted counted = count(argv[1], *until);
    if (counted.papers == 0) {
      fmt::print(stderr, "{} has no paper announced up to {}\n", argv[1], argv[2]);
      return 1;
    }
    print(counted, *until);
  } catch (const papercup::Error& error) {
    fmt::print(stderr, "{}\n{}\n", error.message(), error.hint());
    return 1;
  }
  return 0;
}
