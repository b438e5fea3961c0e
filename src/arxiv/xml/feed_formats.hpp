#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arxiv/fields/paper_fields.hpp"
#include "arxiv/xml/xml_document.hpp"
#include "papercup/arxiv/xml_feed.hpp"

// What the parsers of the XML formats share, and one parser for each.
namespace papercup::arxiv {

// An entry of a feed: the record, or why there is none ("has no title").
struct Entry {
  std::optional<Record> record;
  std::string name;     // the identifier as written, for warnings; may be empty
  std::string problem;  // empty if there is a record
};

// Appends the record, or a warning that names the entry, by its number in the document if need be.
void add_entry(Feed& feed, Entry entry, std::size_t number);

// The whole text of an element, cleaned.
inline std::string clean_text(XmlElement element) { return clean_text(element.text()); }

// These read the root element of a document. An answer that is an error of arXiv is thrown as a
// RequestError with arXiv's message; `source` names the document.
Feed parse_api_atom(XmlElement root, std::string_view source);
Feed parse_listing_atom(XmlElement root, std::string_view source);
Feed parse_listing_rss(XmlElement root, std::string_view source);
Feed parse_oai_pmh(XmlElement root, std::string_view source);

// Reads the Dublin Core of one OAI-PMH record. `identifier` and `sets` are those of its header; the
// sets tell apart categories of the same name, such as cs.LG and stat.ML.
Entry parse_oai_dc(XmlElement metadata, const std::string& identifier,
                   const std::vector<std::string>& sets);

}  // namespace papercup::arxiv
