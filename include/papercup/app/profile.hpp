#pragma once

#include <string>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/library/library.hpp"

namespace papercup::app {

// What papers that arXiv does not have say about a reader's work, in words that go into a focus
// file, where the reader can change them.

// The words and phrases that they have in common, by TF-IDF over titles and abstracts, at most 12,
// with weights from 0.5 down; an entry weighs half of one that is five years younger. Of three
// entries or more, what only one of them says is no keyword, unless nothing is said twice.
// Strongest first.
std::vector<Keyword> keywords_of(const std::vector<library::Entry>& entries);

// "Papers such as: ...", with the newest titles; empty for no entries. `entries` are newest first.
std::string description_of(const std::vector<library::Entry>& entries);

}  // namespace papercup::app
