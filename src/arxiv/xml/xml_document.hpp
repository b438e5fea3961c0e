#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace pugi {
struct xml_node_struct;
class xml_document;
}  // namespace pugi

namespace papercup::arxiv {

// The namespaces that arXiv's interfaces use, by URI. `other` is any that is not in the list.
enum class Namespace {
  none,
  atom,
  arxiv,  // arXiv's extensions of Atom and RSS
  opensearch,
  dublin_core,
  oai,
  oai_arxiv,
  oai_arxiv_raw,
  oai_dc,
  xhtml,
  other,
};

// An element of an XmlDocument, which must outlive it. A default-constructed one is no element.
class XmlElement {
 public:
  class Iterator;
  class Children;

  XmlElement() = default;
  explicit XmlElement(pugi::xml_node_struct* node) : node_(node) {}

  explicit operator bool() const { return node_ != nullptr; }
  bool operator==(const XmlElement&) const = default;

  // The name without its prefix.
  std::string_view local_name() const;
  // The namespace by the declarations in scope; only the first 64 attributes of an element count.
  Namespace name_space() const;
  bool is(Namespace expected, std::string_view expected_name) const;

  // All text within, in document order, as written. Views live as long as the document.
  std::string text() const;
  // The value of an attribute without prefix; empty if there is none.
  std::string_view attribute(const char* name) const;

  // The child elements; text, comments and processing instructions are passed over.
  Children children() const;
  // The first child of this name, or no element.
  XmlElement child(Namespace name_space, std::string_view local_name) const;

 private:
  friend class Iterator;
  XmlElement next_sibling() const;

  pugi::xml_node_struct* node_ = nullptr;
};

class XmlElement::Iterator {
 public:
  explicit Iterator(XmlElement element) : element_(element) {}
  XmlElement operator*() const { return element_; }
  Iterator& operator++() {
    element_ = element_.next_sibling();
    return *this;
  }
  bool operator==(const Iterator&) const = default;

 private:
  XmlElement element_;
};

class XmlElement::Children {
 public:
  explicit Children(XmlElement first) : first_(first) {}
  Iterator begin() const { return Iterator{first_}; }
  static Iterator end() { return Iterator{XmlElement{}}; }

 private:
  XmlElement first_;
};

// A parsed document. Nothing outside it is ever read and no entity is defined by it: a document
// type declaration is refused. Depth costs no stack.
class XmlDocument {
 public:
  // `text` is UTF-8. Throws Error{failure} with `source`, line and column if it is not well
  // formed, holds a NUL, or has a document type declaration.
  XmlDocument(std::string_view text, std::string_view source);
  ~XmlDocument();
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  XmlElement root() const { return root_; }

 private:
  std::unique_ptr<pugi::xml_document> document_;
  XmlElement root_;
};

}  // namespace papercup::arxiv
