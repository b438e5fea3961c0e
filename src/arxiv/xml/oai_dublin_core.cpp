#include <algorithm>
#include <utility>

#include "arxiv/fields/author_names.hpp"
#include "arxiv/xml/feed_formats.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/date.hpp"

namespace papercup::arxiv {
namespace {

// Subjects are names, "Computation and Language", before 2025 "Computer Science - Computation and
// Language".
bool is_named(const CategoryInfo& category, std::string_view subject) {
  if (category.name == subject) return true;
  const std::string_view archive = category.archive_name;
  constexpr std::string_view kDash = " - ";
  return subject.size() == archive.size() + kDash.size() + category.name.size() &&
         subject.starts_with(archive) && subject.substr(archive.size()).starts_with(kDash) &&
         subject.ends_with(category.name);
}

// The category that a subject names; none where several have the name and the sets do not decide.
const CategoryInfo* category_of(std::string_view subject, const std::vector<std::string>& sets,
                                const std::vector<Category>& taken) {
  const CategoryInfo* only = nullptr;
  std::size_t named = 0;
  for (const CategoryInfo& category : taxonomy()) {
    if (category.status == CategoryStatus::subsumed || !is_named(category, subject)) continue;
    const Category found{std::string{category.id}};
    if (std::find(taken.begin(), taken.end(), found) != taken.end()) continue;
    if (std::find(sets.begin(), sets.end(), category.oai_set) != sets.end()) return &category;
    only = &category;
    ++named;
  }
  return named == 1 ? only : nullptr;
}

void read_description(std::string text, Paper& paper) {
  constexpr std::string_view kComment = "Comment: ";
  if (text.starts_with(kComment)) {
    paper.comment = text.substr(kComment.size());
  } else if (paper.abstract.empty()) {
    paper.abstract = std::move(text);
  } else {
    paper.comment = std::move(text);
  }
}

void read_identifier(const std::string& text, Paper& paper) {
  constexpr std::string_view kDoi = "doi:";
  if (text.starts_with(kDoi)) {
    if (paper.doi.empty()) paper.doi = first_doi(std::string_view{text}.substr(kDoi.size()));
  } else if (!text.starts_with("http://") && !text.starts_with("https://")) {
    paper.journal_ref = text;
  }
}

void read_element(XmlElement child, Paper& paper, std::vector<Time>& dates) {
  const std::string_view name = child.local_name();
  std::string text = clean_text(child);
  if (name == "title") {
    paper.title = std::move(text);
  } else if (name == "creator") {
    if (!text.empty()) paper.authors.push_back(name_in_reading_order(text));
  } else if (name == "description") {
    read_description(std::move(text), paper);
  } else if (name == "identifier") {
    read_identifier(text, paper);
  } else if (name == "rights") {
    paper.license = std::move(text);
  } else if (name == "date") {
    if (const auto date = parse_rfc3339(text)) dates.push_back(*date);
  }
}

}  // namespace

Entry parse_oai_dc(XmlElement metadata, const std::string& identifier,
                   const std::vector<std::string>& sets) {
  const auto ref = PaperRef::try_parse(identifier);
  if (!ref) return {{}, identifier, "has no arXiv identifier"};
  Record record = record_of(*ref, Detail::summary);
  Paper& paper = record.paper;
  std::vector<Time> dates;
  for (const XmlElement child : metadata.children()) {
    if (child.name_space() != Namespace::dublin_core) continue;
    read_element(child, paper, dates);
    if (child.local_name() != "subject") continue;
    const CategoryInfo* category = category_of(clean_text(child), sets, paper.categories);
    if (category != nullptr) paper.categories.emplace_back(std::string{category->id});
  }
  if (paper.title.empty()) return {{}, identifier, "has no title"};
  // The date of version 1 and, of a paper with several, that of the newest.
  if (!dates.empty()) paper.published = *std::min_element(dates.begin(), dates.end());
  if (dates.size() > 1) paper.updated = *std::max_element(dates.begin(), dates.end());
  return {std::move(record), identifier, {}};
}

}  // namespace papercup::arxiv
