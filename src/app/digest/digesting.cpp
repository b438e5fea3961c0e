#include "papercup/app/digesting.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/digest/channel_news.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/rank/document_frequency.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kLeastPapers = 2;  // of each focus
// Of how many papers for each that is shown near-duplicates are looked for.
constexpr std::size_t kExamined = 3;
constexpr std::size_t kLikesToExplore = 10;
constexpr std::size_t kBelow = 50;  // papers under the line that one is drawn from

// The ranked papers of one focus on their way into a digest.
struct Contest {
  const ActiveFocus* focus;
  rank::TrainedFocus trained;
  digest::Section section;
  std::vector<rank::Candidate> above;  // of the line, best first
  std::vector<rank::Candidate> below;  // the next ones
};

class DigestMaker {
 public:
  DigestMaker(const Context& context, const store::Store& store, store::UserStore* reader,
              const DigestPlan& plan)
      : context_(context), store_(store), reader_(reader), plan_(plan) {}

  MadeDigest make() {
    MadeDigest made;
    end_ = store_.last_arrival();
    made.digest.made = plan_.as_of.value_or(context_.today());
    std::vector<Contest> contests;
    for (const ActiveFocus& focus : plan_.foci) {
      if (auto contest = hold(focus)) contests.push_back(*std::move(contest));
    }
    const std::set<ArxivId> above = above_some_line(contests);
    give_to_best_match(contests);
    fill(contests);
    explore(contests, above);
    for (Contest& contest : contests) {
      made.digest.sections.push_back(std::move(contest.section));
      made.trained.push_back(std::move(contest.trained));
    }
    made.moves = std::move(moves_);
    made.moves_without_news = std::move(moves_without_news_);
    // One of several foci may be new: then it is not the reader's first digest.
    const bool is_first = !first_.empty() && first_.size() == plan_.foci.size();
    if (is_first && !reader_->last_digest(plan_.channel)) {
      made.digest.occasion = digest::Occasion::first;
    }
    if (plan_.as_of && !plan_.channel.empty()) made.digest.occasion = digest::Occasion::rebuilt;
    if (!plan_.as_of && !plan_.since && !plan_.channel.empty()) {
      made.digest.next_list = AnnouncementCalendar::arxiv().next_listing(context_.now());
    }
    digest::number_papers(made.digest);
    return made;
  }

 private:
  bool follows_channel() const {
    return !plan_.channel.empty() && !plan_.since && !plan_.until && !plan_.as_of;
  }

  // The papers to choose from; nothing where there are none.
  std::optional<store::Selection> candidates_of(const ActiveFocus& focus) const {
    store::Selection selection;
    selection.categories = category_names(focus.focus);
    selection.since = plan_.since;
    selection.until = plan_.until ? plan_.until : plan_.as_of;
    const std::optional<Date> last = store_.last_announcement_day(selection);
    if (!last) return std::nullopt;
    if (!selection.since) selection.since = last;
    if (!selection.until) selection.until = last;
    return selection;
  }

  std::optional<Contest> hold(const ActiveFocus& focus) {
    if (!follows_channel()) return hold(focus, candidates_of(focus), nullptr);
    ChannelNews news = channel_news(store_, *reader_, plan_.channel, focus, end_, context_.today());
    if (news.kind == ChannelNews::Kind::first) first_.insert(focus.stem);
    const std::size_t passed = news.move.considered.size();
    auto contest = hold(focus, news.selection, &news);
    const bool has_news = news.move.considered.size() > passed;
    if (news.needs_move && !has_news) moves_without_news_.push_back(news.move);
    moves_.push_back(std::move(news.move));
    return contest;
  }

