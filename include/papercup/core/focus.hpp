#pragma once

#include <string>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"

namespace papercup {

struct Keyword {
  std::string term;     // a word or a phrase
  double weight = 1.0;  // negative: papers with it sink

  bool operator==(const Keyword&) const = default;
};

// What a reader works on, from a file that the reader owns.
struct Focus {
  std::string name;                  // for people
  std::string about;                 // one or two sentences
  std::vector<Category> categories;  // what to rank, also archives; empty: everything in the store
  std::vector<Keyword> keywords;
  std::vector<std::string> authors;
  std::vector<ArxivId> likes, dislikes;  // examples given in the file, without repetition
  std::vector<std::string> to;           // recipients of this focus's mail

  bool operator==(const Focus&) const = default;
};

}  // namespace papercup
