#pragma once

#include <string_view>

#include "arxiv/xml/xml_document.hpp"
#include "papercup/arxiv/xml_feed.hpp"

// Readers of the root element of each XML format. They throw Error{failure} for answers that are
// errors of arXiv, with its message; `source` names the document.
namespace papercup::arxiv {

Feed parse_api_atom(XmlElement root, std::string_view source);
Feed parse_listing_atom(XmlElement root, std::string_view source);
Feed parse_listing_rss(XmlElement root, std::string_view source);
Feed parse_oai_pmh(XmlElement root, std::string_view source);

}  // namespace papercup::arxiv
