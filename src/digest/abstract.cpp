#include "papercup/digest/abstract.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <string>

#include "digest/sentence_model.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::digest {
namespace {

// What a proposal counts beside a result, a sentence that points back beside one that does not, and
// a sentence without any of the reader's words beside the one with most.
constexpr double kIdea = 0.9, kPointsBack = 0.75, kWithoutTerms = 0.6;
// What the second sentence of a pair counts, more if the two stand together and read as one, and
// the share of the first one's weight below which it tells too little.
constexpr double kSecond = 0.15, kNeighbour = 0.2, kLeastOfSecond = 0.5;
constexpr std::size_t kShortest = 100;  // bytes
// So many of the best are tried with each other, however long the abstract is.
constexpr std::size_t kCandidates = 12;

bool is_inside_word(std::string_view text, std::size_t at) {
  return at < text.size() && (ascii::is_letter_or_digit(text[at]) || !ascii::is_ascii(text[at]));
}

bool contains_term(std::string_view sentence, std::string_view term) {
  for (std::size_t at = sentence.find(term); at != std::string_view::npos;
       at = sentence.find(term, at + 1)) {
    const bool begins = at == 0 || !is_inside_word(sentence, at - 1);
    if (begins && !is_inside_word(sentence, at + term.size())) return true;
  }
  return false;
}

// What the reader looks for, folded, and what it gives to the score.
struct WantedTerm {
  std::string words;
  double points;
};

std::vector<WantedTerm> wanted_terms(const Score& score) {
  std::vector<WantedTerm> terms;
  for (const Contribution& reason : score.why) {
    const bool is_term = reason.kind == Evidence::description || reason.kind == Evidence::keyword ||
                         reason.kind == Evidence::like || reason.kind == Evidence::pseudo_relevant;
    if (is_term && reason.points > 0) terms.push_back({text::fold(reason.label), reason.points});
  }
  return terms;
}

double points_of(std::string_view sentence, const std::vector<WantedTerm>& terms) {
  const std::string folded = text::fold(sentence);
  double points = 0;
  for (const WantedTerm& term : terms) {
    if (contains_term(folded, term.words)) points += term.points;
  }
  return points;
}

// How much the words of each sentence give to the score, of what the best one's give.
std::vector<double> shares_of_terms(std::string_view abstract,
                                    const std::vector<SentenceFeatures>& sentences,
                                    const Score& score) {
  const std::vector<WantedTerm> terms = wanted_terms(score);
  std::vector<double> shares;
  double most = 0;
  for (const SentenceFeatures& sentence : sentences) {
    const std::string_view text = abstract.substr(sentence.begin, sentence.end - sentence.begin);
    // Long sentences have more terms, and take more of the few lines; short ones say little.
    const double length = std::sqrt(static_cast<double>(std::max(text.size(), kShortest)));
    shares.push_back(points_of(text, terms) / length);
    most = std::max(most, shares.back());
  }
  for (double& share : shares) share = most > 0 ? share / most : 1;
  return shares;
}

// Sentences that are quoted together, and what they tell.
struct Quote {
  std::vector<std::size_t> places;
  double worth;
};

bool stands_alone(const std::vector<Sentence>& sentences, std::size_t place) {
  return place == 0 || !sentences[place].points_back;
}

// The quotes in which a sentence is the last.
std::vector<Quote> quotes_with(const std::vector<Sentence>& sentences, std::size_t place,
                               const std::vector<std::size_t>& others) {
  std::vector<Quote> quotes;
  const double weight = sentences[place].weight;
  if (stands_alone(sentences, place)) quotes.push_back({{place}, weight});
  for (const std::size_t other : others) {
    if (other >= place || !stands_alone(sentences, other)) continue;
    const double low = std::min(weight, sentences[other].weight);
    const double high = std::max(weight, sentences[other].weight);
    const bool tells = low >= kLeastOfSecond * high;
    const double both = high + (other + 1 == place ? kNeighbour : kSecond) * low;
    if (stands_alone(sentences, place)) {
      if (tells) quotes.push_back({{other, place}, both});
    } else if (other + 1 == place) {
      // What is only needed to understand the other one counts little.
      quotes.push_back({{other, place}, tells ? both : weight});
    }
  }
  return quotes;
}

// The sentences that weigh most, and those before them, which some of them need; ascending.
std::vector<std::size_t> candidates_of(const std::vector<Sentence>& sentences) {
  std::vector<std::size_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater(),
                           [&](std::size_t place) { return sentences[place].weight; });
  if (order.size() > kCandidates) order.resize(kCandidates);
  for (std::size_t i = 0; i < kCandidates && i < order.size(); ++i) {
    if (!stands_alone(sentences, order[i])) order.push_back(order[i] - 1);
  }
  std::ranges::sort(order);
  order.erase(std::unique(order.begin(), order.end()), order.end());
  return order;
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view abstract, const Score& score) {
  const std::vector<SentenceFeatures> sentences = sentence_features(abstract);
  const std::vector<double> shares = shares_of_terms(abstract, sentences, score);
  std::vector<Sentence> result;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const SentenceOdds odds = sentence_odds(sentences[i]);
    double weight = odds.result + kIdea * odds.idea;
    weight *= kWithoutTerms + (1 - kWithoutTerms) * shares[i];
    if (sentences[i].points_back) weight *= kPointsBack;
    result.push_back({sentences[i].begin, sentences[i].end, weight, sentences[i].points_back});
  }
  return result;
}

std::vector<std::size_t> quoted_sentences(const std::vector<Sentence>& sentences,
                                          const HasRoom& has_room) {
  std::vector<Quote> quotes;
  const std::vector<std::size_t> candidates = candidates_of(sentences);
  for (const std::size_t place : candidates) {
    std::ranges::move(quotes_with(sentences, place, candidates), std::back_inserter(quotes));
  }
  std::ranges::stable_sort(quotes, std::greater(), &Quote::worth);
  const auto fitting = std::ranges::find_if(quotes, has_room, &Quote::places);
  if (fitting != quotes.end()) return fitting->places;
  const auto single =
      std::ranges::find_if(quotes, [](const Quote& quote) { return quote.places.size() == 1; });
  return single == quotes.end() ? std::vector<std::size_t>() : single->places;
}

}  // namespace papercup::digest
