#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/digest/abstract.hpp"
#include "support/places.hpp"

namespace papercup::digest {
namespace {

constexpr std::size_t kRoom = 3 * 76;  // characters: the lines that a digest has at 80 columns

using Places = std::vector<std::size_t>;

// The sentences of an abstract, and what each says by tests/digest/sentence-labels.tsv.
struct Judged {
  std::vector<Sentence> sentences;
  std::string labels;
};

std::map<std::string, std::string> read_labels() {
  std::ifstream file(support::source_folder() / "tests/digest/sentence-labels.tsv");
  std::map<std::string, std::string> labels;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    labels[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return labels;
}

// The papers that nothing was learned from: their ids end in an odd digit.
bool is_held_out(const std::string& id) { return (id.back() - '0') % 2 == 1; }

std::vector<Judged> read_held_out(const std::filesystem::path& corpus) {
  std::map<std::string, std::string> left = read_labels();
  std::erase_if(left, [](const auto& row) { return !is_held_out(row.first); });
  std::vector<Judged> result;
  std::istringstream no_input;
  arxiv::read_records(
      corpus, no_input,
      [&](const Record& record) {
        const auto found = left.find(record.paper.id.to_string());
        if (found == left.end()) return;
        result.push_back({sentences_of(record.paper.abstract, {}), found->second});
        left.erase(found);
      },
      [](const std::string&) {});
  EXPECT_TRUE(left.empty()) << left.size() << " judged papers are not in the corpus";
  return result;
}

Places quotation_of(const Judged& judged) {
  return quoted_sentences(judged.sentences, [&](const Places& places) {
    std::size_t characters = 0;
    for (const std::size_t place : places) {
      characters += judged.sentences[place].end - judged.sentences[place].begin;
    }
    return characters <= (places.size() == 1 ? kRoom + 76 : kRoom);
  });
}

// What is quoted of many abstracts, in percent of them.
struct Shares {
  double told = 0, results = 0, dangling = 0, motivation = 0;
};

bool says(const Judged& judged, const Places& places, std::string_view what) {
  return std::ranges::any_of(places, [&](std::size_t place) {
    const char label = judged.labels[place];
    return what.find(static_cast<char>(std::tolower(label))) != std::string_view::npos;
  });
}

bool dangles(const Judged& judged, const Places& places) {
  return std::ranges::any_of(places, [&](std::size_t place) {
    const bool points_back = std::isupper(judged.labels[place]) != 0;
    return points_back && (place == 0 || std::ranges::find(places, place - 1) == places.end());
  });
}

template <typename Quoting>
Shares measure(const std::vector<Judged>& papers, Quoting quoting) {
  Shares shares;
  const double one = 100.0 / static_cast<double>(papers.size());
  for (const Judged& judged : papers) {
    const Places places = quoting(judged);
    if (says(judged, places, "ir")) shares.told += one;
    if (says(judged, places, "r")) shares.results += one;
    if (dangles(judged, places)) shares.dangling += one;
    if (!says(judged, places, "irma")) shares.motivation += one;
  }
  return shares;
}

void print(const char* what, const Shares& shares) {
  GTEST_LOG_(INFO) << what << ": an idea or a result " << shares.told << " %, a result "
                   << shares.results << " %, dangling " << shares.dangling
                   << " %, motivation or a limitation alone " << shares.motivation << " %";
}

TEST(QuotedSentences, SayWhatWasDoneOrFoundInPapersThatNothingWasLearnedFrom) {
  const std::filesystem::path corpus = support::shared_folder() / "corpus/papers.jsonl.zst";
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << "no papers in " << corpus;
  const std::vector<Judged> papers = read_held_out(corpus);
  ASSERT_GE(papers.size(), 140U);
  for (const Judged& judged : papers) ASSERT_EQ(judged.sentences.size(), judged.labels.size());

  const Shares shares = measure(papers, quotation_of);
  const Shares last =
      measure(papers, [](const Judged& judged) { return Places{judged.sentences.size() - 1}; });
  print("first", measure(papers, [](const Judged&) { return Places{0}; }));
  print("last", last);
  print("quoted", shares);
  EXPECT_GE(shares.told, 80);
  EXPECT_GE(shares.results, last.results);
  EXPECT_LE(shares.dangling, 5);
  EXPECT_LE(shares.motivation, 3);
}

}  // namespace
}  // namespace papercup::digest
