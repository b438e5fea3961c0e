#include "render/paper/abstract_lines.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/digest/abstract.hpp"
#include "papercup/text/phrases.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

using digest::Sentence;

// A share of the best sentence's weight; what weighs less tells too little.
constexpr double kLeastShare = 0.4;

std::string sentence_text(std::string_view abstract, const Sentence& sentence,
                          const TextStyle& style) {
  return displayed(abstract.substr(sentence.begin, sentence.end - sentence.begin), style);
}

std::string joined(std::string_view abstract, const std::vector<Sentence>& sentences,
                   const std::set<std::size_t>& chosen, const TextStyle& style) {
  std::string text;
  std::size_t next = 0;
  for (const std::size_t place : chosen) {
    if (!text.empty()) text += next == place ? " " : fmt::format(" {} ", ellipsis(style));
    text += sentence_text(abstract, sentences[place], style);
    next = place + 1;
  }
  return text;
}

std::vector<std::size_t> by_weight(const std::vector<Sentence>& sentences) {
  std::vector<std::size_t> order(sentences.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sentences[a].weight > sentences[b].weight;
  });
  return order;
}

int lines_for(int columns) {
  constexpr int kCharacters = 3 * 76;  // three lines of a narrow terminal
  return std::clamp((kCharacters + columns - 1) / std::max(columns, 1), 2, 5);
}

bool ends_sentence(std::string_view text, std::size_t stop) {
  if (text[stop] != '.' && text[stop] != '?' && text[stop] != '!') return false;
  if (stop + 1 == text.size()) return true;
  if (text[stop + 1] != ' ' || stop < 2) return false;
  // "et al. (2024)", "e.g. this", "J. Smith": the next word of a new sentence is capital or a
  // number, and the word that ends has more than one letter.
  if (!ascii::is_upper(text[stop + 2])) return false;
  return text[stop - 2] != ' ' && text[stop - 2] != '.' && !text.substr(0, stop).ends_with(" al");
}

// The end of the last sentence whose stop lies in text[from..to), or npos.
std::size_t last_sentence_end(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t stop = to; stop-- > from;) {
    if (ends_sentence(text, stop)) return stop + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<std::string> decisive_lines(std::string_view abstract, const Score& score,
                                        const TextStyle& style, int columns) {
  const std::vector<Sentence> sentences = digest::sentences_of(abstract, score);
  if (sentences.empty()) return {};
  const std::vector<std::size_t> order = by_weight(sentences);
  const auto lines = static_cast<std::size_t>(lines_for(columns));
  const double least = kLeastShare * sentences[order.front()].weight;
  std::set<std::size_t> chosen = {order.front()};
  for (const std::size_t place : order) {
    if (sentences[place].weight < least) break;
    std::set<std::size_t> more = chosen;
    more.insert(place);
    const auto wrapped = text::wrap(joined(abstract, sentences, more, style), columns);
    if (wrapped.size() <= lines) chosen = std::move(more);
  }
  // One long sentence may take a line more rather than be cut.
  return opening_lines(joined(abstract, sentences, chosen, style), columns,
                       static_cast<int>(lines) + 1, ellipsis(style));
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

}  // namespace papercup::render
