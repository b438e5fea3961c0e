#include "papercup/render/paper_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/render/style.hpp"
#include "papercup/text/width.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"

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

std::vector<std::string> displayed_authors(const Paper& paper, const TextStyle& style) {
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) authors.push_back(displayed(author, style));
  return authors;
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
  const std::string people =
      author_line(displayed_authors(paper, style), style.width - kIndent, ellipsis(style));
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
  text += indented(text::wrap(author_list(displayed_authors(paper, style), kNamedWhole, kFirstNamed,
                                          ellipsis(style)),
                              style.width),
                   0);
  text += "\n" + indented(text::wrap(displayed(paper.abstract, style), style.width), 0) + "\n";
  text += labelled("id", id_with_version(paper), kLabelColumns, style);
  text += labelled("categories", joined_categories(paper, style), kLabelColumns, style);
  text += labelled("announced", day_text(paper), kLabelColumns, style);
  text += labelled("listed", joined_listings(announcements, style), kLabelColumns, style);
  text += labelled("published", minute_text(paper.published), kLabelColumns, style);
  text += labelled("updated", minute_text(paper.updated), kLabelColumns, style);
  text += labelled("comment", displayed(paper.comment, style), kLabelColumns, style);
  text += labelled("journal", displayed(paper.journal_ref, style), kLabelColumns, style);
  text += labelled("doi", displayed(paper.doi, style), kLabelColumns, style);
  text += labelled("license", displayed(paper.license, style), kLabelColumns, style);
  for (const auto& [label, value] : signal_table(paper, style))
    text += labelled(label, value, kLabelColumns, style);
  text += paint(fmt::format("{:<{}}", "link", kLabelColumns), Ink::dim, style) +
          link(url, url, style) + "\n";
  return text;
}

std::string result_markdown(const ScoredPaper& scored, const TextStyle& style) {
  constexpr int kColumns = 100;
  const PaperView view = result_view(scored, style);
  const std::string known = byline(view, kColumns, style);
  const std::string day =
      scored.paper.announced ? friendly_date(*scored.paper.announced) : "day unknown";
  return fmt::format(
      "- [{}]({})  \n  {}\n", markdown_text(visible_title(view)), view.url,
      markdown_text(known.empty() ? day : known + std::string(separator(style)) + day));
}

}  // namespace papercup::render
