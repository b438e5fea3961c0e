#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// Whether a feed of this title is a listing, or arXiv's answer to a bad name of one, rather than a
// feed of the query API.
bool is_listing_title(std::string_view title);

// The name in the title of a listing, "cs.CL updates on arXiv.org", else the last part of
// its address, "http://rss.arxiv.org/rss/cs.CL"; letters of a category as in the taxonomy. May be
// empty.
std::string feed_name(std::string_view title, std::string_view address);

// The text of an entry, "arXiv:2611.90001v1 Announce Type: new\nAbstract: ...", taken apart. A text
// without that beginning is an abstract.
struct ListingText {
  std::string abstract;
  std::optional<AnnouncementKind> kind;
};
ListingText parse_listing_text(std::string_view text);

// What a feed says about one paper: `name` is the feed's, `categories` the paper's, primary first.
// A feed of one category says it of that category. A feed of a divided archive ("cs", "astro-ph")
// or of several categories says it of those of the paper's categories that the feed covers, in
// their other names if in none of their own; as new or as a replacement of the primary one only, of
// the others as the matching kind of cross-list.
std::vector<Announcement> announcements_of(std::string_view name,
                                           const std::vector<Category>& categories, Date day,
                                           AnnouncementKind kind);

// Adds the announcements, and the day to the paper if it was new or cross-listed.
void announce(Record& record, std::string_view feed_name, Date day, AnnouncementKind kind);

}  // namespace papercup::arxiv
