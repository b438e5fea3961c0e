#include "store/merge.hpp"

#include <algorithm>
#include <utility>

#include "papercup/core/calendar.hpp"

namespace papercup::store {
namespace {

enum class Age { older, same, newer };

// How the record's metadata stands to what is stored. Where only one side's version is known, that
// side counts as newer, so that the order of arrival does not matter.
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

std::optional<Time> earliest(const std::optional<Time>& a, const std::optional<Time>& b) {
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

// A stated day, the first of several; else the calendar's estimate, or a source's own where it is
// later than what the identifier alone tells.
void set_day(Paper& paper, const std::optional<Date>& stated, const std::optional<Date>& guessed) {
  paper.announced_is_estimate = !stated;
  paper.announced =
      stated ? *stated : estimate_announcement_day(paper, AnnouncementCalendar::arxiv());
  if (!stated && !paper.published && guessed && *guessed > *paper.announced)
    paper.announced = guessed;
}

std::optional<Date> first_of(const std::optional<Date>& a, const std::optional<Date>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

std::optional<Date> last_of(const std::optional<Date>& a, const std::optional<Date>& b) {
  return std::max(a, b);
}

Paper combined(const Paper& stored, const Record& record, Age age) {
  const bool newer_version = age == Age::newer && stored.version && record.paper.version;
  Paper paper = age == Age::older ? stored : record.paper;
  const Paper& other = age == Age::older ? record.paper : stored;
  // A newer version that says all it knows has no comment where it gives none.
  const bool complete = newer_version && record.detail == Detail::full;
  // An older version's comment says nothing about this one.
  const bool outdated = age == Age::older && stored.version && record.paper.version;
  if (!complete && !outdated) fill_absent(paper, other);
  if (!newer_version && !outdated) {
    fill(paper.version, other.version);
    fill(paper.updated, other.updated);
  }
  paper.published = earliest(stored.published, record.paper.published);
  return paper;
}

}  // namespace

Paper first_of(const Record& record) {
  Paper paper = record.paper;
  set_day(paper, stated_day(record), paper.announced);
  return paper;
}

Merged merge(const Paper& stored, const Record& record) {
  const Age age = age_of(record.paper, stored);
  Merged merged{combined(stored, record, age), std::nullopt};
  const bool both_known = stored.version && record.paper.version;
  if (both_known && age == Age::newer) merged.history = stored;
  if (both_known && age == Age::older && record.detail == Detail::full)
    merged.history = record.paper;
  set_day(merged.paper, first_of(stated_day(stored), stated_day(record)),
          last_of(stored.announced, record.paper.announced));
  return merged;
}

}  // namespace papercup::store
