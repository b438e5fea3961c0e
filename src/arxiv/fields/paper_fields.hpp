#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// A record that knows nothing but the identifier.
Record record_of(const PaperRef& ref, Detail detail);

// Valid UTF-8 without control characters, white space collapsed to single blanks.
std::string clean_text(std::string_view text);

// Whether a term is an arXiv category (in the taxonomy, or of the form archive.SUB) rather than a
// class of the ACM or MSC schemes, which were among the categories of the query API until 2025.
bool looks_like_category(std::string_view term);

// Categories in the order in which they come, each once. Linear in their number, since a list may
// be made to be long.
class CategoryList {
 public:
  void add(std::string_view name);
  std::vector<Category> take() && { return std::move(categories_); }

 private:
  std::vector<Category> categories_;
  std::unordered_set<std::string> names_;  // of all of them once they are many
};

// The arXiv categories among `terms`, without repetition, with `primary` first if it is one.
std::vector<Category> paper_categories(std::string_view primary,
                                       const std::vector<std::string>& terms);

// The words of a text separated by white space.
std::vector<std::string> words_of(std::string_view text);

// The first DOI of a text, which may have several, separated by blanks; the first is the paper's.
std::string first_doi(std::string_view text);

// A version of a paper in the lists of arXivRaw and of the Kaggle snapshot.
struct StatedVersion {
  int number = 0;
  std::optional<Time> submitted;
  std::string source_type;
};

// Reads "v2" and a mail date; nothing if the name is not a version.
std::optional<StatedVersion> stated_version(std::string_view name, std::string_view date);

// Takes `published` from version 1, `version` and `updated` from the highest number, whatever the
// order. Returns the highest, or null if the list is empty.
const StatedVersion* apply_versions(const std::vector<StatedVersion>& versions, Paper& paper);

// One name as a source writes it: TeX accents become letters, white space collapses to single
// blanks. Empty for the colon that arXiv gives as an author after a collaboration.
std::string author_name(std::string_view text);

// Makes "Given Family Suffix" of its parts, any of which may be empty.
std::string author_name(std::string_view given, std::string_view family, std::string_view suffix);

// The names of "A. Author (Somewhere), B. Author and C. Author Jr.": separated by commas,
// semicolons, colons (collaborations), "and" and "&"; text in parentheses is an affiliation
// and is left out. A comma before Jr., Sr., II, III or IV separates nothing. arXiv gives no way to
// be sure: an affiliation without parentheses becomes a name.
std::vector<std::string> split_authors(std::string_view text);

// Makes "Given Family Suffix" of "Family, Given, Suffix", as Dublin Core writes it; a name without
// a comma stays as it is.
std::string name_in_reading_order(std::string_view text);

}  // namespace papercup::arxiv