  std::optional<Contest> hold(const ActiveFocus& focus,
                              const std::optional<store::Selection>& selection, ChannelNews* news) {
    if (!selection || !store_.last_announcement_day(*selection)) return std::nullopt;
    Contest contest{
        &focus, context_.told(train(context_, store_, focus, plan_.as_of, reader_)), {}, {}, {}};
    std::vector<rank::Candidate> ranked = rank_papers(store_, contest.trained.model, *selection);
    if (news != nullptr) consider(ranked, *news);
    forget_known(focus, ranked);
    if (ranked.empty()) return std::nullopt;
    describe(contest, ranked, *selection);
    const double nothing_in_common = contest.trained.model.intercept();
    const double line =
        contest.trained.distribution.line(plan_.per_day).value_or(nothing_in_common);
    for (rank::Candidate& candidate : ranked) {
      if (candidate.score <= nothing_in_common || (!plan_.top && candidate.score < line)) break;
      if (!plan_.top && is_too_common(contest, candidate)) {
        ++contest.section.too_common;
        continue;
      }
      contest.above.push_back(std::move(candidate));
    }
    const std::size_t end = std::min(contest.above.size() + kBelow, ranked.size());
    contest.below.assign(ranked.begin() + static_cast<std::ptrdiff_t>(contest.above.size()),
                         ranked.begin() + static_cast<std::ptrdiff_t>(end));
    return contest;
  }

  // In a category of few papers the line of so many a day lets in what is hardly better than
  // anything else. Few papers cannot tell that.
  bool is_too_common(const Contest& contest, const rank::Candidate& candidate) const {
    const auto percentile = contest.trained.distribution.percentile(candidate.score);
    return percentile && !percentile->is_provisional &&
           percentile->match < 1 - 1 / std::max(plan_.floor, 1.0);
  }

  // Leaves what the channel considers for the first time, and notes that it does.
  void consider(std::vector<rank::Candidate>& ranked, ChannelNews& news) const {
    const store::ConsideredPapers considered = reader_->considered(plan_.channel, news.move.focus);
    ranked.erase(
        std::remove_if(ranked.begin(), ranked.end(),
                       [&](const rank::Candidate& paper) { return considered.contains(paper.id); }),
        ranked.end());
    for (const rank::Candidate& paper : ranked) {
      news.move.considered.push_back(paper.id);
      const Date day = paper.day.value_or(Date());
      news.move.until = std::max(news.move.until.value_or(day), day);
    }
  }

  // What the reader has judged is no news, nor what the channel has shown.
  void forget_known(const ActiveFocus& focus, std::vector<rank::Candidate>& ranked) const {
    std::set<ArxivId> known = focus.judged;
    if (follows_channel()) known.merge(shown_before(focus));
    ranked.erase(
        std::remove_if(ranked.begin(), ranked.end(),
                       [&](const rank::Candidate& paper) { return known.contains(paper.id); }),
        ranked.end());
  }

  // A paper that was shown for one focus is not shown for another, of whose categories it comes to
  // be cross-listed to one. Mails of different foci may have different readers.
  std::set<ArxivId> shown_before(const ActiveFocus& focus) const {
    if (plan_.channel == store::kMailDraftChannel) {
      return reader_->papers_shown(plan_.channel, focus.stem);
    }
    return reader_->papers_shown(plan_.channel, context_.today() - store::kCandidateDays);
  }

  void describe(Contest& contest, const std::vector<rank::Candidate>& ranked,
                const store::Selection& selection) const {
    digest::Section& section = contest.section;
    const Focus& focus = contest.focus->focus;
    section.focus = contest.focus->stem;
    section.focus_name = focus.name;
    section.categories = focus.categories;
    section.ranker = rank::versioned_name(chosen_ranker(context_));
    section.window = window_of(contest, ranked, selection);
    section.considered = ranked.size();
    section.is_first = first_.contains(section.focus);
    section.is_ranked = !contest.trained.model.is_empty();
    if (section.is_first && section.is_ranked) name_teachers(section, focus);
    section.best = contest.trained.distribution.percentile(ranked.front().score);
    std::vector<std::int64_t> keys;
    keys.reserve(ranked.size());
    for (const rank::Candidate& candidate : ranked) keys.push_back(candidate.key);
    for (const auto& kind : store_.listed_as(keys, selection.categories)) {
      if (kind == AnnouncementKind::new_paper) ++section.new_papers;
      if (kind == AnnouncementKind::cross_list) ++section.cross_lists;
    }
  }

