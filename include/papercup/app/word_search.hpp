#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/app/found_papers.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

enum class WordMatch { all, some };

struct FoundWords {
  std::vector<FoundPaper> results;  // the most relevant first
  WordMatch match = WordMatch::all;
};

// The selected papers with all of these words anywhere, or, where there is none, with some of them.
// Plain words, not a query: `ti:` and AND are words like others; "quotes" hold a phrase together,
// and word* is a prefix. Throws Error{usage} where there is no word.
FoundWords find_words(const store::Store& store, store::Selection selection,
                      const std::string& words);

// Throws as find_words does where there is no word in it.
void check_words(std::string_view words);

}  // namespace papercup::app
