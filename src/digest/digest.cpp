#include "papercup/digest/digest.hpp"

#include <algorithm>
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

// Fills a budget.
class Chooser {
 public:
  Chooser(const std::vector<std::vector<Offer>>& offers, const Budget& budget)
      : offers_(offers), budget_(budget), taken_(offers.size()) {}

  std::vector<std::size_t> choose() {
    for (std::size_t round = 0; round < budget_.least; ++round) {
      for (std::size_t focus = 0; focus < offers_.size(); ++focus) {
        if (has_more(focus) && papers_ < budget_.most) take(focus);
      }
    }
    while (papers_ < budget_.most) {
      const auto focus = best_that_fits();
      if (!focus) break;
      take(*focus);
    }
    return taken_;
  }

 private:
  bool has_more(std::size_t focus) const { return taken_[focus] < offers_[focus].size(); }
  const Offer& next(std::size_t focus) const { return offers_[focus][taken_[focus]]; }

  void take(std::size_t focus) {
    minutes_ += next(focus).minutes;
    ++papers_;
    ++taken_[focus];
  }

  std::optional<std::size_t> best_that_fits() const {
    std::optional<std::size_t> best;
    for (std::size_t focus = 0; focus < offers_.size(); ++focus) {
      if (!has_more(focus) || minutes_ + next(focus).minutes > budget_.minutes) continue;
      if (!best || next(focus).match > next(*best).match) best = focus;
    }
    return best;
  }

  const std::vector<std::vector<Offer>>& offers_;
  const Budget& budget_;
  std::vector<std::size_t> taken_;
  double minutes_ = 0;
  std::size_t papers_ = 0;
};

}  // namespace

double reading_minutes(const Paper& paper) {
  return kMinutesToDecide + static_cast<double>(count_words(paper.abstract)) / kWordsPerMinute;
}

std::vector<std::size_t> choose(const std::vector<std::vector<Offer>>& offers,
                                const Budget& budget) {
  return Chooser(offers, budget).choose();
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
