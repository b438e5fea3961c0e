#include "papercup/app/digesting.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "app/digest/candidate_papers.hpp"
#include "app/digest/channel_news.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/digest/choice.hpp"
#include "papercup/digest/near_duplicates.hpp"
#include "papercup/digest/variety.hpp"

namespace papercup::app {
namespace {

// A focus with fewer likes is not ready for papers from below the line.
constexpr std::size_t kLikesToExplore = 10;

// So many of the best papers above the line are chosen from with a view to variety, a busy week's:
// what comes later costs more of what is best than it adds.
constexpr std::size_t kVariedPapers = 40;

// One focus on its way into a digest.
struct SectionInMaking {
  const ActiveFocus* focus;
  rank::TrainedFocus trained;
  digest::Section section;
};

class DigestMaker {
 public:
  DigestMaker(const Context& context, const store::Store& store, store::UserStore* user_store,
              const DigestPlan& plan)
      : context_(context),
        store_(store),
        user_store_(user_store),
        plan_(plan),
        trainer_(context, store),
        candidates_(store, plan.foci.size() > 1 ? CandidatePapers::Foci::several
                                                : CandidatePapers::Foci::one) {}

  MadeDigest make() {
    MadeDigest made;
    end_ = store_.last_arrival();
    made.digest.made = plan_.as_of.value_or(context_.today());
    for (const ActiveFocus& focus : plan_.foci) add_section(focus);
    digest::give_to_best_match(ranked_);
    explore();
    fill();
    for (SectionInMaking& making : sections_) {
      made.digest.sections.push_back(std::move(making.section));
      made.trained.push_back(std::move(making.trained));
    }
    made.moves = std::move(moves_);
    made.moves_without_news = std::move(moves_without_news_);
    // One of several foci may be new: then it is not the reader's first digest.
    const bool is_first = !first_.empty() && first_.size() == plan_.foci.size();
    if (is_first && !user_store_->last_digest(plan_.channel)) {
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

  // The papers to choose from; nothing if there are none.
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

  void add_section(const ActiveFocus& focus) {
    if (!follows_channel()) {
      add_section(focus, candidates_of(focus), nullptr);
      return;
    }
    ChannelNews news =
        channel_news(store_, *user_store_, plan_.channel, focus, end_, context_.today());
    if (news.kind == ChannelNews::Kind::first) first_.insert(focus.stem);
    const std::size_t passed = news.move.considered.size();
    add_section(focus, news.selection, &news);
    const bool has_news = news.move.considered.size() > passed;
    if (news.needs_move && !has_news) moves_without_news_.push_back(news.move);
    moves_.push_back(std::move(news.move));
  }

  // Adds a section unless there is no paper for it.
  void add_section(const ActiveFocus& focus, const std::optional<store::Selection>& selection,
                   ChannelNews* news) {
    if (!selection || !store_.last_announcement_day(*selection)) return;
    SectionInMaking making{&focus, context_.told(trainer_.train(focus, plan_.as_of)), {}};
    std::vector<Candidate> papers = candidates_.rank(making.trained.model, *selection);
    if (news != nullptr) consider(papers, *news);
    forget_known(focus, papers);
    if (papers.empty()) return;
    describe(making, papers, *selection);
    ranked_.push_back(digest::divide_at_line(papers, line_of(making.trained), [&](double score) {
      return making.trained.distribution.percentile(score);
    }));
    making.section.too_common = ranked_.back().too_common;
    sections_.push_back(std::move(making));
  }

  digest::Line line_of(const rank::TrainedFocus& trained) const {
    digest::Line line{{}, trained.model.intercept(), plan_.floor};
    if (!plan_.top) {
      line.score = trained.distribution.line(plan_.per_day).value_or(line.nothing_in_common);
    }
    return line;
  }

  // Leaves what the channel considers for the first time, and notes that it does.
  void consider(std::vector<Candidate>& ranked, ChannelNews& news) const {
    const store::ConsideredPapers considered =
        user_store_->considered(plan_.channel, news.move.focus);
    std::erase_if(ranked, [&](const Candidate& paper) { return considered.contains(paper.id); });
    for (const Candidate& paper : ranked) {
      news.move.considered.push_back(paper.id);
      const Date day = paper.day.value_or(Date());
      news.move.until = std::max(news.move.until.value_or(day), day);
    }
  }

  // Papers that the reader has judged or the channel has shown are no news.
  void forget_known(const ActiveFocus& focus, std::vector<Candidate>& ranked) const {
    std::set<ArxivId> known = focus.judged;
    if (follows_channel()) known.merge(shown_before(focus));
    std::erase_if(ranked, [&](const Candidate& paper) { return known.contains(paper.id); });
  }

  // A paper that was shown for one focus is not shown for another, of whose categories it comes to
  // be cross-listed to one. Mails of different foci may have different readers.
  std::set<ArxivId> shown_before(const ActiveFocus& focus) const {
    if (plan_.channel == store::kMailDraftChannel) {
      return user_store_->papers_shown(plan_.channel, focus.stem);
    }
    return user_store_->papers_shown(plan_.channel, context_.today() - store::kCandidateDays);
  }

  void describe(SectionInMaking& making, const std::vector<Candidate>& ranked,
                const store::Selection& selection) {
    digest::Section& section = making.section;
    const Focus& focus = making.focus->focus;
    section.focus = making.focus->stem;
    section.focus_name = focus.name;
    section.categories = focus.categories;
    section.ranker = rank::versioned_name(chosen_ranker(context_));
    section.window = digest::window_of(selection.since, selection.until, ranked,
                                       shown_until(making.focus->stem));
    section.considered = ranked.size();
    section.is_first = first_.contains(section.focus);
    section.is_ranked = !making.trained.model.is_empty();
    if (section.is_first && section.is_ranked) name_teachers(section, focus);
    section.best = making.trained.distribution.percentile(ranked.front().score);
    std::vector<std::int64_t> keys;
    keys.reserve(ranked.size());
    for (const Candidate& candidate : ranked) keys.push_back(candidate.key);
    for (const auto& kind : candidates_.listed_as(keys, selection.categories)) {
      if (kind == AnnouncementKind::new_paper) ++section.new_papers;
      if (kind == AnnouncementKind::cross_list) ++section.cross_lists;
    }
  }

  // Counts what taught the ranking: likes that are stored, and words that say something.
  void name_teachers(digest::Section& section, const Focus& focus) const {
    const digest::Teachers teachers = teachers_of(store_, focus);
    section.likes = teachers.likes;
    section.keywords = teachers.keywords;
    section.authors = teachers.authors;
    section.has_description = teachers.has_description;
  }

  // The last day that the channel's last digest showed of a focus.
  std::optional<Date> shown_until(const std::string& stem) const {
    if (!follows_channel()) return std::nullopt;
    const auto record = user_store_->last_digest(plan_.channel);
    if (!record) return std::nullopt;
    for (const RecordedSection& section : record->sections) {
      if (section.focus == stem) return section.window.until;
    }
    return std::nullopt;
  }

  // The papers above the line of a focus, in groups of near-duplicates.
  struct Choice {
    std::vector<Paper> papers;
    std::vector<digest::Group> groups;
    std::vector<std::size_t> order;     // in which the groups are taken
    std::vector<std::string> first_on;  // for each group; empty but for one that was exchanged
  };

  void fill() {
    digest::Budget budget;
    budget.minutes = plan_.minutes;
    budget.most = plan_.top.value_or(plan_.most);
    if (plan_.top) budget.least = 0;  // the best, whatever their foci
    std::vector<Choice> choices;
    std::vector<std::size_t> varied;
    for (std::size_t i = 0; i < ranked_.size(); ++i) {
      digest::RankedFocus& focus = ranked_[i];
      sections_[i].section.reached = focus.above.size();
      sections_[i].section.shown_elsewhere = focus.shown_elsewhere;
      varied.push_back(varied_papers(sections_[i], focus));
      const std::size_t examined =
          std::min(focus.above.size(), std::max(varied.back(), digest::examined_papers(budget)));
      focus.above.erase(focus.above.begin() + static_cast<std::ptrdiff_t>(examined),
                        focus.above.end());
      choices.push_back(choice_of(focus));
    }
    // An exchange changes the minutes: how much fits is found before and after it.
    std::vector<std::size_t> counts = chosen(choices, budget);
    for (std::size_t i = 0; i < choices.size(); ++i) {
      vary(choices[i], sections_[i], ranked_[i], varied[i], counts[i]);
    }
    counts = chosen(choices, budget);
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      choices[i].order.resize(counts[i]);
      take(sections_[i], ranked_[i], std::move(choices[i]));
    }
  }

  // So many of the best papers are chosen from with a view to variety: those above the line, which
  // is the usual one if the plan has none.
  std::size_t varied_papers(const SectionInMaking& making, const digest::RankedFocus& focus) const {
    if (!plan_.is_varied) return 0;
    const std::optional<double> line = making.trained.distribution.line(plan_.per_day);
    std::size_t papers = 0;
    while (papers < std::min(focus.above.size(), kVariedPapers) &&
           (!line || focus.above[papers].paper.score >= *line)) {
      ++papers;
    }
    return papers;
  }

  std::vector<std::size_t> chosen(std::vector<Choice>& choices,
                                  const digest::Budget& budget) const {
    std::vector<std::vector<digest::Offer>> offers;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      offers.push_back(offers_of(choices[i], ranked_[i]));
    }
    return digest::choose(offers, budget);
  }

