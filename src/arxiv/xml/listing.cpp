// The feeds of the day, as RSS 2.0 and as Atom:
// https://info.arxiv.org/help/rss_specifications.html.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "arxiv/fields/paper_fields.hpp"
#include "arxiv/xml/feed_formats.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

// arXiv ends the title of a listing so, and begins the title of a feed in place of one so.
constexpr std::string_view kTitleEnd = "updates on arXiv.org";
constexpr std::string_view kErrorTitle = "Feed error";

// The day of a list whose feed has this stamp. Days are those of US Eastern time, but midnight of
// UTC, which is never arXiv's own, stands for a day without an hour.
std::optional<Date> listing_day(std::optional<Time> stamp) {
  if (!stamp) return std::nullopt;
  const Date day = utc_date(*stamp);
  return *stamp == Time{day.days()} ? day : us_eastern_date(*stamp);
}

// Addresses of feeds ignore the case of letters, and so may titles.
std::string as_in_taxonomy(std::string_view name) {
  for (const CategoryInfo& category : taxonomy()) {
    if (ascii::equal_ignoring_case(category.id, name)) return std::string{category.id};
  }
  return std::string{name};
}

std::vector<std::string> names_in(std::string_view feed_name) {
  std::string separated{feed_name};
  std::replace_if(
      separated.begin(), separated.end(), [](char c) { return c == '+' || c == ','; }, ' ');
  return words_of(separated);
}

// Whether a list of these categories and archives is one of `category`, by the names as they stand.
bool covers(const std::vector<std::string>& names, const Category& category) {
  const std::string_view id = category.to_string();
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    if (id == name) return true;
    return id.size() > name.size() && id.starts_with(name) && id[name.size()] == '.';
  });
}

// The same by any of its names: aliases are in the lists of both.
bool covers_alias(const std::vector<std::string>& names, const Category& category) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return belongs_to(category.to_string(), name); });
}

AnnouncementKind as_cross_list(AnnouncementKind kind) {
  const bool first = kind == AnnouncementKind::new_paper || kind == AnnouncementKind::cross_list;
  return first ? AnnouncementKind::cross_list : AnnouncementKind::replacement_cross_list;
}

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

ListedPaper read_rss_item(XmlElement item) {
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

ListedPaper read_atom_entry(XmlElement entry) {
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
  const auto day = listed.listed ? listing_day(listed.listed) : feed.day;
  if (kind && day) announce(record, feed.feed_name, *day, *kind);
  return {std::move(record), name, {}};
}

// A bad name is answered with a feed of this title.
void refuse_listing_error(const std::string& title, const std::string& text,
                          std::string_view source) {
  if (!title.starts_with(kErrorTitle)) return;
  throw RequestError{RequestError::Code::other,
                     fmt::format("{} is an error of arXiv: {}", source,
                                 text.empty() ? title : title + ": " + text)};
}

}  // namespace

bool is_listing_title(std::string_view title) {
  return title.find(kTitleEnd) != std::string_view::npos || title.starts_with(kErrorTitle);
}

std::string feed_name(std::string_view title, std::string_view address) {
  std::string_view name;
  if (const auto end = title.find(kTitleEnd); end != std::string_view::npos) {
    name = title.substr(0, end);
  } else if (const auto slash = address.rfind('/'); slash != std::string_view::npos) {
    name = address.substr(slash + 1);
  }
  return as_in_taxonomy(clean_text(name));
}

ListingText parse_listing_text(std::string_view text) {
  constexpr std::string_view kKind = "Announce Type:";
  constexpr std::string_view kAbstract = "Abstract:";
  ListingText listing;
  const std::string clean = clean_text(text);
  std::string_view rest = clean;
  const auto kind_at = rest.find(kKind);
  const auto abstract_at = rest.find(kAbstract);
  const bool prefixed = rest.starts_with("arXiv:") && kind_at < abstract_at &&
                        rest.substr(0, kind_at).find(' ') + 1 == kind_at;
  if (prefixed) {
    const std::size_t from = kind_at + kKind.size();
    const auto words = words_of(rest.substr(from, std::min(abstract_at, rest.size()) - from));
    if (!words.empty()) listing.kind = parse_announcement_kind(words.front());
    rest = abstract_at == std::string_view::npos ? "" : rest.substr(abstract_at + kAbstract.size());
  }
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  listing.abstract = rest;
  return listing;
}

std::vector<Announcement> announcements_of(std::string_view name,
                                           const std::vector<Category>& categories, Date day,
                                           AnnouncementKind kind) {
  const std::vector<std::string> names = names_in(name);
  if (names.empty()) return {};
  if (names.size() == 1 && looks_like_category(names.front()) &&
      !is_divided_archive(names.front())) {
    return {Announcement{Category{names.front()}, day, kind}};
  }
  std::vector<Announcement> announcements;
  for (const auto& is_covered : {covers, covers_alias}) {
    for (const Category& category : categories) {
      if (!is_covered(names, category)) continue;
      const bool primary = category == categories.front();
      announcements.push_back({category, day, primary ? kind : as_cross_list(kind)});
    }
    if (!announcements.empty()) return announcements;
  }
  // A paper in an archive's listing is one of the archive, whatever it calls its categories.
  if (names.size() == 1 && is_divided_archive(names.front())) {
    announcements.push_back({Category{names.front()}, day, kind});
  }
  return announcements;
}

void announce(Record& record, std::string_view feed_name, Date day, AnnouncementKind kind) {
  record.announcements = announcements_of(feed_name, record.paper.categories, day, kind);
  if (kind == AnnouncementKind::new_paper || kind == AnnouncementKind::cross_list) {
    record.paper.announced = day;
  }
}

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
    if (name == "pubDate") feed.day = listing_day(parse_rfc2822(clean_text(child)));
  }
  refuse_listing_error(title, description, source);
  feed.feed_name = feed_name(title, link);
  std::size_t number = 0;
  for (const XmlElement child : channel.children()) {
    if (!child.is(Namespace::none, "item")) continue;
    add_entry(feed, entry_of(read_rss_item(child), feed), ++number);
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
  refuse_listing_error(title, subtitle, source);
  feed.feed_name = feed_name(title, id);
  feed.day = listing_day(listed ? listed : updated);
  std::size_t number = 0;
  for (const XmlElement child : root.children()) {
    if (!child.is(Namespace::atom, "entry")) continue;
    add_entry(feed, entry_of(read_atom_entry(child), feed), ++number);
  }
  return feed;
}

}  // namespace papercup::arxiv
