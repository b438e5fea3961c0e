#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/render/digest.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"

// Files of data/, put into the program when it is built (see papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view page_css();
std::string_view page_js();

}  // namespace papercup::data

namespace papercup::render {
namespace {

// The hashes of data/page.css and data/page.js (SHA-256, base64): nothing else may style the page
// or run on it. tests/binary/formats_test.py says what they have to be.
constexpr std::string_view kStyleHash = "0j6RI2qu/TjKt2zTiZUvlUppJAcJHttHR4QdgAne734=";
constexpr std::string_view kScriptHash = "jkaMbL8LvbZ9IaqiWlTxRsgMaqTK17CWywhZ3ToaoqM=";

// A cup.
constexpr std::string_view kIcon =
    "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/"
    "svg%22%20viewBox=%220%200%2016%2016%22"
    "%3E"
    "%3Cpath%20d=%22M2%205h9v5a3%203%200%200%201-3%203H5a3%203%200%200%201-3-3zM11%206h2a2%202%200%"
    "200%201%200%204h-2%22%20"
    "fill=%22none%22%20stroke=%22%2300899d%22%20stroke-width=%221.5%22/%3E%3C/svg%3E";

std::string head(const std::string& title) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"generator\" content=\"papercup {}\">\n<title>{}</title>\n"
      "<link rel=\"icon\" href=\"{}\">\n<style>{}</style>\n</head>\n",
      kStyleHash, kScriptHash, PAPERCUP_VERSION, html_text(title), kIcon, data::page_css());
}

// Shown by the script, without which it could do nothing.
std::string tools(bool is_ranked) {
  return fmt::format(
      "<div class=\"tools\" id=\"tools\" role=\"search\" hidden>\n"
      "<input id=\"words\" type=\"search\" placeholder=\"Filter: words, authors\" "
      "aria-label=\"Show papers with these words\" autocomplete=\"off\">\n"
      "<select id=\"category\" aria-label=\"Category\"><option value=\"\">all categories</option>"
      "</select>\n"
      "<select id=\"order\" aria-label=\"Order\"><option value=\"given\">{}</option>"
      "<option value=\"newest\">newest first</option><option value=\"title\">by title</option>"
      "</select>\n<button id=\"unfold\" type=\"button\">Unfold all</button>\n"
      "<output id=\"count\"></output>\n</div>\n",
      is_ranked ? "best first" : "as listed");
}

constexpr int kColumns = 96;  // of what is seen of an abstract, and of the line of authors
constexpr std::size_t kPageWhyTerms = 6;

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
std::string author_summary(const PaperView& view, const TextStyle& style) {
  const std::string line = author_line(view.starred, kColumns, ellipsis(style));
  return line.empty() ? "" : element("p", "authors", line) + "\n";
}

std::string title_heading(const PaperView& view, int rank) {
  return fmt::format("{}<h3><a href=\"{}\"><bdi>{}</bdi></a></h3>\n",
                     rank > 0 ? fmt::format("<span class=\"rank\">{}</span> ", rank) : "",
                     html_text(view.url), html_text(visible_title(view)));
}

std::string place_line(const PaperView& view, std::optional<Date> announced) {
  std::vector<std::string> parts;
  for (const std::string& part : place_parts(view)) {
    parts.push_back(fmt::format("<bdi>{}</bdi>", html_text(part)));
  }
  if (announced) {
    parts.push_back(fmt::format("<time datetime=\"{}\">{}</time>", announced->to_string(),
                                friendly_date(*announced)));
  }
  return parts.empty() ? "" : fmt::format("<p class=\"place\">{}</p>\n", joined(parts, " "));
}

std::string fact_list(const Paper& paper, const PaperView& view, const TextStyle& style) {
  std::string rows;
  const auto add = [&](std::string_view label, const std::string& html) {
    rows += fmt::format("<dt>{}</dt><dd dir=\"auto\">{}</dd>\n", html_text(label), html);
  };
  if (view.authors.size() > 1) {
    add("authors", html_text(author_list(view.authors, kNamedWhole, kFirstNamed, ellipsis(style))));
  }
  if (paper.categories.size() > 1) add("categories", html_text(category_names(paper)));
  for (const Fact& fact : facts_of(paper, style)) {
    add(fact.label, fact.address.empty() ? html_text(fact.text) : link(fact.address, fact.text));
  }
  return rows.empty() ? "" : "<dl>\n" + rows + "</dl>\n";
}

