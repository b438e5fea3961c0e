// The query API's Atom: https://info.arxiv.org/help/api/user-manual.html, section 3.3, and what the
// service has sent in its place since November 2025.
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "arxiv/fields/paper_fields.hpp"
#include "arxiv/xml/feed_formats.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

struct AtomFields {
  std::string id, title, primary;
  std::vector<std::string> terms;
};

void read_atom(XmlElement child, AtomFields& fields, Paper& paper) {
  const std::string_view name = child.local_name();
  if (name == "title") {
    paper.title = clean_text(child);
  } else if (name == "summary") {
    paper.abstract = clean_text(child);
  } else if (name == "published") {
    paper.published = parse_rfc3339(clean_text(child));
  } else if (name == "updated") {
    paper.updated = parse_rfc3339(clean_text(child));
  } else if (name == "category") {
    fields.terms.emplace_back(child.attribute("term"));
  } else if (name == "author") {
    std::string author = author_name(child.child(Namespace::atom, "name").text());
    if (!author.empty()) paper.authors.push_back(std::move(author));
  }
}

void read_arxiv(XmlElement child, AtomFields& fields, Paper& paper) {
  const std::string_view name = child.local_name();
  if (name == "primary_category") {
    fields.primary = child.attribute("term");
  } else if (name == "comment") {
    paper.comment = clean_text(child);
  } else if (name == "journal_ref") {
    paper.journal_ref = clean_text(child);
  } else if (name == "doi" && paper.doi.empty()) {
    paper.doi = first_doi(child.text());
  }
}

Entry read_api_entry(XmlElement entry) {
  const std::string id = clean_text(entry.child(Namespace::atom, "id"));
  const auto ref = PaperRef::try_parse(id);
  if (!ref) return {{}, id, "has no arXiv identifier"};
  Record record = record_of(*ref, Detail::full);
  AtomFields fields;
  for (const XmlElement child : entry.children()) {
    const Namespace name_space = child.name_space();
    if (name_space == Namespace::atom) read_atom(child, fields, record.paper);
    if (name_space == Namespace::arxiv) read_arxiv(child, fields, record.paper);
  }
  if (record.paper.title.empty()) return {{}, id, "has no title"};
  record.paper.categories = paper_categories(fields.primary, fields.terms);
  return {std::move(record), id, {}};
}

// The API answers a bad request with a feed of one entry.
void refuse_api_error(XmlElement entry, std::string_view source) {
  if (clean_text(entry.child(Namespace::atom, "title")) != "Error") return;
  if (clean_text(entry.child(Namespace::atom, "id")).find("/api/errors") == std::string::npos)
    return;
  throw RequestError{RequestError::Code::other,
                     fmt::format("{} is an error of arXiv: {}", source,
                                 clean_text(entry.child(Namespace::atom, "summary")))};
}

std::optional<std::int64_t> count_of(XmlElement element) {
  const std::string text = clean_text(element);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count < 0) return std::nullopt;
  return count;
}

void read_count(XmlElement child, Feed& feed) {
  const std::string_view name = child.local_name();
  if (name == "totalResults") feed.total_results = count_of(child);
  if (name == "startIndex") feed.start_index = count_of(child);
  if (name == "itemsPerPage") feed.items_per_page = count_of(child);
}

}  // namespace

Feed parse_api_atom(XmlElement root, std::string_view source) {
  Feed feed;
  feed.format = FeedFormat::api_atom;
  std::size_t number = 0;
  for (const XmlElement child : root.children()) {
    const Namespace name_space = child.name_space();
    if (name_space == Namespace::opensearch) read_count(child, feed);
    if (name_space != Namespace::atom || child.local_name() != "entry") continue;
    refuse_api_error(child, source);
    add_entry(feed, read_api_entry(child), ++number);
  }
  return feed;
}

}  // namespace papercup::arxiv
