#include "render/page/article.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/digest/why.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/abstract_lines.hpp"
#include "render/paper/author_line.hpp"
#include "render/paper/paper_view.hpp"
#include "render/paper/signal_lines.hpp"
#include "render/style/markup.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

constexpr int kColumns = 96;  // of what is seen of an abstract, and of the line of authors
constexpr std::size_t kWhyTerms = 6;

std::string joined(const std::vector<std::string>& parts, std::string_view divider) {
  return fmt::format("{}", fmt::join(parts, divider));
}

std::string element(std::string_view tag, std::string_view kind, std::string_view text) {
  return fmt::format(R"(<{0} class="{1}" dir="auto">{2}</{0}>)", tag, kind, html_text(text));
}

std::string link(std::string_view address, std::string_view text) {
  return fmt::format("<a href=\"{}\">{}</a>", html_text(address), html_text(text));
}

std::string category_names(const Paper& paper) {
  std::vector<std::string> names;
  for (const Category& category : paper.categories) names.push_back(category.to_string());
  return joined(names, " ");
}

// Shortened, followed ones marked, as in the terminal.
std::string author_summary(const ScoredPaper& scored, const TextStyle& style) {
  const std::string line = author_line(shown_authors(scored, style), kColumns, ellipsis(style));
  return line.empty() ? "" : element("p", "authors", line) + "\n";
}

std::string title_heading(const ScoredPaper& scored, const TextStyle& style) {
  const std::string rank =
      scored.rank > 0 ? fmt::format("<span class=\"rank\">{}</span> ", scored.rank) : "";
  return fmt::format("{}<h3><a href=\"{}\"><bdi>{}</bdi></a></h3>\n", rank,
                     html_text(scored.paper.id.url()), html_text(shown_title(scored.paper, style)));
}

std::string place_line(const ScoredPaper& scored, const TextStyle& style) {
  std::vector<std::string> parts;
  for (const std::string& part : place_of(scored, style)) {
    parts.push_back(fmt::format("<bdi>{}</bdi>", html_text(part)));
  }
  if (scored.paper.announced) {
    const Date day = *scored.paper.announced;
    parts.push_back(
        fmt::format("<time datetime=\"{}\">{}</time>", day.to_string(), friendly_date(day)));
  }
  return parts.empty() ? "" : fmt::format("<p class=\"place\">{}</p>\n", joined(parts, " "));
}

std::string fact_list(const Paper& paper, const TextStyle& style) {
  std::string rows;
  const auto add = [&](std::string_view label, const std::string& html) {
    rows += fmt::format("<dt>{}</dt><dd dir=\"auto\">{}</dd>\n", html_text(label), html);
  };
  if (paper.authors.size() > 1) {
    add("authors", html_text(author_text(paper, paper.authors.size(), style)));
  }
  if (paper.categories.size() > 1) add("categories", html_text(category_names(paper)));
  for (const Fact& fact : facts_of(paper, style)) {
    add(fact.label, fact.address.empty() ? html_text(fact.text) : link(fact.address, fact.text));
  }
  return rows.empty() ? "" : "<dl>\n" + rows + "</dl>\n";
}

// What unfolds: its decisive sentences are seen, and give way to the whole.
std::string folded_abstract(const ScoredPaper& scored, const TextStyle& style) {
  const Paper& paper = scored.paper;
  const std::string abstract = displayed(paper.abstract, style);
  const std::string opening =
      joined(decisive_lines(paper.abstract, scored.score, style, kColumns), " ");
  const std::string facts = fact_list(paper, style);
  if (abstract.empty() && facts.empty()) return {};
  return fmt::format(
      "<details><summary>{} <span class=\"fold\"><span class=\"unfold\">more</span>"
      "<span class=\"refold\">less</span></span></summary>\n<div>\n{}{}</div></details>\n",
      opening.empty() ? "" : element("span", "opening", opening),
      abstract.empty() ? "" : element("p", "abstract", abstract) + "\n", facts);
}

std::string reasons(const Score& score, const TextStyle& style) {
  std::vector<std::string> terms;
  for (const std::string& term : digest::why_terms(score, kWhyTerms)) {
    terms.push_back(element("span", "term", displayed(term, style)));
  }
  return terms.empty() ? "" : fmt::format("<p class=\"why\">why {}</p>\n", joined(terms, " "));
}

std::string signal_spans(const Paper& paper, const TextStyle& style) {
  std::string spans;
  for (const SignalItem& item : signal_items(paper, style)) {
    const std::string address = web_address(item.url);
    const std::string stated = address.empty() ? html_text(item.text) : link(address, item.text);
    spans += fmt::format("<span{}>{}{}{}</span> ", item.is_alarm ? " class=\"alarm\"" : "",
                         html_text(item.label),
                         stated.empty() ? "" : fmt::format(" <bdi>{}</bdi>", stated),
                         item.where.empty() ? "" : html_text(" (" + item.where + ")"));
  }
  return spans.empty() ? "" : fmt::format("<p class=\"signals\">{}</p>\n", spans);
}

std::string relatives(const ScoredPaper& scored) {
  if (scored.folded.empty()) return {};
  return element("p", "signals", folded_text(scored)) + "\n";
}

std::string links(const Paper& paper) {
  const std::string id = paper.id.to_string();
  std::vector<std::string> parts = {link(paper.id.url(), "arXiv:" + id),
                                    link(pdf_address(id), "PDF")};
  if (const std::string doi = doi_address(paper.doi); !doi.empty()) {
    parts.push_back(link(doi, "DOI"));
  }
  return fmt::format("<p class=\"links\">{}</p>\n", joined(parts, " "));
}

}  // namespace

std::string article_item(const ScoredPaper& scored, const TextStyle& style) {
  const Paper& paper = scored.paper;
  return fmt::format(
      "<li data-day=\"{}\" data-categories=\"{}\"><article>\n{}{}{}{}{}{}{}{}</article></li>\n",
      paper.announced ? paper.announced->to_string() : "", html_text(category_names(paper)),
      title_heading(scored, style), place_line(scored, style), author_summary(scored, style),
      folded_abstract(scored, style), reasons(scored.score, style), signal_spans(paper, style),
      relatives(scored), links(paper));
}

}  // namespace papercup::render
