// The feeds of the day, as RSS 2.0 and as Atom:
// https://info.arxiv.org/help/rss_specifications.html.
#include <utility>

#include <fmt/format.h>

#include "arxiv/author_names.hpp"
#include "arxiv/paper_fields.hpp"
#include "arxiv/xml/formats.hpp"
#include "arxiv/xml/listing.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

// An entry of either format.
struct ListedPaper {
  std::string id, link, title, text, kind, creators, license, doi, journal_ref;
  std::vector<std::string> terms;
  std::optional<Time> listed;
};

void read_extension(XmlElement child, Namespace name_space, ListedPaper& paper) {
  const std::string_view name = child.local_name();
  if (name_space == Namespace::arxiv) {
    if (name == "announce_type") paper.kind = clean_text(child);
    if (name == "DOI" || name == "doi") paper.doi = first_doi(child.text());
    if (name == "journal_reference") paper.journal_ref = clean_text(child);
  } else if (name_space == Namespace::dublin_core) {
    if (name == "rights") paper.license = clean_text(child);
    if (name == "creator") paper.creators += (paper.creators.empty() ? "" : ", ") + child.text();
  }
}

ListedPaper read_item(XmlElement item) {
  ListedPaper paper;
  for (const XmlElement child : item.children()) {
    const Namespace name_space = child.name_space();
    const std::string_view name = child.local_name();
    if (name_space != Namespace::none) {
      read_extension(child, name_space, paper);
    } else if (name == "guid") {
      paper.id = clean_text(child);
    } else if (name == "link") {
      paper.link = clean_text(child);
    } else if (name == "title") {
      paper.title = clean_text(child);
    } else if (name == "description") {
      paper.text = child.text();
    } else if (name == "category") {
      paper.terms.push_back(clean_text(child));
    } else if (name == "pubDate") {
      paper.listed = parse_rfc2822(clean_text(child));
    }
  }
  return paper;
}

ListedPaper read_entry(XmlElement entry) {
  ListedPaper paper;
  for (const XmlElement child : entry.children()) {
    const Namespace name_space = child.name_space();
    const std::string_view name = child.local_name();
    if (name_space != Namespace::atom) {
      read_extension(child, name_space, paper);
    } else if (name == "id") {
      paper.id = clean_text(child);
    } else if (name == "link" && paper.link.empty()) {
      paper.link = child.attribute("href");
    } else if (name == "title") {
      paper.title = clean_text(child);
    } else if (name == "summary") {
      paper.text = child.text();
    } else if (name == "category") {
      paper.terms.emplace_back(child.attribute("term"));
    } else if (name == "published") {
      paper.listed = parse_rfc3339(clean_text(child));
    }
  }
  return paper;
}

Entry entry_of(ListedPaper listed, const Feed& feed) {
  const std::string name = listed.id.empty() ? listed.link : listed.id;
  auto ref = PaperRef::try_parse(listed.id);
  if (!ref) ref = PaperRef::try_parse(listed.link);
  if (!ref) return {{}, name, "has no arXiv identifier"};
  if (listed.title.empty()) return {{}, name, "has no title"};

  Record record = record_of(*ref, Detail::summary);
  ListingText text = parse_listing_text(listed.text);
  record.paper.title = std::move(listed.title);
  record.paper.abstract = std::move(text.abstract);
  record.paper.authors = split_authors(listed.creators);
  record.paper.categories = paper_categories({}, listed.terms);
  record.paper.license = std::move(listed.license);
  record.paper.doi = std::move(listed.doi);
  record.paper.journal_ref = std::move(listed.journal_ref);

  const auto stated = parse_announcement_kind(listed.kind);
  const auto kind = stated ? stated : text.kind;
  const auto day = listed.listed ? std::optional{us_eastern_date(*listed.listed)} : feed.day;
  if (kind && day) announce(record, feed.feed_name, *day, *kind);
  return {std::move(record), name, {}};
}

// A bad name is answered with a feed of this title.
void refuse_error(const std::string& title, const std::string& text, std::string_view source) {
  if (!title.starts_with("Feed error")) return;
  throw Error{ErrorKind::failure, fmt::format("{} is an error of arXiv: {}", source,
                                              text.empty() ? title : title + ": " + text)};
}

std::optional<Date> eastern_day(std::optional<Time> time) {
  return time ? std::optional{us_eastern_date(*time)} : std::nullopt;
}

}  // namespace

Feed parse_listing_rss(XmlElement root, std::string_view source) {
  Feed feed;
  feed.format = FeedFormat::listing_rss;
  const XmlElement channel = root.child(Namespace::none, "channel");
  if (!channel) {
    throw Error{ErrorKind::failure, fmt::format("{} is RSS without a channel", source)};
  }
  std::string title;
  std::string link;
  std::string description;
  for (const XmlElement child : channel.children()) {
    const std::string_view name = child.local_name();
    if (name == "item" || child.name_space() != Namespace::none) continue;
    if (name == "title") title = clean_text(child);
    if (name == "link") link = clean_text(child);
    if (name == "description") description = clean_text(child);
    if (name == "pubDate") feed.day = eastern_day(parse_rfc2822(clean_text(child)));
  }
  refuse_error(title, description, source);
  feed.feed_name = feed_name(title, link);
  std::size_t number = 0;
  for (const XmlElement child : channel.children()) {
    if (!child.is(Namespace::none, "item")) continue;
    add_entry(feed, entry_of(read_item(child), feed), ++number);
  }
  return feed;
}

Feed parse_listing_atom(XmlElement root, std::string_view source) {
  Feed feed;
  feed.format = FeedFormat::listing_atom;
  std::string title;
  std::string id;
  std::string subtitle;
  std::optional<Time> updated;
  std::optional<Time> listed;
  for (const XmlElement child : root.children()) {
    const std::string_view name = child.local_name();
    if (child.name_space() != Namespace::atom) continue;
    if (name == "title") title = clean_text(child);
    if (name == "id") id = clean_text(child);
    if (name == "subtitle") subtitle = clean_text(child);
    if (name == "updated") updated = parse_rfc3339(clean_text(child));
    if (name == "entry" && !listed) {
      listed = parse_rfc3339(clean_text(child.child(Namespace::atom, "published")));
    }
  }
  refuse_error(title, subtitle, source);
  feed.feed_name = feed_name(title, id);
  feed.day = eastern_day(listed ? listed : updated);
  std::size_t number = 0;
  for (const XmlElement child : root.children()) {
    if (!child.is(Namespace::atom, "entry")) continue;
    add_entry(feed, entry_of(read_entry(child), feed), ++number);
  }
  return feed;
}

}  // namespace papercup::arxiv
