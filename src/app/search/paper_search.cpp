#include "papercup/app/paper_search.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/app/ranking.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::app {
namespace {

// What is written on a search's line.
struct SearchWords {
  std::vector<QueryNode> wanted, unwanted;
  std::vector<std::string> operators;  // that are words like others: "OR", "ti:"
};

// The bytes of the quotation mark that `text` begins with; 0 if it begins with none.
std::size_t quote_size(std::string_view text) {
  for (const std::string_view mark : {"\"", "“", "”", "„", "«", "»"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t gap_size(std::string_view text) {
  return text.front() == '\0' ? 1 : utf8::blank_size(text);
}

// Takes a word off the front, or what is between quotes; an open quote goes on to the end.
QueryTerm take_term(std::string_view& text) {
  const std::size_t quote = quote_size(text);
  text.remove_prefix(quote);
  const auto ends = [&](std::string_view rest) {
    return quote > 0 ? quote_size(rest) > 0 : quote_size(rest) + gap_size(rest) > 0;
  };
  std::size_t size = 0;
  while (size < text.size() && !ends(text.substr(size))) ++size;
  std::string_view term = text.substr(0, size);
  text.remove_prefix(size);
  if (quote > 0 && !text.empty()) text.remove_prefix(quote_size(text));

  TermMatch match = quote > 0 ? TermMatch::phrase : TermMatch::exact;
  if (quote == 0 && term.size() > 1 && term.back() == '*') {
    match = TermMatch::prefix;
    term.remove_suffix(1);
  }
  return {QueryField::all, std::string(term), match};
}

// AND, OR, NOT, ANDNOT, or the field that a word begins with; empty for other terms.
std::string operator_in(const QueryTerm& term) {
  if (term.match == TermMatch::phrase) return {};
  for (const std::string_view name : {"AND", "OR", "NOT", "ANDNOT"}) {
    if (term.text == name) return std::string(name);
  }
  for (const std::string_view field : {"ti:", "au:", "abs:", "cat:", "id:", "all:"}) {
    if (ascii::starts_with_ignoring_case(term.text, field)) return std::string(field);
  }
  return {};
}

// A minus directly before a word or a quote excludes it. A text without letters and digits cannot
// be looked for and is left out.
SearchWords read_words(std::string_view text) {
  SearchWords words;
  std::set<std::string> seen;  // each word once, as it is looked up
  while (!text.empty()) {
    if (const std::size_t gap = gap_size(text); gap > 0) {
      text.remove_prefix(gap);
      continue;
    }
    const bool is_excluded = text.front() == '-';
    if (is_excluded) text.remove_prefix(1);
    if (text.empty()) break;
    QueryNode node;
    node.term = take_term(text);
    const std::string tokens = text::token_text(node.term.text);
    if (tokens.empty()) continue;
    const std::string_view kind = node.term.match == TermMatch::prefix ? "*" : "";
    if (!seen.insert(fmt::format("{}{}{}", is_excluded ? "-" : "", tokens, kind)).second) continue;
    if (std::string name = operator_in(node.term); !name.empty()) {
      words.operators.push_back(std::move(name));
    }
    (is_excluded ? words.unwanted : words.wanted).push_back(std::move(node));
  }
  return words;
}

bool is_stop_term(const QueryNode& node) {
  const std::vector<std::string> tokens = text::tokens(node.term.text);
  return std::ranges::all_of(tokens, text::is_stop_word);
}

QueryNode joined(std::vector<QueryNode> terms, QueryNode::Kind kind) {
  if (terms.size() == 1) return std::move(terms.front());
  QueryNode node;
  node.kind = kind;
  node.children = std::move(terms);
  return node;
}

// The wanted terms, all or any of them, without the unwanted.
Query combine(const std::string& text, std::vector<QueryNode> wanted,
              const std::vector<QueryNode>& unwanted, QueryNode::Kind kind) {
  std::vector<QueryNode> parts = {joined(std::move(wanted), kind)};
  for (const QueryNode& term : unwanted) {
    QueryNode negation;
    negation.kind = QueryNode::Kind::negation;
    negation.children.push_back(term);
    parts.push_back(std::move(negation));
  }
  return {text, joined(std::move(parts), QueryNode::Kind::conjunction)};
}

// Words of a long text are alternatives for no paper's sake: the rarest of them tell what it is
// about, and the others would be found everywhere.
void keep_telling(std::vector<QueryNode>& terms, const store::Store& store) {
  constexpr std::size_t kMost = 24;
  std::erase_if(terms, is_stop_term);
  if (terms.size() <= kMost) return;
  std::vector<std::pair<std::int64_t, std::size_t>> places;  // frequency, place in the text
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const std::int64_t frequency = store.frequency(terms[i].term);
    if (frequency > 0) places.emplace_back(frequency, i);
  }
  std::ranges::sort(places);
  places.resize(std::min(places.size(), kMost));
  std::vector<QueryNode> kept;
  kept.reserve(places.size());
  for (const auto& [frequency, place] : places) kept.push_back(std::move(terms[place]));
  terms = std::move(kept);
}

std::vector<FoundPaper> find(const store::Store& store, const store::Selection& selection) {
  std::vector<FoundPaper> results = find_unscored(store, selection);
  // One is in order; and for the relevance SQLite counts all papers with each of the words.
  if (results.size() > 1) sort_by_relevance(results, store.relevance(*selection.query));
  return results;
}

SearchWords checked_words(std::string_view text) {
  SearchWords words = read_words(text);
  if (words.wanted.empty()) {
    throw Error(ErrorKind::usage, "there is no word to search for",
                words.unwanted.empty()
                    ? "papercup search WORDS"
                    : "A minus excludes a word from what others find; give one to search for.");
  }
  return words;
}

std::vector<std::string> notes_on(const SearchWords& words) {
  std::vector<std::string> notes;
  if (!words.operators.empty()) {
    notes.push_back(
        fmt::format("{} is searched for as a word like others\n"
                    "papercup query has operators and fields.",
                    words.operators.front()));
  }
  for (const QueryNode& node : words.wanted) {
    const std::optional<PaperRef> ref = PaperRef::try_parse(node.term.text);
    if (!ref) continue;
    notes.push_back(
        fmt::format("{0} is searched for in the papers' texts\n"
                    "papercup show {0} shows the paper.",
                    ref->id.to_string()));
    break;
  }
  if (!words.unwanted.empty()) {
    std::vector<std::string> texts;
    for (const QueryNode& node : words.unwanted) texts.push_back(printable(node.term.text));
    notes.push_back(fmt::format("papers with {} are left out", fmt::join(texts, " or ")));
  }
  return notes;
}

}  // namespace

void check_words(std::string_view words) { checked_words(words); }

Noted<FoundWords> find_words(const store::Store& store, store::Selection selection,
                             const std::string& text) {
  SearchWords words = checked_words(text);
  Noted<FoundWords> found{{}, notes_on(words)};
  selection.query = combine(text, words.wanted, words.unwanted, QueryNode::Kind::conjunction);
  found.value.results = find(store, selection);
  if (!found.value.results.empty() || words.wanted.size() == 1) return found;

  keep_telling(words.wanted, store);
  if (words.wanted.empty()) return found;
  selection.query = combine(text, words.wanted, words.unwanted, QueryNode::Kind::disjunction);
  found.value.results = find(store, selection);
  found.value.match = WordMatch::some;
  return found;
}

rank::TrainedFocus nearness_to(const std::vector<Paper>& papers) {
  return {rank::Model::centroid({}, papers, {}, rank::DocumentFrequency::background()),
          rank::ScoreDistribution({})};
}

Found nearest_papers(const store::Store& store, const rank::TrainedFocus& nearness,
                     const store::Selection& selection, const std::vector<Paper>& papers,
                     std::optional<std::size_t> most) {
  if (most) {
    std::unordered_set<std::int64_t> given;
    for (const Paper& paper : papers) given.insert(store.key_of(paper.id).value_or(0));
    std::vector<ScoredKey> near =
        score_keys(store, nearness.model, selection, *most + papers.size());
    std::erase_if(near, [&](const ScoredKey& paper) {
      return paper.score <= 0 || given.contains(paper.key);
    });
    return best_of(store, std::move(near), *most);
  }
  std::unordered_set<ArxivId> given;
  for (const Paper& paper : papers) given.insert(paper.id);
  std::vector<Candidate> near = score_papers(store, nearness.model, selection);
  std::erase_if(near, [&](const Candidate& candidate) {
    return candidate.score <= 0 || given.contains(candidate.id);
  });
  return best_of(std::move(near), most);
}

}  // namespace papercup::app
