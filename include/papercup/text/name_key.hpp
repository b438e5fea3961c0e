#pragma once

#include <string>
#include <vector>

#include "papercup/text/person_name.hpp"

namespace papercup::text {

// A name for comparing with others: folded (see normalise.hpp), with letters like ø as plain ones.
// A hyphen or an apostrophe divides no word: "jeanpierre", "ohara". It is the same for every way of
// writing a name, with and without a comma.
struct NameKey {
  std::string whole;   // all words in reading order, without suffix
  std::string family;  // the last word of the family name and particles right before it:
                       // "van der berg", "marquez"; the whole for a group
  std::vector<std::string> given;  // each given name or initial

  bool is_of_nobody() const { return whole.empty(); }
};
NameKey name_key(const PersonName& name);

}  // namespace papercup::text
