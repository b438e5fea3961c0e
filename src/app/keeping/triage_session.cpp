#include "papercup/app/triage_session.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

#include "papercup/app/marking.hpp"
#include "papercup/app/paper_search.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"
#include "papercup/app/why_report.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/teaching.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kFoundPapers = 20;
constexpr std::size_t kBestPapers = 10;  // of a week, before and after a teaching
constexpr int kWeek = 7;

const ActiveFocus* find_focus(const std::vector<ActiveFocus>& foci, const std::string& stem) {
  const auto found = std::ranges::find(foci, stem, &ActiveFocus::stem);
  return found == foci.end() ? nullptr : &*found;
}

Stance stance_in(const MarkState& marks, const std::vector<ActiveFocus>& foci,
                 const std::string& stem, const ArxivId& id) {
  const ActiveFocus* focus = find_focus(foci, stem);
  return stance_of(marks, stem, focus == nullptr ? nullptr : &focus->focus, id);
}

// Likes and dislikes in which two states of a focus differ.
std::size_t differing_examples(const Focus& before, const Focus& now) {
  std::set<ArxivId> ids;
  std::ranges::set_symmetric_difference(before.likes, now.likes, std::inserter(ids, ids.end()));
  std::ranges::set_symmetric_difference(before.dislikes, now.dislikes,
                                        std::inserter(ids, ids.end()));
  return ids.size();
}

// Papers of a list by their score, best first; those of the same score in the list's order.
std::vector<std::size_t> order_by(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

// The focus that a mark belongs to. A save belongs to none; it is told together with the opinion of
// the focus that showed the paper.
std::string focus_of(const Mark& mark, const std::vector<ListedPaper>& list,
                     const std::vector<ActiveFocus>& foci) {
  if (!mark.focus.empty()) return mark.focus;
  const auto listed = std::ranges::find(
      list, mark.id, [](const ListedPaper& one) -> const ArxivId& { return one.paper.id; });
  if (listed != list.end()) return listed->focus;
  return foci.empty() ? "" : foci.front().stem;
}

store::Selection categories_of(const Focus& focus) {
  store::Selection selection;
  selection.categories = category_names(focus);
  return selection;
}

// The papers of the focus's categories of so many days, up to a day.
store::Selection last_days(const Focus& focus, Date until, int days) {
  store::Selection selection = categories_of(focus);
  selection.until = until;
  selection.since = until - (days - 1);
  return selection;
}

std::set<ArxivId> judged_papers(const ActiveFocus& focus) {
  std::set<ArxivId> judged = focus.judged;
  judged.insert(focus.focus.likes.begin(), focus.focus.likes.end());
  judged.insert(focus.focus.dislikes.begin(), focus.focus.dislikes.end());
  return judged;
}

}  // namespace

TriageSession::TriageSession(const Context& context, std::vector<ActiveFocus> foci)
    : context_(context.silent()),
      foci_(std::move(foci)),
      store_(context.open_store(store::OpenMode::read_only)),
      user_store_(context.open_user_store(store::OpenMode::create)),
      log_(user_store_.marks()),
      first_kept_(log_.size()) {
  for (const ActiveFocus& focus : foci_) {
    before_.emplace(focus.stem, context_.told(train(context_, store_, focus, std::nullopt)));
  }
}

Mark TriageSession::keep(Mark mark) {
  user_store_.transaction([&] { mark = user_store_.append(std::move(mark), context_.present()); });
  log_.push_back(mark);
  return mark;
}

render::WhyReport TriageSession::why(const Paper& paper, const std::string& stem) {
  const ActiveFocus* found = find_focus(foci_, stem);
  if (found == nullptr) throw Error(ErrorKind::failure, "its focus is gone");
  ActiveFocus focus = *found;
  focus.focus = with_marks(focus.focus, MarkState(user_store_.marks()).opinions(stem));
  return context_.told(make_why_report(context_, store_, user_store_, focus, std::nullopt, paper));
}

std::vector<Paper> TriageSession::similar(const Paper& paper) const {
  const std::vector<Paper> papers = {paper};
  const Found found = nearest_papers(store_, nearness_to(papers), {}, papers, kFoundPapers);
  return load(found.results);
}

std::vector<Paper> TriageSession::search(const std::string& words) const {
  return load(find_words(store_, {}, words).value.results);
}

std::vector<Paper> TriageSession::load(const std::vector<FoundPaper>& found) const {
  std::vector<std::int64_t> keys;
  for (std::size_t i = 0; i < std::min(found.size(), kFoundPapers); ++i) {
    keys.push_back(found[i].candidate.key);
  }
  return store_.load(keys);
}

render::RetrainedFocus TriageSession::retrain(const ActiveFocus& before, const ActiveFocus& now,
                                              const std::vector<ListedPaper>& list) {
  const rank::TrainedFocus& former = before_.at(before.stem);
  const rank::TrainedFocus present = context_.told(train(context_, store_, now, std::nullopt));
  const MarkState marks(log_);
  std::vector<const Paper*> papers;
  std::vector<double> scores_before;
  std::vector<double> scores_now;
  for (const ListedPaper& listed : list) {
    if (listed.focus != before.stem ||
        stance_in(marks, foci_, before.stem, listed.paper.id).opinion) {
      continue;
    }
    papers.push_back(&listed.paper);
    scores_before.push_back(former.model.explain(listed.paper).value);
    scores_now.push_back(present.model.explain(listed.paper).value);
  }
  std::vector<int> places(papers.size());
  int place = 0;
  for (const std::size_t at : order_by(scores_before)) places[at] = ++place;
  render::RetrainedFocus result;
  result.name = before.focus.name;
  place = 0;
  for (const std::size_t at : order_by(scores_now)) {
    result.papers.push_back({papers[at]->title, places[at], ++place,
                             former.distribution.percentile(scores_before[at]),
                             present.distribution.percentile(scores_now[at])});
  }
  return result;
}

