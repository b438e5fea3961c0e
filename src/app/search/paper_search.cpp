#include "papercup/app/paper_search.hpp"

#include <algorithm>
#include <utility>

#include "papercup/app/ranking.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::app {
namespace {

// Adds a word or the inside of a pair of quotes; a text without letters and digits cannot be looked
// for.
void add_term(std::vector<QueryNode>& terms, std::string_view text, TermMatch match) {
  if (match == TermMatch::exact && text.size() > 1 && text.back() == '*') {
    match = TermMatch::prefix;
    text.remove_suffix(1);
  }
  if (text::tokens(text).empty()) return;
  QueryNode node;
  node.term = {QueryField::all, std::string(text), match};
  terms.push_back(std::move(node));
}

std::vector<QueryNode> terms_of(std::string_view text) {
  std::vector<QueryNode> terms;
  while (!text.empty()) {
    const bool is_quoted = text.front() == '"';
    if (is_quoted) text.remove_prefix(1);
    const std::size_t end = std::min(text.find_first_of(is_quoted ? "\"" : " \t\n\""), text.size());
    add_term(terms, text.substr(0, end), is_quoted ? TermMatch::phrase : TermMatch::exact);
    const bool skips_end = end < text.size() && (is_quoted || text[end] != '"');
    text.remove_prefix(skips_end ? end + 1 : end);
  }
  return terms;
}

Query combine(const std::string& text, const std::vector<QueryNode>& terms, QueryNode::Kind kind) {
  if (terms.size() == 1) return {text, terms.front()};
  QueryNode root;
  root.kind = kind;
  root.children = terms;
  return {text, root};
}

std::vector<FoundPaper> find(const store::Store& store, const store::Selection& selection) {
  std::vector<FoundPaper> results;
  for (const store::PaperKey& paper : store.select(selection)) {
    results.push_back({{paper.key, paper.id, paper.announced, 0}, std::nullopt, std::nullopt});
  }
  sort_by_relevance(results, store.relevance(*selection.query));
  return results;
}

std::vector<QueryNode> checked_terms(std::string_view words) {
  std::vector<QueryNode> terms = terms_of(words);
  if (terms.empty()) {
    throw Error(ErrorKind::usage, "there is no word to search for", "papercup search WORDS");
  }
  return terms;
}

}  // namespace

void check_words(std::string_view words) { checked_terms(words); }

FoundWords find_words(const store::Store& store, store::Selection selection,
                      const std::string& words) {
  const std::vector<QueryNode> terms = checked_terms(words);
  selection.query = combine(words, terms, QueryNode::Kind::conjunction);
  FoundWords found{find(store, selection)};
  if (found.results.empty() && terms.size() > 1) {
    selection.query = combine(words, terms, QueryNode::Kind::disjunction);
    found = {find(store, selection), WordMatch::some};
  }
  return found;
}

rank::TrainedFocus nearness_to(const std::vector<Paper>& papers) {
  return {rank::Model::centroid({}, papers, {}, rank::DocumentFrequency::background()),
          rank::ScoreDistribution({})};
}

Found nearest_papers(const store::Store& store, const rank::TrainedFocus& nearness,
                     const store::Selection& selection, const std::vector<Paper>& papers,
                     std::optional<std::size_t> most) {
  std::vector<Candidate> near = score_papers(store, nearness.model, selection);
  std::erase_if(near, [&](const Candidate& candidate) {
    return candidate.score <= 0 ||
           std::ranges::find(papers, candidate.id, &Paper::id) != papers.end();
  });
  return best_of(std::move(near), most);
}

}  // namespace papercup::app
