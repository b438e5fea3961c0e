#include "papercup/arxiv/xml_feed.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "arxiv/xml/document_text.hpp"
#include "arxiv/xml/feed_formats.hpp"
#include "arxiv/xml/xml_document.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

constexpr std::size_t kLongestEntryName = 80;  // bytes, in a warning

// Only the listing among the two Atom formats has kinds of announcement and OAI identifiers; the
// title of an empty feed tells.
bool is_listing(XmlElement root) {
  for (const XmlElement child : root.children()) {
    if (child.name_space() != Namespace::atom) continue;
    const std::string_view name = child.local_name();
    if (name == "title") {
      if (is_listing_title(child.text())) return true;
    } else if (name == "entry") {
      return child.child(Namespace::arxiv, "announce_type") ||
             child.child(Namespace::atom, "id").text().find("oai:arXiv.org:") != std::string::npos;
    }
  }
  return false;
}

}  // namespace

void add_entry(Feed& feed, Entry entry, std::size_t number) {
  if (entry.record) {
    feed.records.push_back(*std::move(entry.record));
    return;
  }
  std::string name = clean_text(entry.name.substr(0, kLongestEntryName));
  if (name.empty()) name = fmt::format("entry {}", number);
  feed.warnings.push_back(fmt::format("{} {}", name, entry.problem));
}

std::string_view to_string(FeedFormat format) {
  constexpr std::array<std::string_view, 5> kNames = {"API Atom", "RSS", "Atom feed of the day",
                                                      "OAI-PMH", "JSON Lines"};
  return kNames.at(static_cast<std::size_t>(format));
}

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
    return is_listing(root) ? parse_listing_atom(root, source) : parse_api_atom(root, source);
  }
  if (root.is(Namespace::xhtml, "html")) throw content_error(Content::html, source);
  throw content_error(Content::unknown, source);
}

}  // namespace papercup::arxiv