  // How many papers a focus gets beside others depends on its best ones, in whatever order they
  // are taken.
  std::vector<digest::Offer> offers_of(const Choice& choice,
                                       const digest::RankedFocus& focus) const {
    std::vector<digest::Offer> offers;
    for (std::size_t i = 0; i < choice.groups.size(); ++i) {
      const Paper& paper = choice.papers[choice.groups[choice.order[i]].leader];
      offers.push_back({plan_.top ? 0 : digest::reading_minutes(paper),
                        focus.above[choice.groups[i].leader].match});
    }
    return offers;
  }

  // In the order of scores.
  Choice choice_of(const digest::RankedFocus& focus) const {
    std::vector<std::int64_t> keys;
    for (const digest::Contender& contender : focus.above) keys.push_back(contender.paper.key);
    Choice choice;
    choice.papers = store_.load(keys);
    std::vector<std::optional<std::size_t>> leader_of(choice.papers.size());
    if (plan_.readers == DigestPlan::Readers::people) {
      leader_of = find_near_duplicates(choice.papers);
    }
    choice.groups = digest::groups_of(leader_of);
    choice.order.resize(choice.groups.size());
    std::iota(choice.order.begin(), choice.order.end(), std::size_t{0});
    choice.first_on.resize(choice.groups.size());
    return choice;
  }

