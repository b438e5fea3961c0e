#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

enum class WordMatch { all, some };

struct FoundWords {
  std::vector<FoundPaper> results;  // the most relevant first
  WordMatch match = WordMatch::all;
};

// Finds the selected papers with all of these words anywhere, or, if there is no such paper, with
// some of them that are no stop words, of many the rarest: none is found by "the" alone. They are
// plain words, not a query: `ti:` and AND are words like others, which a note says. "Quotes", also
// typographic ones, hold a phrase together, word* is a prefix, and -word or -"a phrase" leaves
// papers out, which a note says too. Throws Error{usage} if there is no word to search for.
Noted<FoundWords> find_words(const store::Store& store, store::Selection selection,
                             const std::string& text);

// Throws as find_words does if there is no word in it.
void check_words(std::string_view words);

// A model by which a paper's score is its cosine with these papers together.
rank::TrainedFocus nearness_to(const std::vector<Paper>& papers);

// Finds the selected papers that have anything in common with `papers`, without these: the nearest
// `most`, or all if it is nothing.
Found nearest_papers(const store::Store& store, const rank::TrainedFocus& nearness,
                     const store::Selection& selection, const std::vector<Paper>& papers,
                     std::optional<std::size_t> most);

}  // namespace papercup::app
