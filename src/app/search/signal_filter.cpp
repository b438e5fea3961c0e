#include "papercup/app/signal_filter.hpp"

#include <algorithm>
#include <set>

#include "papercup/core/names.hpp"

namespace papercup::app {
namespace {

using digest::Signal;
using digest::SignalKind;

constexpr std::size_t kBatch = 500;  // papers loaded at a time

std::set<SignalKind> promised_in(const std::vector<Signal>& signals) {
  std::set<SignalKind> kinds;
  for (const Signal& signal : signals) kinds.insert(signal.promised.begin(), signal.promised.end());
  return kinds;
}

bool is_old(const Paper& version, const Paper& paper, Date today) {
  const std::optional<Date> since = version.updated ? utc_date(*version.updated) : paper.announced;
  return since && today - *since >= kDaysForPromise;
}

// See keep_stating.
bool has_due_promise(const Paper& paper, const std::vector<Signal>& signals,
                     const store::Store& store, Date today) {
  if (!paper.announced || today - *paper.announced < kDaysForPromise) return false;
  if (digest::has_signal(signals, SignalKind::withdrawn)) return false;
  std::set<SignalKind> promised;
  if (paper.version.value_or(1) > 1) {
    for (const Paper& former : store.former_versions(paper.id)) {
      if (is_old(former, paper, today)) promised.merge(promised_in(digest::find_signals(former)));
    }
  }
  if (is_old(paper, paper, today)) promised.merge(promised_in(signals));
  return std::any_of(promised.begin(), promised.end(),
                     [&](SignalKind kind) { return !digest::has_signal(signals, kind); });
}

bool has_all(const Paper& paper, const std::vector<SignalKind>& wanted, const store::Store& store,
             Date today) {
  const std::vector<Signal> signals = digest::find_signals(paper);
  return std::all_of(wanted.begin(), wanted.end(), [&](SignalKind kind) {
    if (kind == SignalKind::promise) return has_due_promise(paper, signals, store, today);
    return digest::has_signal(signals, kind);
  });
}

}  // namespace

SignalKind parse_signal(const std::string& text) {
  if (const auto kind = digest::parse_signal_kind(text)) return *kind;
  std::vector<std::string> names;
  for (const SignalKind kind : digest::signal_kinds()) names.emplace_back(to_string(kind));
  refuse_unknown("signal", text, names);
}

void keep_stating(std::vector<FoundPaper>& results, const std::vector<SignalKind>& wanted,
                  const store::Store& store, Date today) {
  if (wanted.empty()) return;
  std::vector<FoundPaper> kept;
  for (std::size_t start = 0; start < results.size(); start += kBatch) {
    const std::size_t end = std::min(start + kBatch, results.size());
    std::vector<std::int64_t> keys;
    for (std::size_t i = start; i < end; ++i) keys.push_back(results[i].candidate.key);
    const std::vector<Paper> papers = store.load(keys);
    for (std::size_t i = start; i < end; ++i) {
      if (has_all(papers[i - start], wanted, store, today)) kept.push_back(std::move(results[i]));
    }
  }
  results = std::move(kept);
}

}  // namespace papercup::app
