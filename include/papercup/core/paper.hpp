#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

// What is known of a paper. Text is valid UTF-8 without control characters; TeX stays TeX. An empty
// string means that no source has said anything.
struct Paper {
  ArxivId id;
  std::optional<int> version = {};  // absent: unknown, which is less than any
  std::string title = {};
  std::string abstract = {};
  std::vector<std::string> authors = {};  // "Given Family", in the paper's order; may be empty
  std::vector<Category> categories = {};  // verbatim, primary first; may be empty
  std::optional<Time> published = {};     // submission of version 1
  std::optional<Time> updated = {};       // submission of `version`
  std::optional<Date> announced = {};     // date of the first listing as new or cross-listed
  bool announced_is_estimate = false;
  std::string comment = {};
  std::string journal_ref = {};
  std::string doi = {};
  std::string license = {};  // a URL
  // Stated by the source type of `version` (arXivRaw); absent: no source has told.
  std::optional<bool> withdrawn = {};

  bool operator==(const Paper&) const = default;
};

// Whether both have the same words: title, abstract, authors and categories, of which features for
// the ranking are made.
inline bool same_words(const Paper& a, const Paper& b) {
  return a.title == b.title && a.abstract == b.abstract && a.authors == b.authors &&
         a.categories == b.categories;
}

enum class AnnouncementKind { new_paper, cross_list, replacement, replacement_cross_list };

// As arXiv's feeds write them.
inline constexpr auto kAnnouncementKindNames = names_of<AnnouncementKind>({
    {AnnouncementKind::new_paper, "new"},
    {AnnouncementKind::cross_list, "cross"},
    {AnnouncementKind::replacement, "replace"},
    {AnnouncementKind::replacement_cross_list, "replace-cross"},
});
constexpr std::string_view to_string(AnnouncementKind kind) {
  return kAnnouncementKindNames.of(kind);
}
// Nothing for other words.
constexpr std::optional<AnnouncementKind> parse_announcement_kind(std::string_view text) {
  return kAnnouncementKindNames.find(text);
}

// That a paper stood on the listing of a category. `day` is the date on the listing, which is the
// day after the run at 20:00 US Eastern.
struct Announcement {
  Category category;
  Date day;
  AnnouncementKind kind;

  auto operator<=>(const Announcement&) const = default;
};

// How much a source says about a paper.
enum class Detail {
  full,     // everything it knows: an absent comment means that there is none (API, OAI-PMH, JSON
            // Lines)
  summary,  // a listing: what is absent is unknown (RSS and Atom feeds of the day, oai_dc)
};

// What one source said about one paper at one time.
struct Record {
  Paper paper;
  Detail detail = Detail::full;
  std::vector<Announcement> announcements;
};

}  // namespace papercup
