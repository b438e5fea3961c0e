#include "cli/digesting/digesting.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "cli/learning/ranking.hpp"
#include "cli/learning/training.hpp"
#include "papercup/core/calendar.hpp"

namespace papercup::cli {
namespace {

constexpr int kFirstDays = 7;            // of a channel's first digest
constexpr int kCandidateDays = 60;       // how late a paper may arrive
constexpr std::size_t kLeastPapers = 2;  // of each focus

// The ranked papers of one focus on their way into a digest.
struct Contest {
  const ActiveFocus* focus;
  rank::TrainedFocus trained;
  digest::Section section;
  std::vector<rank::Candidate> above;  // of the line, best first
};

class DigestMaker {
 public:
  DigestMaker(const Session& session, const store::Store& store, store::Reader* reader,
              const DigestPlan& plan)
      : session_(session), store_(store), reader_(reader), plan_(plan) {}

  MadeDigest make() {
    MadeDigest made;
    made.arrival = store_.next_arrival() - 1;
    made.digest.made = plan_.as_of.value_or(session_.today());
    std::vector<Contest> contests;
    for (const ActiveFocus& focus : plan_.foci) {
      if (auto contest = hold(focus)) contests.push_back(*std::move(contest));
    }
    give_to_best_match(contests);
    fill(contests);
    for (Contest& contest : contests) {
      made.digest.sections.push_back(std::move(contest.section));
      made.trained.push_back(std::move(contest.trained));
    }
    if (is_first_) made.digest.occasion = digest::Occasion::first;
    if (plan_.as_of && !plan_.channel.empty()) made.digest.occasion = digest::Occasion::rebuilt;
    if (!plan_.as_of && !plan_.since && !plan_.channel.empty()) {
      made.digest.next_list = AnnouncementCalendar::arxiv().next_listing(session_.now());
    }
    digest::number_papers(made.digest);
    return made;
  }

 private:
  bool follows_channel() const {
    return !plan_.channel.empty() && !plan_.since && !plan_.until && !plan_.as_of;
  }

  // The papers to choose from; nothing where there are none.
  std::optional<store::Selection> candidates_of(const ActiveFocus& focus) {
    store::Selection selection;
    selection.categories = category_names(focus.focus);
    if (follows_channel()) return news_for(focus, selection);
    selection.since = plan_.since;
    selection.until = plan_.until ? plan_.until : plan_.as_of;
    const std::optional<Date> last = store_.last_announcement_day(selection);
    if (!last) return std::nullopt;
    if (!selection.since) selection.since = last;
    if (!selection.until) selection.until = last;
    return selection;
  }

  std::optional<store::Selection> news_for(const ActiveFocus& focus, store::Selection selection) {
    const auto shown = reader_->arrival_shown(plan_.channel, focus.stem);
    // A store that was made anew counts from the beginning again.
    const bool is_first = !shown || *shown >= store_.next_arrival();
    if (is_first) {
      is_first_ = true;
      const std::optional<Date> last = store_.last_announcement_day(selection);
      if (!last) return std::nullopt;
      selection.since = std::min(session_.today(), *last) - (kFirstDays - 1);
      return selection;
    }
    selection.arrived_after = *shown;
    selection.since = session_.today() - kCandidateDays;
    return selection;
  }

  std::optional<Contest> hold(const ActiveFocus& focus) {
    const auto selection = candidates_of(focus);
    if (!selection || !store_.last_announcement_day(*selection)) return std::nullopt;
    Contest contest{&focus, train(session_, store_, focus, plan_.as_of, reader_), {}, {}};
    std::vector<rank::Candidate> ranked = rank_papers(store_, contest.trained.model, *selection);
    forget_known(focus, ranked);
    if (ranked.empty()) return std::nullopt;
    describe(contest, ranked, *selection);
    const double nothing_in_common = contest.trained.model.intercept();
    const double line = contest.trained.reference.line(plan_.per_day).value_or(nothing_in_common);
    for (rank::Candidate& candidate : ranked) {
      if (candidate.score <= nothing_in_common || (!plan_.top && candidate.score < line)) break;
      contest.above.push_back(std::move(candidate));
    }
    return contest;
  }

  // What the reader has judged is no news, nor what the channel has shown.
  void forget_known(const ActiveFocus& focus, std::vector<rank::Candidate>& ranked) const {
    std::set<ArxivId> known = focus.judged;
    if (follows_channel()) known.merge(reader_->papers_shown(plan_.channel, focus.stem));
    ranked.erase(
        std::remove_if(ranked.begin(), ranked.end(),
                       [&](const rank::Candidate& paper) { return known.contains(paper.id); }),
        ranked.end());
  }

  void describe(Contest& contest, const std::vector<rank::Candidate>& ranked,
                const store::Selection& selection) const {
    digest::Section& section = contest.section;
    const Focus& focus = contest.focus->focus;
    section.focus = contest.focus->stem;
    section.focus_name = focus.name;
    section.categories = focus.categories;
    section.ranker = rank::versioned_name(chosen_ranker(session_));
    section.window = window_of(contest, ranked, selection);
    section.considered = ranked.size();
    section.likes = focus.likes.size();
    section.has_description = !focus.about.empty();
    section.best = contest.trained.reference.standing(ranked.front().score);
    std::vector<std::int64_t> keys;
    keys.reserve(ranked.size());
    for (const rank::Candidate& candidate : ranked) keys.push_back(candidate.key);
    for (const auto& kind : store_.listed_as(keys, selection.categories)) {
      if (kind == AnnouncementKind::new_paper) ++section.new_papers;
      if (kind == AnnouncementKind::cross_list) ++section.cross_lists;
    }
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
    if (!selection.arrived_after) return window;
    const auto record = reader_->last_digest(plan_.channel);
    if (!record) return window;
    for (const RecordedSection& section : record->sections) {
      if (section.focus != contest.focus->stem) continue;
      window.since = std::min(std::max(window.since, section.until + 1), window.until);
    }
    return window;
  }

