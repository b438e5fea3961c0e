#include <algorithm>
#include <iterator>

#include "core/tables/table.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

namespace {

using Words = std::vector<std::string>;

// A row of data/category-words.tsv.
struct Subject {
  std::string_view name;
  Words words;  // of the name, as folded_words has them
  std::vector<std::string_view> ids;
};

bool is_part_of_word(char c) { return ascii::is_letter_or_digit(c) || !ascii::is_ascii(c); }

bool has_word_that_starts_with(std::string_view text, std::string_view start) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool word_starts = i == 0 || !ascii::is_letter_or_digit(text[i - 1]);
    if (word_starts && ascii::starts_with_ignoring_case(text.substr(i), start)) return true;
  }
  return false;
}

std::vector<std::string_view> split_at_blanks(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = ascii::trim(text); !text.empty(); text = ascii::trim(text)) {
    words.push_back(text.substr(0, text.find_first_of(ascii::kBlanks)));
    text.remove_prefix(words.back().size());
  }
  return words;
}

// "galaxies" as "galaxy", "glasses" as "glass", "stars" as "star"; both numbers of a word need only
// come to the same.
std::string singular(std::string word) {
  const auto replace_end = [&](std::string_view end, std::string_view other) {
    if (word.size() < end.size() + 2 || !word.ends_with(end)) return false;
    word.replace(word.size() - end.size(), end.size(), other);
    return true;
  };
  if (replace_end("trices", "trix") || replace_end("ies", "y") || replace_end("sses", "ss") ||
      replace_end("oes", "o")) {
    return word;
  }
  const bool is_singular = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is");
  if (!is_singular) replace_end("s", "");
  return word;
}

bool is_small_word(std::string_view word) {
  return word == "the" || word == "of" || word == "and" || word == "in" || word == "for";
}

// The words of a phrase in the singular and in small letters, without those that join.
Words folded_words(std::string_view phrase) {
  Words words;
  for (std::size_t at = 0; at < phrase.size();) {
    std::size_t end = at;
    while (end < phrase.size() && is_part_of_word(phrase[end])) ++end;
    std::string word = ascii::lower(phrase.substr(at, end - at));
    if (!word.empty() && !is_small_word(word)) words.push_back(singular(std::move(word)));
    at = end + 1;
  }
  return words;
}

std::vector<Subject> read_subjects() {
  std::vector<Subject> subjects;
  for (const auto& row : table_rows(data::category_words_tsv(), 2)) {
    subjects.push_back({row[0], folded_words(row[0]), split_at_blanks(row[1])});
  }
  return subjects;
}

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> rows = read_subjects();
  return rows;
}

// Ids in the order in which they are added, each once.
class RankedIds {
 public:
  void add(std::string_view id) {
    if (std::ranges::find(ids_, id) == ids_.end()) ids_.emplace_back(id);
  }
  bool empty() const { return ids_.empty(); }
  std::vector<std::string> take() { return std::move(ids_); }

 private:
  std::vector<std::string> ids_;
};

// Active categories whose id, name or archive name holds every word at the start of a word; first
// those with the phrase as a whole in the name.
std::vector<const CategoryInfo*> rows_with_words(std::string_view phrase) {
  const std::vector<std::string_view> wanted = split_at_blanks(phrase);
  std::vector<const CategoryInfo*> found;
  for (const CategoryInfo& info : taxonomy()) {
    const bool holds_all = std::ranges::all_of(wanted, [&](std::string_view word) {
      return has_word_that_starts_with(info.id, word) ||
             has_word_that_starts_with(info.name, word) ||
             has_word_that_starts_with(info.archive_name, word);
    });
    if (info.status == CategoryStatus::active && holds_all) found.push_back(&info);
  }
  const std::string sought = ascii::lower(ascii::trim(phrase));
  std::stable_partition(found.begin(), found.end(), [&](const CategoryInfo* info) {
    return ascii::lower(info->name).find(sought) != std::string::npos;
  });
  return found;
}

