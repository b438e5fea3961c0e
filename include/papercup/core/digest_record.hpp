#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/category.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/core/names.hpp"
#include "papercup/core/score.hpp"

namespace papercup {

// A paper of a digest that was shown, as it was shown.
struct RecordedPaper {
  ArxivId id;
  int rank = 0;  // within the whole digest
  Score score;
  std::optional<Percentile> percentile = {};
  std::optional<AnnouncementKind> kind = {};
  std::vector<ArxivId> folded = {};  // near-duplicates that it stood for

  bool operator==(const RecordedPaper&) const = default;
};

// The part of a digest that one focus fills.
struct RecordedSection {
  std::string focus;       // file stem
  std::string focus_name;  // as displayed
  std::string focus_text;  // the file then
  std::vector<Category> categories = {};
  Date since, until;                             // announcement days that it covers, inclusive
  std::int64_t considered = 0;                   // papers it was chosen from,
  std::int64_t new_papers = 0, cross_lists = 0;  // of them what listings told
  // How many of them were above the line and not shown under others, and how many only the floor
  // left out.
  std::int64_t reached = 0, too_common = 0;
  std::string ranker, background;  // names with versions
  std::vector<RecordedPaper> papers = {};
  std::optional<RecordedPaper> exploration = {};  // from below the line; its rank is the last one

  bool operator==(const RecordedSection&) const = default;
};

// What can happen to a paper that a reader liked or saved.
enum class NewsKind { withdrawn, replaced, published };

inline constexpr auto kNewsKindNames = names_of<NewsKind>({
    {NewsKind::withdrawn, "withdrawn"},
    {NewsKind::replaced, "replaced"},
    {NewsKind::published, "published"},
});
constexpr std::string_view to_string(NewsKind kind) { return kNewsKindNames.of(kind); }
// Nothing for other words.
constexpr std::optional<NewsKind> parse_news_kind(std::string_view text) {
  return kNewsKindNames.find(text);
}

// That it happened, as it was told.
struct RecordedNews {
  NewsKind kind;
  ArxivId id;
  std::optional<int> version = {};  // then
  MarkVerb mark = MarkVerb::save;   // what the reader had said: like or save,
  std::optional<Time> marked = {};  // and when; nothing for a like in a focus file
  std::string statement = {};       // what was quoted; may be empty
  std::string stated_in = {};       // where it stood: "comment", "journal_ref", ...

  bool operator==(const RecordedNews&) const = default;
};

// Papers of the week before a day that say that they repeat other work, or found nothing.
struct WeekCount {
  Date since, until;  // announcement days, inclusive
  std::int64_t replications = 0, negative_results = 0;

  bool operator==(const WeekCount&) const = default;
};

// A digest that was shown on a channel.
struct DigestRecord {
  std::string channel;
  Time shown;
  Date day;  // on which it was shown, by the reader's clock
  std::vector<RecordedSection> sections = {};
  std::vector<RecordedNews> news = {};
  std::optional<WeekCount> week = {};

  bool operator==(const DigestRecord&) const = default;
};

}  // namespace papercup
