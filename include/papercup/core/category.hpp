#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace papercup {

// A category as a source wrote it ("cs.LG", "math.MP", "cmp-lg"). It is stored and printed
// verbatim; it need not be in the taxonomy, so that a category founded after this program still
// works.
class Category {
 public:
  explicit Category(std::string id) : id_(std::move(id)) {}
  const std::string& to_string() const { return id_; }
  auto operator<=>(const Category&) const = default;

 private:
  std::string id_;
};

enum class CategoryStatus {
  active,
  subsumed,  // an old archive whose papers now belong to `canonical_id`, such as cmp-lg
  archive,   // a whole archive used as a category before its division, such as astro-ph
};

// A row of arXiv's taxonomy (data/categories.tsv). All views live as long as the program.
struct CategoryInfo {
  std::string_view id, name, archive, archive_name, group_name;
  CategoryStatus status;
  std::string_view canonical_id;  // of an alias pair and of a subsumed name; else the id itself
  std::string_view oai_set;       // "cs:cs:LG"; empty for names of the past, see oai_set_of
};

// Every row, in the order of the file.
const std::vector<CategoryInfo>& taxonomy();

// The row with exactly this id, or null.
const CategoryInfo* find_category(std::string_view id);

// Whether `name` is an archive of today: "cs", "math", "hep-th", "astro-ph". A subsumed name such
// as cmp-lg is a category only.
bool is_archive(std::string_view name);

// Whether old identifiers (archive/YYMMNNN) may begin with this name, in lower case: an archive of
// today or one whose papers now belong to another, such as cmp-lg.
bool is_past_or_present_archive(std::string_view name);

// Whether `name` is an archive of today that is divided into categories: "cs", "astro-ph",
// "physics". hep-th and math-ph are not: each is one category. Some of these names (astro-ph,
// cond-mat, q-bio) were categories before the archive was divided and stand in papers of that time,
// so that the name alone does not mean the archive's papers of today.
bool is_divided_archive(std::string_view name);

// The active categories of a divided archive, in the order of the taxonomy; none of other names.
std::vector<std::string> divisions_of(std::string_view archive);

// All names under which a paper of this category may be stored: the id, the other name of an alias
// pair (cs.NA, math.NA) and names subsumed in it (cs.CL: cmp-lg), canonical first; an id that is
// not in the taxonomy is alone. The relation is symmetric.
std::vector<std::string> equivalent_categories(std::string_view id);

// Whether a paper that carries `category` belongs to `name`, a category by any of its names or an
// archive.
bool belongs_to(std::string_view category, std::string_view name);

// The name to use towards arXiv: math.NA for cs.NA, cs.CL for cmp-lg; an unknown id stays as it is.
std::string canonical_category(std::string_view id);

// What arXiv's query API takes after `cat:` to find all papers of a category or an archive: the
// names of the category, or of an archive its own, its divisions by a star, and what its divisions
// are called elsewhere ("astro-ph", "astro-ph.*"). cat: compares whole names but for a star.
std::vector<std::string> query_names(std::string_view name);

// The set of a category or an archive in arXiv's OAI-PMH interface, group:archive or
// group:archive:category: "cs:cs:LG", "physics:hep-th", "physics:physics". Of a category that was
// founded after this program by its archive; empty when that is unknown, too.
std::string oai_set_of(std::string_view name);

// Ids (and archives) nearest to a misspelt one, best first, at most `limit`; empty if nothing is
// near. Differences of case only come first ("cs.lg": cs.LG), then a subject class alone
// ("LG": cs.LG) and single edits, then two edits.
std::vector<std::string> nearest_categories(std::string_view misspelt, std::size_t limit = 3);

// What a word or a phrase finds ("cosmology", "dark matter", "black hole"), best first: the archive
// and the categories that are named so, those of the subject of data/category-words.tsv that is,
// the categories of the archive, and categories with all the words in their names, in singular or
// plural. If nothing is named so: active categories whose id, name or archive name holds every word
// at the start of a word, case ignored ("language": cs.CL, cs.FL, cs.PL), those with the phrase as
// a whole in the name first; if they are less than three, also the categories of the subjects that
// hold every word, those of many subjects first. All active categories, in the order of the
// taxonomy, if `words` is blank.
std::vector<std::string> search_categories(std::string_view words);

// Words that search_categories finds something by, nearest to a misspelt one, best first, at most
// `limit`: "cosmology" for "cosmolgy". None for words of less than five letters.
std::vector<std::string> nearest_subjects(std::string_view misspelt, std::size_t limit = 3);

}  // namespace papercup
