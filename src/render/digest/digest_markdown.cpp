#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/render/digest.hpp"
#include "papercup/render/style.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"

namespace papercup::render {
namespace {

std::string safe(std::string_view from_feed, const TextStyle& style) {
  return markdown_text(displayed(from_feed, style));
}

// "R. Adeyemi, L. Sørby\* · cs.LG · cross · 1 in 2,000"
std::string facts(const PaperView& view, const TextStyle& style) {
  constexpr int kColumns = 100;
  std::vector<std::string> parts = {
      markdown_text(author_line(view.starred, kColumns, ellipsis(style))),
      markdown_text(view.category), view.arrival, view.percentile};
  std::erase(parts, "");
  return fmt::format("{}", fmt::join(parts, separator(style)));
}

// On one line: the program that shows the text wraps it.
std::string abstract_text(const ScoredPaper& scored, const TextStyle& style) {
  if (style.abstract == Abstract::whole) return displayed(scored.paper.abstract, style);
  constexpr int kColumns = 100;
  return fmt::format(
      "{}", fmt::join(decisive_lines(scored.paper.abstract, scored.score, style, kColumns), " "));
}

std::string entry(const ScoredPaper& scored, const TextStyle& style) {
  const PaperView view = paper_view(scored, style);
  std::string text =
      fmt::format("## {}\\. [{}]({})\n\n", scored.rank, markdown_text(view.title), view.url);
  if (const std::string line = facts(view, style); !line.empty()) text += line + "\n\n";
  if (const std::string abstract = abstract_text(scored, style); !abstract.empty()) {
    text += markdown_text(abstract) + "\n\n";
  }
  std::vector<std::string> why;
  for (const std::string& term : view.why) why.push_back(markdown_text(term));
  if (!why.empty()) text += fmt::format("*why:* {}\n\n", fmt::join(why, separator(style)));
  for (const SignalItem& item : view.signals) text += markdown_text(item_text(item)) + "\n\n";
  if (!view.relatives.empty()) text += markdown_text(view.relatives) + "\n\n";
  return text;
}

std::string news_entries(const digest::Digest& digest, const TextStyle& style) {
  std::string text;
  for (const digest::News& news : digest.news) {
    text += fmt::format("**{}** [{}]({})\n\n", markdown_text(news_headline(news, digest, style)),
                        safe(news.paper.title, style), news.paper.id.url());
    const std::string statement = news_statement(news, style);
    if (!statement.empty()) text += markdown_text(statement) + "\n\n";
  }
  return text;
}

std::string exploration_entry(const digest::Digest& digest, const TextStyle& style) {
  const ScoredPaper* scored = exploration_of(digest);
  if (scored == nullptr) return {};
  return fmt::format("{}\n\n{}\\. [{}]({})\n\n", kExplorationIntroduction, scored->rank,
                     safe(scored->paper.title, style), scored->paper.id.url());
}

}  // namespace

std::string digest_markdown(const digest::Digest& digest, const TextStyle& style) {
  std::string text;
  for (const std::string& warning : warnings_of(digest, style)) {
    text += safe(warning, style) + "\n\n";
  }
  text += news_entries(digest, style);
  for (const digest::Section& section : digest.sections) {
    text += fmt::format("# {}\n\n", markdown_text(section_heading(section, style)));
    for (const std::string& line : subheadings(section, digest, style)) {
      text += markdown_text(line) + "\n\n";
    }
    for (const ScoredPaper& scored : section.papers) text += entry(scored, style);
  }
  text += exploration_entry(digest, style);
  std::vector<std::string> closing = closing_lines(digest, style);
  for (std::string& line : closing) line = markdown_text(line) + "\n";
  return text + fmt::format("{}", fmt::join(closing, "\n"));
}

}  // namespace papercup::render