// What unfolds: its decisive sentences are seen, and give way to the whole.
std::string unfolding_abstract(const ScoredPaper& scored, const PaperView& view,
                               const TextStyle& style) {
  const Paper& paper = scored.paper;
  const std::string abstract = displayed(paper.abstract, style);
  const std::string opening =
      joined(decisive_lines(paper.abstract, scored.score, style, kColumns), " ");
  const std::string facts = fact_list(paper, view, style);
  if (abstract.empty() && facts.empty()) return {};
  return fmt::format(
      "<details><summary>{} <span class=\"fold\"><span class=\"unfold\">more</span>"
      "<span class=\"refold\">less</span></span></summary>\n<div>\n{}{}</div></details>\n",
      opening.empty() ? "" : element("span", "opening", opening),
      abstract.empty() ? "" : element("p", "abstract", abstract) + "\n", facts);
}

std::string reasons(const PaperView& view) {
  std::vector<std::string> terms;
  for (const std::string& term : view.why) terms.push_back(element("span", "term", term));
  return terms.empty() ? "" : fmt::format("<p class=\"why\">why {}</p>\n", joined(terms, " "));
}

std::string signal_spans(const PaperView& view) {
  std::string spans;
  for (const SignalItem& item : view.signals) {
    const std::string address = web_address(item.url);
    const std::string stated = address.empty() ? html_text(item.text) : link(address, item.text);
    spans += fmt::format("<span{}>{}{}{}</span> ", item.is_alarm ? " class=\"alarm\"" : "",
                         html_text(item.label),
                         stated.empty() ? "" : fmt::format(" <bdi>{}</bdi>", stated),
                         item.where.empty() ? "" : html_text(" (" + item.where + ")"));
  }
  return spans.empty() ? "" : fmt::format("<p class=\"signals\">{}</p>\n", spans);
}

