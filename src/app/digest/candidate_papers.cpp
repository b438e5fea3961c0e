#include "app/digest/candidate_papers.hpp"

#include <algorithm>
#include <iterator>

namespace papercup::app {
namespace {

// Weeks of a large archive; of more papers than that, memory counts for more than time.
constexpr std::size_t kMostKept = 20'000;

bool is_same(const store::Selection& a, const store::Selection& b) {
  return a.categories == b.categories && a.since == b.since && a.until == b.until &&
         a.arrived_after == b.arrived_after;
}

}  // namespace

std::vector<Candidate> CandidatePapers::rank(const rank::Model& model,
                                             const store::Selection& selection) {
  if (foci_ == Foci::one) return rank_papers(store_, model, selection);
  auto read = std::ranges::find_if(
      read_, [&](const auto& former) { return is_same(former.first, selection); });
  if (read == read_.end()) {
    std::size_t kept = 0;
    for (const auto& former : read_) kept += former.second.papers.size();
    SelectedPapers papers = read_papers(store_, selection);
    if (kept + papers.papers.size() > kMostKept) read_.clear();
    read_.emplace_back(selection, std::move(papers));
    read = std::prev(read_.end());
  }
  return rank_papers(store_, model, read->second);
}

std::vector<std::optional<AnnouncementKind>> CandidatePapers::listed_as(
    const std::vector<std::int64_t>& keys, const std::vector<std::string>& categories) {
  if (foci_ == Foci::one) return store_.listed_as(keys, categories);
  Kinds& known = kinds_[categories];
  std::vector<std::int64_t> unknown;
  for (const std::int64_t key : keys) {
    if (!known.contains(key)) unknown.push_back(key);
  }
  const auto found = store_.listed_as(unknown, categories);
  for (std::size_t i = 0; i < unknown.size(); ++i) known.emplace(unknown[i], found[i]);
  std::vector<std::optional<AnnouncementKind>> kinds;
  kinds.reserve(keys.size());
  for (const std::int64_t key : keys) kinds.push_back(known.at(key));
  return kinds;
}

}  // namespace papercup::app
