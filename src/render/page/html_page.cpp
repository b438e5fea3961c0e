#include <algorithm>

#include <fmt/format.h>

#include "papercup/render/collection.hpp"
#include "render/page/article.hpp"
#include "render/page/chart.hpp"
#include "render/page/embedded_data.hpp"
#include "render/style/markup.hpp"
#include "render/style/moments.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

// Of data/page.css and data/page.js (SHA-256, base64): what else may style the page or run on it is
// nothing. tests/binary/formats_test.py says what they have to be.
constexpr std::string_view kStyleHash = "VL+zzZ+AdpcNt6k78S10bQN3X21umlwUForwA1jDjwU=";
constexpr std::string_view kScriptHash = "jkaMbL8LvbZ9IaqiWlTxRsgMaqTK17CWywhZ3ToaoqM=";

// A cup.
constexpr std::string_view kIcon =
    "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E"
    "%3Cpath d=%22M2 5h9v5a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3zM11 6h2a2 2 0 0 1 0 4h-2%22 "
    "fill=%22none%22 stroke=%22%2300899d%22 stroke-width=%221.5%22/%3E%3C/svg%3E";

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
  html += fmt::format("<body>\n<header>\n<h1><bdi>{}</bdi></h1>\n{}</header>\n", html_text(heading),
                      paragraphs(collection.notices, "notice", style));
  html += tools(std::any_of(collection.groups.begin(), collection.groups.end(), is_ranked));
  html += "<main>\n";
  for (const PaperGroup& group : collection.groups) {
    html += section(group, is_single ? Heading::left_out : Heading::shown, style);
  }
  html += paragraphs(collection.closing, "closing", style) + "</main>\n";
  return html + footer(collection, style) +
         fmt::format("<script>{}</script>\n</body>\n</html>\n", data::page_js());
}

}  // namespace papercup::render
