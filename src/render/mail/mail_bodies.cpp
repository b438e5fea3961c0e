#include "render/mail/mail_bodies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/render/digest_text.hpp"
#include "papercup/text/phrases.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/digest/news_lines.hpp"
#include "render/paper/abstract_lines.hpp"
#include "render/paper/paper_view.hpp"
#include "render/paper/signal_lines.hpp"
#include "render/style/markup.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

constexpr int kAuthorColumns = 90;
constexpr int kAbstractColumns = 90;

// Colours are such that they can be read on white and on black: not every mail program heeds
// `color-scheme`, and some change backgrounds on their own.
constexpr std::string_view kDim = "color:#767676";
constexpr std::string_view kWarning = "color:#b35900";
constexpr std::string_view kLink = "color:#2a7ae2;text-decoration:none";

// Nothing within is fetched; the style is for those that support it, everything else is inline.
constexpr std::string_view kHead =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\" style=\"color-scheme:light dark\">\n<head>\n"
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
    "<style>@media (prefers-color-scheme: dark) {\n"
    "a { color: #8ab4f8 !important; } .dim { color: #9aa0a6 !important; }\n"
    ".warning { color: #f0a860 !important; } }</style>\n";
constexpr std::string_view kBody =
    "<body style=\"margin:0 auto;padding:12px;max-width:42em;font-family:-apple-system,'Segoe "
    "UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.45;"
    "overflow-wrap:break-word\">\n";

std::string anchor(const std::string& address, const std::string& text, std::string_view more) {
  return fmt::format("<a href=\"{}\" style=\"{}{}\"><bdi>{}</bdi></a>", html_text(address), kLink,
                     more, html_text(text));
}

std::string paragraph(std::string_view text) {
  return fmt::format("<p dir=\"auto\" style=\"margin:0 0 8px\">{}</p>\n", html_text(text));
}

std::string warning(std::string_view text) {
  return fmt::format("<p dir=\"auto\" class=\"warning\" style=\"margin:0 0 8px;{}\">{}</p>\n",
                     kWarning, html_text(text));
}

std::string dim(std::string_view text) {
  return fmt::format(
      "<p dir=\"auto\" class=\"dim\" style=\"margin:2px 0;font-size:14px;{}\">{}</p>\n", kDim,
      html_text(text));
}

std::string lost_paragraphs(const LostMail& lost, const TextStyle& style) {
  std::string html = warning(displayed(lost.what, style));
  if (lost.papers.empty()) return html;
  html += "<ul style=\"margin:0 0 12px;padding-left:20px\">\n";
  for (const Paper& paper : lost.papers) {
    html += fmt::format("<li>{}</li>\n", anchor(paper.id.url(), visible_title(paper, style), ""));
  }
  return html + "</ul>\n";
}

std::string preamble(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  std::string html;
  for (const std::string& notice : letter.notices) html += warning(displayed(notice, style));
  for (const LostMail& lost : letter.lost) html += lost_paragraphs(lost, style);
  for (const std::string& text : warnings_of(digest, style)) html += warning(text);
  return html;
}

std::string entry(const ScoredPaper& scored, const TextStyle& style) {
  const PaperView view = paper_view(scored, style);
  std::string html = fmt::format(
      "<div style=\"margin:0 0 20px\">\n<p dir=\"auto\" style=\"margin:0;font-size:17px\">{}. "
      "{}</p>\n",
      scored.rank, anchor(view.url, visible_title(view), ";font-weight:600"));
  if (const std::string line = byline(view, kAuthorColumns, style); !line.empty()) {
    html += dim(line);
  }
  const std::vector<std::string> opening =
      decisive_lines(scored.paper.abstract, scored.score, style, kAbstractColumns);
  if (!opening.empty()) {
    html += fmt::format("<p dir=\"auto\" style=\"margin:4px 0\">{}</p>\n",
                        html_text(fmt::format("{}", fmt::join(opening, " "))));
  }
  if (!view.why.empty()) {
    html += dim(fmt::format("why: {}", fmt::join(view.why, separator(style))));
  }
  for (const SignalItem& item : view.signals) {
    html += item.is_alarm ? warning(item_text(item)) : dim(item_text(item));
  }
  if (!view.relatives.empty()) html += dim(view.relatives);
  return html + "</div>\n";
}

