#include "papercup/digest/choice.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace papercup::digest {
namespace {

bool is_too_common(const std::optional<Percentile>& percentile, double floor) {
  return percentile && !percentile->is_provisional &&
         percentile->match < 1 - 1 / std::max(floor, 1.0);
}

std::set<ArxivId> above_any_line(const std::vector<RankedFocus>& foci) {
  std::set<ArxivId> papers;
  for (const RankedFocus& focus : foci) {
    for (const Contender& contender : focus.above) papers.insert(contender.paper.id);
  }
  return papers;
}

// Fills a budget.
class Chooser {
 public:
  Chooser(const std::vector<std::vector<Offer>>& offers, const Budget& budget)
      : offers_(offers), budget_(budget), taken_(offers.size()) {}

  std::vector<std::size_t> choose() {
    for (std::size_t round = 0; round < budget_.least; ++round) take_one_of_each();
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

  // Of more foci than there is room for, those whose papers match best.
  void take_one_of_each() {
    std::vector<std::size_t> foci;
    for (std::size_t focus = 0; focus < offers_.size(); ++focus) {
      if (has_more(focus)) foci.push_back(focus);
    }
    std::ranges::stable_sort(foci, std::greater(),
                             [this](std::size_t focus) { return next(focus).match; });
    for (const std::size_t focus : foci) {
      if (papers_ < budget_.most) take(focus);
    }
  }

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

RankedFocus divide_at_line(const std::vector<Candidate>& ranked, const Line& line,
                           const PercentileOf& percentile_of) {
  RankedFocus focus;
  for (const Candidate& paper : ranked) {
    if (paper.score <= line.nothing_in_common || (line.score && paper.score < *line.score)) break;
    const std::optional<Percentile> percentile = percentile_of(paper.score);
    if (line.score && is_too_common(percentile, line.floor)) {
      ++focus.too_common;
    } else {
      focus.above.push_back({paper, percentile ? percentile->match : 0});
    }
  }
  const auto first = ranked.begin() + static_cast<std::ptrdiff_t>(focus.above.size());
  const auto count = std::min<std::ptrdiff_t>(kBelow, ranked.end() - first);
  focus.below.assign(first, first + count);
  return focus;
}

void give_to_best_match(std::vector<RankedFocus>& foci) {
  std::map<ArxivId, std::pair<double, std::size_t>> best;
  for (std::size_t i = 0; i < foci.size(); ++i) {
    for (const Contender& contender : foci[i].above) {
      const auto [place, is_new] = best.try_emplace(contender.paper.id, contender.match, i);
      if (!is_new && contender.match > place->second.first) place->second = {contender.match, i};
    }
  }
  for (std::size_t i = 0; i < foci.size(); ++i) {
    foci[i].shown_elsewhere += std::erase_if(foci[i].above, [&](const Contender& contender) {
      return best.at(contender.paper.id).second != i;
    });
  }
}

std::optional<ExplorationPlace> draw_exploration(const std::vector<RankedFocus>& foci,
                                                 const std::vector<std::optional<Date>>& until,
                                                 const DrawHash& hash) {
  const std::set<ArxivId> above = above_any_line(foci);
  std::optional<ExplorationPlace> drawn;
  std::uint64_t lowest = 0;
  for (std::size_t i = 0; i < foci.size(); ++i) {
    if (!until[i]) continue;
    for (std::size_t j = 0; j < foci[i].below.size(); ++j) {
      const ArxivId& id = foci[i].below[j].id;
      if (above.contains(id)) continue;
      const std::uint64_t number = hash(*until[i], id);
      if (drawn && number >= lowest) continue;
      drawn = ExplorationPlace{i, j};
      lowest = number;
    }
  }
  return drawn;
}

Window window_of(std::optional<Date> since, std::optional<Date> until,
                 const std::vector<Candidate>& papers, std::optional<Date> shown_until) {
  if (since && until) return {*since, *until};
  const auto [first, last] = std::ranges::minmax_element(papers, {}, &Candidate::day);
  Window window{first->day.value_or(Date()), last->day.value_or(Date())};
  if (shown_until) window.since = std::min(std::max(window.since, *shown_until + 1), window.until);
  return window;
}

std::vector<std::size_t> choose(const std::vector<std::vector<Offer>>& offers,
                                const Budget& budget) {
  return Chooser(offers, budget).choose();
}

}  // namespace papercup::digest