  static double match_of(const Contest& contest, const rank::Candidate& candidate) {
    const auto standing = contest.trained.reference.standing(candidate.score);
    return standing ? standing->match : 0;
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
      above.erase(std::remove_if(above.begin(), above.end(),
                                 [&](const rank::Candidate& candidate) {
                                   return best.at(candidate.id).second != i;
                                 }),
                  above.end());
    }
  }

  void fill(std::vector<Contest>& contests) const {
    const std::size_t most = plan_.top.value_or(plan_.most);
    std::vector<std::vector<Paper>> papers;
    std::vector<std::vector<digest::Offer>> offers;
    for (Contest& contest : contests) {
      contest.section.reached = contest.above.size();
      if (contest.above.size() > most) {
        contest.above.erase(contest.above.begin() + static_cast<std::ptrdiff_t>(most),
                            contest.above.end());
      }
      std::vector<std::int64_t> keys;
      for (const rank::Candidate& candidate : contest.above) keys.push_back(candidate.key);
      papers.push_back(store_.load(keys));
      std::vector<digest::Offer> list;
      for (std::size_t i = 0; i < papers.back().size(); ++i) {
        const double minutes = plan_.top ? 0 : digest::reading_minutes(papers.back()[i]);
        list.push_back({minutes, match_of(contest, contest.above[i])});
      }
      offers.push_back(std::move(list));
    }
    const std::vector<std::size_t> counts =
        digest::choose(offers, {plan_.minutes, kLeastPapers, most});
    for (std::size_t i = 0; i < contests.size(); ++i) {
      papers[i].erase(papers[i].begin() + static_cast<std::ptrdiff_t>(counts[i]), papers[i].end());
      take(contests[i], std::move(papers[i]));
    }
  }

  void take(Contest& contest, std::vector<Paper> papers) const {
    std::vector<std::int64_t> keys;
    for (std::size_t i = 0; i < papers.size(); ++i) keys.push_back(contest.above[i].key);
    const auto kinds = store_.listed_as(keys, category_names(contest.focus->focus));
    for (std::size_t i = 0; i < papers.size(); ++i) {
      Score score = contest.trained.model.explain(papers[i]);
      auto standing = contest.trained.reference.standing(score.value);
      contest.section.papers.push_back(
          {std::move(papers[i]), std::move(score), 0, standing, kinds[i]});
    }
    // Who asked for so many papers does not ask for the rest.
    if (plan_.top) contest.section.reached = contest.section.papers.size();
  }

  const Session& session_;
  const store::Store& store_;
  store::Reader* reader_;
  const DigestPlan& plan_;
  bool is_first_ = false;
};

}  // namespace

MadeDigest make_digest(const Session& session, const store::Store& store, store::Reader* reader,
                       const DigestPlan& plan) {
  return DigestMaker(session, store, reader, plan).make();
}

digest::Digest restore(const store::Store& store, const DigestRecord& record,
                       digest::Occasion occasion) {
  digest::Digest digest;
  digest.occasion = occasion;
  digest.shown = record.shown;
  for (const RecordedSection& recorded : record.sections) {
    digest::Section section;
    section.focus = recorded.focus;
    section.focus_name = recorded.focus_name;
    section.categories = recorded.categories;
    section.window = {recorded.since, recorded.until};
    section.ranker = recorded.ranker;
    section.considered = static_cast<std::size_t>(recorded.considered);
    for (const RecordedPaper& shown : recorded.papers) {
      std::optional<Paper> paper = store.find(shown.id);
      if (!paper) continue;
      digest.minutes += digest::reading_minutes(*paper);
      section.papers.push_back(
          {*std::move(paper), shown.score, shown.rank, shown.standing, shown.kind});
    }
    section.reached = section.papers.size();
    digest.sections.push_back(std::move(section));
  }
  return digest;
}

DigestRecord record_of(const Session& session, const digest::Digest& digest, const DigestPlan& plan,
                       const std::string& channel) {
  DigestRecord record{channel, session.now(), session.today()};
  for (const digest::Section& section : digest.sections) {
    RecordedSection recorded;
    recorded.focus = section.focus;
    recorded.focus_name = section.focus_name;
    for (const ActiveFocus& focus : plan.foci) {
      if (focus.stem == section.focus) recorded.focus_text = focus.text;
    }
    recorded.categories = section.categories;
    recorded.since = section.window.since;
    recorded.until = section.window.until;
    recorded.considered = static_cast<std::int64_t>(section.considered);
    recorded.ranker = section.ranker;
    recorded.background = rank::kBackgroundName;
    for (const ScoredPaper& scored : section.papers) {
      recorded.papers.push_back(
          {scored.paper.id, scored.rank, scored.score, scored.standing, scored.kind});
    }
    record.sections.push_back(std::move(recorded));
  }
  return record;
}

}  // namespace papercup::cli
