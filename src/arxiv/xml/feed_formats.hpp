#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arxiv/fields/paper_fields.hpp"
#include "arxiv/xml/xml_document.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/paper.hpp"

// What the parsers of the XML formats share, and one parser for each.
namespace papercup::arxiv {

// An entry of a feed: the record, or why there is none ("has no title").
struct Entry {
  std::optional<Record> record;
  std::string name;     // the identifier as written, for warnings; may be empty
  std::string problem;  // empty if there is a record
};

// Appends the record, or a warning that names the entry, by its number in the document if need be.
void add_entry(Feed& feed, Entry entry, std::size_t number);

// The whole text of an element, cleaned.
inline std::string clean_text(XmlElement element) { return clean_text(element.text()); }

// These read the root element of a document. An answer that is an error of arXiv is thrown as a
// RequestError with arXiv's message; `source` names the document.
Feed parse_api_atom(XmlElement root, std::string_view source);
Feed parse_listing_atom(XmlElement root, std::string_view source);
Feed parse_listing_rss(XmlElement root, std::string_view source);
Feed parse_oai_pmh(XmlElement root, std::string_view source);

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