std::string relatives(const PaperView& view) {
  return view.relatives.empty() ? "" : element("p", "signals", view.relatives) + "\n";
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

// A paper as an item of the list: title, place, authors, the beginning of the abstract, which
// unfolds, the reasons, and links.
std::string article_item(const ScoredPaper& scored, const TextStyle& style) {
  const Paper& paper = scored.paper;
  const PaperView view = paper_view(scored, style, kPageWhyTerms);
  return fmt::format(
      "<li data-day=\"{}\" data-categories=\"{}\"><article>\n{}{}{}{}{}{}{}{}</article></li>\n",
      paper.announced ? paper.announced->to_string() : "", html_text(category_names(paper)),
      title_heading(view, scored.rank), place_line(view, paper.announced),
      author_summary(view, style), unfolding_abstract(scored, view, style), reasons(view),
      signal_spans(view), relatives(view), links(paper));
}

// In the units of the drawing, which is scaled to the page.
constexpr double kWidth = 360, kLeft = 0, kRight = 0;
constexpr double kWidestStep = 20;  // from bar to bar
constexpr double kRowHeight = 34, kRowGap = 18, kTop = 14;

struct Row {
  std::string_view name, kind;  // for people; the class of its bars
  std::size_t DayCount::*count;
};

std::size_t highest(const std::vector<DayCount>& days, std::size_t DayCount::*count) {
  std::size_t most = 0;
  for (const DayCount& day : days) most = std::max(most, day.*count);
  return most;
}

std::string bar(const DayCount& day, double x, double width, double bottom, double height,
                std::string_view kind) {
  // Wide enough to be pointed at, whatever its height.
  return fmt::format(
      "<g><title>{}: {} of {}</title><rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" "
      "height=\"{:.2f}\" class=\"{}\"/></g>\n",
      friendly_date(day.day), text::with_thousands(day.matches), text::with_thousands(day.papers),
      x, bottom - height, width, height, kind);
}

std::string chart_row(const std::vector<DayCount>& days, const Row& row, double top) {
  const std::size_t most = highest(days, row.count);
  const double bottom = top + kRowHeight;
  const double step =
      std::min((kWidth - kLeft - kRight) / static_cast<double>(days.size()), kWidestStep);
  std::string svg = fmt::format("<text x=\"{}\" y=\"{:.2f}\">{} a day, at most {}</text>\n", kLeft,
                                top - 4, row.name, text::with_thousands(most));
  for (std::size_t i = 0; i < days.size() && most > 0; ++i) {
    const double share = static_cast<double>(days[i].*row.count) / static_cast<double>(most);
    if (share == 0) continue;
    const double x = kLeft + step * static_cast<double>(i);
    svg += bar(days[i], x, std::max(step * 0.8, 0.5), bottom, std::max(share * kRowHeight, 0.75),
               row.kind);
  }
  return svg + fmt::format("<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.2f}\" y2=\"{2:.2f}\"/>\n", kLeft,
                           kWidth - kRight, bottom + 0.5);
}

// Papers and matches a day as two rows of bars over the same days, each scaled to its own highest
// bar, as inline SVG with a caption and a text for those who do not see it. Empty for fewer than
// two days, of which a chart tells nothing.
std::string day_chart(const std::vector<DayCount>& days) {
  if (days.size() < 2) return {};
  const double second = kTop + kRowHeight + kRowGap;
  const double height = second + kRowHeight + 14;
  const std::string span = friendly_days(days.front().day, days.back().day);
  std::string svg = fmt::format(
      "<figure><svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}, {} days: up to "
      "{} matches and {} papers a day\">\n",
      kWidth, height, span, days.size(), text::with_thousands(highest(days, &DayCount::matches)),
      text::with_thousands(highest(days, &DayCount::papers)));
  svg += chart_row(days, {"matches", "matches", &DayCount::matches}, kTop);
  svg += chart_row(days, {"papers", "papers", &DayCount::papers}, second);
  svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", kLeft, height - 2, span);
  return svg + "</svg></figure>\n";
}

std::string paragraphs(const std::vector<std::string>& lines, std::string_view kind,
                       const TextStyle& style) {
  std::string html;
  for (const std::string& line : lines) {
    html += fmt::format("<p class=\"{}\" dir=\"auto\">{}</p>\n", kind,
                        html_text(displayed(line, style)));
  }
  return html;
}

bool is_ranked(const PaperGroup& group) {
  return !group.papers.empty() && group.papers.front().rank > 0;
}

enum class Heading { shown, left_out };

std::string section(const PaperGroup& group, Heading heading, const TextStyle& style) {
  std::string html = "<section>\n";
  if (!group.heading.empty() && heading == Heading::shown) {
    html += fmt::format("<h2><bdi>{}</bdi></h2>\n", html_text(displayed(group.heading, style)));
  } else {
    // Readers who hear the page go from heading to heading, level by level.
    html += "<h2 class=\"unseen\">Papers</h2>\n";
  }
  html += paragraphs(group.lines, "lines", style) + day_chart(group.days);
  html += is_ranked(group) ? "<ol>\n" : "<ol class=\"unranked\">\n";
  for (const ScoredPaper& scored : group.papers) html += article_item(scored, style);
  return html + "</ol>\n</section>\n";
}

std::string footer(const Collection& collection, const TextStyle& style) {
  return fmt::format(
      "<footer><p>Made by papercup on {} at {} {}. Thank you to arXiv for use of its open access "
      "interoperability.</p></footer>\n",
      friendly_date(local_day(collection.made, style)), hour_text(collection.made, style),
      html_text(style.zone));
}

}  // namespace

std::string html_page(const Collection& collection, const TextStyle& style) {
  const std::string title = displayed(collection.title, style);
  std::string html = head(title.empty() ? "papercup" : title + " - papercup");
  // One heading is enough for one group.
  const bool is_single =
      collection.groups.size() == 1 && !collection.groups.front().heading.empty();
  const std::string heading =
      is_single ? displayed(collection.groups.front().heading, style) : title;
  html += fmt::format("<body>\n<header>\n<h1><bdi>{}</bdi></h1>\n{}</header>\n",
                      html_text(heading.empty() ? "papercup" : heading),
                      paragraphs(collection.notices, "notice", style));
  html += tools(std::ranges::any_of(collection.groups, is_ranked));
  html += "<main>\n";
  for (const PaperGroup& group : collection.groups) {
    html += section(group, is_single ? Heading::left_out : Heading::shown, style);
  }
  html += paragraphs(collection.closing, "closing", style) + "</main>\n";
  return html + footer(collection, style) +
         fmt::format("<script>{}</script>\n</body>\n</html>\n", data::page_js());
}

}  // namespace papercup::render
