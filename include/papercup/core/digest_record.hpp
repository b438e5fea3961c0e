#pragma once

#include <cstddef>
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
  std::vector<ArxivId> near_duplicates = {};  // listed under it
  std::string first_on = {};                  // as in ScoredPaper

  bool operator==(const RecordedPaper&) const = default;
};

// The days that a digest covers, inclusive, by announcement.
struct Window {
  Date since, until;

  bool operator==(const Window&) const = default;
};

// The part of a digest that one focus fills, in what is common to one that is made now and one that
// was shown.
struct SectionFacts {
  std::string focus = {};       // file stem; empty if the file was named on the command line
  std::string focus_name = {};  // as displayed
  std::vector<Category> categories = {};  // of the focus; empty: everything
  Window window = {};
  std::string ranker = {};                      // that ranked it, with its version
  std::size_t considered = 0;                   // papers it was chosen from
  std::size_t new_papers = 0, cross_lists = 0;  // how many of them a listing told as such
  // How many of them are above the line, shown or not, without near-duplicates of others.
  std::size_t reached = 0;
  std::size_t too_common = 0;  // how many of them only the floor left out

  bool operator==(const SectionFacts&) const = default;
};

// The part of a digest that one focus filled.
struct RecordedSection : SectionFacts {
  std::string focus_text = {};  // the file then
  std::string background = {};  // name of the document frequencies, with their version
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
  std::string stated_in = {};       // the field that had it: "comment", "journal_ref", ...

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