  // What taught the ranking: likes that are stored, and words that say something.
  void name_teachers(digest::Section& section, const Focus& focus) const {
    section.likes = static_cast<std::size_t>(
        std::count_if(focus.likes.begin(), focus.likes.end(),
                      [&](const ArxivId& id) { return store_.find(id).has_value(); }));
    section.keywords = focus.keywords.size();
    section.authors = focus.authors.size();
    Focus description;
    description.about = focus.about;
    section.has_description =
        !rank::Model::centroid(description, {}, {}, rank::DocumentFrequency::background())
             .is_empty();
  }

  // The days asked for; of a channel's news, those since the last digest: papers that came late
  // do not stretch it.
  digest::Window window_of(const Contest& contest, const std::vector<rank::Candidate>& ranked,
                           const store::Selection& selection) const {
    if (selection.since && selection.until) return {*selection.since, *selection.until};
    const auto by_day = [](const rank::Candidate& a, const rank::Candidate& b) {
      return a.day < b.day;
    };
    const auto [first, last] = std::minmax_element(ranked.begin(), ranked.end(), by_day);
    digest::Window window{first->day.value_or(Date()), last->day.value_or(Date())};
    if (!follows_channel()) return window;
    const auto record = reader_->last_digest(plan_.channel);
    if (!record) return window;
    for (const RecordedSection& section : record->sections) {
      if (section.focus != contest.focus->stem) continue;
      window.since = std::min(std::max(window.since, section.until + 1), window.until);
    }
    return window;
  }

  static double match_of(const Contest& contest, const rank::Candidate& candidate) {
    const auto percentile = contest.trained.distribution.percentile(candidate.score);
    return percentile ? percentile->match : 0;
  }

  static std::set<ArxivId> above_some_line(const std::vector<Contest>& contests) {
    std::set<ArxivId> papers;
    for (const Contest& contest : contests) {
      for (const rank::Candidate& candidate : contest.above) papers.insert(candidate.id);
    }
    return papers;
  }

  // A paper of several foci is shown by the one that it matches best.
  static void give_to_best_match(std::vector<Contest>& contests) {
    std::map<ArxivId, std::pair<double, std::size_t>> best;
    for (std::size_t i = 0; i < contests.size(); ++i) {
      for (const rank::Candidate& candidate : contests[i].above) {
        const double match = match_of(contests[i], candidate);
        const auto [place, is_new] = best.try_emplace(candidate.id, match, i);
        if (!is_new && match > place->second.first) place->second = {match, i};
      }
    }
    for (std::size_t i = 0; i < contests.size(); ++i) {
      auto& above = contests[i].above;
      const std::size_t all = above.size();
      above.erase(std::remove_if(above.begin(), above.end(),
                                 [&](const rank::Candidate& candidate) {
                                   return best.at(candidate.id).second != i;
                                 }),
                  above.end());
      contests[i].section.shown_elsewhere = all - above.size();
    }
  }

  // Papers that could be shown, with those that stand under them.
  struct Choice {
    std::vector<Paper> papers;
    std::vector<std::vector<ArxivId>> folded;
    std::vector<digest::Offer> offers;
  };

  void fill(std::vector<Contest>& contests) const {
    const std::size_t most = plan_.top.value_or(plan_.most);
    std::vector<Choice> choices;
    std::vector<std::vector<digest::Offer>> offers;
    for (Contest& contest : contests) {
      contest.section.reached = contest.above.size();
      if (contest.above.size() > kExamined * most) {
        contest.above.erase(contest.above.begin() + static_cast<std::ptrdiff_t>(kExamined * most),
                            contest.above.end());
      }
      choices.push_back(choice_of(contest));
      offers.push_back(choices.back().offers);
    }
    const std::vector<std::size_t> counts =
        digest::choose(offers, {plan_.minutes, kLeastPapers, most});
    for (std::size_t i = 0; i < contests.size(); ++i) {
      choices[i].papers.erase(choices[i].papers.begin() + static_cast<std::ptrdiff_t>(counts[i]),
                              choices[i].papers.end());
      take(contests[i], std::move(choices[i]));
    }
  }

