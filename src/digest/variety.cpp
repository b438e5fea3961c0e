#include "papercup/digest/variety.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <ranges>
#include <set>
#include <utility>

#include "papercup/digest/why.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::digest {
namespace {

constexpr double kNamedShare = 0.4;  // of a part's features, to be exceeded
// Shares of a paper's points that a part has to give it.
constexpr double kMainShare = 0.3;
constexpr double kShareOfNamed = 0.05;
constexpr double kClearShareOfNamed = 0.15;
constexpr double kLeastShareOfStrongest = 0.1;  // of the points of the paper that has most

constexpr std::size_t kExchangedShare = 3;  // one in so many papers of a list, at most

double product(const std::vector<TermPoints>& a, const std::vector<TermPoints>& b) {
  double sum = 0;
  auto other = b.begin();
  for (const TermPoints& term : a) {
    while (other != b.end() && other->feature < term.feature) ++other;
    if (other == b.end()) break;
    if (other->feature == term.feature) sum += term.points * other->points;
  }
  return sum;
}

double points_of(const EvidencedPaper& paper) {
  double points = 0;
  for (const TermPoints& term : paper.evidence) points += term.points;
  return points;
}

// What each part gives to each paper.
class PartTable {
 public:
  PartTable(const std::vector<EvidencedPaper>& papers, const std::vector<Part>& parts)
      : parts_(parts.size()) {
    std::vector<double> totals;
    totals.reserve(papers.size());
    for (const EvidencedPaper& paper : papers) totals.push_back(points_of(paper));
    const double least =
        totals.empty() ? 0 : kLeastShareOfStrongest * *std::ranges::max_element(totals);
    for (std::size_t i = 0; i < papers.size(); ++i) {
      for (const Part& part : parts) {
        cells_.push_back(totals[i] < least ? Cell{} : cell_of(papers[i], totals[i], part));
      }
    }
  }

  std::size_t parts() const { return parts_; }
  bool is_on(std::size_t paper, std::size_t part) const { return at(paper, part).is_on; }
  bool is_clearly_on(std::size_t paper, std::size_t part) const {
    return at(paper, part).is_clearly_on;
  }
  // Whether no part that the paper is clearly on gives it more.
  bool is_mainly_on(std::size_t paper, std::size_t part) const {
    if (!is_clearly_on(paper, part)) return false;
    for (std::size_t other = 0; other < parts_; ++other) {
      if (is_clearly_on(paper, other) && at(paper, other).points > at(paper, part).points) {
        return false;
      }
    }
    return true;
  }

 private:
  struct Cell {
    double points = 0;
    bool is_on = false, is_clearly_on = false;
  };

  static Cell cell_of(const EvidencedPaper& paper, double total, const Part& part) {
    Cell cell;
    std::size_t features = 0;
    for (const TermPoints& term : paper.evidence) {
      if (!std::ranges::binary_search(part.features, term.feature)) continue;
      cell.points += term.points;
      ++features;
    }
    const bool names_it =
        static_cast<double>(features) > kNamedShare * static_cast<double>(part.features.size());
    const auto gives = [&](double share) {
      return cell.points > 0 && cell.points >= share * total;
    };
    cell.is_on = gives(names_it ? kShareOfNamed : kMainShare);
    cell.is_clearly_on = names_it && gives(kClearShareOfNamed);
    return cell;
  }

  const Cell& at(std::size_t paper, std::size_t part) const {
    return cells_[paper * parts_ + part];
  }

  std::size_t parts_;
  std::vector<Cell> cells_;  // by paper, then by part
};

// A list of the best papers, of which some are exchanged.
class VariedList {
 public:
  VariedList(const std::vector<EvidencedPaper>& papers, const std::vector<Part>& parts,
             std::size_t most)
      : papers_(papers), table_(papers, parts), kept_(std::min(most, papers.size())) {
    std::iota(kept_.begin(), kept_.end(), std::size_t{0});
  }

  void exchange() {
    const std::size_t size = kept_.size();
    const std::size_t most = std::max<std::size_t>(size / kExchangedShare, size > 1 ? 1 : 0);
    for (const VariedPlace& newcomer : newcomers()) {
      if (taken_.size() == most) break;
      if (count_on(*newcomer.part) > 0) continue;
      const auto leaving = std::ranges::find_if(
          kept_.rbegin(), kept_.rend(), [&](std::size_t paper) { return !is_only_one(paper); });
      if (leaving == kept_.rend() || is_too_common(newcomer.paper, *leaving)) break;
      kept_.erase(std::next(leaving).base());
      taken_.push_back(newcomer);
    }
  }

