#include "render/paper/paper_lines.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/digest/abstract.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/sentence.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

using digest::Sentence;

// The sentences of an abstract as they are shown, each made when it is first asked for.
class ShownSentences {
 public:
  ShownSentences(std::string_view abstract, const std::vector<Sentence>& sentences,
                 const TextStyle& style)
      : abstract_(abstract), sentences_(sentences), style_(style), texts_(sentences.size()) {}

  const std::string& text(std::size_t place) {
    std::optional<std::string>& text = texts_[place];
    const Sentence& sentence = sentences_[place];
    if (!text) {
      text = displayed(abstract_.substr(sentence.begin, sentence.end - sentence.begin), style_);
    }
    return *text;
  }

  std::string joined(const std::vector<std::size_t>& places) {
    std::string result;
    std::size_t next = 0;
    for (const std::size_t place : places) {
      if (!result.empty()) result += next == place ? " " : fmt::format(" {} ", ellipsis(style_));
      result += text(place);
      next = place + 1;
    }
    return result;
  }

  bool has_room(const std::vector<std::size_t>& places, std::size_t lines, int columns) {
    const std::size_t most = lines * static_cast<std::size_t>(columns);
    if (is_endless(places, most)) return false;
    std::size_t width = 0;
    for (const std::size_t place : places) {
      width += static_cast<std::size_t>(text::display_width(text(place)));
    }
    return width <= most && text::wrap(joined(places), columns).size() <= lines;
  }

 private:
  // Whether sentences are so long that laying them out is not worth the time: no notation takes so
  // many bytes a column.
  bool is_endless(const std::vector<std::size_t>& places, std::size_t columns) const {
    std::size_t bytes = 0;
    for (const std::size_t place : places) bytes += sentences_[place].end - sentences_[place].begin;
    return bytes > 16 * columns;
  }

  std::string_view abstract_;
  const std::vector<Sentence>& sentences_;
  const TextStyle& style_;
  std::vector<std::optional<std::string>> texts_;
};

int lines_for(int columns) {
  constexpr int kCharacters = 3 * 76;  // three lines of a narrow terminal
  return std::clamp((kCharacters + columns - 1) / std::max(columns, 1), 2, 5);
}

// The end of the last sentence whose stop lies in text[from..to), or npos.
std::size_t last_sentence_end(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t stop = to; stop-- > from;) {
    // A text that ends so may look cut off.
    if (text.substr(0, stop).ends_with(" al")) continue;
    const auto end = text::sentence_end(text, stop);
    if (end && *end <= to) return *end;
  }
  return std::string_view::npos;
}

using digest::Signal;
using digest::SignalKind;
using digest::StatedIn;

std::string in_quotes(const std::string& text, const TextStyle& style) {
  return text.empty() ? "" : fmt::format("\"{}\"", displayed(text, style));
}

// "code, data"
std::string promised_things(const Signal& signal) {
  std::string kinds;
  for (const SignalKind kind : signal.promised) {
    kinds += (kinds.empty() ? "" : ", ") + std::string(to_string(kind));
  }
  return kinds;
}

SignalItem item_of(const Signal& signal, const TextStyle& style) {
  const std::string where = stated_in_text(to_string(signal.where));
  switch (signal.kind) {
    case SignalKind::withdrawn:
      return {"WITHDRAWN", in_quotes(signal.text, style), where, "", true};
    case SignalKind::withdrawal_mention:
      return {where + " mentions withdrawal:", in_quotes(signal.text, style)};
    case SignalKind::replication:
      return {"replication", "", where};
    case SignalKind::negative_result:
      return {"negative result", "", where};
    case SignalKind::promise:
      return {promised_things(signal) + " promised:", in_quotes(signal.text, style), where};
    case SignalKind::code:
    case SignalKind::data:
      return {std::string(to_string(signal.kind)),
              signal.url.empty() ? in_quotes(signal.text, style) : displayed(signal.text, style),
              where, signal.url};
    case SignalKind::venue:
      return {"venue", displayed(signal.text, style), where};
    case SignalKind::doi:
      return {"doi", displayed(signal.text, style)};
    case SignalKind::version:
      return {"version " + signal.text};
  }
  return {};
}

// Between a label and what is stated.
std::string_view label_gap(const SignalItem& item) {
  return item.label.ends_with(':') ? " " : "  ";
}

int width_of(const SignalItem& item) { return text::display_width(item_text(item)); }

// Cuts what is stated, so that the field that states it remains.
void cut(SignalItem& item, int columns, const TextStyle& style) {
  const int excess = width_of(item) - columns;
  if (excess <= 0 || item.text.empty()) return;
  const bool is_quoted = item.text.ends_with('"');
  const int room = std::max(text::display_width(item.text) - excess - (is_quoted ? 1 : 0), 8);
  item.text = text::truncate(item.text, room, ellipsis(style)) + (is_quoted ? "\"" : "");
}

std::string painted(const SignalItem& item, const TextStyle& style) {
  std::string result = paint(item.label, item.is_alarm ? Ink::red : Ink::dim, style);
  if (!item.text.empty()) {
    result += label_gap(item);
    result += item.url.empty() ? item.text : link(item.text, item.url, style);
  }
  if (!item.where.empty()) result += " " + paint("(" + item.where + ")", Ink::dim, style);
  return result;
}

bool is_asked_for(SignalKind kind) {
  return kind == SignalKind::code || kind == SignalKind::data || kind == SignalKind::venue;
}

