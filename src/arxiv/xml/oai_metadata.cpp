#include "arxiv/xml/oai_metadata.hpp"

#include <utility>

#include "arxiv/author_names.hpp"
#include "papercup/core/date.hpp"

namespace papercup::arxiv {
namespace {

// What arXiv and arXivRaw name alike. Whether `child` was one of these elements.
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

}  // namespace

Entry parse_oai_arxiv(XmlElement metadata, const std::string& identifier) {
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
  // Of a paper that was updated, `created` is sometimes the date of the newest version.
  if (!paper.updated) paper.published = created;
  return finished(std::move(entry));
}

Entry parse_oai_arxiv_raw(XmlElement metadata, const std::string& identifier) {
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

}  // namespace papercup::arxiv
