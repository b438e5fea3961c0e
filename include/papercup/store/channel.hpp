#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/store/store.hpp"

namespace papercup::store {

// How long after its announcement a paper may arrive and still be considered by a channel, in days.
inline constexpr int kCandidateDays = 60;

// How far a channel has come for a focus.
struct ChannelState {
  // Everything that arrived up to here was considered, if the papers database has reached the
  // cursor (Store::has_reached); otherwise it is another one than the channel knew.
  Cursor cursor;
  // The account of the papers that the channel has considered has all of those that were announced
  // on this day or later; nothing if a papercup without such accounts moved the channel last.
  std::optional<Date> since = {};

  bool operator==(const ChannelState&) const = default;
};

// What a digest changes in a channel for one focus, once it was shown.
struct ChannelMove {
  std::string focus = {};  // file stem
  Cursor cursor = {};
  std::optional<Date> since = {};  // the day from which the account is whole; nothing: as before
  std::vector<ArxivId> considered = {};    // papers to be added to it
  std::optional<Date> until = {};          // the last day on which one of them was announced
  std::optional<std::int64_t> batch = {};  // the number of the batch, if it is a mail
};

// A channel's account of what it has considered for a focus. It remembers 8 bytes of a hash for
// each paper: of 20,000 papers, one in 10^15 is taken for another.
class ConsideredPapers {
 public:
  // Adds the papers of one digest, as bytes_of wrote them.
  void add(std::string_view bytes, Date until);
  bool contains(const ArxivId& id) const;
  // The last day on which one of them was announced; nothing if there are none.
  std::optional<Date> until() const { return until_; }

  static std::string bytes_of(const std::vector<ArxivId>& papers);

 private:
  std::unordered_set<std::uint64_t> hashes_;
  std::optional<Date> until_;
};

}  // namespace papercup::store