std::string table_label(const Signal& signal) {
  std::string label(to_string(signal.kind));
  if (signal.kind == SignalKind::withdrawn) label = "WITHDRAWN";
  if (signal.kind == SignalKind::withdrawal_mention) label = "withdrawal?";
  return label;
}

std::string table_value(const Signal& signal, const TextStyle& style) {
  const bool is_address = !signal.url.empty() || signal.kind == SignalKind::venue;
  std::string value = is_address ? displayed(signal.text, style) : in_quotes(signal.text, style);
  if (!signal.promised.empty()) value = promised_things(signal) + ": " + value;
  return value + (value.empty() ? "(" : " (") + stated_in_text(to_string(signal.where)) + ")";
}

}  // namespace

std::vector<std::string> decisive_lines(std::string_view abstract, const Score& score,
                                        const TextStyle& style, int columns) {
  const std::vector<Sentence> sentences = digest::sentences_of(abstract, score);
  if (sentences.empty()) return {};
  const auto lines = static_cast<std::size_t>(lines_for(columns));
  ShownSentences shown(abstract, sentences, style);
  const auto has_room = [&](const std::vector<std::size_t>& places) {
    // One long sentence may take a line more rather than be cut.
    return shown.has_room(places, places.size() == 1 ? lines + 1 : lines, columns);
  };
  const std::vector<std::size_t> chosen = digest::quoted_sentences(sentences, has_room);
  return opening_lines(shown.joined(chosen), columns, static_cast<int>(lines) + 1, ellipsis(style));
}

std::vector<std::string> opening_lines(std::string_view abstract, int columns, int lines,
                                       std::string_view ellipsis) {
  std::vector<std::string> wrapped = text::wrap(abstract, columns);
  const auto limit = static_cast<std::size_t>(std::max(lines, 1));
  if (wrapped.size() <= limit) return wrapped;
  // The line after the shown ones tells whether a stop at their very end ends a sentence.
  std::string text;
  std::size_t first_line_end = 0;
  std::size_t shown_end = 0;
  for (std::size_t i = 0; i <= limit; ++i) {
    text += (text.empty() ? "" : " ") + wrapped[i];
    if (i == 0) first_line_end = text.size();
    if (i + 1 == limit) shown_end = text.size();
  }
  const std::size_t end = last_sentence_end(text, limit > 1 ? first_line_end : 0, shown_end);
  if (end != std::string_view::npos) return text::wrap(text.substr(0, end), columns);
  wrapped.resize(limit);
  const int room = columns - text::display_width(ellipsis) - 1;
  std::string last = wrapped.back();
  while (text::display_width(last) > room && last.find(' ') != std::string::npos) {
    last.resize(last.rfind(' '));
  }
  wrapped.back() = text::truncate(last, room, "") + " " + std::string(ellipsis);
  return wrapped;
}

std::string stated_in_text(std::string_view stated_in) {
  if (stated_in == to_string(StatedIn::journal_ref)) return "journal reference";
  if (stated_in == to_string(StatedIn::source_type)) return "arXiv's source type";
  return std::string(stated_in);
}

std::vector<SignalItem> signal_items(const Paper& paper, const TextStyle& style) {
  std::vector<SignalItem> items;
  for (const Signal& signal : digest::find_signals(paper)) {
    SignalItem item = item_of(signal, style);
    const auto same = std::ranges::find_if(items, [&](const SignalItem& other) {
      return !item.text.empty() && other.text == item.text && other.where == item.where;
    });
    if (same != items.end()) {
      same->label += ", " + item.label;
    } else {
      items.push_back(std::move(item));
    }
  }
  return items;
}

std::string item_text(const SignalItem& item) {
  std::string text = item.label;
  if (!item.text.empty()) text += std::string(label_gap(item)) + item.text;
  if (!item.where.empty()) text += " (" + item.where + ")";
  return text;
}

std::vector<std::vector<SignalItem>> signal_rows(std::vector<SignalItem> items,
                                                 const TextStyle& style, int columns,
                                                 std::size_t lines) {
  std::vector<std::vector<SignalItem>> rows;
  int used = 0;
  for (SignalItem& item : items) {
    cut(item, columns, style);
    const int width = width_of(item);
    if (!rows.empty() && used + kSignalGap + width <= columns) {
      used += kSignalGap + width;
      rows.back().push_back(std::move(item));
    } else if (rows.size() < lines) {
      used = width;
      rows.emplace_back().push_back(std::move(item));
    }
  }
  return rows;
}

std::vector<std::string> signal_lines(const std::vector<SignalItem>& items, const TextStyle& style,
                                      int columns, std::size_t lines) {
  std::vector<std::string> result;
  for (const std::vector<SignalItem>& row : signal_rows(items, style, columns, lines)) {
    std::string line;
    for (const SignalItem& item : row) {
      line += (line.empty() ? "" : std::string(kSignalGap, ' ')) + painted(item, style);
    }
    result.push_back(std::move(line));
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> signal_table(const Paper& paper,
                                                              const TextStyle& style) {
  std::vector<std::pair<std::string, std::string>> rows;
  const std::vector<Signal> signals = digest::find_signals(paper);
  for (const SignalKind kind : digest::signal_kinds()) {
    // What other rows show anyway.
    if (kind == SignalKind::doi || kind == SignalKind::version) continue;
    if (is_asked_for(kind) && !digest::has_signal(signals, kind)) {
      rows.emplace_back(to_string(kind), "none stated");
    }
    for (const Signal& signal : signals) {
      if (signal.kind == kind) rows.emplace_back(table_label(signal), table_value(signal, style));
    }
  }
  return rows;
}

}  // namespace papercup::render
