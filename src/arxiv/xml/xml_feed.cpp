#include "papercup/arxiv/xml_feed.hpp"

#include <fmt/format.h>

#include "arxiv/xml/document_text.hpp"
#include "arxiv/xml/formats.hpp"
#include "arxiv/xml/xml_document.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

// Of the two Atom formats only the feed of the day has kinds of announcement and OAI identifiers;
// of an empty feed its title tells.
bool is_feed_of_the_day(XmlElement root) {
  for (const XmlElement child : root.children()) {
    if (child.name_space() != Namespace::atom) continue;
    const std::string_view name = child.local_name();
    if (name == "title") {
      const std::string title = child.text();
      if (title.find("updates on arXiv.org") != std::string::npos) return true;
      if (title.starts_with("Feed error")) return true;
    } else if (name == "entry") {
      return child.child(Namespace::arxiv, "announce_type") ||
             child.child(Namespace::atom, "id").text().find("oai:arXiv.org:") != std::string::npos;
    }
  }
  return false;
}

}  // namespace

Feed parse_feed(std::string_view document, std::string_view source) {
  if (document.size() > kLargestDocument) {
    throw Error{ErrorKind::failure,
                fmt::format("{} is larger than {} MiB, the most that is read of one XML document",
                            source, kLargestDocument >> 20)};
  }
  const auto converted = converted_to_utf8(document, source);
  const std::string_view text = without_byte_order_mark(converted ? *converted : document);
  const Content content = recognise_content(text);
  if (content != Content::xml) throw content_error(content, source);

  const XmlDocument xml{text, source};
  const XmlElement root = xml.root();
  if (root.is(Namespace::oai, "OAI-PMH")) return parse_oai_pmh(root, source);
  if (root.is(Namespace::none, "rss")) return parse_listing_rss(root, source);
  if (root.is(Namespace::atom, "feed")) {
    return is_feed_of_the_day(root) ? parse_listing_atom(root, source)
                                    : parse_api_atom(root, source);
  }
  if (root.is(Namespace::xhtml, "html")) throw content_error(Content::html, source);
  throw content_error(Content::unknown, source);
}

}  // namespace papercup::arxiv
