#include "papercup/app/reading_history.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "papercup/app/foci.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/category.hpp"
#include "papercup/digest/digest.hpp"

namespace papercup::app {
namespace {

constexpr int kWeeks = 13;

Date monday_of(Date day) {
  return day - static_cast<int>((day.weekday() - std::chrono::Monday).count());
}

// Where the bands of "1 in N" begin.
constexpr std::array<std::int64_t, 6> kBands = {1, 10, 30, 100, 300, 1000};

class HistoryMaker {
 public:
  HistoryMaker(const Context& context, const store::Store& store,
               const store::UserStore& user_store)
      : context_(context),
        store_(store),
        user_store_(user_store),
        marks_(marks_until(context, user_store, std::nullopt)) {}

  render::HistoryReport make() {
    report_.until = context_.today();
    report_.since = monday_of(report_.until) - 7 * (kWeeks - 1);
    for (Date day = report_.since; day <= report_.until; day = day + 1) {
      const bool is_weekend =
          day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday;
      if (!is_weekend) report_.days.push_back(day);
    }
    for (int week = 0; week < kWeeks; ++week) report_.weeks.push_back({report_.since + 7 * week});
    for (std::size_t i = 0; i < kBands.size(); ++i) {
      report_.calibration.push_back(
          {kBands.at(i), i + 1 < kBands.size() ? kBands.at(i + 1) - 1 : 0});
    }
    add_papers();
    add_shown();
    add_marks();
    return std::move(report_);
  }

 private:
  std::set<std::string> categories() const {
    std::set<std::string> names;
    for (const config::ListedFocus& listed : context_.foci()) {
      if (listed.error) continue;
      for (const Category& category : listed.loaded->focus.categories) {
        names.insert(canonical_category(category.to_string()));
      }
    }
    if (!names.empty()) return names;
    for (const std::string& category : store_.fetch_state().categories()) names.insert(category);
    return names;
  }

  void add_papers() {
    std::map<Date, std::size_t> places;
    for (std::size_t i = 0; i < report_.days.size(); ++i) places.emplace(report_.days[i], i);
    for (const std::string& category : categories()) {
      render::CategoryHistory history{category, std::vector<std::size_t>(report_.days.size())};
      store::Selection selection;
      selection.categories = {category};
      selection.since = report_.since;
      selection.until = report_.until;
      for (const store::PaperKey& paper : store_.select(selection)) {
        const auto place = places.find(paper.announced.value_or(Date()));
        if (place != places.end()) ++history.papers[place->second];
      }
      report_.categories.push_back(std::move(history));
    }
  }

  render::WeekHistory* week_of(Date day) {
    if (day < report_.since || day > report_.until) return nullptr;
    return &report_.weeks.at(static_cast<std::size_t>((day - report_.since) / 7));
  }

  void add_shown() {
    std::set<ArxivId> read;
    std::set<std::pair<std::string, ArxivId>> ranked;
    for (const DigestRecord& digest : user_store_.digests_since(report_.since)) {
      if (digest.channel != store::kTerminalChannel && digest.channel != store::kMailChannel)
        continue;
      render::WeekHistory* week = week_of(digest.day);
      if (week == nullptr) continue;
      for (const RecordedSection& section : digest.sections) {
        for (const RecordedPaper& paper : section.papers) {
          if (read.insert(paper.id).second) add_read(*week, paper.id);
          if (ranked.insert({section.focus, paper.id}).second) add_ranked(section.focus, paper);
        }
      }
    }
  }

  void add_read(render::WeekHistory& week, const ArxivId& id) const {
    ++week.shown;
    if (const auto paper = store_.find(id)) week.minutes += digest::reading_minutes(*paper);
  }

  void add_ranked(const std::string& focus, const RecordedPaper& paper) {
    if (!paper.percentile) return;
    const auto* const above =
        std::upper_bound(kBands.begin(), kBands.end(), paper.percentile->one_in);
    const auto place = std::max<std::ptrdiff_t>(above - kBands.begin() - 1, 0);
    render::CalibrationBand& band = report_.calibration.at(static_cast<std::size_t>(place));
    ++band.shown;
    const MarkState::Opinions& opinions = marks_.opinions(focus);
    const auto opinion = opinions.find(paper.id);
    if (opinion == opinions.end()) return;
    band.liked += opinion->second.verb == MarkVerb::like ? 1 : 0;
    band.disliked += opinion->second.verb == MarkVerb::dislike ? 1 : 0;
  }

  void add_marks() {
    std::set<std::string> stems;
    for (const Mark& mark : user_store_.marks()) {
      if (!mark.focus.empty()) stems.insert(mark.focus);
    }
    for (const std::string& stem : stems) {
      for (const auto& [id, opinion] : marks_.opinions(stem)) {
        render::WeekHistory* week = week_of(context_.day_of(opinion.time));
        if (week == nullptr) continue;
        week->likes += opinion.verb == MarkVerb::like ? 1 : 0;
        week->dislikes += opinion.verb == MarkVerb::dislike ? 1 : 0;
      }
    }
    for (const auto& [id, time] : marks_.saved()) {
      if (render::WeekHistory* week = week_of(context_.day_of(time))) ++week->saved;
    }
    for (const auto& [id, time] : marks_.done()) {
      if (render::WeekHistory* week = week_of(context_.day_of(time))) ++week->done;
    }
  }

  const Context& context_;
  const store::Store& store_;
  const store::UserStore& user_store_;
  MarkState marks_;
  render::HistoryReport report_;
};

}  // namespace

render::HistoryReport make_history(const Context& context, const store::Store& store,
                                   const store::UserStore& user_store) {
  return HistoryMaker(context, store, user_store).make();
}

}  // namespace papercup::app
