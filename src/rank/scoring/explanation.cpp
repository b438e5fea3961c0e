#include "rank/scoring/explanation.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "rank/features/terms.hpp"

namespace papercup::rank {
namespace {

constexpr double kSmallestShare = 0.01;

// The only element of this feature in a range ordered by feature, or null.
template <typename Element>
const Element* only_one(const std::vector<Element>& elements, std::uint32_t feature) {
  const auto first = std::lower_bound(
      elements.begin(), elements.end(), feature,
      [](const Element& element, std::uint32_t value) { return element.index < value; });
  if (first == elements.end() || first->index != feature) return nullptr;
  const auto second = std::next(first);
  return second != elements.end() && second->index == feature ? nullptr : &*first;
}

// The evidence that gave most to the weight, in its direction. Papers that the reader did not name
// count only if nothing that the reader said did.
Evidence main_source(const TermEvidence& evidence, double points) {
  const auto share = [&](Evidence kind) {
    const float weight = evidence.weights[static_cast<std::size_t>(kind)];
    return points > 0 ? weight : -weight;
  };
  Evidence best =
      share(Evidence::pseudo_relevant) > 0 ? Evidence::pseudo_relevant : Evidence::unlabelled;
  float most = 0;
  for (const Evidence kind : {Evidence::description, Evidence::keyword, Evidence::author,
                              Evidence::category, Evidence::like, Evidence::dislike}) {
    if (share(kind) <= most) continue;
    best = kind;
    most = share(kind);
  }
  return best;
}

// Two forms of one author's name are one reason.
std::vector<Contribution> merged(std::vector<Contribution> contributions) {
  const auto identity = [](const Contribution& c) { return std::tie(c.kind, c.label); };
  std::stable_sort(contributions.begin(), contributions.end(),
                   [&](const auto& a, const auto& b) { return identity(a) < identity(b); });
  join_same(
      contributions, [&](const auto& a, const auto& b) { return identity(a) == identity(b); },
      [](Contribution& sum, const Contribution& next) { sum.points += next.points; });
  return contributions;
}

void sort_by_magnitude(std::vector<Contribution>& contributions) {
  std::stable_sort(contributions.begin(), contributions.end(),
                   [](const Contribution& a, const Contribution& b) {
                     return std::abs(a.points) > std::abs(b.points);
                   });
}

}  // namespace

void Explanation::add(std::uint32_t feature, double points, const std::vector<Term>& terms,
                      TermKind kind) {
  if (points == 0) return;
  const Term* term = only_one(terms, feature);
  const TermEvidence* evidence = only_one(evidence_, feature);
  if (term == nullptr || evidence == nullptr || term->key != evidence->key) {
    add_other(points);
    return;
  }
  const Evidence source =
      kind == TermKind::category ? Evidence::category : main_source(*evidence, points);
  named_.push_back({source, term->label, points});
}

void Explanation::add_other(double points) {
  OtherTerms& rest = points > 0 ? for_ : against_;
  rest.points += points;
  ++rest.terms;
}

std::vector<Contribution> Explanation::contributions(NamedTerms named) && {
  double magnitude = for_.points - against_.points;
  for (const Contribution& contribution : named_) magnitude += std::abs(contribution.points);
  std::vector<Contribution> all = merged(std::move(named_));
  sort_by_magnitude(all);
  std::vector<Contribution> result;
  for (Contribution& contribution : all) {
    const bool is_main =
        result.size() < kNamedTerms && std::abs(contribution.points) >= kSmallestShare * magnitude;
    if (is_main || named == NamedTerms::every) {
      result.push_back(std::move(contribution));
    } else {
      add_other(contribution.points);
    }
  }
  for (const OtherTerms& rest : {for_, against_}) {
    if (rest.terms == 0) continue;
    result.push_back({Evidence::other,
                      fmt::format("{} other {}", rest.terms, rest.terms == 1 ? "term" : "terms"),
                      rest.points, rest.terms});
  }
  return result;
}

std::vector<Contribution> named_evidence(const EvidenceTable& table,
                                         const std::function<double(std::uint32_t)>& points_of) {
  std::vector<Contribution> terms;
  for (const TermEvidence& evidence : table) {
    if (is_author_key(evidence.key) || only_one(table, evidence.index) == nullptr) continue;
    const double points = points_of(evidence.index);
    if (points == 0) continue;
    // A category is known by its key, as a term of a paper is by its block.
    const Evidence source =
        is_category_key(evidence.key) ? Evidence::category : main_source(evidence, points);
    terms.push_back({source, label_of_key(evidence.key), points});
  }
  std::vector<Contribution> result = merged(std::move(terms));
  sort_by_magnitude(result);
  return result;
}

}  // namespace papercup::rank
