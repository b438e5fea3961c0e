#include <algorithm>

#include <fmt/format.h>

#include "papercup/render/text.hpp"
#include "papercup/text/width.hpp"
#include "render/paper/author_line.hpp"
#include "render/paper/signal_lines.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

constexpr int kLabelColumns = 13;

std::string id_with_version(const Paper& paper) {
  return PaperRef{paper.id, paper.version}.to_string();
}

std::string day_text(const Paper& paper) {
  if (!paper.announced) return "day unknown";
  return friendly_date(*paper.announced) + (paper.announced_is_estimate ? " (estimated)" : "");
}

// "label        value", the value wrapped beside its label; nothing for an empty value.
std::string row(std::string_view label, std::string_view value, const TextStyle& style) {
  if (value.empty()) return {};
  std::string text;
  for (const std::string& line : text::wrap(value, style.width - kLabelColumns)) {
    const std::string margin = fmt::format("{:<{}}", text.empty() ? label : "", kLabelColumns);
    text += (text.empty() ? paint(margin, Ink::dim, style) : margin) + line + "\n";
  }
  return text;
}

std::string joined_authors(const Paper& paper, const TextStyle& style) {
  std::string names;
  for (const std::string& author : paper.authors) {
    names += (names.empty() ? "" : ", ") + displayed(author, style);
  }
  return names;
}

std::string joined_categories(const Paper& paper, const TextStyle& style) {
  std::string names;
  for (const Category& category : paper.categories) {
    const CategoryInfo* info = find_category(category.to_string());
    names += (names.empty() ? "" : ", ") + displayed(category.to_string(), style);
    if (info != nullptr && paper.categories.size() <= 3) names += fmt::format(" {}", info->name);
  }
  return names;
}

std::string joined_listings(const std::vector<Announcement>& announcements,
                            const TextStyle& style) {
  std::string names;
  for (const Announcement& announcement : announcements) {
    names += fmt::format("{}{} {} {}", names.empty() ? "" : ", ",
                         displayed(announcement.category.to_string(), style),
                         announcement.day.to_string(), to_string(announcement.kind));
  }
  return names;
}

std::string minute_text(const std::optional<Time>& time) {
  if (!time) return {};
  const std::string text = to_rfc3339(*time);
  return fmt::format("{} {} UTC", text.substr(0, 10), text.substr(11, 5));
}

std::string bold_lines(const std::string& text, const TextStyle& style) {
  std::string lines;
  for (const std::string& line : text::wrap(text, style.width)) {
    lines += paint(line, Ink::bold, style) + "\n";
  }
  return lines;
}

}  // namespace

std::string result_text(const Paper& paper, const std::optional<Score>& score,
                        const TextStyle& style) {
  constexpr int kIndent = 4;
  const std::string id = id_with_version(paper);
  std::string head = fmt::format("{}  {}", id, day_text(paper));
  if (!paper.categories.empty()) {
    head += "  " + displayed(paper.categories.front().to_string(), style);
  }
  const std::string points = score ? fmt::format("{:.3f}", score->value) : "";
  std::string text =
      paint(link(id, paper.id.url(), style) + head.substr(id.size()), Ink::cyan, style);
  if (score) text += gap_between(head, points, style) + points;
  text += "\n";
  for (const std::string& line : text::wrap(displayed(paper.title, style), style.width - kIndent)) {
    text += std::string(kIndent, ' ') + paint(line, Ink::bold, style) + "\n";
  }
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) authors.push_back(displayed(author, style));
  const std::string people = author_line(authors, style.width - kIndent, ellipsis(style));
  if (!people.empty()) text += std::string(kIndent, ' ') + paint(people, Ink::dim, style) + "\n";
  return text;
}

std::string title_text(const Paper& paper, const TextStyle& style, int columns) {
  return text::truncate(displayed(paper.title, style), std::max(columns, 10), ellipsis(style));
}

std::string paper_text(const Paper& paper, const std::vector<Announcement>& announcements,
                       const TextStyle& style) {
  const std::string url = paper.id.url();
  std::string text = bold_lines(displayed(paper.title, style), style);
  text += indented(text::wrap(joined_authors(paper, style), style.width), 0);
  text += "\n" + indented(text::wrap(displayed(paper.abstract, style), style.width), 0) + "\n";
  text += row("id", id_with_version(paper), style);
  text += row("categories", joined_categories(paper, style), style);
  text += row("announced", day_text(paper), style);
  text += row("listed", joined_listings(announcements, style), style);
  text += row("published", minute_text(paper.published), style);
  text += row("updated", minute_text(paper.updated), style);
  text += row("comment", displayed(paper.comment, style), style);
  text += row("journal", displayed(paper.journal_ref, style), style);
  text += row("doi", displayed(paper.doi, style), style);
  text += row("license", displayed(paper.license, style), style);
  for (const auto& [label, value] : signal_table(paper, style)) text += row(label, value, style);
  text += paint(fmt::format("{:<{}}", "link", kLabelColumns), Ink::dim, style) +
          link(url, url, style) + "\n";
  return text;
}

}  // namespace papercup::render
