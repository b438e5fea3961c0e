// Real titles against the readings that a person judged to be right. Titles are not copied: the
// readings are there as hashes, and the titles come from a corpus beside the checkout.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/text/hash.hpp"
#include "papercup/text/normalise.hpp"
#include "support/places.hpp"

namespace papercup::text {
namespace {

constexpr double kLeastExact = 0.97;

// The hashes of the right readings, by identifier.
std::map<std::string, std::string> judged_readings() {
  std::ifstream file(support::source_folder() / "tests" / "text" / "tex" / "judged_titles.tsv");
  std::map<std::string, std::string> readings;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string id;
    std::string set;
    std::string hash;
    if (!line.starts_with('#') && fields >> id >> set >> hash) readings.emplace(id, hash);
  }
  return readings;
}

std::string hash_of_reading(const std::string& title) {
  const std::string shown = tex_to_unicode(collapse_whitespace(sanitise(title)));
  return fmt::format("{:016x}", Hasher().add(shown).value());
}

TEST(TexTitles, OfManyFieldsReadAsAPersonReadsThem) {
  const std::filesystem::path corpus = support::shared_folder() / "corpus" / "papers.jsonl.zst";
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << "there is no corpus beside the checkout";
  const std::map<std::string, std::string> readings = judged_readings();
  ASSERT_GE(readings.size(), 150U);
  std::map<std::string, bool> exact;
  arxiv::read_records(
      corpus, std::cin,
      [&](const Record& record) {
        const std::string id = record.paper.id.to_string();
        const auto judged = readings.find(id);
        if (judged == readings.end()) return;
        exact[id] = hash_of_reading(record.paper.title) == judged->second;
      },
      [](const std::string&) {});
  ASSERT_EQ(exact.size(), readings.size()) << "some of the judged titles are not in the corpus";
  std::string others;
  double right = 0;
  for (const auto& [id, is_exact] : exact) {
    right += is_exact ? 1 : 0;
    if (!is_exact) others += " " + id;
  }
  EXPECT_GE(right / static_cast<double>(exact.size()), kLeastExact) << "not as judged:" << others;
}

}  // namespace
}  // namespace papercup::text
