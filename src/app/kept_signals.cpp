#include "papercup/app/kept_signals.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "papercup/system/process.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

using digest::Signal;
using digest::SignalKind;

// The bits that papers are kept with: the kinds of signals but promises by their places in the
// enumeration, and after them promises that were not kept.
constexpr int kOwnPromise = 14, kFormerPromise = 15;
static_assert(static_cast<int>(SignalKind::version) < kOwnPromise);
static_assert(kFormerPromise <= store::kHighestSignal);

store::SignalBits bit(int number) { return store::SignalBits{1} << number; }

// Whether one of `promising` promises what the signals of a newest version do not state.
bool has_unkept(const std::vector<Signal>& promising, const std::vector<Signal>& newest) {
  return std::ranges::any_of(promising, [&](const Signal& signal) {
    return std::ranges::any_of(signal.promised,
                               [&](SignalKind kind) { return !digest::has_signal(newest, kind); });
  });
}

}  // namespace

store::SignalBits signal_bits(const Paper& paper, const std::vector<Paper>& former_versions) {
  store::SignalBits bits = 0;
  const std::vector<Signal> signals = digest::find_signals(paper);
  for (const Signal& signal : signals) {
    if (signal.kind != SignalKind::promise) bits |= bit(static_cast<int>(signal.kind));
  }
  if (digest::has_signal(signals, SignalKind::withdrawn)) return bits;
  if (has_unkept(signals, signals)) bits |= bit(kOwnPromise);
  const bool did_promise = std::ranges::any_of(former_versions, [&](const Paper& former) {
    return has_unkept(digest::find_signals(former), signals);
  });
  return did_promise ? bits | bit(kFormerPromise) : bits;
}

void keep_signals(store::Store& store) { store.keep_signals(digest::signal_rules(), signal_bits); }

void find_kept_signals(const Context& context, store::Store& store) {
  constexpr std::int64_t kNoted = 10'000;
  const std::int64_t begin = store.signals_found_up_to(digest::signal_rules());
  const std::int64_t all = store.highest_key();
  if (begin >= all) return;
  if (all - begin > kNoted) {
    context.note(fmt::format("looking for code, data and venues in {} papers, once",
                             text::with_thousands(all - begin)));
  }
  bool is_shown = false;
  while (!system::is_interrupted() && find_some_signals(store)) {
    const std::int64_t found = store.signals_found_up_to(digest::signal_rules());
    context.progress(
        fmt::format("{} of {} papers", text::with_thousands(found), text::with_thousands(all)));
    is_shown = true;
  }
  if (is_shown) context.progress({});
}

bool find_some_signals(store::Store& store) {
  constexpr std::size_t kPapers = 500;
  return store.find_signals(kPapers);
}

store::SignalWish wish_for(const std::vector<SignalKind>& kinds) {
  store::SignalWish wish{digest::signal_rules(), {}};
  for (const SignalKind kind : kinds) {
    const bool is_promise = kind == SignalKind::promise;
    wish.any_of.push_back(is_promise ? bit(kOwnPromise) | bit(kFormerPromise)
                                     : bit(static_cast<int>(kind)));
  }
  return wish;
}

store::SignalWish wish_for_promises(PromisedBy version) {
  return {digest::signal_rules(),
          {bit(version == PromisedBy::newest ? kOwnPromise : kFormerPromise)}};
}

}  // namespace papercup::app
