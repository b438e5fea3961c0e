#include "render/screen/paper_body.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/author_line.hpp"
#include "render/paper/paper_view.hpp"
#include "render/paper/signal_lines.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

constexpr int kIndent = 4;  // of everything under a title, leaving room for the rank
constexpr std::size_t kScreenWhyTerms = 6;
constexpr std::size_t kSignalLines = 2, kAllSignalLines = 50;

using Lines = std::vector<ScreenLine>;

std::string blanks(int count) {
  std::string text(static_cast<std::size_t>(std::max(count, 0)), ' ');
  return text;
}

Lines title_lines(const PaperView& paper, int place, const TextStyle& style) {
  const std::string rank = place > 0 ? fmt::format("{:>2}", place) : "";
  const std::string& percentile = paper.percentile;
  const int reserved = percentile.empty() ? 1 : text::display_width(percentile) + 3;
  const int indent = std::max(kIndent, text::display_width(rank) + 2);
  Lines lines;
  for (const std::string& piece : text::wrap(paper.title, style.width - indent - reserved)) {
    if (!lines.empty()) {
      lines.push_back({{blanks(indent)}, {piece, Ink::bold}});
      continue;
    }
    lines.push_back(
        {{rank, Ink::cyan}, {blanks(indent - text::display_width(rank))}, {piece, Ink::bold}});
    const int gap =
        style.width - indent - text::display_width(piece) - text::display_width(percentile) - 1;
    if (!percentile.empty())
      lines.back().insert(lines.back().end(), {{blanks(gap)}, {percentile, Ink::dim}});
  }
  return lines;
}

ScreenLine people_line(const PaperView& paper, const TextStyle& style) {
  const std::string place = text::truncate(place_text(paper), style.width / 2, ellipsis(style));
  const int room = style.width - kIndent - text::display_width(place) - 3;
  const std::string people =
      text::truncate(author_line(paper.starred, room, ellipsis(style)), room, "");
  const int gap =
      style.width - kIndent - text::display_width(people) - text::display_width(place) - 1;
  return {{blanks(kIndent)}, {people, Ink::dim}, {blanks(gap)}, {place}};
}

Lines abstract_lines(const std::vector<std::string>& pieces) {
  Lines lines;
  for (const std::string& piece : pieces) lines.push_back({{blanks(kIndent) + piece}});
  return lines;
}

// Cut after a whole word, with an ellipsis.
std::vector<std::string> first_lines(std::vector<std::string> pieces, int count, int columns,
                                     const TextStyle& style) {
  pieces.resize(static_cast<std::size_t>(count));
  const std::string mark = " " + std::string(ellipsis(style));
  const int room = columns - text::display_width(mark);
  pieces.back() = text::wrap(pieces.back(), std::max(room, 2)).front() + mark;
  return pieces;
}

// "why   reward model · forgetting", wrapped; nothing without a value.
Lines labelled(std::string_view label, std::string_view value, const TextStyle& style) {
  constexpr int kLabel = 6;
  Lines lines;
  for (const std::string& piece : text::wrap(value, style.width - kIndent - kLabel - 1)) {
    const std::string head(lines.empty() ? label : "");
    lines.push_back({{blanks(kIndent)}, {fmt::format("{:<{}}", head, kLabel), Ink::dim}, {piece}});
  }
  return lines;
}

Lines stated_lines(const PaperView& paper, std::size_t most, const TextStyle& style) {
  Lines lines;
  for (const auto& row : signal_rows(paper.signals, style, style.width - kIndent - 1, most)) {
    ScreenLine line = {{blanks(kIndent)}};
    for (const SignalItem& item : row) {
      if (line.size() > 1) line.push_back({blanks(kSignalGap)});
      line.push_back({item.label, item.is_alarm ? Ink::red : Ink::dim});
      if (!item.text.empty())
        line.push_back({(item.label.ends_with(':') ? " " : "  ") + item.text});
      if (!item.where.empty()) line.push_back({" (" + item.where + ")", Ink::dim});
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void append(Lines& lines, Lines more) {
  for (ScreenLine& line : more) lines.push_back(std::move(line));
}

// The lines under the abstract.
Lines foot_lines(const ScreenView& view, const PaperView& paper, const TextStyle& style) {
  const bool is_whole = view.body == ScreenView::Body::abstract;
  Lines lines;
  append(lines, labelled("why", why_text(paper, style.width - 12, style), style));
  append(lines, stated_lines(paper, is_whole ? kAllSignalLines : kSignalLines, style));
  for (const std::string& piece : text::wrap(paper.relatives, style.width - kIndent - 1)) {
    lines.push_back({{blanks(kIndent)}, {piece, Ink::dim}});
  }
  if (is_whole) {
    const Paper& whole = view.paper->paper;
    append(lines, labelled("note", displayed(whole.comment, style), style));
    append(lines, labelled("in", displayed(whole.journal_ref, style), style));
    append(lines, labelled("doi", displayed(whole.doi, style), style));
  }
  lines.push_back({{blanks(kIndent)}, {paper.url, Ink::dim}});
  return lines;
}

}  // namespace

std::vector<ScreenLine> paper_body(const ScreenView& view, const TextStyle& style, int rows) {
  const PaperView paper = paper_view(*view.paper, style, kScreenWhyTerms);
  Lines head = title_lines(paper, view.paper->rank, style);
  head.push_back(people_line(paper, style));
  Lines foot = foot_lines(view, paper, style);
  const std::string abstract = displayed(view.paper->paper.abstract, style);
  const int columns = style.width - kIndent - 1;
  std::vector<std::string> pieces = text::wrap(abstract, columns);
  const int room = rows - static_cast<int>(head.size() + foot.size());
  const auto is_roomy = [&] { return room >= static_cast<int>(pieces.size()) + 2; };
  if (view.body == ScreenView::Body::paper && room < static_cast<int>(pieces.size())) {
    pieces = first_lines(pieces, std::max(room, 1), columns, style);
  }
  Lines lines = std::move(head);
  if (is_roomy() || view.body == ScreenView::Body::abstract) lines.emplace_back();
  append(lines, abstract_lines(pieces));
  if (is_roomy() || view.body == ScreenView::Body::abstract) lines.emplace_back();
  append(lines, std::move(foot));
  return lines;
}

}  // namespace papercup::render
