#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "papercup/core/paper.hpp"
#include "papercup/store/store.hpp"

namespace papercup::store {

class Connection;

// Rows of `paper_signal`: which papers state what, and up to which paper that was found by which
// version of the rules. Searches read them by stated_signals.hpp. Methods throw SQLite::Exception.
class SignalRows {
 public:
  explicit SignalRows(Connection& connection) : connection_(connection) {}

  // From now on upserts keep what papers state.
  void keep(std::int64_t rules, SignalFinder find);
  // The following write, and belong into a transaction. At its beginning: with no paper stored,
  // the rows of all papers to come are those of these rules.
  void begin();
  // Of a new paper; `found` is what it states, if that was found beforehand.
  void add(std::int64_t key, const Paper& paper, std::optional<SignalBits> found);
  // Of a paper that has changed, by itself or by a former version.
  void change(std::int64_t key, const Paper& paper);
  // Takes a paper's rows away.
  void remove(std::int64_t key);
  // Finds what the next `most` papers state; false if all are done.
  bool find_next(std::size_t most);

 private:
  struct State {
    std::int64_t rules = 0, found_up_to = 0;
  };
  State state() const;
  void set_state(const State& state);
  // Whether the rows are by the rules that papers are read by now. If not, those of this paper
  // count no longer.
  bool is_kept(std::int64_t key);
  void set(std::int64_t key, SignalBits signals);
  void insert(std::int64_t key, SignalBits signals);

  Connection& connection_;
  std::int64_t rules_ = 0;
  SignalFinder find_;
};

}  // namespace papercup::store
