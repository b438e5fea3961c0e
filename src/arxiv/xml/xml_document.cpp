#include "arxiv/xml/xml_document.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

// Searched for declarations in each element; arXiv writes less than ten. Without a bound, an
// element of very many attributes would be searched again for each of its descendants.
constexpr int kMostAttributes = 64;

constexpr std::array<std::pair<std::string_view, Namespace>, 9> kNamespaces = {{
    {"http://www.w3.org/2005/Atom", Namespace::atom},
    {"http://arxiv.org/schemas/atom", Namespace::arxiv},
    {"http://a9.com/-/spec/opensearch/1.1/", Namespace::opensearch},
    {"http://purl.org/dc/elements/1.1/", Namespace::dublin_core},
    {"http://www.openarchives.org/OAI/2.0/", Namespace::oai},
    {"http://arxiv.org/OAI/arXiv/", Namespace::oai_arxiv},
    {"http://arxiv.org/OAI/arXivRaw/", Namespace::oai_arxiv_raw},
    {"http://www.openarchives.org/OAI/2.0/oai_dc/", Namespace::oai_dc},
    {"http://www.w3.org/1999/xhtml", Namespace::xhtml},
}};

Namespace namespace_of_uri(std::string_view uri) {
  if (uri.empty()) return Namespace::none;
  for (const auto& [known, name_space] : kNamespaces) {
    if (known == uri) return name_space;
  }
  return Namespace::other;
}

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

// Whether an attribute of this name declares the prefix (the empty one: the default namespace).
bool declares(std::string_view attribute, std::string_view prefix) {
  if (!attribute.starts_with("xmlns")) return false;
  attribute.remove_prefix(5);
  if (prefix.empty()) return attribute.empty();
  return attribute.size() == prefix.size() + 1 && attribute.front() == ':' &&
         attribute.substr(1) == prefix;
}

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

pugi::xml_node_struct* first_element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node.internal_object();
}

// The node after `node` in document order within `top`, or none.
pugi::xml_node next_within(pugi::xml_node node, pugi::xml_node top) {
  if (pugi::xml_node child = node.first_child()) return child;
  while (node != top) {
    if (pugi::xml_node sibling = node.next_sibling()) return sibling;
    node = node.parent();
  }
  return {};
}

[[noreturn]] void refuse(std::string_view text, std::size_t offset, std::string_view source,
                         std::string_view reason) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto line_start = before.rfind('\n');
  const std::size_t column =
      before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
  throw Error{ErrorKind::failure,
              fmt::format("{}: line {}, column {}: {}", source, line, column, reason),
              "The document may have been cut off or changed on its way; fetch it again."};
}

[[noreturn]] void refuse_document_type(std::string_view source) {
  throw Error{
      ErrorKind::failure,
      fmt::format("{} has a document type declaration, which arXiv's feeds never have", source)};
}

// Character references to NUL would silently cut off the text around them.
void refuse_null_characters(std::string_view text, std::string_view source) {
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    refuse(text, nul, source, "a NUL byte");
  }
  for (auto at = text.find("&#"); at != std::string_view::npos; at = text.find("&#", at + 2)) {
    std::size_t digit = at + 2;
    if (digit < text.size() && text[digit] == 'x') ++digit;
    const std::size_t zeros = digit;
    while (digit < text.size() && text[digit] == '0') ++digit;
    if (digit > zeros && digit < text.size() && text[digit] == ';') {
      refuse(text, at, source, "a reference to the character NUL");
    }
  }
}

// What the parser lets pass: text or a second element beside the root.
pugi::xml_node only_root(const pugi::xml_document& document, std::string_view text,
                         std::string_view source) {
  pugi::xml_node root;
  for (pugi::xml_node node = document.first_child(); node; node = node.next_sibling()) {
    if (node.type() == pugi::node_doctype) refuse_document_type(source);
    const bool second = node.type() == pugi::node_element && !root.empty();
    if (second || is_text(node)) {
      const auto offset =
          static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
      refuse(text, text.find_first_not_of(" \t\r\n", offset), source,
             "there is something beside the root element");
    }
    if (node.type() == pugi::node_element) root = node;
  }
  if (!root) refuse(text, text.size(), source, "the document has no element");
  return root;
}

}  // namespace

std::string_view XmlElement::local_name() const {
  const std::string_view name = pugi::xml_node{node_}.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Namespace XmlElement::name_space() const {
  const std::string_view prefix = prefix_of(pugi::xml_node{node_}.name());
  for (pugi::xml_node node{node_}; node; node = node.parent()) {
    int seen = 0;
    for (pugi::xml_attribute attribute : node.attributes()) {
      if (declares(attribute.name(), prefix)) return namespace_of_uri(attribute.value());
      if (++seen == kMostAttributes) break;
    }
  }
  return prefix.empty() ? Namespace::none : Namespace::other;
}

bool XmlElement::is(Namespace expected, std::string_view expected_name) const {
  return local_name() == expected_name && name_space() == expected;
}

std::string XmlElement::text() const {
  const pugi::xml_node top{node_};
  std::string text;
  for (pugi::xml_node node = top.first_child(); node; node = next_within(node, top)) {
    if (is_text(node)) text += node.value();
  }
  return text;
}

std::string_view XmlElement::attribute(const char* name) const {
  return pugi::xml_node{node_}.attribute(name).value();
}

XmlElement::Children XmlElement::children() const {
  return Children{XmlElement{first_element_from(pugi::xml_node{node_}.first_child())}};
}

XmlElement XmlElement::next_sibling() const {
  return XmlElement{first_element_from(pugi::xml_node{node_}.next_sibling())};
}

XmlElement XmlElement::child(Namespace name_space, std::string_view local_name) const {
  for (const XmlElement child : children()) {
    if (child.is(name_space, local_name)) return child;
  }
  return {};
}

XmlDocument::XmlDocument(std::string_view text, std::string_view source)
    : document_(std::make_unique<pugi::xml_document>()) {
  refuse_null_characters(text, source);
  // parse_fragment keeps text beside the root, so that it can be refused.
  const unsigned options = pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment;
  const pugi::xml_parse_result result =
      document_->load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  if (result.status == pugi::status_bad_doctype) refuse_document_type(source);
  if (!result) {
    refuse(text, static_cast<std::size_t>(result.offset), source,
           fmt::format("not well-formed XML ({})", result.description()));
  }
  root_ = XmlElement{only_root(*document_, text, source).internal_object()};
}

XmlDocument::~XmlDocument() = default;

}  // namespace papercup::arxiv
