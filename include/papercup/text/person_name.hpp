#pragma once

#include <string>
#include <string_view>

namespace papercup::text {

// The name of an author, taken apart. Each part is as it is written, with single blanks; a name
// without a family name is of nobody ("et al.", ",").
struct PersonName {
  std::string given;      // "Anna Maria", "J.-P."; empty if there is but one name
  std::string particles;  // "van den", "de"; belong to the family name
  std::string family;     // "Berg", "García Márquez"; the whole name of a group
  std::string suffix;     // "Jr.", "III"
  bool is_group = false;  // a collaboration, a team, an institute, several people in one name
  // "et al.", perhaps with a number of authors not shown, follows the name or takes its place.
  bool and_others = false;

  bool operator==(const PersonName&) const = default;
};

// Takes a name apart that a feed, a file or a person has written, with accents as letters (see
// normalise.hpp). Never fails: what fits no rule is a name of given names and one family name. In
// this order:
//  - What is in parentheses is an affiliation or a nickname, and left out; "_" is a blank, as
//  in
//    names of arXiv's API ("LeCun_Y", https://info.arxiv.org/help/api/user-manual.html); "and" in
//    front is left out.
//  - A trailing "et al." (arXiv's "et al. (200 additional authors not shown)") and a lone "others"
//    (BibTeX's) are no part of the name.
//  - A name with "Collaboration", "Consortium" or "Team" in it, or that ends in "Group", "Project",
//    "Network" and the like, or with "and", "&" or "of" in it, is a group's: "The Virgo Network".
//  - With commas it is "Family, Given", "Family, Suffix, Given", "Family, Given, Suffix" or
//    "Given Family, Suffix", as in BibTeX and Dublin Core; particles may also end the given names
//    ("Berg, Anna van den"), and a suffix the family name ("Moss III, W. C.").
//  - In Han, Kana or Hangul the family name comes first: "李 例".
//  - Initials that end it, with a point or at least two of them, are given names after the family
//    name: "Adeyemi R.", "Manoj N M"; also one after "_". "Weinan E" has a short family name.
//  - Jr, Sr, II, III and IV at its end, and V unless it is another initial, are a suffix.
//  - The family name is the last word, and begins with the first lower-case particle before it, as
//    BibTeX's "von" part does (O. Patashnik, "BibTeXing", 1988, section 4), or with capital ones
//    that stand directly before it: "S. M. de Bruyn Kops", "Guy Van den Broeck", "José Ortega y
//    Gasset". Initials are never part of it.
PersonName parse_person_name(std::string_view text);

// "Anna van den Berg III": given names first, as papers print them. Empty for nobody.
std::string in_reading_order(const PersonName& name);

// "A. M. van den Berg III": with initials for given names: "Jean-Luc" is "J.-L.". A given name in
// lower case or with a point stays, as does all of a group's name and of one in Han, Kana or
// Hangul. "et al." is kept. Empty for nobody without "et al.".
std::string abbreviated(const PersonName& name);

// Whether a word in front of a family name belongs to it, with a capital letter too: van, de, al
// ...
bool is_name_particle(std::string_view word);

// Whether a word after a comma is part of the name before it: Jr., Sr., Junior, Senior, II, III,
// IV.
bool is_name_suffix(std::string_view word);

}  // namespace papercup::text
