#include "papercup/app/why_report.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::app {
namespace {

// A stored paper that the reader gave as an example.
struct StoredExample {
  Paper paper;
  double cosine = 0;  // to the paper in question
};

// Makes the report on one paper for one focus.
class Inquiry {
 public:
  Inquiry(const Context& context, const store::Store& store, store::UserStore& user_store,
          ActiveFocus focus, std::optional<Date> as_of)
      : context_(context),
        store_(store),
        user_store_(user_store),
        focus_(std::move(focus)),
        as_of_(as_of),
        trained_(train(context, store, focus_, as_of)) {}

  Noted<render::WhyReport> report(const Paper& paper) const {
    std::vector<std::string> notes = trained_.notes;
    const std::vector<StoredExample> likes = beside(paper, focus_.focus.likes);
    const std::vector<StoredExample> dislikes = beside(paper, focus_.focus.dislikes);
    render::WhyReport report{paper};
    report.focus_name = focus_.focus.name;
    report.teachers = {!focus_.focus.about.empty(), focus_.focus.keywords.size(),
                       focus_.focus.authors.size(), likes.size(), dislikes.size()};
    report.ranker = rank::versioned_name(chosen_ranker(context_));
    Score score = trained_.value.model.explain(paper);
    report.score = score.value;
    report.percentile = trained_.value.distribution.percentile(score.value);
    for (Contribution& contribution : score.why) {
      report.reasons.push_back(reason(paper, std::move(contribution), likes, dislikes));
    }
    rank(paper, report);
    report.like = nearest(likes, paper.id, "liked");
    report.dislike = nearest(dislikes, paper.id, "disliked");
    report.own_mark = own_mark(paper.id);
    note_variety(paper.id, report);
    if (report.like && report.rank) {
      report.like->rank_without = rank_without(report.like->id, paper, notes);
    }
    return {std::move(report), std::move(notes)};
  }

 private:
  // The stored ones of these examples that had been announced.
  std::vector<StoredExample> beside(const Paper& paper, const std::vector<ArxivId>& ids) const {
    const rank::Model self = rank::Model::centroid({}, {paper}, {}, background_);
    std::vector<StoredExample> examples;
    for (const ArxivId& id : ids) {
      std::optional<Paper> example = store_.find(id);
      if (!example || (as_of_ && example->announced > as_of_)) continue;
      const double cosine = self.score(rank::packed_features(*example));
      examples.push_back({*std::move(example), cosine});
    }
    return examples;
  }

  render::Reason reason(const Paper& paper, Contribution contribution,
                        const std::vector<StoredExample>& likes,
                        const std::vector<StoredExample>& dislikes) const {
    render::Reason reason;
    const rank::Occurrence here = rank::occurrence(paper, contribution);
    reason.in_title = here.in_title;
    reason.in_abstract = here.in_abstract;
    const Evidence kind = contribution.kind;
    if (kind == Evidence::keyword) reason.keyword_weight = keyword_weight(paper, contribution);
    if (kind == Evidence::like || kind == Evidence::category || kind == Evidence::dislike) {
      const auto& examples = kind == Evidence::dislike ? dislikes : likes;
      reason.examples = static_cast<std::size_t>(
          std::ranges::count_if(examples, [&](const StoredExample& example) {
            return rank::occurrence(example.paper, contribution).is_any();
          }));
    }
    reason.contribution = std::move(contribution);
    return reason;
  }

  // The weight of the keyword that has the term.
  std::optional<double> keyword_weight(Paper paper, const Contribution& contribution) const {
    paper.abstract.clear();
    for (const Keyword& keyword : focus_.focus.keywords) {
      paper.title = keyword.term;
      const bool is_for = keyword.weight > 0;
      if (is_for == (contribution.points > 0) && rank::occurrence(paper, contribution).is_any()) {
        return keyword.weight;
      }
    }
    return std::nullopt;
  }

  std::vector<Candidate> rivals(const Paper& paper, const rank::Model& model) const {
    if (!paper.announced) return {};
    store::Selection day;
    day.categories = category_names(focus_.focus);
    day.since = day.until = paper.announced;
    return rank_papers(store_, model, day);
  }

  static std::optional<int> place_of(const ArxivId& id, const std::vector<Candidate>& ranked) {
    const auto found = std::ranges::find(ranked, id, &Candidate::id);
    if (found == ranked.end()) return std::nullopt;
    return static_cast<int>(found - ranked.begin()) + 1;
  }

  void rank(const Paper& paper, render::WhyReport& report) const {
    const std::vector<Candidate> ranked = rivals(paper, trained_.value.model);
    report.rank = place_of(paper.id, ranked);
    report.candidates = ranked.size();
  }

  // The rank of the paper if the reader had never liked the other one.
  std::optional<int> rank_without(const ArxivId& like, const Paper& paper,
                                  std::vector<std::string>& notes) const {
    ActiveFocus other = focus_;
    std::erase(other.focus.likes, like);
    const Noted<rank::TrainedFocus> trained =
        train(context_, store_, other, as_of_, "without " + like.to_string());
    notes.insert(notes.end(), trained.notes.begin(), trained.notes.end());
    return place_of(paper.id, rivals(paper, trained.value.model));
  }

  // The nearest of the examples other than the paper itself.
  std::optional<render::NearExample> nearest(std::vector<StoredExample> examples,
                                             const ArxivId& self, std::string_view verb) const {
    std::erase_if(examples, [&](const StoredExample& example) { return example.paper.id == self; });
    const auto best = std::ranges::max_element(examples, {}, &StoredExample::cosine);
    if (best == examples.end()) return std::nullopt;
    return render::NearExample{best->paper.id, best->paper.title, said(best->paper.id, verb),
                               best->cosine};
  }

  // Finds the paper in the last digest.
  void note_variety(const ArxivId& id, render::WhyReport& report) const {
    const auto digest = user_store_.last_shown();
    if (!digest || as_of_ || focus_.stem.empty()) return;
    for (const RecordedSection& section : digest->sections) {
      const auto shown = std::ranges::find(section.papers, id, &RecordedPaper::id);
      if (section.focus != focus_.stem || shown == section.papers.end()) continue;
      report.first_on = shown->first_on;
      report.first_on_day = digest->day;
    }
  }

  std::string own_mark(const ArxivId& id) const {
    const auto has = [&](const std::vector<ArxivId>& ids) {
      return std::ranges::find(ids, id) != ids.end();
    };
    if (has(focus_.focus.likes)) return "liked";
    return has(focus_.focus.dislikes) ? "disliked" : "";
  }

  std::string said(const ArxivId& id, std::string_view verb) const {
    const MarkState marks = marks_until(context_, user_store_, as_of_);
    const auto& opinions = marks.opinions(focus_.stem);
    const auto found = opinions.find(id);
    if (focus_.stem.empty() || found == opinions.end()) return "from the focus file";
    return fmt::format("{} {}", verb, friendly_date(context_.day_of(found->second.time)));
  }

  const Context& context_;
  const store::Store& store_;
  const store::UserStore& user_store_;
  ActiveFocus focus_;
  std::optional<Date> as_of_;
  Noted<rank::TrainedFocus> trained_;
  rank::DocumentFrequency background_ = rank::DocumentFrequency::background();
};

}  // namespace

Noted<render::WhyReport> make_why_report(const Context& context, const store::Store& store,
                                         store::UserStore& user_store, const ActiveFocus& focus,
                                         std::optional<Date> as_of, const Paper& paper) {
  return Inquiry(context, store, user_store, focus, as_of).report(paper);
}

}  // namespace papercup::app
