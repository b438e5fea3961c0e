#include "render/paper/abstract_lines.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "papercup/digest/abstract.hpp"
#include "papercup/text/width.hpp"
#include "render/style/opening.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

using digest::Sentence;

// Of the best sentence's weight; what weighs less tells too little.
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

}  // namespace papercup::render
