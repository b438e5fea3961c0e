#include "papercup/digest/digest.hpp"

#include <string_view>
#include <utility>

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

Digest compose(const Focus& focus, Window window, std::vector<ScoredPaper> ranked,
               std::size_t considered, std::size_t top) {
  Digest digest;
  digest.focus_name = focus.name;
  digest.categories = focus.categories;
  digest.window = window;
  digest.considered = considered;
  for (ScoredPaper& scored : ranked) {
    if (digest.papers.size() == top) break;
    if (scored.score.value <= 0) continue;
    scored.rank = static_cast<int>(digest.papers.size()) + 1;
    digest.minutes += reading_minutes(scored.paper);
    digest.papers.push_back(std::move(scored));
  }
  return digest;
}

}  // namespace papercup::digest
