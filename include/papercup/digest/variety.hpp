#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::digest {

// What speaks for a paper, and how rare such a paper is.
struct EvidencedPaper {
  std::vector<TermPoints> evidence = {};  // positive points, by feature, each feature once
  double match = 0;                       // Percentile::match; 0 if it is unknown
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

// A part of a description, and the features of its words and pairs of words, ascending, each once.
struct Part {
  std::string text = {};
  std::vector<std::uint32_t> features = {};
};

// A paper in the order in which papers are to be taken into a list.
struct VariedPlace {
  std::size_t paper = 0;                 // its place among all papers
  std::optional<std::size_t> part = {};  // the part that the list would lack without it

  bool operator==(const VariedPlace&) const = default;
};

// The order in which papers of one focus, given best first, are to be taken into a list of `most`
// papers: all papers, each once. A list that is cut short has the best paper, and then what was
// exchanged.
//
// The list is the best papers, of which the last are exchanged: for each part that no paper of the
// list is on, the best of the other papers that is clearly on it comes in, the best of these first.
// The last paper leaves the list, unless it is the only one on a part. Ends if a third of the list
// (of two papers: one) is exchanged, or if the paper that would come in is more than
// kMostCommonness times as common as the one that would leave.
//  - A paper names a part if it has more than two fifths of the part's features. It is on the part
//    if these give at least a twentieth of the points of its evidence, or three tenths if it does
//    not name it; and clearly on it if it names it and they give three twentieths.
//  - A paper to which no other part gives more comes in before those of which that is not true.
//  - A paper with less than a tenth of the points of the one that has most is on none: if few
//    papers are stored, the line lets in what the focus hardly asks for.
//  - How common papers are is told by 1 - match; if that is unknown, they are equally common.
// The numbers are those of trials on reading lists (bench/RANKING.md).
std::vector<VariedPlace> varied_order(const std::vector<EvidencedPaper>& papers,
                                      const std::vector<Part>& parts, std::size_t most);
inline constexpr double kMostCommonness = 4;

// What to call a part of which a paper is the first in a list: the part itself if it is short, or
// else the strongest term that speaks for the paper (why_terms) and of which the part has all
// words; the part if there is none.
std::string part_name(const std::string& part, const Score& score);

}  // namespace papercup::digest
