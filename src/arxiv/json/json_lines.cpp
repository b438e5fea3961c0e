#include "arxiv/json/json_lines.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "arxiv/fields/paper_fields.hpp"
#include "papercup/core/date.hpp"

namespace papercup::arxiv {
namespace {

std::string text_of(const std::optional<std::string>& field) {
  return field ? clean_text(*field) : std::string{};
}

std::optional<Time> time_of(const std::optional<std::string>& field, std::string_view name) {
  if (!field) return std::nullopt;
  const auto time = parse_rfc3339(*field);
  if (!time) throw LineError(fmt::format("has a member \"{}\" that is not a time", name));
  return time;
}

std::optional<Date> day_of(const std::optional<std::string>& field, std::string_view name) {
  if (!field) return std::nullopt;
  const auto day = Date::parse(*field);
  if (!day) throw LineError(fmt::format("has a member \"{}\" that is not a day", name));
  return day;
}

// Verbatim, unlike those of feeds: the line may have been written from what a store held.
std::vector<Category> categories_of(const JsonFields& fields) {
  CategoryList categories;
  const auto add_words = [&](const std::string& text) {
    for (const std::string& word : words_of(clean_text(text))) categories.add(word);
  };
  if (fields.categories_text) add_words(*fields.categories_text);
  for (const std::string& text : fields.categories) add_words(text);
  return std::move(categories).take();
}

// A list is verbatim too; one string is of a source that divides names by commas.
std::vector<std::string> authors_of(const JsonFields& fields) {
  if (fields.authors_text) return split_authors(*fields.authors_text);
  std::vector<std::string> authors;
  for (const std::string& text : fields.authors) {
    std::string name = clean_text(text);
    if (!name.empty()) authors.push_back(std::move(name));
  }
  return authors;
}

std::vector<std::string> parsed_authors(const JsonFields& fields) {
  std::vector<std::string> authors;
  for (const std::vector<std::string>& parts : fields.authors_parsed) {
    // A fourth part is an affiliation.
    const auto part = [&](std::size_t index) -> std::string_view {
      return index < parts.size() ? std::string_view{parts[index]} : std::string_view{};
    };
    std::string name = author_name(part(1), part(0), part(2));
    if (!name.empty()) authors.push_back(std::move(name));
  }
  return authors;
}

// What a line of the Kaggle snapshot (Cornell-University/arxiv, arxiv-metadata-oai-snapshot.json)
// says in its own way: the times of versions, and names as [last, first, suffix] or as one text
// with TeX accents. `update_date` is the day of the last change of metadata and says nothing of a
// version.
void read_snapshot_fields(const JsonFields& fields, Paper& paper) {
  std::vector<StatedVersion> versions;
  for (const JsonFields::Version& version : fields.versions) {
    if (auto stated = stated_version(version.name, version.created)) {
      versions.push_back(*std::move(stated));
    }
  }
  apply_versions(versions, paper);
  if (!fields.authors_parsed.empty()) paper.authors = parsed_authors(fields);
}

}  // namespace

Record parse_json_line(std::string_view line) {
  const JsonFields fields = parse_json_fields(line);
  if (!fields.id) throw LineError("has no id");
  const auto ref = PaperRef::try_parse(*fields.id);
  if (!ref) throw LineError("has an id that is not arXiv's");

  Record record = record_of(*ref, Detail::full);
  Paper& paper = record.paper;
  paper.title = text_of(fields.title);
  if (paper.title.empty()) throw LineError("has no title");
  if (fields.version) paper.version = fields.version;
  paper.abstract = text_of(fields.abstract);
  paper.authors = authors_of(fields);
  paper.categories = categories_of(fields);
  paper.published = time_of(fields.published, "published");
  paper.updated = time_of(fields.updated, "updated");
  paper.announced = day_of(fields.announced, "announced");
  paper.announced_is_estimate = paper.announced && fields.announced_estimated;
  paper.comment = text_of(fields.comment);
  paper.journal_ref = text_of(fields.journal_ref);
  paper.doi = fields.is_snapshot && fields.doi ? first_doi(*fields.doi) : text_of(fields.doi);
  paper.license = text_of(fields.license);
  if (fields.is_snapshot) read_snapshot_fields(fields, paper);
  return record;
}

void LineSplitter::feed(std::string_view piece) {
  for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    const std::string_view line = piece.substr(0, end);
    piece.remove_prefix(end + 1);
    if (kept_.empty() && !overlong_) {
      end_line(line);
    } else {
      keep(line);
      end_line(kept_);
    }
  }
  keep(piece);
}

void LineSplitter::finish() {
  if (!kept_.empty() || overlong_) end_line(kept_);
}

void LineSplitter::keep(std::string_view piece) {
  overlong_ = overlong_ || kept_.size() + piece.size() > kLongestLine;
  if (overlong_) {
    kept_.clear();
  } else {
    kept_ += piece;
  }
}

void LineSplitter::end_line(std::string_view line) {
  ++number_;
  if (overlong_ || line.size() > kLongestLine) {
    handlers_.on_overlong_line(number_);
  } else {
    if (line.ends_with('\r')) line.remove_suffix(1);
    handlers_.on_line(line, number_);
  }
  kept_.clear();
  overlong_ = false;
}

}  // namespace papercup::arxiv
