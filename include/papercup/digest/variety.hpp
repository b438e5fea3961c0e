#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::digest {

// A paper above the line, and what speaks for it.
struct EvidencedPaper {
  double score = 0;
  std::vector<TermPoints> evidence = {};  // positive points, by feature, each feature once
};

// How much of what speaks for two papers is the same: the cosine of their evidence, from 0 to 1; 0
// if either has none.
double similarity(const EvidencedPaper& a, const EvidencedPaper& b);

// So many items of a list fit into one that has more than one paper on each.
inline constexpr std::size_t kMostItems = 5;

// The things that a description names, as the reader divides them: by commas, semicolons, colons,
// full stops, brackets, slashes, dashes and line ends, and by "and", "or" and "&". If these are
// more than kMostItems, they are its sentences, if it has more than one; semicolons and line ends
// end one too. Without repetition.
std::vector<std::string> description_parts(std::string_view about);

// The features of a part of a description, ascending, each once: of its words and of its pairs of
// words.
using Part = std::vector<std::uint32_t>;

// The order in which papers of one focus, given best first, are to be taken into a list of at most
// `most`: the places of all papers, each once.
//  1. The best paper.
//  2. The best paper of each part that has one, the best of these first. A paper is on a part if
//     the part's features give at least a fifth of the points of its evidence; a twentieth is
//     enough if it has more than half of these features. A paper with less than a quarter of the
//     points of the one that has most is on none: where few papers are stored, the line lets in
//     what the focus hardly asks for. The best on a part is the best of those that the part gives
//     more points than any other part does, or else the best that is on it.
//  3. Always the paper p of the largest marginal relevance beside the papers S taken so far,
//
//         share * relevance(p) - (1 - share) * max over s in S of similarity(p, s)
//
//     (maximal marginal relevance; Carbonell and Goldstein, "The use of MMR, diversity-based
//     reranking for reordering documents and producing summaries", SIGIR 1998), until `most` are
//     taken. The relevance of a paper is its score, from 0 for the worst to 1 for the best; the
//     similarity is that of their evidence: what is new counts only if the focus asks
//     for it. Of equal papers the better is taken.
//  4. The rest, best first.
// Needs time in proportion to the papers times `most`.
std::vector<std::size_t> varied_order(const std::vector<EvidencedPaper>& papers,
                                      const std::vector<Part>& parts, std::size_t most);

// What a paper is the first on in a list: the strongest term that speaks for it (why_terms) and is
// not among those that speak for a paper before it. A term of the description or a keyword goes
// before others. Empty if there is none.
std::string first_on(const Score& score, const std::vector<const Score*>& before);

}  // namespace papercup::digest
