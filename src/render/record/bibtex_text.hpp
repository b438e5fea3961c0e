#pragma once

#include <string>
#include <string_view>

namespace papercup::render {

// Text of a feed, which may hold TeX, as the inside of a braced BibTeX value: one line in which
// braces balance, and characters that mean something to TeX are escaped if they are text.
std::string bibtex_text(std::string_view from_feed);

// A name of an author list, so that BibTeX takes it for one name and takes it apart as it is meant
// ("BibTeXing", section 4): "Ludwig van Nobody" as it is, "Nobody, Jr., Ann", "Van Dyke, John", a
// group in braces, and "others" for "et al.". Empty for text that is nobody's name.
std::string bibtex_name(std::string_view author);

// What identifies a name in a key, in a-z and 0-9, at most 24 of them: the last word of the family
// name, or a group's name. May be empty.
std::string key_name(std::string_view author);

}  // namespace papercup::render
