#include "cli/triage/triage_report.hpp"

#include <algorithm>
#include <set>

#include "papercup/app/training.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::cli {
namespace {

// Likes and dislikes in which two states of a focus differ.
std::size_t differing_examples(const Focus& before, const Focus& now) {
  const auto differing = [](const std::vector<ArxivId>& a, const std::vector<ArxivId>& b) {
    std::vector<ArxivId> ids;
    std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(ids));
    return ids;
  };
  std::set<ArxivId> ids;
  for (const ArxivId& id : differing(before.likes, now.likes)) ids.insert(id);
  for (const ArxivId& id : differing(before.dislikes, now.dislikes)) ids.insert(id);
  return ids.size();
}

// Papers of a list by their score, best first; those of the same score in the list's order.
std::vector<std::size_t> order_by(const std::vector<double>& scores) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < scores.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

class Reporter {
 public:
  Reporter(const Triage& triage, const std::vector<Mark>& log_before)
      : triage_(triage), before_(log_before), now_(triage.log()) {}

  // What is said of a paper now, where this context changed it.
  void add_marked(const std::vector<app::ActiveFocus>& foci, const store::Store& store,
                  render::TriageReport& report) const {
    std::set<std::pair<std::string, ArxivId>> seen;
    for (const Mark& mark : triage_.made()) {
      const std::string stem = mark.focus.empty() ? focus_of(mark.id, foci) : mark.focus;
      if (!seen.insert({stem, mark.id}).second) continue;
      const Focus* focus = nullptr;
      for (const app::ActiveFocus& one : foci) focus = one.stem == stem ? &one.focus : focus;
      const app::Stance before = app::stance_of(before_, stem, focus, mark.id);
      const app::Stance now = app::stance_of(now_, stem, focus, mark.id);
      if (before == now) continue;
      const auto paper = store.find(mark.id);
      report.marked.push_back({app::stance_text(now), paper ? paper->title : mark.id.to_string()});
    }
  }

 private:
  // A save belongs to no focus; it is told together with the opinion of the focus that showed it.
  std::string focus_of(const ArxivId& id, const std::vector<app::ActiveFocus>& foci) const {
    for (const TriageEntry& entry : triage_.list().entries) {
      if (entry.scored.paper.id == id) return entry.focus;
    }
    return foci.empty() ? "" : foci.front().stem;
  }

  const Triage& triage_;
  MarkState before_, now_;
};

render::RetrainedFocus compare(const app::ActiveFocus& focus, const Triage& triage,
                               const rank::TrainedFocus& before, const rank::TrainedFocus& now) {
  render::RetrainedFocus result;
  result.name = focus.focus.name;
  std::vector<const Paper*> papers;
  std::vector<double> scores_before;
  std::vector<double> scores_now;
  for (const TriageEntry& entry : triage.list().entries) {
    if (entry.focus != focus.stem || triage.stance(entry).opinion) continue;
    papers.push_back(&entry.scored.paper);
    scores_before.push_back(before.model.explain(entry.scored.paper).value);
    scores_now.push_back(now.model.explain(entry.scored.paper).value);
  }
  std::vector<int> places(papers.size());
  int place = 0;
  for (const std::size_t at : order_by(scores_before)) places[at] = ++place;
  place = 0;
  for (const std::size_t at : order_by(scores_now)) {
    result.papers.push_back({papers[at]->title, places[at], ++place,
                             before.distribution.percentile(scores_before[at]),
                             now.distribution.percentile(scores_now[at])});
  }
  return result;
}

}  // namespace

FormerRanking rank_before(const app::Context& context, const store::Store& store,
                          store::UserStore& reader, const std::vector<app::ActiveFocus>& foci) {
  FormerRanking ranking;
  for (const app::ActiveFocus& focus : foci) {
    ranking.emplace(focus.stem,
                    context.told(app::train(context, store, focus, std::nullopt, &reader)));
  }
  return ranking;
}

render::TriageReport report_triage(const app::Context& context, const store::Store& store,
                                   store::UserStore& reader,
                                   const std::vector<app::ActiveFocus>& foci,
                                   const FormerRanking& before, const Triage& triage) {
  render::TriageReport report;
  report.papers = triage.list().entries.size();
  for (const TriageEntry& entry : triage.list().entries) {
    report.left += triage.stance(entry) == app::Stance{} ? 1 : 0;
  }
  if (triage.has_seen_end()) report.end = render::TriageEnd::after_the_last;
  const auto made = static_cast<std::ptrdiff_t>(triage.made().size());
  Reporter(triage, {triage.log().begin(), triage.log().end() - made})
      .add_marked(foci, store, report);
  const MarkState marks(triage.log());
  for (const app::ActiveFocus& focus : foci) {
    app::ActiveFocus now = focus;
    now.focus = with_marks(focus.focus, marks.opinions(focus.stem));
    const std::size_t differing = differing_examples(focus.focus, now.focus);
    if (differing == 0) continue;
    render::RetrainedFocus moved =
        compare(focus, triage, before.at(focus.stem),
                context.told(app::train(context, store, now, std::nullopt, &reader)));
    moved.new_examples = differing;
    report.foci.push_back(std::move(moved));
  }
  return report;
}

}  // namespace papercup::cli
