#include "store/papers/merge.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "papercup/core/listing.hpp"

namespace papercup::store {
namespace {

enum class Age { older, same, newer };

// The age of the record's metadata against what is stored. If only one side's version is known,
// that side counts as newer, so that the order of arrival does not matter.
Age age_of(const Paper& record, const Paper& stored) {
  const auto compare = [](const auto& a, const auto& b) {
    return a < b ? Age::older : b < a ? Age::newer : Age::same;
  };
  if (record.version && stored.version) return compare(*record.version, *stored.version);
  if (record.updated && stored.updated) return compare(*record.updated, *stored.updated);
  return compare(record.version.has_value(), stored.version.has_value());
}

template <typename T>
void fill(T& target, const T& source) {
  if (target == T{}) target = source;
}

// Takes from `other` what `paper` does not know. Days and the identifier are not touched.
void fill_absent(Paper& paper, const Paper& other) {
  fill(paper.title, other.title);
  fill(paper.abstract, other.abstract);
  fill(paper.authors, other.authors);
  fill(paper.categories, other.categories);
  fill(paper.comment, other.comment);
  fill(paper.journal_ref, other.journal_ref);
  fill(paper.doi, other.doi);
  fill(paper.license, other.license);
}

template <typename T>
std::optional<T> earliest(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

std::optional<Date> stated_day(const Paper& paper) {
  return paper.announced_is_estimate ? std::nullopt : paper.announced;
}

std::optional<Date> stated_day(const Record& record) {
  std::optional<Date> first = stated_day(record.paper);
  for (const Announcement& announcement : record.announcements) {
    const bool counts = announcement.kind == AnnouncementKind::new_paper ||
                        announcement.kind == AnnouncementKind::cross_list;
    if (counts && (!first || announcement.day < *first)) first = announcement.day;
  }
  return first;
}

// A stated day, the first of several; else the calendar's estimate, or a source's own if it is
// later than what the identifier alone tells.
void set_day(Paper& paper, const std::optional<Date>& stated, const std::optional<Date>& guessed) {
  paper.announced_is_estimate = !stated;
  paper.announced =
      stated ? *stated : estimate_announcement_day(paper, AnnouncementCalendar::arxiv());
  if (!stated && !paper.published && guessed && *guessed > *paper.announced)
    paper.announced = guessed;
}

// Both speak of the same version, or nothing tells that they do not.
Known with_same(const Known& stored, const Record& record, bool version_known) {
  const bool told_all = record.detail == Detail::full;
  Known known{told_all ? record.paper : stored.paper, told_all ? Detail::full : stored.detail};
  const Paper& other = told_all ? stored.paper : record.paper;
  if (told_all && version_known) {
    fill(known.paper.license, other.license);  // the API does not tell it
  } else {
    fill_absent(known.paper, other);
  }
  fill(known.paper.version, other.version);
  fill(known.paper.updated, other.updated);
  fill(known.paper.withdrawn, other.withdrawn);
  return known;
}

bool speaks_of_withdrawal(std::string_view comment) {
  return comment.find("ithdraw") != std::string_view::npos ||
         comment.find("ITHDRAW") != std::string_view::npos;
}

// What is known of a newer version, beside a former one. A version that was described in
// full has nothing that it lacks; else what the former one had is the best guess, but for its
// withdrawal: a paper that was withdrawn may come back.
Known over_former(Known newer, const Paper& former, bool versions_known) {
  const std::string comment = newer.paper.comment;
  if (!versions_known || newer.detail == Detail::summary) fill_absent(newer.paper, former);
  if (versions_known && speaks_of_withdrawal(former.comment)) newer.paper.comment = comment;
  if (!versions_known) {
    fill(newer.paper.version, former.version);
    fill(newer.paper.updated, former.updated);
  }
  return newer;
}

}  // namespace

Known first_of(const Record& record) {
  Known known{record.paper, record.detail};
  set_day(known.paper, stated_day(record), record.paper.announced);
  return known;
}

Merged merge(const Known& stored, const Record& record) {
  const bool versions_known = stored.paper.version && record.paper.version;
  Merged merged{stored, std::nullopt};
  switch (age_of(record.paper, stored.paper)) {
    case Age::same:
      merged.known = with_same(stored, record, versions_known);
      break;
    case Age::newer:
      merged.known = over_former({record.paper, record.detail}, stored.paper, versions_known);
      if (versions_known && stored.detail == Detail::full) merged.history = stored.paper;
      break;
    case Age::older:
      merged.known = over_former(stored, record.paper, versions_known);
      if (versions_known && record.detail == Detail::full) merged.history = record.paper;
      break;
  }
  Paper& paper = merged.known.paper;
  paper.published = earliest(stored.paper.published, record.paper.published);
  set_day(paper, earliest(stated_day(stored.paper), stated_day(record)),
          std::max(stored.paper.announced, record.paper.announced));
  return merged;
}

}  // namespace papercup::store