  Choice choice_of(Contest& contest) const {
    std::vector<std::int64_t> keys;
    for (const rank::Candidate& candidate : contest.above) keys.push_back(candidate.key);
    std::vector<Paper> papers = store_.load(keys);
    std::vector<std::optional<std::size_t>> under(papers.size());
    if (plan_.readers == DigestPlan::Readers::people) under = find_near_duplicates(papers);
    Choice choice;
    std::vector<rank::Candidate> leaders;
    std::vector<std::size_t> place(papers.size());  // of a leader in the choice
    for (std::size_t i = 0; i < papers.size(); ++i) {
      if (under[i]) {
        choice.folded[place[*under[i]]].push_back(papers[i].id);
        continue;
      }
      place[i] = leaders.size();
      const double minutes = plan_.top ? 0 : digest::reading_minutes(papers[i]);
      choice.offers.push_back({minutes, match_of(contest, contest.above[i])});
      leaders.push_back(contest.above[i]);
      choice.folded.emplace_back();
      choice.papers.push_back(std::move(papers[i]));
    }
    contest.above = std::move(leaders);
    return choice;
  }

  ScoredPaper scored(const Contest& contest, Paper paper,
                     std::optional<AnnouncementKind> kind) const {
    Score score = contest.trained.model.explain(paper, plan_.detail);
    auto percentile = contest.trained.distribution.percentile(score.value);
    return {std::move(paper), std::move(score), 0, percentile, kind};
  }

  void take(Contest& contest, Choice choice) const {
    std::vector<std::int64_t> keys;
    for (std::size_t i = 0; i < choice.papers.size(); ++i) keys.push_back(contest.above[i].key);
    const auto kinds = store_.listed_as(keys, category_names(contest.focus->focus));
    for (std::size_t i = 0; i < choice.papers.size(); ++i) {
      contest.section.papers.push_back(scored(contest, std::move(choice.papers[i]), kinds[i]));
      contest.section.papers.back().near_duplicates = std::move(choice.folded[i]);
      // They are shown, if only by their numbers.
      contest.section.reached -= contest.section.papers.back().near_duplicates.size();
    }
    // Who asked for so many papers does not ask for the rest.
    if (plan_.top) contest.section.reached = contest.section.papers.size();
  }

  // A paper that no model would choose, so that the reader's marks can tell it otherwise. The same
  // batch of papers draws the same one, on whatever day and channel.
  void explore(std::vector<Contest>& contests, const std::set<ArxivId>& above) const {
    if (plan_.readers == DigestPlan::Readers::programs || !plan_.explores || plan_.top) return;
    Contest* drawn_for = nullptr;
    const rank::Candidate* drawn = nullptr;
    for (Contest& contest : contests) {
      if (contest.focus->focus.likes.size() < kLikesToExplore) continue;
      const Date day = contest.section.window.until;
      for (const rank::Candidate& candidate : contest.below) {
        if (above.contains(candidate.id)) continue;
        if (drawn != nullptr &&
            rank::tie_break(day, candidate.id) >= rank::tie_break(day, drawn->id)) {
          continue;
        }
        drawn = &candidate;
        drawn_for = &contest;
      }
    }
    if (drawn == nullptr) return;
    const auto kind = store_.listed_as({drawn->key}, category_names(drawn_for->focus->focus));
    drawn_for->section.exploration =
        scored(*drawn_for, store_.load({drawn->key}).front(), kind.front());
  }

  const Context& context_;
  const store::Store& store_;
  store::UserStore* reader_;
  const DigestPlan& plan_;
  std::set<std::string> first_;  // foci of which the channel has shown nothing yet
  store::Cursor end_;            // of the log of arrivals
  std::vector<store::ChannelMove> moves_, moves_without_news_;
};

}  // namespace

MadeDigest make_digest(const Context& context, const store::Store& store, store::UserStore* reader,
                       const DigestPlan& plan) {
  return DigestMaker(context, store, reader, plan).make();
}

}  // namespace papercup::app
