#include "papercup/app/week_count.hpp"

#include <string_view>

#include "papercup/digest/signals.hpp"

namespace papercup::app {
namespace {

constexpr int kDaysBefore = 6;
// Without one of these words, which are those of the rules in data/signals.tsv, a paper states
// neither, and few papers have them: reading all of a week would take long.
constexpr std::string_view kTraces =
    R"(all:replic* OR all:reprod* OR abs:redo OR ti:negative OR ti:null OR abs:"negative result" )"
    R"(OR abs:"negative results" OR abs:"negative finding" OR abs:"negative findings" )"
    R"(OR abs:"null result" OR abs:"null results" OR abs:"null finding" OR abs:"null findings" )"
    R"(OR abs:"no evidence")";

// In the categories of all foci together; everything where one of them has none.
std::vector<std::string> categories_of(const std::vector<ActiveFocus>& foci) {
  std::vector<std::string> names;
  for (const ActiveFocus& focus : foci) {
    if (focus.focus.categories.empty()) return {};
    for (const Category& category : focus.focus.categories) names.push_back(category.to_string());
  }
  return names;
}

}  // namespace

std::optional<WeekCount> count_of_week(const store::Store& store,
                                       const std::vector<ActiveFocus>& foci, Date today) {
  if (today.weekday() != std::chrono::Friday) return std::nullopt;
  WeekCount count{today - kDaysBefore, today};
  store::Selection selection;
  selection.categories = categories_of(foci);
  selection.since = count.since;
  selection.until = count.until;
  selection.query = parse_query(kTraces);
  std::vector<std::int64_t> keys;
  for (const store::PaperKey& paper : store.select(selection)) keys.push_back(paper.key);
  for (const Paper& paper : store.load(keys)) {
    const auto signals = digest::find_findings(paper.title, paper.abstract);
    if (digest::has_signal(signals, digest::SignalKind::replication)) ++count.replications;
    if (digest::has_signal(signals, digest::SignalKind::negative_result)) ++count.negative_results;
  }
  return count;
}

}  // namespace papercup::app
