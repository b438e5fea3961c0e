#pragma once

#include <string>
#include <string_view>
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

// A word of a name to look for.
struct NameWord {
  std::string token;       // as in tokens()
  bool is_prefix = false;  // any word that begins with it will do

  bool operator==(const NameWord&) const = default;
};
using NameWords = std::vector<NameWord>;

// Whether the last word, as written, is whole or the beginning of one.
enum class LastWord { whole, prefix };

// The orders in which the words of a name may come in a paper that has the given names first; as
// written comes first. In a name of several words a letter by itself is an initial ("L. Sørby",
// "J.-P. Ngo") and a prefix, unless an apostrophe follows it ("O'Hara"), and but for scripts
// without capital letters. The second order, if any, has the given names first as parse_person_name
// finds them after a comma ("Sørby, Linnea"), and those that are initials at the end ("Sørby L",
// "sorby_l"); it is without affiliations and "et al.". Empty for a text without a token.
std::vector<NameWords> name_orders(std::string_view name, LastWord last = LastWord::whole);

// The orders in which the words of a name come in a paper that has the family name first and a
// comma after it: "van den Berg, Anna", "Berg, Anna van den". Empty for a group and for a single
// name.
std::vector<NameWords> family_first_orders(std::string_view name);

// Whether these words are next to each other among the tokens of a name, in this order.
bool has_name(const std::vector<std::string>& tokens, const NameWords& words);

}  // namespace papercup::text
