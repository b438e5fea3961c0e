#include "store/papers/signal_rows.hpp"

#include <optional>
#include <utility>

#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/papers/paper_rows.hpp"

namespace papercup::store {
namespace {

constexpr int kSignals = kHighestSignal + 1;

bool has(SignalBits signals, int number) { return (signals >> number & 1) != 0; }

}  // namespace

SignalRows::State SignalRows::state() const {
  Statement row(connection_, "SELECT rules, found_up_to FROM signal_rules");
  return row.step() ? State{row.number(0), row.number(1)} : State{};
}

void SignalRows::set_state(const State& state) {
  connection_.run("UPDATE signal_rules SET rules = ?, found_up_to = ?", state.rules,
                  state.found_up_to);
}

void SignalRows::keep(std::int64_t rules, SignalFinder find) {
  rules_ = rules;
  find_ = std::move(find);
}

void SignalRows::begin() {
  if (!find_ || state().rules == rules_) return;
  if (!connection_.first<std::int64_t>("SELECT key FROM paper LIMIT 1")) {
    connection_.run("DELETE FROM paper_signal");
    set_state({rules_, kHighestKey});
  }
}

bool SignalRows::is_kept(std::int64_t key) {
  const State known = state();
  if (find_ && known.rules == rules_) return true;
  if (known.found_up_to >= key) set_state({known.rules, key - 1});
  return false;
}

void SignalRows::add(std::int64_t key, const Paper& paper, std::optional<SignalBits> found) {
  if (is_kept(key)) insert(key, found ? *found : find_(paper, {}));
}

void SignalRows::change(std::int64_t key, const Paper& paper) {
  if (is_kept(key)) set(key, find_(paper, PaperRows(connection_).versions(paper.id)));
}

void SignalRows::remove(std::int64_t key) { set(key, 0); }

bool SignalRows::find_next(std::size_t most) {
  State known = state();
  if (!find_) return false;
  if (known.rules != rules_) {
    connection_.run("DELETE FROM paper_signal");
    known = {rules_, 0};
  }
  if (known.found_up_to >= kHighestKey) return false;
  const PaperRows papers(connection_);
  const auto keys = connection_.all<std::int64_t>(
      "SELECT key FROM paper WHERE key > ? ORDER BY key LIMIT ?", known.found_up_to, most);
  for (const std::int64_t key : keys) {
    const std::optional<Paper> paper = papers.load(key);
    if (paper) set(key, find_(*paper, papers.versions(paper->id)));
  }
  known.found_up_to = keys.size() < most ? kHighestKey : keys.back();
  set_state(known);
  return known.found_up_to < kHighestKey;
}

void SignalRows::set(std::int64_t key, SignalBits signals) {
  for (int number = 0; number < kSignals; ++number) {
    if (has(signals, number)) continue;
    connection_.run("DELETE FROM paper_signal WHERE signal = ? AND paper = ?", number, key);
  }
  insert(key, signals);
}

void SignalRows::insert(std::int64_t key, SignalBits signals) {
  for (int number = 0; number < kSignals; ++number) {
    if (!has(signals, number)) continue;
    connection_.run("INSERT OR IGNORE INTO paper_signal(signal, paper) VALUES (?, ?)", number, key);
  }
}

}  // namespace papercup::store
