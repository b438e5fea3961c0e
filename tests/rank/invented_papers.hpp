#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::rank {

inline ArxivId invented_id(int number) {
  return ArxivId::parse(fmt::format("2611.{:05}", 90000 + number));
}

inline Paper invented_paper(int number, std::string title, std::string abstract = {},
                            std::vector<std::string> authors = {},
                            const std::vector<std::string>& categories = {}) {
  Paper paper{.id = invented_id(number)};
  paper.title = std::move(title);
  paper.abstract = std::move(abstract);
  paper.authors = std::move(authors);
  for (const std::string& category : categories) paper.categories.emplace_back(category);
  return paper;
}

// Papers and foci over a small vocabulary, the same for a seed on every machine.
class Inventor {
 public:
  explicit Inventor(std::uint32_t seed) : random_(seed) {}

  // From 0 to `count` - 1.
  std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(random_() % count); }

  std::string text(std::size_t words) {
    static const std::vector<std::string> kWords = {
        "reward",      "model",      "models",     "Reward",   "learning", "preference", "the",
        "of",          "and",        "policy",     "policies", "graph",    "neural",     "few-shot",
        "Schrödinger", "2",          "k-means",    "café",     "GPT-4",    "$x^2$",      "\\alpha",
        "survey",      "强化学习",   "bias",       "noise,",   "kernel.",  "data",       "proof:",
        "a",           "in-context", "Erd\\H{o}s", "graphs"};
    std::string result;
    for (std::size_t i = 0; i < words; ++i) {
      // Squared, so that some words are common and some are rare.
      const std::size_t index = below(kWords.size()) * below(kWords.size()) / kWords.size();
      result += (i == 0 ? "" : " ") + kWords[index];
    }
    return result;
  }

  std::vector<std::string> authors() {
    static const std::vector<std::string> kNames = {
        "Lena Sørby",     "L. Sorby",  "Lars Sorby",         "Ana van der Berg", "Müller, Jörg",
        "The X9 Project", "Solitaire", "Jean-Pierre O'Hara", "王 小明",          "Ana Berg Jr."};
    return some_of(kNames, 4);
  }

  Paper paper(int number) {
    return invented_paper(number, text(below(12)), text(below(80)), authors(),
                          some_of({"cs.LG", "cs.CL", "cs.NA", "math.NA", "stat.ML"}, 3));
  }

  std::vector<Paper> papers(int first, std::size_t count) {
    std::vector<Paper> result;
    for (std::size_t i = 0; i < count; ++i) result.push_back(paper(first + static_cast<int>(i)));
    return result;
  }

  Focus focus() {
    Focus focus;
    focus.name = "invented";
    focus.about = text(below(20));
    for (std::size_t i = below(4); i > 0; --i) {
      focus.keywords.push_back({text(1 + below(3)), below(2) == 0 ? 1.0 : -0.7});
    }
    focus.authors = some_of({"L. Sørby", "Lars Sørby", "J. Muller", "Solitaire"}, 2);
    return focus;
  }

 private:
  std::vector<std::string> some_of(const std::vector<std::string>& all, std::size_t most) {
    std::vector<std::string> result;
    for (std::size_t i = below(most + 1); i > 0; --i) result.push_back(all[below(all.size())]);
    return result;
  }

  std::mt19937 random_;  // its numbers are laid down by the standard
};

}  // namespace papercup::rank
