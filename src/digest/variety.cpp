#include "papercup/digest/variety.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <ranges>
#include <set>
#include <utility>

#include "papercup/digest/why.hpp"

namespace papercup::digest {
namespace {

// Of relevance in the marginal relevance; by trials on foci of several reading lists.
constexpr double kRelevanceShare = 0.9;

constexpr double kLeastShareOfPart = 0.5;        // of its features, to be exceeded
constexpr double kLeastShareOfPoints = 0.05;     // of a paper that has them
constexpr double kMainShareOfPoints = 0.2;       // of a paper that has fewer
constexpr double kLeastShareOfStrongest = 0.25;  // of the points of the paper that has most

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

// The points that a part gives to a paper; 0 if the paper is not on it.
double points_on(const EvidencedPaper& paper, const Part& part) {
  double on_part = 0;
  std::size_t features = 0;
  for (const TermPoints& term : paper.evidence) {
    if (!std::ranges::binary_search(part, term.feature)) continue;
    on_part += term.points;
    ++features;
  }
  const bool names_it =
      static_cast<double>(features) > kLeastShareOfPart * static_cast<double>(part.size());
  const double least = names_it ? kLeastShareOfPoints : kMainShareOfPoints;
  return on_part >= least * points_of(paper) ? on_part : 0;
}

// The best paper of each part that has one, ascending.
std::set<std::size_t> leaders(const std::vector<EvidencedPaper>& papers,
                              const std::vector<Part>& parts) {
  std::vector<std::optional<std::size_t>> mainly(parts.size());
  std::vector<std::optional<std::size_t>> at_all(parts.size());
  double strongest = 0;
  for (const EvidencedPaper& paper : papers) strongest = std::max(strongest, points_of(paper));
  for (std::size_t paper = 0; paper < papers.size(); ++paper) {
    if (points_of(papers[paper]) < kLeastShareOfStrongest * strongest) continue;
    std::vector<double> points;
    points.reserve(parts.size());
    for (const Part& part : parts) points.push_back(points_on(papers[paper], part));
    const auto most = std::ranges::max_element(points);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (points[part] <= 0) continue;
      if (!at_all[part]) at_all[part] = paper;
      if (points[part] == *most && !mainly[part]) mainly[part] = paper;
    }
  }
  std::set<std::size_t> result;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const auto& leader = mainly[part] ? mainly[part] : at_all[part];
    if (leader) result.insert(*leader);
  }
  return result;
}

// Takes papers one after the other.
class Taker {
 public:
  explicit Taker(const std::vector<EvidencedPaper>& papers)
      : papers_(papers), nearest_(papers.size(), 0), is_taken_(papers.size(), false) {
    const double least = papers.back().score;
    const double range = papers.front().score - least;
    for (const EvidencedPaper& paper : papers) {
      relevance_.push_back(range > 0 ? (paper.score - least) / range : 1);
    }
  }

  std::size_t count() const { return order_.size(); }

  void take(std::size_t paper) {
    if (is_taken_[paper]) return;
    is_taken_[paper] = true;
    order_.push_back(paper);
    for (std::size_t other = 0; other < papers_.size(); ++other) {
      if (!is_taken_[other])
        nearest_[other] = std::max(nearest_[other], similarity(papers_[paper], papers_[other]));
    }
  }

  void take_most_relevant() {
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) {
      if (is_taken_[paper]) continue;
      const double gain =
          kRelevanceShare * relevance_[paper] - (1 - kRelevanceShare) * nearest_[paper];
      if (best && gain <= most) continue;
      best = paper;
      most = gain;
    }
    take(*best);
  }

  std::vector<std::size_t> finish() && {
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) {
      if (!is_taken_[paper]) order_.push_back(paper);
    }
    return std::move(order_);
  }

 private:
  const std::vector<EvidencedPaper>& papers_;
  std::vector<double> relevance_;
  std::vector<double> nearest_;  // similarity to one that is taken
  std::vector<bool> is_taken_;
  std::vector<std::size_t> order_;
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

std::vector<std::size_t> varied_order(const std::vector<EvidencedPaper>& papers,
                                      const std::vector<Part>& parts, std::size_t most) {
  if (papers.empty()) return {};
  Taker taker(papers);
  taker.take(0);
  for (const std::size_t leader : leaders(papers, parts)) taker.take(leader);
  while (taker.count() < std::min(most, papers.size())) taker.take_most_relevant();
  return std::move(taker).finish();
}

std::string first_on(const Score& score, const std::vector<const Score*>& before) {
  constexpr std::size_t kExamined = 12;
  const auto kind_of = [&](const std::string& label) {
    return std::ranges::find(score.why, label, &Contribution::label)->kind;
  };
  const auto speaks_before = [&](const std::string& label) {
    return std::ranges::any_of(before, [&](const Score* other) {
      return std::ranges::any_of(other->why, [&](const Contribution& reason) {
        return reason.points > 0 && reason.label == label;
      });
    });
  };
  std::string first;
  for (const std::string& label : why_terms(score, kExamined)) {
    const Evidence kind = kind_of(label);
    if (kind == Evidence::author || speaks_before(label)) continue;
    if (kind == Evidence::description || kind == Evidence::keyword) return label;
    if (first.empty()) first = label;
  }
  return first;
}

}  // namespace papercup::digest
