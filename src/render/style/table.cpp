#include "papercup/render/table.hpp"

#include <algorithm>
#include <cstddef>

#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

constexpr int kLeastWrapped = 20;  // columns in which text is still good to read

std::string blanks(int count) { return padded("", count); }

class TableLayout {
 public:
  TableLayout(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows,
              const TextStyle& style)
      : columns_(columns), style_(style) {
    measure(rows);
    place();
  }

  std::string titles() const {
    if (std::ranges::all_of(columns_, [](const auto& column) { return column.title.empty(); })) {
      return {};
    }
    std::string line;
    for (std::size_t i = 0; i < beside_; ++i) line += in_column(i, columns_[i].title);
    line.erase(line.find_last_not_of(' ') + 1);
    return paint(line, Ink::dim, style_) + "\n";
  }

  std::string row(const TableRow& row) const {
    std::string text;
    std::string line = name(row.cells.front(), text);
    const bool spans = row.cells.size() < columns_.size();
    for (std::size_t i = 1; i < beside_ && i < row.cells.size(); ++i) {
      const bool is_last = i + 1 == (spans ? row.cells.size() : columns_.size());
      if (is_last) return text + line + wrapped(row.cells[i], i) + notes(row);
      line += painted(i, row.cells[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return text + line + "\n" + underneath(row) + notes(row);
  }

 private:
  void measure(const std::vector<TableRow>& rows) {
    for (const TableColumn& column : columns_) {
      widths_.push_back(std::max(column.least, text::display_width(column.title)));
    }
    const int longest_name = std::max(widths_.front(), style_.width / 2);
    for (const TableRow& row : rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const int width = text::display_width(row.cells[i].text);
        const bool spans = i > 0 && i + 1 == row.cells.size() && i + 1 < columns_.size();
        const bool is_too_long = i == 0 && width > longest_name;
        if (!spans && !is_too_long) widths_[i] = std::max(widths_[i], width);
      }
    }
  }

  // How many columns stand beside each other. The last of all may be narrower than its cells.
  void place() {
    int at = widths_.front();
    for (beside_ = 1; beside_ < columns_.size(); ++beside_) {
      const bool is_last = beside_ + 1 == columns_.size();
      at += columns_[beside_].gap;
      starts_.push_back(at);
      const int width = widths_[beside_];
      const bool fits = at + width <= style_.width;
      if (!fits && !(is_last && style_.width - at >= kLeastWrapped)) break;
      at += width;
    }
  }

  int start(std::size_t column) const { return column == 0 ? 0 : starts_[column - 1]; }

  // The text with the gap before it and the blanks that fill its column.
  std::string in_column(std::size_t column, const std::string& text) const {
    const int fill = widths_[column] - text::display_width(text);
    const std::string gap = column == 0 ? "" : blanks(columns_[column].gap);
    return columns_[column].align == Align::left ? gap + text + blanks(fill)
                                                 : gap + blanks(fill) + text;
  }

  std::string painted(std::size_t column, const TableCell& cell) const {
    std::string whole = in_column(column, cell.text);
    if (cell.ink == Ink::normal || cell.text.empty()) return whole;
    const std::size_t at = columns_[column].align == Align::left
                               ? static_cast<std::size_t>(columns_[column].gap)
                               : whole.size() - cell.text.size();
    return whole.substr(0, at) + paint(cell.text, cell.ink, style_) +
           whole.substr(at + cell.text.size());
  }

  // The beginning of a row's line; what is too long for it goes into `before`.
  std::string name(const TableCell& cell, std::string& before) const {
    if (text::display_width(cell.text) <= widths_.front()) return in_column(0, cell.text);
    for (const std::string& line : text::wrap(cell.text, style_.width)) before += line + "\n";
    return blanks(widths_.front());
  }

  // A last cell, the rest of its text under it.
  std::string wrapped(const TableCell& cell, std::size_t column) const {
    int at = start(column);
    std::string text = blanks(columns_[column].gap);
    const bool fits = text::display_width(cell.text) <= style_.width - at;
    if (fits && !cell.text.empty()) return text + paint(cell.text, cell.ink, style_) + "\n";
    if (style_.width - at < kLeastWrapped && !fits) {
      at = columns_[1].gap;
      text = "\n" + blanks(at);
    }
    bool is_first = true;
    for (const std::string& line : text::wrap(cell.text, style_.width - at)) {
      text += (is_first ? "" : "\n" + blanks(at)) + paint(line, cell.ink, style_);
      is_first = false;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text + "\n";
  }

  // The cells that have no room beside the others, each after its title.
  std::string underneath(const TableRow& row) const {
    std::string text;
    for (std::size_t i = beside_; i < row.cells.size(); ++i) {
      const std::string& value = row.cells[i].text;
      if (value.empty() || value == "-") continue;
      text += (text.empty() ? "" : ", ") + columns_[i].title +
              (columns_[i].title.empty() ? "" : " ") + value;
    }
    return lines_beside_name({text, Ink::normal});
  }

  std::string notes(const TableRow& row) const {
    std::string text;
    for (const TableCell& note : row.notes) text += lines_beside_name(note);
    return text;
  }

  std::string lines_beside_name(const TableCell& cell) const {
    const int beside = widths_.front() + (columns_.size() > 1 ? columns_[1].gap : 0);
    const int indent = style_.width - beside >= kLeastWrapped ? beside : 2;
    std::string text;
    for (const std::string& line : text::wrap(cell.text, style_.width - indent)) {
      text += blanks(indent) + paint(line, cell.ink, style_) + "\n";
    }
    return text;
  }

  const std::vector<TableColumn>& columns_;
  const TextStyle& style_;
  std::vector<int> widths_, starts_;  // the first column starts at 0
  std::size_t beside_ = 1;
};

}  // namespace

std::string table_text(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows,
                       const TextStyle& style) {
  const TableLayout layout(columns, rows, style);
  std::string text = layout.titles();
  for (const TableRow& row : rows) text += layout.row(row);
  return text;
}

}  // namespace papercup::render
