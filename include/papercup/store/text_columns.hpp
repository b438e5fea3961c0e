#pragma once

#include <array>
#include <string>

#include "papercup/core/paper.hpp"

namespace papercup::store {

// What the full-text index is fed of a paper: title, abstract, authors, comment, journal reference,
// each as tokens divided by blanks. Between two authors is a word that no query can contain, so
// that a phrase lies inside one author. Needs no database, and may be made on any thread.
using TextColumns = std::array<std::string, 5>;
TextColumns text_columns(const Paper& paper);

}  // namespace papercup::store
