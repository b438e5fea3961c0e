#include "arxiv/xml/listing.hpp"

#include <algorithm>

#include "arxiv/paper_fields.hpp"
#include "papercup/core/ascii.hpp"
#include "papercup/core/category.hpp"

namespace papercup::arxiv {
namespace {

constexpr std::string_view kTitleEnd = " updates on arXiv.org";

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

}  // namespace

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
  // Of an archive's list the paper is, whatever it calls its categories.
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

}  // namespace papercup::arxiv
