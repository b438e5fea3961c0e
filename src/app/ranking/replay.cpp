#include "papercup/app/replay.hpp"

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/training.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/choice.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/rank/evaluation.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/rank/order.hpp"

namespace papercup::app {
namespace {

// What digests of a day showed for the first time.
struct ShownDay {
  Date day;
  std::string focus_text;
  std::vector<Paper> papers = {};
};

class Replay {
 public:
  Replay(const Context& context, const store::Store& store, const store::UserStore& user_store,
         const ActiveFocus& focus, const ReplayPlan& plan)
      : context_(context),
        store_(store),
        user_store_(user_store),
        focus_(focus),
        plan_(plan),
        opinions_(marks_until(context, user_store, plan.until).opinions(focus.stem)),
        liked_(focus.focus.likes.begin(), focus.focus.likes.end()),
        disliked_(focus.focus.dislikes.begin(), focus.focus.dislikes.end()) {
    report_.focus = focus.stem;
    report_.focus_name = focus.focus.name;
    report_.until = plan.until;
    report_.minutes = plan.minutes;
    report_.is_all_in_budget = true;
    report_.least_days = rank::kLeastComparedDays;
    for (const Ranker ranker : plan.rankers) {
      report_.rankers.push_back({to_string(ranker), rank::versioned_name(ranker)});
    }
  }

  Noted<render::EvaluationReport> report() && {
    const std::vector<ShownDay> days = shown_days();
    for (std::size_t i = 0; i < days.size(); ++i) {
      show_progress(fmt::format("  {}: day {} of {}", focus_.stem, i + 1, days.size()));
      replay(days[i]);
    }
    show_progress("");
    if (!report_.told.empty()) sum_up();
    return {std::move(report_), std::move(notes_)};
  }

 private:
  // On a terminal only: every day takes some training.
  void show_progress(const std::string& line) const { context_.progress(line); }

  std::vector<ShownDay> shown_days() {
    std::vector<ShownDay> days;
    std::set<ArxivId> seen;
    std::set<std::string> rankers;
    std::vector<DigestRecord> digests = user_store_.digests_since(Date());
    std::ranges::stable_sort(digests, {}, &DigestRecord::day);
    for (const DigestRecord& digest : digests) {
      if (digest.day > plan_.until) continue;
      for (const RecordedSection& section : digest.sections) {
        if (section.focus != focus_.stem) continue;
        if (days.empty() || days.back().day != digest.day) {
          days.push_back({digest.day, section.focus_text});
        }
        for (const RecordedPaper& shown : section.papers) {
          if (!seen.insert(shown.id).second) continue;
          rankers.insert(section.ranker);
          if (auto paper = store_.find(shown.id)) days.back().papers.push_back(*std::move(paper));
        }
      }
    }
    report_.shown_by.assign(rankers.begin(), rankers.end());
    report_.days = days.size();
    if (!days.empty()) {
      report_.first = days.front().day;
      report_.last = days.back().day;
    }
    return days;
  }

  // The focus as it was at the end of the day before.
  ActiveFocus focus_before(const ShownDay& shown) const {
    Focus focus = focus_.focus;
    try {
      focus = config::parse_focus(focus_.stem, shown.focus_text).focus;
    } catch (const Error&) {
      // Another version wrote it: the focus of today has to do.
    }
    focus = with_marks(std::move(focus),
                       marks_until(context_, user_store_, shown.day - 1).opinions(focus_.stem));
    for (std::vector<ArxivId>* examples : {&focus.likes, &focus.dislikes})
      keep_known(*examples, shown.day);
    return {"", "", std::move(focus), {}};
  }

  // Keeps the examples that had been announced before the day.
  void keep_known(std::vector<ArxivId>& examples, Date day) const {
    std::erase_if(examples, [&](const ArxivId& id) {
      const auto paper = store_.find(id);
      return !paper || (paper->announced && *paper->announced >= day);
    });
  }

  void replay(const ShownDay& shown) {
    const ActiveFocus before = focus_before(shown);
    const std::vector<Paper> papers = judged(shown, before.focus);
    count(papers);
    render::EvaluatedDay day{shown.day, papers.size()};
    day.liked = static_cast<std::size_t>(std::ranges::count_if(
        papers, [&](const Paper& paper) { return liked_.contains(paper.id); }));
    if (day.liked == 0 || day.liked == papers.size()) return;
    for (const Ranker ranker : plan_.rankers) {
      if (const auto measures = measure(papers, before, shown.day, ranker)) {
        day.measures.push_back(*measures);
      }
    }
    report_.told.push_back(std::move(day));
  }

