#include "papercup/render/bibtex.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "render/record/bibtex_text.hpp"

namespace papercup::render {
namespace {

int year_of(const Paper& paper) {
  if (!paper.published && !paper.announced) return static_cast<int>(paper.id.month().year());
  const Date day = paper.published ? utc_date(*paper.published) : *paper.announced;
  return static_cast<int>(day.year_month_day().year());
}

std::string key_of(const Paper& paper) {
  std::string name = paper.authors.empty() ? "" : key_name(paper.authors.front());
  if (name.empty()) name = "arxiv";
  std::string id = paper.id.to_string();
  std::replace(id.begin(), id.end(), '/', '-');
  return name + "-" + id;
}

std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("  {} = {{{}}},\n", name, value);
}

std::string joined_authors(const Paper& paper) {
  std::string names;
  for (const std::string& author : paper.authors) {
    const std::string name = bibtex_name(author);
    if (!name.empty() && name != "{}") names += (names.empty() ? "" : " and ") + name;
  }
  return names;
}

std::string joined_categories(const Paper& paper) {
  std::string names;
  for (const Category& category : paper.categories) {
    names += (names.empty() ? "" : ", ") + category.to_string();
  }
  return bibtex_text(names);
}

// Styles put a DOI after https://doi.org/ as it is: what could end the value is percent-encoded.
std::string doi_text(std::string_view doi) {
  std::string text;
  for (const char c : doi) {
    const bool is_plain = c > ' ' && c < '\x7f' && c != '{' && c != '}' && c != '\\' && c != '"';
    text += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace

std::string bibtex_entry(const Paper& paper) {
  const std::string title = bibtex_text(paper.title);
  std::string text = fmt::format("@misc{{{},\n", key_of(paper));
  // The inner braces keep styles from changing case within "DPO".
  if (!title.empty()) text += field("title", "{" + title + "}");
  text += field("author", joined_authors(paper));
  text += field("year", std::to_string(year_of(paper)));
  text += field("eprint", paper.id.to_string());
  text += field("archivePrefix", "arXiv");
  if (!paper.categories.empty()) {
    text += field("primaryClass", bibtex_text(paper.categories.front().to_string()));
  }
  if (paper.version) text += field("version", std::to_string(*paper.version));
  text += field("doi", doi_text(paper.doi));
  text += field("url", paper.id.url());
  text += field("note", bibtex_text(paper.journal_ref));
  text += field("annote", bibtex_text(paper.comment));
  text += field("keywords", joined_categories(paper));
  text += field("abstract", bibtex_text(paper.abstract));
  return text + "}\n";
}

}  // namespace papercup::render