std::string news_paragraphs(const digest::Digest& digest, const TextStyle& style) {
  std::string html;
  for (const digest::News& news : digest.news) {
    html += warning(news_headline(news, digest, style));
    html += fmt::format("<p dir=\"auto\" style=\"margin:0 0 8px\">{}</p>\n",
                        anchor(news.paper.id.url(), visible_title(news.paper, style), ""));
    if (const std::string statement = news_statement(news, style); !statement.empty()) {
      html += dim(statement);
    }
  }
  return html;
}

std::string exploration_paragraphs(const digest::Digest& digest, const TextStyle& style) {
  const ScoredPaper* scored = exploration_of(digest);
  if (scored == nullptr) return {};
  return dim(kExplorationIntroduction) +
         fmt::format("<p dir=\"auto\" style=\"margin:0 0 12px\">{}. {}</p>\n", scored->rank,
                     anchor(scored->paper.id.url(), visible_title(scored->paper, style), ""));
}

std::string section_html(const digest::Section& section, const digest::Digest& digest,
                         const TextStyle& style) {
  std::string html =
      fmt::format("<h1 dir=\"auto\" style=\"margin:16px 0 4px;font-size:19px\">{}</h1>\n",
                  html_text(section_heading(section, style)));
  for (const std::string& line : subheadings(section, digest, style)) html += dim(line);
  html += "<div style=\"height:12px\"></div>\n";
  for (const ScoredPaper& scored : section.papers) html += entry(scored, style);
  return html;
}

// Wraps in a mail program that shows what is quoted, too.
constexpr int kColumns = 76;

std::string text_paragraph(const std::string& text, const TextStyle& style) {
  return indented(text::wrap(displayed(text, style), style.width), 0);
}

std::string lost_lines(const LostMail& lost, const TextStyle& style) {
  std::string text = text_paragraph(lost.what, style);
  for (const Paper& paper : lost.papers) {
    text += indented(text::wrap(displayed(paper.title, style), style.width - 2), 2);
    text += "  " + paper.id.url() + "\n";
  }
  return text + "\n";
}

}  // namespace

std::string mail_html(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  TextStyle plain = style;
  plain.colour = Colour::off;
  plain.links = Links::off;
  plain.medium = Medium::pipe;
  std::string html = fmt::format("{}<title>{}</title>\n</head>\n{}", kHead,
                                 html_text(mail_subject(digest, plain)), kBody);
  html += preamble(digest, letter, plain) + news_paragraphs(digest, plain);
  for (const digest::Section& section : digest.sections) {
    html += section_html(section, digest, plain);
  }
  html += exploration_paragraphs(digest, plain);
  for (const std::string& line : closing_lines(digest, plain)) html += paragraph(line);
  html += "<hr style=\"border:0;border-top:1px solid #999999;margin:20px 0 8px\">\n";
  for (const std::string& line : {mail_hint(digest), std::string(kAcknowledgement)}) {
    if (!line.empty()) html += dim(line);
  }
  return html + "</body>\n</html>\n";
}

std::string mail_hint(const digest::Digest& digest) {
  for (const digest::Section& section : digest.sections) {
    if (section.papers.empty()) continue;
    // Not by its rank, which is another one on the terminal.
    const std::string id = section.papers.front().paper.id.to_string();
    return fmt::format(
        "To teach the ranking: papercup like {}{}, or dislike; save and why take identifiers too.",
        id, section.focus.empty() ? "" : " --focus " + section.focus);
  }
  return {};
}

std::string mail_text(const digest::Digest& digest, const Letter& letter, const TextStyle& style) {
  TextStyle plain = style;
  plain.width = kColumns;
  plain.colour = Colour::off;
  plain.links = Links::off;
  plain.medium = Medium::pipe;
  std::string text;
  for (const std::string& notice : letter.notices) text += text_paragraph(notice, plain);
  if (!text.empty()) text += "\n";
  for (const LostMail& lost : letter.lost) text += lost_lines(lost, plain);
  text += digest_text(digest, plain);
  // The signature's mark, which mail programs know (RFC 3676, 4.3).
  text += "\n-- \n";
  for (const std::string& line : {mail_hint(digest), std::string(kAcknowledgement)}) {
    if (!line.empty()) text += text_paragraph(line, plain);
  }
  return text;
}

}  // namespace papercup::render