  // The papers about which the reader had not said anything yet.
  std::vector<Paper> judged(const ShownDay& shown, const Focus& before) const {
    std::set<ArxivId> known(before.likes.begin(), before.likes.end());
    known.insert(before.dislikes.begin(), before.dislikes.end());
    const MarkState marks = marks_until(context_, user_store_, shown.day - 1);
    for (const auto& [id, opinion] : marks.opinions(focus_.stem)) known.insert(id);
    for (const auto& [id, opinion] : opinions_) {
      if (opinion.known) known.insert(id);
    }
    std::vector<Paper> papers;
    for (const Paper& paper : shown.papers) {
      if (!known.contains(paper.id)) papers.push_back(paper);
    }
    return papers;
  }

  void count(const std::vector<Paper>& papers) {
    report_.papers += papers.size();
    for (const Paper& paper : papers) {
      if (liked_.contains(paper.id)) ++report_.liked;
      if (disliked_.contains(paper.id)) ++report_.disliked;
    }
  }

  std::optional<DayMeasures> measure(const std::vector<Paper>& papers, const ActiveFocus& before,
                                     Date day, Ranker ranker) {
    const Focus& focus = before.focus;
    const bool is_blank = focus.about.empty() && focus.keywords.empty() && focus.authors.empty() &&
                          focus.likes.empty() && focus.dislikes.empty();
    std::optional<rank::TrainedFocus> trained;
    if (!is_blank) {
      Noted<rank::TrainedFocus> noted = train(context_, store_, before, day - 1, ranker);
      notes_.insert(notes_.end(), noted.notes.begin(), noted.notes.end());
      trained = std::move(noted.value);
    }
    std::vector<Candidate> ranked;
    for (std::size_t i = 0; i < papers.size(); ++i) {
      const Paper& paper = papers[i];
      const double score = trained ? trained->model.score(rank::packed_features(paper)) : 0;
      ranked.push_back({static_cast<std::int64_t>(i), paper.id, paper.announced, score});
    }
    rank::sort_by_score(ranked);
    std::vector<rank::JudgedPaper> order;
    std::vector<digest::Offer> offers;
    for (const Candidate& candidate : ranked) {
      order.push_back({candidate.score, liked_.contains(candidate.id)});
      offers.push_back({digest::reading_minutes(papers[static_cast<std::size_t>(candidate.key)])});
    }
    const std::size_t in_budget = digest::choose({offers}, {plan_.minutes}).front();
    if (in_budget < papers.size()) report_.is_all_in_budget = false;
    return rank::measure_day(order, in_budget);
  }

  // A measure of a ranker, by day.
  std::vector<double> column(std::size_t ranker, double DayMeasures::*measure) const {
    std::vector<double> values;
    for (const render::EvaluatedDay& day : report_.told) {
      values.push_back(day.measures.at(ranker).*measure);
    }
    return values;
  }

  void sum_up() {
    const auto mean = [&](std::size_t ranker, double DayMeasures::*measure) {
      return rank::bootstrap_mean(column(ranker, measure));
    };
    for (std::size_t i = 0; i < report_.rankers.size(); ++i) {
      report_.rankers[i].means = {mean(i, &DayMeasures::auc), mean(i, &DayMeasures::recall),
                                  mean(i, &DayMeasures::ndcg)};
    }
    if (report_.rankers.size() < 2) return;
    const auto compared = [&](double DayMeasures::*measure) {
      return rank::compare(column(0, measure), column(1, measure));
    };
    const rank::Comparison by_area = compared(&DayMeasures::auc);
    report_.paired =
        render::PairedResult{{by_area.difference, compared(&DayMeasures::recall).difference,
                              compared(&DayMeasures::ndcg).difference},
                             by_area.verdict};
  }

  const Context& context_;
  const store::Store& store_;
  const store::UserStore& user_store_;
  const ActiveFocus& focus_;
  const ReplayPlan& plan_;
  const MarkState::Opinions opinions_;        // in the end
  const std::set<ArxivId> liked_, disliked_;  // in the end
  render::EvaluationReport report_;
  std::vector<std::string> notes_;
};

}  // namespace

Noted<render::EvaluationReport> replay(const Context& context, const store::Store& store,
                                       const store::UserStore& user_store, const ActiveFocus& focus,
                                       const ReplayPlan& plan) {
  return Replay(context, store, user_store, focus, plan).report();
}

}  // namespace papercup::app
