// OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html) as arXiv speaks it.
#include <fmt/format.h>

#include "arxiv/paper_fields.hpp"
#include "arxiv/xml/formats.hpp"
#include "arxiv/xml/oai_metadata.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

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
      return parse_oai_arxiv(element, header.identifier);
    }
    if (is_metadata(element, Namespace::oai_arxiv_raw, "arXivRaw")) {
      return parse_oai_arxiv_raw(element, header.identifier);
    }
    if (element.is(Namespace::oai_dc, "dc")) {
      return parse_oai_dc(element, header.identifier, header.sets);
    }
    return {{}, header.identifier, "has metadata in a form that is not read"};
  }
  return {{}, header.identifier, "has no metadata"};
}

// Errors come with HTTP status 200. That nothing matches is none: it is an empty list.
void refuse_error(XmlElement error, std::string_view source) {
  const std::string code = clean_text(error.attribute("code"));
  if (code == "noRecordsMatch") return;
  throw Error{ErrorKind::failure,
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
    if (is_error) refuse_error(child, source);
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
