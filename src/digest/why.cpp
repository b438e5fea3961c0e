#include "papercup/digest/why.hpp"

#include <algorithm>

namespace papercup::digest {
namespace {

constexpr double kLeastShare = 0.125;

bool is_followed_author(const Contribution& contribution) {
  return contribution.kind == Evidence::author && contribution.points > 0;
}

bool is_divider(char c) { return c == ' ' || c == '-'; }

// "3 2pt", which is what remains of 3.2 points: of several words, each of which begins with a
// digit.
bool is_number(const std::string& label) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  bool has_divider = false;
  for (std::size_t i = 0; i < label.size(); ++i) {
    has_divider = has_divider || is_divider(label[i]);
    const bool begins_word = i == 0 || is_divider(label[i - 1]);
    if (begins_word && !is_divider(label[i]) && !is_digit(label[i])) return false;
  }
  return has_divider;
}

bool is_term(const Contribution& contribution) {
  switch (contribution.kind) {
    case Evidence::description:
    case Evidence::keyword:
      return contribution.points > 0;
    case Evidence::like:
    case Evidence::pseudo_relevant:
      return contribution.points > 0 && !is_number(contribution.label);
    default:
      return false;
  }
}

// Whether `phrase` holds all words of `part`, one after the other, and is no shorter.
bool contains_words(const std::string& phrase, const std::string& part) {
  for (std::size_t at = phrase.find(part); at != std::string::npos;
       at = phrase.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    const bool starts = at == 0 || is_divider(phrase[at - 1]);
    if (starts && (end == phrase.size() || is_divider(phrase[end]))) return true;
  }
  return false;
}

// The contributions that are wanted, strongest first, as far as they matter beside the strongest.
template <typename Wanted>
std::vector<std::string> labels(const Score& score, Wanted wanted) {
  std::vector<const Contribution*> chosen;
  for (const Contribution& contribution : score.why) {
    if (wanted(contribution)) chosen.push_back(&contribution);
  }
  std::stable_sort(chosen.begin(), chosen.end(), [](const Contribution* a, const Contribution* b) {
    return a->points > b->points;
  });
  std::vector<std::string> result;
  for (const Contribution* contribution : chosen) {
    if (contribution->points < kLeastShare * chosen.front()->points) break;
    result.push_back(contribution->label);
  }
  return result;
}

// Adds a label, unless what is shown says it already; of a phrase and its words the phrase stays,
// in the place of the strongest of them.
void show(std::vector<std::string>& shown, const std::string& label) {
  const auto says_it = [&](const std::string& other) { return contains_words(other, label); };
  if (std::any_of(shown.begin(), shown.end(), says_it)) return;
  const auto said_by_it = [&](const std::string& other) { return contains_words(label, other); };
  const auto first = std::find_if(shown.begin(), shown.end(), said_by_it);
  if (first == shown.end()) {
    shown.push_back(label);
    return;
  }
  *first = label;
  shown.erase(std::remove_if(first + 1, shown.end(), said_by_it), shown.end());
}

}  // namespace

std::vector<std::string> why_terms(const Score& score, std::size_t limit) {
  const std::vector<std::string> terms = labels(score, is_term);
  std::vector<std::string> authors = labels(score, is_followed_author);
  authors.resize(std::min(authors.size(), limit));
  // A phrase may come long after its words, but one that gives little would hide what gives much.
  const std::size_t room = limit - authors.size();
  const std::size_t examined =
      room < terms.size() ? std::min(terms.size(), 2 * room) : terms.size();
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < examined; ++i) show(shown, terms[i]);
  shown.resize(std::min(shown.size(), room));
  shown.insert(shown.end(), authors.begin(), authors.end());
  return shown;
}

}  // namespace papercup::digest
