#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/category.hpp"

namespace papercup::cli {

// The answers to the question which categories somebody reads, one after the other. An answer
// names, divided by commas or blanks,
//  - codes and archives (cs.LG, astro-ph), in capitals or not, which are chosen at once,
//  - words and phrases to look up, a phrase as a whole before its words; `?` finds everything,
//  - numbers and ranges of numbers of what was found (1 3, 1,3, 1-3). They run on through all lists
//    that were shown, so that a number means one category however many answers came between,
//  - with a minus before it a code or number that is no longer wanted.
// An empty answer declines what was found and not chosen.
class CategoryQuestion {
 public:
  // Lines to show for this answer, of at most 80 columns; every number and word that means nothing
  // is named in them.
  std::string take(const std::string& answer);

  // Whether something is chosen and nothing is left to ask: of every list that was shown something
  // was chosen or it was declined, and the last answer had no mistake.
  bool is_settled() const;
  const std::vector<Category>& chosen() const { return chosen_; }
  // A line that says what is chosen, for who comes back to the question; empty if nothing is.
  std::string standing_text() const;
  // "cs.LG, cs.RO and stat.ML".
  std::string chosen_text() const;

 private:
  struct Found {
    std::string label;
    std::vector<std::size_t> numbers;
    std::size_t left_out = 0;  // of what was found
    bool is_open = true;       // nothing of it was chosen yet
  };

  void take_part(const std::string& part);
  bool take_words(const std::vector<std::string>& words);
  void look_up_longest(const std::vector<std::string>& words);
  bool take_name(const std::string& word);
  void take_numbers(const std::string& word);
  void take_number(std::size_t number);
  void drop(const std::string& word);
  bool look_up(const std::string& phrase);
  std::size_t number_of(const std::string& id);
  void choose(const std::string& id);
  std::vector<Category>::iterator find_chosen(const std::string& id);
  void complain(const std::string& text);
  void show(const std::vector<Found>& lists);
  void tell_what_is_open();

  std::string said_;                  // for the answer in hand
  bool has_mistake_ = false;          // the answer in hand
  bool has_explained_ = false;        // how numbers are given
  std::vector<std::string> offered_;  // by number, from 1
  std::vector<Found> lists_;
  std::vector<Category> chosen_;
};

}  // namespace papercup::cli
