#include "papercup/rank/occurrence.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/category.hpp"
#include "rank/features/author_names.hpp"
#include "rank/features/terms.hpp"
#include "rank/features/words.hpp"

namespace papercup::rank {
namespace {

// The key of the term that has this label; empty unless the label is a word or two.
std::string key_of(std::string_view label) {
  const std::vector<Word> words = words_of(label);
  if (words.size() == 1) return word_key(words[0].key);
  if (words.size() == 2) return pair_key(words[0].key, words[1].key);
  return {};
}

int times(std::string_view text, const std::string& key) {
  for (const Term& term : text_terms(text)) {
    if (term.key == key) return term.frequency;
  }
  return 0;
}

bool has_author(const Paper& paper, std::string_view name) {
  const std::vector<std::string> sought = sought_name_forms(name);
  return std::any_of(paper.authors.begin(), paper.authors.end(), [&](const std::string& author) {
    const std::vector<std::string> carried = carried_name_forms(author);
    return std::any_of(carried.begin(), carried.end(), [&](const std::string& form) {
      return std::find(sought.begin(), sought.end(), form) != sought.end();
    });
  });
}

bool has_category(const Paper& paper, std::string_view id) {
  return std::any_of(paper.categories.begin(), paper.categories.end(),
                     [&](const Category& category) {
                       return canonical_category(category.to_string()) == canonical_category(id);
                     });
}

}  // namespace

Occurrence occurrence(const Paper& paper, const Contribution& contribution) {
  Occurrence found;
  const std::string& label = contribution.label;
  switch (contribution.kind) {
    case Evidence::other:
    case Evidence::intercept:
      return found;
    case Evidence::category:
      found.is_category = has_category(paper, label);
      return found;
    case Evidence::author:
      found.is_author = has_author(paper, label);
      return found;
    default:
      break;
  }
  const std::string key = key_of(label);
  found.in_title = times(paper.title, key);
  found.in_abstract = times(paper.abstract, key);
  // A like teaches its authors too.
  if (!found.is_any()) found.is_author = has_author(paper, label);
  return found;
}

}  // namespace papercup::rank
