// OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html) as arXiv speaks it.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "arxiv/fields/paper_fields.hpp"
#include "arxiv/xml/feed_formats.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"

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

// The category that a subject names; none if several have the name and the sets do not decide.
const CategoryInfo* category_of_subject(std::string_view subject,
                                        const std::vector<std::string>& sets,
                                        const std::vector<Category>& taken) {
  const CategoryInfo* only = nullptr;
  std::size_t named = 0;
  for (const CategoryInfo& category : taxonomy()) {
    if (category.status == CategoryStatus::subsumed || !is_named(category, subject)) continue;
    const Category found{std::string{category.id}};
    if (std::ranges::find(taken, found) != taken.end()) continue;
    if (std::ranges::find(sets, category.oai_set) != sets.end()) return &category;
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

void read_dublin_core(XmlElement child, Paper& paper, std::vector<Time>& dates) {
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

// Reads the Dublin Core of one record. `identifier` and `sets` are those of its header; the sets
// tell apart categories of the same name, such as cs.LG and stat.ML.
Entry parse_oai_dc(XmlElement metadata, const std::string& identifier,
                   const std::vector<std::string>& sets) {
  const auto ref = PaperRef::try_parse(identifier);
  if (!ref) return {{}, identifier, "has no arXiv identifier"};
  Record record = record_of(*ref, Detail::summary);
  Paper& paper = record.paper;
  std::vector<Time> dates;
  for (const XmlElement child : metadata.children()) {
    if (child.name_space() != Namespace::dublin_core) continue;
    read_dublin_core(child, paper, dates);
    if (child.local_name() != "subject") continue;
    const CategoryInfo* category = category_of_subject(clean_text(child), sets, paper.categories);
    if (category != nullptr) paper.categories.emplace_back(std::string{category->id});
  }
  if (paper.title.empty()) return {{}, identifier, "has no title"};
  // The first date is that of version 1; if there are several versions, the last is the newest's.
  if (!dates.empty()) paper.published = *std::min_element(dates.begin(), dates.end());
  if (dates.size() > 1) paper.updated = *std::max_element(dates.begin(), dates.end());
  return {std::move(record), identifier, {}};
}

// Reads what arXiv and arXivRaw name alike. Returns whether `child` was one of these elements.
bool read_common(XmlElement child, std::string_view name, Paper& paper) {
  if (name == "title") {
    paper.title = clean_text(child);
  } else if (name == "abstract") {
    paper.abstract = clean_text(child);
  } else if (name == "categories") {
    paper.categories = paper_categories({}, words_of(clean_text(child)));
  } else if (name == "comments") {
    paper.comment = clean_text(child);
  } else if (name == "journal-ref") {
    paper.journal_ref = clean_text(child);
  } else if (name == "doi") {
    paper.doi = first_doi(child.text());
  } else if (name == "license") {
    paper.license = clean_text(child);
  } else {
    return false;
  }
  return true;
}

void read_authors(XmlElement authors, Paper& paper) {
  for (const XmlElement author : authors.children()) {
    if (author.local_name() != "author") continue;
    std::string forenames;
    std::string keyname;
    std::string suffix;
    for (const XmlElement part : author.children()) {
      const std::string_view name = part.local_name();
      if (name == "forenames") forenames = part.text();
      if (name == "keyname") keyname = part.text();
      if (name == "suffix") suffix = part.text();
    }
    std::string name = author_name(forenames, keyname, suffix);
    if (!name.empty()) paper.authors.push_back(std::move(name));
  }
}

// The identifier within the metadata, else the header's.
Entry begin_record(XmlElement metadata, const std::string& identifier, Detail detail) {
  auto ref = PaperRef::try_parse(clean_text(metadata.child(metadata.name_space(), "id")));
  if (!ref) ref = PaperRef::try_parse(identifier);
  if (!ref) return {{}, identifier, "has no arXiv identifier"};
  return {record_of(*ref, detail), identifier, {}};
}

Entry finished(Entry entry) {
  if (entry.record->paper.title.empty()) return {{}, std::move(entry.name), "has no title"};
  return entry;
}

std::optional<StatedVersion> read_version(XmlElement element) {
  std::string date;
  std::string source_type;
  for (const XmlElement child : element.children()) {
    if (child.local_name() == "date") date = child.text();
    if (child.local_name() == "source_type") source_type = child.text();
  }
  auto version = stated_version(element.attribute("version"), date);
  if (version) version->source_type = std::move(source_type);
  return version;
}

// The metadata format arXiv.
Entry read_arxiv_metadata(XmlElement metadata, const std::string& identifier) {
  Entry entry = begin_record(metadata, identifier, Detail::full);
  if (!entry.record) return entry;
  Paper& paper = entry.record->paper;
  const Namespace expected = metadata.name_space();
  std::optional<Time> created;
  for (const XmlElement child : metadata.children()) {
    if (child.name_space() != expected) continue;
    const std::string_view name = child.local_name();
    if (read_common(child, name, paper)) continue;
    if (name == "authors") read_authors(child, paper);
    if (name == "created") created = parse_rfc3339(clean_text(child));
    if (name == "updated") paper.updated = parse_rfc3339(clean_text(child));
  }
  // If a paper was updated, `created` is sometimes the date of the newest version.
  if (!paper.updated) paper.published = created;
  return finished(std::move(entry));
}

// The metadata format arXivRaw, which has the history of versions.
Entry read_arxiv_raw_metadata(XmlElement metadata, const std::string& identifier) {
  Entry entry = begin_record(metadata, identifier, Detail::full);
  if (!entry.record) return entry;
  Paper& paper = entry.record->paper;
  const Namespace expected = metadata.name_space();
  std::vector<StatedVersion> versions;
  for (const XmlElement child : metadata.children()) {
    if (child.name_space() != expected) continue;
    const std::string_view name = child.local_name();
    if (read_common(child, name, paper)) continue;
    if (name == "authors") paper.authors = split_authors(child.text());
    if (name == "version") {
      if (auto version = read_version(child)) versions.push_back(*std::move(version));
    }
  }
  if (const StatedVersion* newest = apply_versions(versions, paper)) {
    paper.withdrawn = newest->source_type.find('I') != std::string::npos;
  }
  return finished(std::move(entry));
}

struct Header {
  std::string identifier;
  std::vector<std::string> sets;
  bool deleted = false;
};

Header read_header(XmlElement element) {
  Header header;
  header.deleted = element.attribute("status") == "deleted";
  for (const XmlElement child : element.children()) {
    if (child.is(Namespace::oai, "identifier")) header.identifier = clean_text(child);
    if (child.is(Namespace::oai, "setSpec")) header.sets.push_back(clean_text(child));
  }
  return header;
}

// Recorded answers exist whose arXiv element is in the protocol's own namespace.
bool is_metadata(XmlElement element, Namespace name_space, std::string_view name) {
  return element.is(name_space, name) || element.is(Namespace::oai, name);
}

Entry read_record(XmlElement record) {
  const Header header = read_header(record.child(Namespace::oai, "header"));
  if (header.deleted) return {{}, header.identifier, "was deleted from arXiv"};
  for (const XmlElement element : record.child(Namespace::oai, "metadata").children()) {
    if (is_metadata(element, Namespace::oai_arxiv, "arXiv")) {
      return read_arxiv_metadata(element, header.identifier);
    }
    if (is_metadata(element, Namespace::oai_arxiv_raw, "arXivRaw")) {
      return read_arxiv_raw_metadata(element, header.identifier);
    }
    if (element.is(Namespace::oai_dc, "dc")) {
      return parse_oai_dc(element, header.identifier, header.sets);
    }
    return {{}, header.identifier, "has metadata in a form that is not read"};
  }
  return {{}, header.identifier, "has no metadata"};
}

// Errors come with HTTP status 200. That nothing matches is none: it is an empty list.
void refuse_oai_error(XmlElement error, std::string_view source) {
  const std::string code = clean_text(error.attribute("code"));
  if (code == "noRecordsMatch") return;
  throw RequestError{
      code == "badResumptionToken" ? RequestError::Code::bad_resumption_token
                                   : RequestError::Code::other,
      fmt::format("{} is an error of arXiv: {} ({})", source, clean_text(error), code)};
}

void read_records(XmlElement list, Feed& feed, std::size_t& number) {
  for (const XmlElement child : list.children()) {
    if (child.is(Namespace::oai, "record")) {
      add_entry(feed, read_record(child), ++number);
    } else if (child.is(Namespace::oai, "resumptionToken")) {
      std::string token = clean_text(child);
      if (!token.empty()) feed.resumption_token = std::move(token);
    }
  }
}

}  // namespace

Feed parse_oai_pmh(XmlElement root, std::string_view source) {
  Feed feed;
  feed.format = FeedFormat::oai_pmh;
  bool answered = false;
  std::size_t number = 0;
  for (const XmlElement child : root.children()) {
    if (child.name_space() != Namespace::oai) continue;
    const std::string_view name = child.local_name();
    const bool is_error = name == "error";
    const bool is_list = name == "ListRecords" || name == "GetRecord";
    if (is_error) refuse_oai_error(child, source);
    if (is_list) read_records(child, feed, number);
    answered = answered || is_error || is_list;
  }
  if (!answered) {
    throw Error{ErrorKind::failure, fmt::format("{} is OAI-PMH without records", source),
                "Papers are in the answers to ListRecords and GetRecord."};
  }
  return feed;
}

}  // namespace papercup::arxiv
