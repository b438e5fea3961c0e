#include "papercup/app/day_counts.hpp"

#include <algorithm>
#include <map>

#include "papercup/app/ranking.hpp"

namespace papercup::app {
namespace {

constexpr int kFocusDays = 30;
constexpr int kResultDays = 60;

using Counts = std::map<Date, render::DayCount>;

bool is_weekend(Date day) {
  const unsigned weekday = day.weekday().iso_encoding();
  return weekday >= std::chrono::Saturday.iso_encoding();
}

std::vector<render::DayCount> in_order(const Counts& counts) {
  std::vector<render::DayCount> days;
  if (counts.empty()) return days;
  for (Date day = counts.begin()->first; day <= counts.rbegin()->first; day = day + 1) {
    const auto found = counts.find(day);
    if (found != counts.end()) {
      days.push_back(found->second);
      days.back().day = day;
    } else if (!is_weekend(day)) {
      days.push_back({day});
    }
  }
  return days;
}

}  // namespace

std::vector<render::DayCount> days_of_focus(const store::Store& store,
                                            const rank::TrainedFocus& trained, const Focus& focus,
                                            double per_day, Date until) {
  store::Selection selection;
  selection.categories = category_names(focus);
  selection.since = until - (kFocusDays - 1);
  selection.until = until;
  const double nothing_in_common = trained.model.intercept();
  const double line =
      std::max(nothing_in_common, trained.distribution.line(per_day).value_or(nothing_in_common));
  Counts counts;
  for (const Candidate& candidate : rank_papers(store, trained.model, selection)) {
    if (!candidate.day) continue;
    render::DayCount& count = counts[*candidate.day];
    ++count.papers;
    if (candidate.score > nothing_in_common && candidate.score >= line) ++count.matches;
  }
  return in_order(counts);
}

std::vector<render::DayCount> days_of_results(const store::Store& store,
                                              const std::vector<FoundPaper>& results,
                                              const std::vector<std::string>& categories) {
  store::Selection selection;
  selection.categories = categories;
  for (const FoundPaper& result : results) {
    selection.until = std::max(selection.until, result.candidate.day);
  }
  if (!selection.until) return {};
  selection.since = *selection.until - (kResultDays - 1);
  Counts counts;
  for (const FoundPaper& result : results) {
    const std::optional<Date>& day = result.candidate.day;
    if (day && *day >= *selection.since) ++counts[*day].matches;
  }
  selection.since = counts.begin()->first;
  for (const store::PaperKey& paper : store.select_unordered(selection)) {
    if (paper.announced) ++counts[*paper.announced].papers;
  }
  return in_order(counts);
}

}  // namespace papercup::app