// The archive and the categories that are named so, then those of the subject that is, and those of
// the archive.
void add_exact(std::string_view phrase, RankedIds& found) {
  const std::string_view name = ascii::trim(phrase);
  for (const CategoryInfo& info : taxonomy()) {
    const bool is_named_so = ascii::equal_ignoring_case(info.archive_name, name);
    if (is_named_so && is_divided_archive(info.archive)) found.add(info.archive);
  }
  for (const CategoryInfo& info : taxonomy()) {
    const bool is_active = info.status == CategoryStatus::active;
    if (is_active && ascii::equal_ignoring_case(info.name, name)) found.add(info.id);
  }
  const Words words = folded_words(phrase);
  for (const Subject& subject : subjects()) {
    if (!words.empty() && subject.words == words) {
      std::ranges::for_each(subject.ids, [&](std::string_view id) { found.add(id); });
    }
  }
  for (const CategoryInfo& info : taxonomy()) {
    const bool is_division =
        info.status == CategoryStatus::active && is_divided_archive(info.archive);
    if (is_division && ascii::equal_ignoring_case(info.archive_name, name)) found.add(info.id);
  }
}

// Active categories with all these words in their names, in singular or plural.
void add_named_with(std::string_view phrase, RankedIds& found) {
  const Words wanted = folded_words(phrase);
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status != CategoryStatus::active) continue;
    const Words words = folded_words(info.name);
    const bool holds_all = std::ranges::all_of(wanted, [&](const std::string& word) {
      return std::ranges::find(words, word) != words.end();
    });
    if (holds_all) found.add(info.id);
  }
}

// Categories of subjects that have every word at the start of one of theirs: a category counts for
// each of them, the more the earlier it is named.
std::vector<std::string_view> ids_of_related_subjects(std::string_view phrase) {
  struct Candidate {
    std::string_view id;
    double weight;
  };
  const Words wanted = folded_words(phrase);
  std::vector<Candidate> candidates;
  for (const Subject& subject : subjects()) {
    const bool holds_all =
        !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& word) {
          return std::ranges::any_of(
              subject.words, [&](const std::string& other) { return other.starts_with(word); });
        });
    for (std::size_t i = 0; holds_all && i < subject.ids.size(); ++i) {
      const auto known = std::ranges::find(candidates, subject.ids[i], &Candidate::id);
      Candidate& candidate = known == candidates.end()
                                 ? candidates.emplace_back(Candidate{subject.ids[i], 0})
                                 : *known;
      candidate.weight += 1.0 / static_cast<double>(i + 1);
    }
  }
  std::ranges::stable_sort(candidates, std::ranges::greater(), &Candidate::weight);
  std::vector<std::string_view> ids;
  std::ranges::transform(candidates, std::back_inserter(ids), &Candidate::id);
  return ids;
}

}  // namespace

std::vector<std::string> search_categories(std::string_view words) {
  constexpr std::size_t kFew = 3;
  RankedIds found;
  add_exact(words, found);
  if (!found.empty()) {
    add_named_with(words, found);
    return found.take();
  }
  const std::vector<const CategoryInfo*> rows = rows_with_words(words);
  for (const CategoryInfo* info : rows) found.add(info->id);
  if (rows.size() < kFew) {
    std::ranges::for_each(ids_of_related_subjects(words), [&](auto id) { found.add(id); });
  }
  return found.take();
}

std::vector<std::string> nearest_subjects(std::string_view misspelt, std::size_t limit) {
  constexpr std::size_t kShort = 5;  // letters; one mistake makes another word of a shorter one
  struct Candidate {
    std::string_view name;
    std::size_t distance;
  };
  const std::string_view phrase = ascii::trim(misspelt);
  const std::size_t farthest = phrase.size() < kShort ? 0 : phrase.size() == kShort ? 1 : 2;
  std::vector<Candidate> near;
  const auto consider = [&](std::string_view name) {
    const std::size_t distance = edit_distance(phrase, name, farthest);
    const bool is_known = std::ranges::any_of(near, [&](const Candidate& candidate) {
      return ascii::equal_ignoring_case(candidate.name, name);
    });
    if (distance <= farthest && !is_known) near.push_back({name, distance});
  };
  for (const Subject& subject : subjects()) consider(subject.name);
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status == CategoryStatus::active) consider(info.name);
  }
  std::ranges::stable_sort(near, {}, &Candidate::distance);
  std::vector<std::string> result;
  for (std::size_t i = 0; i < std::min(limit, near.size()); ++i) {
    result.emplace_back(near[i].name);
  }
  return result;
}

}  // namespace papercup
