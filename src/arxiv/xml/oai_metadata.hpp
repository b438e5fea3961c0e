#pragma once

#include <string>
#include <vector>

#include "arxiv/paper_fields.hpp"
#include "arxiv/xml/xml_document.hpp"

namespace papercup::arxiv {

// Readers of the three metadata formats of arXiv's OAI-PMH
// (https://info.arxiv.org/help/oa/index.html). `identifier` is the record's header's.
Entry parse_oai_arxiv(XmlElement metadata, const std::string& identifier);
Entry parse_oai_arxiv_raw(XmlElement metadata, const std::string& identifier);
// `sets` are the header's; they tell apart categories of the same name, such as cs.LG and stat.ML.
Entry parse_oai_dc(XmlElement metadata, const std::string& identifier,
                   const std::vector<std::string>& sets);

}  // namespace papercup::arxiv