std::vector<ScoredPaper> TriageSession::telling_papers(const ActiveFocus& focus,
                                                       std::size_t count) const {
  const std::optional<Date> last = store_.last_announcement_day(categories_of(focus.focus));
  if (!last) return {};
  store::Selection past = last_days(focus.focus, *last - 1, rank::kDistributionDays);
  if (!store_.last_announcement_day(past)) past.since = past.until = last;
  const rank::TrainedFocus& trained = before_.at(focus.stem);
  const std::set<ArxivId> known = judged_papers(focus);
  std::vector<Candidate> pool = rank_papers(store_, trained.model, past);
  std::erase_if(pool, [&](const Candidate& paper) { return known.contains(paper.id); });
  pool.erase(
      pool.begin() + static_cast<std::ptrdiff_t>(std::min(pool.size(), digest::kTeachingPool)),
      pool.end());
  std::vector<digest::EvidencedPaper> judged;
  for (const ArxivId& id : known) {
    const auto paper = store_.find(id);
    if (paper) judged.push_back({trained.model.evidence(rank::packed_features(*paper))});
  }
  std::vector<std::int64_t> keys;
  for (const std::size_t place :
       digest::telling_papers(evidence_of(store_, trained.model, pool), judged, count)) {
    keys.push_back(pool[place].key);
  }
  std::vector<ScoredPaper> papers;
  for (Paper& paper : store_.load(keys)) {
    Score score = trained.model.explain(paper);
    const auto percentile = trained.distribution.percentile(score.value);
    const int rank = static_cast<int>(papers.size()) + 1;
    papers.push_back({std::move(paper), std::move(score), rank, percentile});
  }
  return papers;
}

render::TeachingReport TriageSession::teaching_report(const ActiveFocus& focus) {
  ActiveFocus now = focus;
  now.focus = with_marks(focus.focus, MarkState(log_).opinions(focus.stem));
  render::TeachingReport report;
  report.judged = differing_examples(focus.focus, now.focus);
  report.teachers = teachers_of(store_, now.focus);
  const std::optional<Date> last = store_.last_announcement_day(categories_of(focus.focus));
  if (report.judged == 0 || !last) return report;
  const rank::TrainedFocus& former = before_.at(focus.stem);
  const rank::TrainedFocus present = context_.told(train(context_, store_, now, std::nullopt));
  const store::Selection week = last_days(focus.focus, *last, kWeek);
  const std::set<ArxivId> known = judged_papers(now);
  const auto ranked = [&](const rank::Model& model) {
    std::vector<Candidate> papers = rank_papers(store_, model, week);
    std::erase_if(papers, [&](const Candidate& paper) { return known.contains(paper.id); });
    return papers;
  };
  const std::vector<Candidate> before = ranked(former.model);
  std::vector<Candidate> best = ranked(present.model);
  best.erase(best.begin() + static_cast<std::ptrdiff_t>(std::min(best.size(), kBestPapers)),
             best.end());
  for (const Candidate& paper : best) {
    const auto place = std::ranges::find(before, paper.key, &Candidate::key);
    const int place_before = static_cast<int>(place - before.begin()) + 1;
    const int place_now = static_cast<int>(report.best.size()) + 1;
    report.best.push_back({store_.load({paper.key}).front().title, place_before, place_now,
                           former.distribution.percentile(place->score),
                           present.distribution.percentile(paper.score)});
  }
  return report;
}

std::vector<render::MarkedPaper> TriageSession::marked_papers(
    const std::vector<ListedPaper>& list) const {
  const auto first = log_.begin() + static_cast<std::ptrdiff_t>(first_kept_);
  const MarkState before({log_.begin(), first});
  const MarkState now(log_);
  std::vector<render::MarkedPaper> papers;
  std::set<std::pair<std::string, ArxivId>> seen;
  for (auto mark = first; mark != log_.end(); ++mark) {
    const std::string stem = focus_of(*mark, list, foci_);
    if (!seen.insert({stem, mark->id}).second) continue;
    const Stance stance = stance_in(now, foci_, stem, mark->id);
    if (stance_in(before, foci_, stem, mark->id) == stance) continue;
    const auto paper = store_.find(mark->id);
    papers.push_back({stance_text(stance), paper ? paper->title : mark->id.to_string()});
  }
  return papers;
}

render::TriageReport TriageSession::report(const std::vector<ListedPaper>& list,
                                           render::TriageEnd end) {
  const MarkState marks(log_);
  render::TriageReport report;
  report.end = end;
  report.papers = list.size();
  report.left = static_cast<std::size_t>(std::ranges::count_if(list, [&](const ListedPaper& one) {
    return stance_in(marks, foci_, one.focus, one.paper.id) == Stance{};
  }));
  report.marked = marked_papers(list);
  for (const ActiveFocus& focus : foci_) {
    ActiveFocus now = focus;
    now.focus = with_marks(focus.focus, marks.opinions(focus.stem));
    const std::size_t differing = differing_examples(focus.focus, now.focus);
    if (differing == 0) continue;
    render::RetrainedFocus moved = retrain(focus, now, list);
    moved.new_examples = differing;
    report.foci.push_back(std::move(moved));
  }
  return report;
}

}  // namespace papercup::app
