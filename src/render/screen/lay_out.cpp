#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/utf8.hpp"
#include "papercup/render/screen.hpp"
#include "papercup/text/width.hpp"
#include "render/screen/paper_body.hpp"
#include "render/text/paint.hpp"

namespace papercup::render {
namespace {

constexpr int kLeastColumns = 40, kLeastRows = 10;
constexpr int kWidestBody = 100;  // columns: longer lines are hard to read

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
std::vector<ScreenLine> wrapped_keys(const Keys& keys, int columns) {
  std::vector<ScreenLine> lines;
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
std::vector<ScreenLine> key_lines(const Keys& keys, int columns) {
  std::vector<ScreenLine> lines = wrapped_keys(keys, columns);
  for (int narrower = columns - 1; narrower > columns / 2; --narrower) {
    std::vector<ScreenLine> balanced = wrapped_keys(keys, narrower);
    if (balanced.size() > lines.size()) break;
    lines = std::move(balanced);
  }
  return lines;
}

// A line's own indentation is kept where it is wrapped.
std::vector<ScreenLine> wrapped_lines(const ScreenView& view, int columns) {
  std::vector<ScreenLine> result;
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
      text::truncate(displayed(view.message, style), std::max(room, 1), ellipsis(style));
  ScreenLine line = {{" " + message, Ink::yellow}};
  if (has_more) {
    line.push_back(
        {blanks(columns - 1 - text::display_width(message) - text::display_width(more))});
    line.push_back({more, Ink::dim});
  }
  return line;
}

// The end of what is typed, with the cursor behind it.
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
void put_body(Screen& screen, std::vector<ScreenLine> body, int scroll, int rows) {
  // Air under the first line, where there is some.
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

std::vector<ScreenLine> body_of(const ScreenView& view, const TextStyle& style, int columns,
                                int rows) {
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
        {{" " + text::truncate(displayed(view.notice, style), size.columns - 2, ellipsis(style)),
          Ink::yellow}});
  }
  std::vector<ScreenLine> keys = key_lines(view.keys, size.columns);
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
