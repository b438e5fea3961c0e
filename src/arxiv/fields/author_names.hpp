#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::arxiv {

// One name as a source writes it: TeX accents become letters, white space collapses to single
// blanks.
std::string author_name(std::string_view text);

// "Given Family Suffix" from its parts, any of which may be empty.
std::string author_name(std::string_view given, std::string_view family, std::string_view suffix);

// The names of "A. Author (Somewhere), B. Author and C. Author Jr.": separated by commas,
// semicolons, colons (collaborations), "and" and "&"; text in parentheses is an affiliation
// and is left out. A comma before Jr., Sr., II, III or IV separates nothing. arXiv gives no way to
// be sure: an affiliation without parentheses becomes a name.
std::vector<std::string> split_authors(std::string_view text);

// "Given Family Suffix" from "Family, Given, Suffix", as Dublin Core writes it; a name without
// comma stays.
std::string name_in_reading_order(std::string_view text);

}  // namespace papercup::arxiv