  std::vector<VariedPlace> order() const {
    std::vector<VariedPlace> order;
    std::set<std::size_t> placed;
    const auto place = [&](const VariedPlace& paper) {
      if (placed.insert(paper.paper).second) order.push_back(paper);
    };
    if (!kept_.empty()) place({kept_.front()});
    for (const VariedPlace& newcomer : taken_) place(newcomer);
    for (const std::size_t paper : kept_) place({paper});
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) place({paper});
    return order;
  }

 private:
  // The best other paper on each part that the list lacks, best first.
  std::vector<VariedPlace> newcomers() const {
    std::vector<VariedPlace> found;
    for (std::size_t part = 0; part < table_.parts(); ++part) {
      if (count_on(part) > 0) continue;
      std::optional<std::size_t> best;
      std::optional<std::size_t> best_main;
      for (std::size_t paper = kept_.size(); paper < papers_.size(); ++paper) {
        if (!best && table_.is_clearly_on(paper, part)) best = paper;
        if (!best_main && table_.is_mainly_on(paper, part)) best_main = paper;
      }
      if (best) found.push_back({best_main.value_or(*best), part});
    }
    std::ranges::stable_sort(found, {}, &VariedPlace::paper);
    return found;
  }

  // Papers of the list that are on the part.
  std::size_t count_on(std::size_t part) const {
    const auto kept =
        std::ranges::count_if(kept_, [&](std::size_t paper) { return table_.is_on(paper, part); });
    const auto taken = std::ranges::count_if(
        taken_, [&](const VariedPlace& place) { return table_.is_on(place.paper, part); });
    return static_cast<std::size_t>(kept + taken);
  }

  // Whether some part would have no paper without this one of the list.
  bool is_only_one(std::size_t paper) const {
    for (std::size_t part = 0; part < table_.parts(); ++part) {
      if (table_.is_on(paper, part) && count_on(part) == 1) return true;
    }
    return false;
  }

  bool is_too_common(std::size_t newcomer, std::size_t leaving) const {
    return 1 - papers_[newcomer].match > kMostCommonness * (1 - papers_[leaving].match);
  }

  const std::vector<EvidencedPaper>& papers_;
  PartTable table_;
  std::vector<std::size_t> kept_;   // of the best papers, ascending
  std::vector<VariedPlace> taken_;  // instead of the others
};

bool ends_sentence(char c) { return c == '.' || c == ';' || c == '\n'; }

bool ends_item(char c) {
  return ends_sentence(c) || std::string_view(",:()[]/").find(c) != std::string_view::npos;
}

bool is_conjunction(std::string_view word) {
  return word == "and" || word == "or" || word == "&" || word == "-" || word == "–" || word == "—";
}

enum class Conjunctions { divide, join };

// Divides a text at marks, and at conjunctions or not.
std::vector<std::string> divided(std::string_view text, bool (*ends)(char), Conjunctions between) {
  std::vector<std::string> parts;
  std::string part;
  std::string word;
  const auto end_part = [&] {
    if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
    part.clear();
  };
  const auto end_word = [&] {
    if (between == Conjunctions::divide && is_conjunction(word)) {
      end_part();
    } else if (!word.empty()) {
      part += (part.empty() ? "" : " ") + word;
    }
    word.clear();
  };
  for (const char c : text) {
    const bool is_end = ends(c);
    if (!is_end && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
      word += c;
      continue;
    }
    end_word();
    if (is_end) end_part();
  }
  end_word();
  end_part();
  return parts;
}

// Folded; a hyphen divides words.
std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text::fold(text) + " ") {
    if (c != ' ' && c != '-') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

}  // namespace

double similarity(const EvidencedPaper& a, const EvidencedPaper& b) {
  const double squares = product(a.evidence, a.evidence) * product(b.evidence, b.evidence);
  return squares > 0 ? product(a.evidence, b.evidence) / std::sqrt(squares) : 0;
}

std::vector<std::string> description_parts(std::string_view about) {
  std::vector<std::string> items = divided(about, ends_item, Conjunctions::divide);
  if (items.size() <= kMostItems) return items;
  std::vector<std::string> sentences = divided(about, ends_sentence, Conjunctions::join);
  return sentences.size() > 1 ? sentences : items;
}

std::vector<VariedPlace> varied_order(const std::vector<EvidencedPaper>& papers,
                                      const std::vector<Part>& parts, std::size_t most) {
  VariedList list(papers, parts, most);
  list.exchange();
  return list.order();
}

std::string part_name(const std::string& part, const Score& score) {
  constexpr std::size_t kShortWords = 4;
  constexpr std::size_t kExamined = 12;
  if (static_cast<std::size_t>(std::ranges::count(part, ' ')) < kShortWords) return part;
  const std::set<std::string> words = words_of(part);
  for (const std::string& label : why_terms(score, kExamined)) {
    if (std::ranges::includes(words, words_of(label))) return label;
  }
  return part;
}

}  // namespace papercup::digest
