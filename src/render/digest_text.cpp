#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "author_line.hpp"
#include "opening.hpp"
#include "paint.hpp"
#include "papercup/digest/why.hpp"
#include "papercup/render/text.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

constexpr int kIndent = 4;        // of everything under a title, leaving room for the rank
constexpr int kOpeningLines = 3;  // of an abstract
constexpr std::size_t kWhyTerms = 5;

std::string window_text(const digest::Window& window) {
  if (window.since == window.until) return friendly_date(window.until);
  return friendly_date(window.since) + " to " + friendly_date(window.until);
}

std::string heading(const digest::Digest& digest, const TextStyle& style) {
  const std::string first = fmt::format("{}{}{}", displayed(digest.focus_name, style),
                                        separator(style), window_text(digest.window));
  std::string categories;
  for (const Category& category : digest.categories) {
    categories += (categories.empty() ? "" : " ") + displayed(category.to_string(), style);
  }
  if (categories.empty()) categories = "all categories";
  const std::string second = fmt::format("{}: {} {}", categories, with_thousands(digest.considered),
                                         digest.considered == 1 ? "paper" : "papers");
  std::string text;
  for (const std::string& line : text::wrap(first, style.width)) {
    text += paint(line, Ink::bold, style) + "\n";
  }
  return text + indented(text::wrap(second, style.width), 0);
}

std::string title_lines(const ScoredPaper& scored, const TextStyle& style) {
  const std::string rank = fmt::format("{:>2}", scored.rank);
  const int indent = std::max(kIndent, static_cast<int>(rank.size()) + 2);
  std::string text;
  for (const std::string& line :
       text::wrap(displayed(scored.paper.title, style), style.width - indent)) {
    const std::string margin = text.empty() ? paint(rank, Ink::cyan, style) + "  "
                                            : std::string(static_cast<std::size_t>(indent), ' ');
    text += margin + paint(line, Ink::bold, style) + "\n";
  }
  return text;
}

std::string people_and_place(const Paper& paper, const TextStyle& style) {
  const std::string category =
      paper.categories.empty() ? "" : displayed(paper.categories.front().to_string(), style);
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) authors.push_back(displayed(author, style));
  const int room = style.width - kIndent - text::display_width(category) - 2;
  const std::string people = author_line(authors, room, ellipsis(style));
  const std::string left = std::string(kIndent, ' ') + people;
  if (category.empty()) return people.empty() ? "" : paint(left, Ink::dim, style) + "\n";
  return paint(left, Ink::dim, style) + gap_between(left, category, style) + category + "\n";
}

std::string abstract_lines(const Paper& paper, const TextStyle& style) {
  const std::string abstract = displayed(paper.abstract, style);
  const int columns = style.width - kIndent;
  return indented(style.abstract == Abstract::whole
                      ? text::wrap(abstract, columns)
                      : opening_lines(abstract, columns, kOpeningLines, ellipsis(style)),
                  kIndent);
}

// As many of the terms as fit on one line, so that a long one cannot push the digest apart.
std::string why_line(const Score& score, const TextStyle& style) {
  constexpr std::string_view kLabel = "why   ";
  const int room = style.width - kIndent - static_cast<int>(kLabel.size());
  std::string line;
  for (const std::string& term : digest::why_terms(score, kWhyTerms)) {
    const std::string longer =
        line + (line.empty() ? "" : std::string(separator(style))) + displayed(term, style);
    if (text::display_width(longer) <= room) line = longer;
  }
  if (line.empty()) return {};
  return std::string(kIndent, ' ') + paint(kLabel, Ink::dim, style) + line + "\n";
}

std::string entry(const ScoredPaper& scored, const TextStyle& style) {
  const std::string url = scored.paper.id.url();
  return title_lines(scored, style) + people_and_place(scored.paper, style) +
         abstract_lines(scored.paper, style) + why_line(scored.score, style) +
         std::string(kIndent, ' ') + link(paint(url, Ink::dim, style), url, style) + "\n";
}

std::string closing(const digest::Digest& digest, const TextStyle& style) {
  if (digest.papers.empty()) {
    return fmt::format("0 of {} speak to this focus. Nothing to read today.\n",
                       with_thousands(digest.considered));
  }
  const auto minutes = std::max(1L, std::lround(digest.minutes));
  const std::string line = fmt::format(
      "{} of {}, about {} {}. That is all for today; close the tab.", digest.papers.size(),
      with_thousands(digest.considered), minutes, minutes == 1 ? "minute" : "minutes");
  return indented(text::wrap(line, style.width), 0);
}

}  // namespace

std::string digest_text(const digest::Digest& digest, const TextStyle& style) {
  std::string text = heading(digest, style) + "\n";
  for (const ScoredPaper& scored : digest.papers) text += entry(scored, style) + "\n";
  return text + closing(digest, style);
}

}  // namespace papercup::render
