#include "lessons.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include "slots.hpp"
#include "terms.hpp"
#include "weighting.hpp"

namespace papercup::rank {
namespace {

// Lengths beside the description's, which is 1.
constexpr double kKeywordWeight = 0.5;   // about two words of a description
constexpr double kFollowedWeight = 1.0;  // the author block of a paper is light by itself
constexpr double kDislikeWeight = 0.3;
// Of a keyword's words beside its pairs: who asks for "reward model" does not ask for every model.
constexpr double kWordOfPhrase = 0.3;

struct WeightedTerm {
  std::uint32_t slot;
  std::string key;
  double weight;
};
using TermVector = std::vector<WeightedTerm>;

double length(const TermVector& vector) {
  double square = 0;
  for (const WeightedTerm& term : vector) square += term.weight * term.weight;
  return std::sqrt(square);
}

TermVector scaled(TermVector vector, double factor) {
  for (WeightedTerm& term : vector) term.weight *= factor;
  return vector;
}

TermVector unit(TermVector vector) {
  const double whole = length(vector);
  return whole > 0 ? scaled(std::move(vector), 1 / whole) : TermVector{};
}

void append(TermVector& vector, const TermVector& more) {
  vector.insert(vector.end(), more.begin(), more.end());
}

// Ordered by slot and key, the weights of equal terms summed in the order in which they stand.
TermVector merged(TermVector vector) {
  std::stable_sort(vector.begin(), vector.end(), [](const WeightedTerm& a, const WeightedTerm& b) {
    return std::tie(a.slot, a.key) < std::tie(b.slot, b.key);
  });
  TermVector result;
  for (WeightedTerm& term : vector) {
    if (!result.empty() && result.back().key == term.key) {
      result.back().weight += term.weight;
    } else {
      result.push_back(std::move(term));
    }
  }
  return result;
}

class Teacher {
 public:
  explicit Teacher(const DocumentFrequency& frequency) : frequency_(frequency) {}

  TermVector vector_of(const std::vector<Term>& terms) const {
    TermVector vector;
    for (const Term& term : terms) {
      vector.push_back({term.slot, term.key,
                        frequency_weights()[term.frequency] * rarity(frequency_, term.slot)});
    }
    return vector;
  }

  TermVector vector_of(const std::string& text) const { return unit(vector_of(text_terms(text))); }

  TermVector vector_of(const Keyword& keyword) const {
    TermVector words = vector_of(text_terms(keyword.term));
    const auto is_pair = [](const WeightedTerm& term) { return term.slot >= kFirstPairSlot; };
    if (std::any_of(words.begin(), words.end(), is_pair)) {
      // An unwanted phrase says nothing against its words.
      const double factor = keyword.weight > 0 ? kWordOfPhrase : 0;
      for (WeightedTerm& term : words) term.weight *= is_pair(term) ? 1 : factor;
    }
    return scaled(unit(std::move(words)), kKeywordWeight * keyword.weight);
  }

  // With the forms of names that tell people apart best, so that a like of one Wang is none of all.
  TermVector vector_of(const Paper& paper) const {
    const Terms terms = paper_terms(paper, NameForms::sought);
    const TermVector text = vector_of(terms.text);
    const TermVector authors = vector_of(terms.authors);
    const TermVector categories = vector_of(terms.categories);
    const auto square = [](const TermVector& block) { return std::pow(length(block), 2); };
    const BlockFactors factors = block_factors(square(text), square(authors), square(categories));
    TermVector whole = scaled(text, factors.text);
    append(whole, scaled(authors, factors.authors));
    append(whole, scaled(categories, factors.categories));
    return whole;
  }

  TermVector centroid(const std::vector<Paper>& papers) const {
    TermVector sum;
    for (const Paper& paper : papers) append(sum, vector_of(paper));
    return unit(merged(std::move(sum)));
  }

 private:
  const DocumentFrequency& frequency_;
};

std::vector<Paper> distinct(std::vector<Paper> papers) {
  const auto by_id = [](const Paper& a, const Paper& b) { return a.id < b.id; };
  const auto same_id = [](const Paper& a, const Paper& b) { return a.id == b.id; };
  std::sort(papers.begin(), papers.end(), by_id);
  papers.erase(std::unique(papers.begin(), papers.end(), same_id), papers.end());
  return papers;
}

// Evidence of several kinds for several terms, to be merged into lessons.
class LessonBook {
 public:
  void add(Evidence source, const TermVector& terms, double factor) {
    for (const WeightedTerm& term : terms) {
      if (term.weight * factor == 0) continue;
      Lesson lesson{term.slot, term.key, {}};
      lesson.weights[static_cast<std::size_t>(source)] = term.weight * factor;
      lessons_.push_back(std::move(lesson));
    }
  }

  std::vector<Lesson> merged() && {
    std::stable_sort(lessons_.begin(), lessons_.end(), [](const Lesson& a, const Lesson& b) {
      return std::tie(a.slot, a.key) < std::tie(b.slot, b.key);
    });
    std::vector<Lesson> result;
    for (Lesson& lesson : lessons_) {
      if (result.empty() || result.back().key != lesson.key) {
        result.push_back(std::move(lesson));
        continue;
      }
      for (std::size_t i = 0; i < lesson.weights.size(); ++i) {
        result.back().weights[i] += lesson.weights[i];
      }
    }
    return result;
  }

 private:
  std::vector<Lesson> lessons_;
};

// The description and the keywords. What is wanted is one document, no longer than a like, and
// fades as likes come in; what is not wanted does not.
void add_wishes(LessonBook& book, const Focus& focus, const Teacher& teacher, std::size_t likes) {
  const TermVector description = teacher.vector_of(focus.about);
  TermVector wanted;
  TermVector unwanted;
  for (const Keyword& keyword : focus.keywords) {
    append(keyword.weight > 0 ? wanted : unwanted, teacher.vector_of(keyword));
  }
  TermVector document = description;
  append(document, wanted);
  const double whole = std::max(1.0, length(merged(std::move(document))));
  const double faded =
      1 / (whole * std::sqrt(static_cast<double>(std::max<std::size_t>(likes, 1))));
  book.add(Evidence::description, description, faded);
  book.add(Evidence::keyword, merged(std::move(wanted)), faded);
  book.add(Evidence::keyword, merged(std::move(unwanted)), 1);
}

void add_authors(LessonBook& book, const Focus& focus) {
  for (const Term& term : author_terms(focus.authors, NameForms::sought)) {
    book.add(Evidence::author, {{term.slot, term.key, 1}}, kFollowedWeight);
  }
}

}  // namespace

std::vector<Lesson> lessons_of(const Focus& focus, std::vector<Paper> likes,
                               std::vector<Paper> dislikes, const DocumentFrequency& frequency) {
  likes = distinct(std::move(likes));
  dislikes = distinct(std::move(dislikes));
  const Teacher teacher(frequency);
  LessonBook book;
  add_wishes(book, focus, teacher, likes.size());
  add_authors(book, focus);
  book.add(Evidence::like, teacher.centroid(likes), 1);
  book.add(Evidence::dislike, teacher.centroid(dislikes), -kDislikeWeight);
  return std::move(book).merged();
}

}  // namespace papercup::rank
