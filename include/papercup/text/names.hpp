#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::text {

// A word of a name that is looked for.
struct NameWord {
  std::string token;       // as in tokens()
  bool is_prefix = false;  // any word that begins with it will do
};
using NameWords = std::vector<NameWord>;

// Whether the last word, as written, is whole or the beginning of one.
enum class LastWord { whole, prefix };

// The orders in which the words of a name may stand in a paper, which has the given names first; as
// written comes first. In a name of several words a letter by itself is an initial ("L. Sørby",
// "J.-P. Ngo"), but for one with an apostrophe behind it ("O'Hara"), and in scripts without capital
// letters. The family name is taken to come first before a comma ("Sørby, Linnea") and before
// initials at the end ("Sørby L", "sorby_l"). Initials are prefixes. Empty for a text without a
// token.
std::vector<NameWords> name_orders(std::string_view name, LastWord last = LastWord::whole);

// Whether these words stand one behind the other among the tokens of a name.
bool has_name(const std::vector<std::string>& tokens, const NameWords& words);

}  // namespace papercup::text
