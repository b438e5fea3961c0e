#include <algorithm>
#include <cstdint>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pugixml.hpp>

#include "papercup/render/digest.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/width.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_view.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kNamedAuthors = 20;  // in an entry's text; its author elements have all

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) with a starting value of one's own.
std::uint64_t hash_of(std::string_view text, std::uint64_t start) {
  constexpr std::uint64_t kPrime = 0x100000001b3;
  std::uint64_t hash = start;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

// A name that is the same for the same subject: a UUID of version 8 (RFC 9562, 5.8), since a feed
// in a file has no address.
std::string feed_id(std::string_view subject) {
  const std::uint64_t high = hash_of(subject, 0xcbf29ce484222325);
  const std::uint64_t low = hash_of(subject, high ^ 0x9e3779b97f4a7c15);
  return fmt::format("urn:uuid:{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}", high >> 32U,
                     (high >> 16U) & 0xFFFFU, high & 0xFFFU, ((low >> 48U) & 0x3FFFU) | 0x8000U,
                     low & 0xFFFFFFFFFFFFU);
}

Time first_of(const std::chrono::year_month& month) {
  return std::chrono::sys_days(month / std::chrono::day{1});
}

Time updated(const Paper& paper) {
  if (paper.updated) return *paper.updated;
  if (paper.published) return *paper.published;
  return paper.announced ? Time(paper.announced->days()) : first_of(paper.id.month());
}

void add_text(pugi::xml_node parent, const char* name, std::string_view text) {
  parent.append_child(name).text().set(xml_text(text).c_str());
}

void add_link(pugi::xml_node entry, const char* relation, const std::string& address,
              const char* type) {
  pugi::xml_node link = entry.append_child("link");
  link.append_attribute("rel") = relation;
  if (*type != '\0') link.append_attribute("type") = type;
  link.append_attribute("href") = address.c_str();
}

std::string paragraph(std::string_view text) {
  return text.empty() ? "" : fmt::format("<p dir=\"auto\">{}</p>\n", html_text(text));
}

std::string fact_paragraph(const Fact& fact) {
  const std::string text = html_text(fact.text);
  const std::string shown =
      fact.address.empty() ? text
                           : fmt::format("<a href=\"{}\">{}</a>", html_text(fact.address), text);
  return fmt::format("<p>{}: <bdi>{}</bdi></p>\n", html_text(fact.label), shown);
}

// What a feed reader shows: the facts of the digest, and the whole abstract.
std::string content_of(const ScoredPaper& scored, const PaperView& view, const TextStyle& style) {
  std::vector<std::string> head = place_parts(view);
  if (!view.authors.empty())
    head.insert(head.begin(),
                author_list(view.authors, kNamedAuthors, kNamedAuthors, ellipsis(style)));
  std::string html = paragraph(fmt::format("{}", fmt::join(head, separator(style)))) +
                     paragraph(displayed(scored.paper.abstract, style));
  if (!view.why.empty()) {
    html += fact_paragraph({"why", fmt::format("{}", fmt::join(view.why, separator(style)))});
  }
  for (const Fact& fact : facts_of(scored.paper, style)) html += fact_paragraph(fact);
  return html;
}

void add_categories(pugi::xml_node entry, const Paper& paper) {
  for (const Category& category : paper.categories) {
    pugi::xml_node node = entry.append_child("category");
    const CategoryInfo* info = find_category(category.to_string());
    node.append_attribute("term") = xml_text(category.to_string()).c_str();
    node.append_attribute("scheme") = "http://arxiv.org/schemas/atom";
    if (info != nullptr) node.append_attribute("label") = std::string(info->name).c_str();
  }
}

void add_entry(pugi::xml_node feed, const ScoredPaper& scored, const TextStyle& style) {
  const Paper& paper = scored.paper;
  const PaperView view = result_view(scored, style);
  pugi::xml_node entry = feed.append_child("entry");
  add_text(entry, "id", paper.id.url());
  add_text(entry, "title", visible_title(view));
  add_text(entry, "updated", to_rfc3339(updated(paper)));
  if (paper.published) add_text(entry, "published", to_rfc3339(*paper.published));
  for (const std::string& name : view.authors) {
    if (text::display_width(name) > 0) add_text(entry.append_child("author"), "name", name);
  }
  add_link(entry, "alternate", paper.id.url(), "text/html");
  add_link(entry, "related", pdf_address(paper.id.to_string()), "application/pdf");
  if (const std::string doi = doi_address(paper.doi); !doi.empty()) {
    add_link(entry, "related", doi, "");
  }
  if (const std::string license = web_address(paper.license); !license.empty()) {
    add_link(entry, "license", license, "");
  }
  add_categories(entry, paper);
  add_text(entry, "summary", displayed(paper.abstract, style));
  pugi::xml_node content = entry.append_child("content");
  content.append_attribute("type") = "html";
  content.text().set(content_of(scored, view, style).c_str());
}

// When the newest entry was updated; for a feed without entries, when it was made.
Time newest(const Collection& collection) {
  std::optional<Time> newest;
  for (const PaperGroup& group : collection.groups) {
    for (const ScoredPaper& scored : group.papers) {
      newest = std::max(newest.value_or(updated(scored.paper)), updated(scored.paper));
    }
  }
  return newest.value_or(collection.made);
}

}  // namespace

std::string atom_feed(const Collection& collection, const TextStyle& style) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node feed = document.append_child("feed");
  feed.append_attribute("xmlns") = "http://www.w3.org/2005/Atom";
  add_text(feed, "id", feed_id(collection.subject));
  add_text(feed, "title", "papercup: " + displayed(collection.title, style));
  add_text(feed, "updated", to_rfc3339(newest(collection)));
  pugi::xml_node generator = feed.append_child("generator");
  generator.append_attribute("version") = PAPERCUP_VERSION;
  generator.text().set("papercup");
  // For entries whose authors are not known: a feed has to name somebody.
  add_text(feed.append_child("author"), "name", "arXiv");
  for (const PaperGroup& group : collection.groups) {
    for (const ScoredPaper& scored : group.papers) add_entry(feed, scored, style);
  }
  std::ostringstream text;
  document.save(text, " ", pugi::format_indent | pugi::format_save_file_text, pugi::encoding_utf8);
  return text.str();
}

}  // namespace papercup::render
