#include "papercup/arxiv/json_lines.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "arxiv/author_names.hpp"
#include "arxiv/json/json_fields.hpp"
#include "arxiv/json/snapshot.hpp"
#include "arxiv/paper_fields.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

std::string text_of(const std::optional<std::string>& field) {
  return field ? clean_text(*field) : std::string{};
}

Error line_error(std::string_view problem) {
  return Error{ErrorKind::failure, fmt::format("the line {}", problem)};
}

std::optional<Time> time_of(const std::optional<std::string>& field, std::string_view name) {
  if (!field) return std::nullopt;
  const auto time = parse_rfc3339(*field);
  if (!time) throw line_error(fmt::format("has a member \"{}\" that is not a time", name));
  return time;
}

std::optional<Date> day_of(const std::optional<std::string>& field, std::string_view name) {
  if (!field) return std::nullopt;
  const auto day = Date::parse(*field);
  if (!day) throw line_error(fmt::format("has a member \"{}\" that is not a day", name));
  return day;
}

// Verbatim, unlike those of feeds: the line may have been written from what a store held.
std::vector<Category> categories_of(const JsonFields& fields) {
  std::vector<Category> categories;
  const auto add_words = [&](const std::string& text) {
    for (const std::string& word : words_of(clean_text(text))) {
      const Category category{word};
      if (std::find(categories.begin(), categories.end(), category) == categories.end()) {
        categories.push_back(category);
      }
    }
  };
  if (fields.categories_text) add_words(*fields.categories_text);
  for (const std::string& text : fields.categories) add_words(text);
  return categories;
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

}  // namespace

Record parse_json_line(std::string_view line) {
  const JsonFields fields = parse_json_fields(line);
  if (!fields.id) throw line_error("has no id");
  const auto ref = PaperRef::try_parse(*fields.id);
  if (!ref) throw line_error("has an id that is not arXiv's");

  Record record = record_of(*ref, Detail::full);
  Paper& paper = record.paper;
  paper.title = text_of(fields.title);
  if (paper.title.empty()) throw line_error("has no title");
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

}  // namespace papercup::arxiv