  // Exchanges some of the first `most` groups of a choice.
  void vary(Choice& choice, const SectionInMaking& making, const digest::RankedFocus& focus,
            std::size_t varied, std::size_t most) const {
    std::vector<Candidate> leaders;
    for (const digest::Group& group : choice.groups) {
      if (group.leader < varied) leaders.push_back(focus.above[group.leader].paper);
    }
    if (leaders.size() <= most) return;
    const std::vector<digest::Part> parts = parts_of(making.focus->focus);
    if (parts.empty()) return;
    auto papers = evidence_of(store_, making.trained.model, leaders);
    for (std::size_t i = 0; i < papers.size(); ++i) {
      papers[i].match = focus.above[choice.groups[i].leader].match;
    }
    const auto varied_order = digest::varied_order(papers, parts, most);
    for (std::size_t i = 0; i < varied_order.size(); ++i) {
      const digest::VariedPlace& place = varied_order[i];
      choice.order[i] = place.paper;
      if (place.part) choice.first_on[place.paper] = parts[*place.part].text;
    }
  }

  void take(SectionInMaking& making, const digest::RankedFocus& focus, Choice choice) const {
    digest::Section& section = making.section;
    std::vector<std::int64_t> keys;
    std::ranges::sort(choice.order);  // best first
    for (const std::size_t place : choice.order) {
      keys.push_back(focus.above[choice.groups[place].leader].paper.key);
    }
    const auto kinds = store_.listed_as(keys, category_names(making.focus->focus));
    section.papers.reserve(choice.order.size());
    for (std::size_t i = 0; i < choice.order.size(); ++i) {
      const std::size_t place = choice.order[i];
      const digest::Group& group = choice.groups[place];
      ScoredPaper shown = scored(making.trained, choice.papers[group.leader], kinds[i]);
      // The list would have had better papers in its place.
      if (place >= choice.order.size() && !choice.first_on[place].empty()) {
        shown.first_on = digest::part_name(choice.first_on[place], shown.score);
      }
      for (const std::size_t other : group.others) {
        shown.near_duplicates.push_back(choice.papers[other].id);
      }
      // They are shown, if only by their numbers.
      section.reached -= shown.near_duplicates.size();
      section.papers.push_back(std::move(shown));
    }
    // Who asked for so many papers does not ask for the rest.
    if (plan_.top) section.reached = section.papers.size();
  }

  ScoredPaper scored(const rank::TrainedFocus& trained, Paper paper,
                     std::optional<AnnouncementKind> kind) const {
    Score score = trained.model.explain(paper, plan_.detail);
    auto percentile = trained.distribution.percentile(score.value);
    return {std::move(paper), std::move(score), 0, percentile, kind};
  }

  // A paper that no model would choose, so that the reader's marks can tell it otherwise.
  void explore() {
    if (plan_.readers == DigestPlan::Readers::programs || !plan_.explores || plan_.top) return;
    std::vector<std::optional<Date>> until;
    for (const SectionInMaking& making : sections_) {
      const bool is_ready = making.focus->focus.likes.size() >= kLikesToExplore;
      until.push_back(is_ready ? std::optional(making.section.window.until) : std::nullopt);
    }
    const auto place = digest::draw_exploration(ranked_, until, rank::tie_break);
    if (!place) return;
    SectionInMaking& making = sections_[place->focus];
    const std::int64_t key = ranked_[place->focus].below[place->below].key;
    const auto kind = store_.listed_as({key}, category_names(making.focus->focus));
    making.section.exploration = scored(making.trained, store_.load({key}).front(), kind.front());
  }

  const Context& context_;
  const store::Store& store_;
  store::UserStore* user_store_;
  const DigestPlan& plan_;
  FocusTrainer trainer_;
  CandidatePapers candidates_;
  std::vector<SectionInMaking> sections_;
  std::vector<digest::RankedFocus> ranked_;  // for each section
  std::set<std::string> first_;              // foci of which the channel has shown nothing yet
  store::Cursor end_;                        // of the log of arrivals
  std::vector<store::ChannelMove> moves_, moves_without_news_;
};

}  // namespace

MadeDigest make_digest(const Context& context, const store::Store& store,
                       store::UserStore* user_store, const DigestPlan& plan) {
  return DigestMaker(context, store, user_store, plan).make();
}

}  // namespace papercup::app
