#include "papercup/render/screen.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/width.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"

namespace papercup::render {
namespace {

constexpr int kLeastColumns = 40, kLeastRows = 10;
constexpr int kWidestBody = 100;  // columns: longer lines are hard to read
constexpr int kIndent = 4;        // of everything under a title, leaving room for the rank
constexpr std::size_t kScreenWhyTerms = 6;
constexpr std::size_t kSignalLines = 2, kAllSignalLines = 50;

using Lines = std::vector<ScreenLine>;

std::string blanks(int count) {
  std::string text(static_cast<std::size_t>(std::max(count, 0)), ' ');
  return text;
}

// " heading     liked, saved   2 of 5 ", over the whole width.
ScreenLine bar(const ScreenView& view, const TextStyle& style, int columns) {
  const std::string marks = view.marks.empty() ? "" : view.marks + "   ";
  const std::string place = text::truncate(marks + displayed(view.place, style), columns / 2, "");
  const int room = columns - text::display_width(place) - 4;
  const std::string heading =
      text::truncate(displayed(view.heading, style), std::max(room, 1), ellipsis(style));
  const int gap = columns - 2 - text::display_width(heading) - text::display_width(place);
  return {{" " + heading + blanks(gap) + place + " ", Ink::reversed}};
}

using Keys = std::vector<std::pair<std::string, std::string>>;

// "l like  d dislike  ...", wrapped at so many columns.
Lines wrapped_keys(const Keys& keys, int columns) {
  Lines lines;
  int used = columns;
  for (const auto& [key, label] : keys) {
    const int width = 2 + text::display_width(key) + 1 + text::display_width(label);
    if (used + width > columns) {
      lines.emplace_back();
      lines.back().push_back({" "});
      used = 1;
    } else {
      lines.back().push_back({"  "});
    }
    lines.back().push_back({key, Ink::bold});
    lines.back().push_back({" " + label});
    used += width;
  }
  return lines;
}

// On as few lines as it takes, of about the same length.
Lines key_lines(const Keys& keys, int columns) {
  Lines lines = wrapped_keys(keys, columns);
  for (int narrower = columns - 1; narrower > columns / 2; --narrower) {
    Lines balanced = wrapped_keys(keys, narrower);
    if (balanced.size() > lines.size()) break;
    lines = std::move(balanced);
  }
  return lines;
}

// A line that is wrapped keeps its own indentation.
Lines wrapped_lines(const ScreenView& view, int columns) {
  Lines result;
  for (const std::string& line : view.lines) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const int room = std::max(columns - static_cast<int>(indent) - 1, 10);
    if (text::display_width(line) < columns) {
      result.push_back({{" " + line}});
      continue;
    }
    for (const std::string& piece : text::wrap(line, room)) {
      result.push_back({{" " + line.substr(0, indent) + piece}});
    }
  }
  return result;
}

ScreenLine message_line(const ScreenView& view, const TextStyle& style, int columns,
                        bool has_more) {
  const std::string more = has_more ? " more below " : "";
  const int room = columns - 2 - text::display_width(more);
  const std::string message =
      text::truncate(one_line(view.message), std::max(room, 1), ellipsis(style));
  ScreenLine line = {{" " + message, Ink::yellow}};
  if (has_more) {
    line.push_back(
        {blanks(columns - 1 - text::display_width(message) - text::display_width(more))});
    line.push_back({more, Ink::dim});
  }
  return line;
}

// The end of what is typed, with the cursor after it.
ScreenLine prompt_line(const std::string& prompt, int columns, Screen& screen) {
  std::string shown = " " + prompt;
  while (text::display_width(shown) > columns - 1) {
    std::size_t first = 1;
    while (first < shown.size() && utf8::is_continuation(shown[first])) ++first;
    shown.erase(0, first);
  }
  screen.cursor = text::display_width(shown);
  return {{shown}};
}

Screen too_small(ScreenSize size) {
  Screen screen;
  screen.lines.resize(static_cast<std::size_t>(std::max(size.rows, 1)));
  screen.lines.front() = {
      {text::truncate(fmt::format("q quits; {}x{} is needed", kLeastColumns, kLeastRows),
                      std::max(size.columns, 1), "")}};
  return screen;
}

// The part of the body that is to be seen.
void put_body(Screen& screen, Lines body, int scroll, int rows) {
  // An empty line under the first one, if there is room.
  if (static_cast<int>(body.size()) + 1 < rows) body.insert(body.begin(), ScreenLine{});
  const int last = std::max(static_cast<int>(body.size()) - rows, 0);
  screen.scroll = std::clamp(scroll, 0, last);
  screen.page = rows;
  screen.has_more = screen.scroll < last;
  for (int row = 0; row < rows; ++row) {
    const auto at = static_cast<std::size_t>(row) + static_cast<std::size_t>(screen.scroll);
    screen.lines.push_back(at < body.size() ? std::move(body[at]) : ScreenLine{});
  }
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

// The lines of the view's paper, which is not null: title, people, abstract, why, what is said of
// it and its link. With Body::paper the abstract is cut so that all fits into `rows`, if it can.
Lines paper_body(const ScreenView& view, const TextStyle& style, int rows) {
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

Lines body_of(const ScreenView& view, const TextStyle& style, int columns, int rows) {
  if (view.body == ScreenView::Body::lines || view.paper == nullptr) {
    return wrapped_lines(view, columns);
  }
  TextStyle narrow = style;
  narrow.width = std::min(columns, kWidestBody);
  return paper_body(view, narrow, rows);
}

}  // namespace

Screen lay_out(const ScreenView& view, const TextStyle& style, ScreenSize size) {
  if (size.columns < kLeastColumns || size.rows < kLeastRows) return too_small(size);
  Screen screen;
  screen.lines.push_back(bar(view, style, size.columns));
  if (!view.notice.empty()) {
    screen.lines.push_back(
        {{" " + text::truncate(one_line(view.notice), size.columns - 2, ellipsis(style)),
          Ink::yellow}});
  }
  Lines keys = key_lines(view.keys, size.columns);
  const int rows =
      size.rows - static_cast<int>(screen.lines.size()) - static_cast<int>(keys.size()) - 1;
  put_body(screen, body_of(view, style, size.columns, rows), view.scroll, rows);
  screen.cursor_row = static_cast<int>(screen.lines.size());
  screen.lines.push_back(view.prompt ? prompt_line(*view.prompt, size.columns, screen)
                                     : message_line(view, style, size.columns, screen.has_more));
  for (ScreenLine& line : keys) screen.lines.push_back(std::move(line));
  return screen;
}

}  // namespace papercup::render
