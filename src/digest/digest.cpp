#include "papercup/digest/digest.hpp"

#include <string_view>

namespace papercup::digest {
namespace {

constexpr double kMinutesToDecide = 20.0 / 60.0;
constexpr double kWordsPerMinute = 220.0;

std::size_t count_words(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::size_t words = 0;
  std::size_t start = text.find_first_not_of(kBlank);
  while (start != std::string_view::npos) {
    ++words;
    const std::size_t end = text.find_first_of(kBlank, start);
    start = end == std::string_view::npos ? end : text.find_first_not_of(kBlank, end);
  }
  return words;
}

}  // namespace

double reading_minutes(const Paper& paper) {
  return kMinutesToDecide + static_cast<double>(count_words(paper.abstract)) / kWordsPerMinute;
}

void number_papers(Digest& digest) {
  int rank = 0;
  digest.minutes = 0;
  for (Section& section : digest.sections) {
    for (ScoredPaper& scored : section.papers) {
      scored.rank = ++rank;
      digest.minutes += reading_minutes(scored.paper);
    }
  }
  for (Section& section : digest.sections) {
    if (section.exploration) section.exploration->rank = ++rank;
  }
}

}  // namespace papercup::digest
