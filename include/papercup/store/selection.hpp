#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/query.hpp"

// Which papers are asked for, and what is given of them.
namespace papercup::store {

// What papers state, as bits by numbers from 0 to kHighestSignal, which the store gives no meaning.
using SignalBits = std::uint32_t;
inline constexpr int kHighestSignal = 15;
// Papers that may state something, as far as the store knows: for each entry of `any_of` a paper
// has at least one of its bits, or is one of those that were not looked at by these rules.
struct SignalWish {
  std::int64_t rules = 0;
  std::vector<SignalBits> any_of;
};

// Which papers are wanted. Every part given must hold; of `categories` and `authors`, one entry.
struct Selection {
  std::optional<Query> query;
  std::vector<std::string> categories;  // ids, in any of their names, or archives ("cs")
  std::vector<std::string> authors;     // each a word or phrase within one author's name
  // Days of announcement, both ends included; papers without a day do not match.
  std::optional<Date> since, until;
  // Papers that arrived, or were listed as new or cross-listed, under a later number of arrival.
  std::optional<std::int64_t> arrived_after;
  std::optional<SignalWish> states;

  bool is_everything() const {
    return !query && categories.empty() && authors.empty() && !since && !until && !arrived_after &&
           !states;
  }
};

// A place in the log of arrivals. The number alone means nothing: a database that was restored from
// a backup, or made anew, gives the same numbers to other papers. The token was drawn at random
// when the log reached the number, so that the place is one of the same log only if both agree.
struct Cursor {
  std::int64_t arrival = 0;  // the last number that was given
  std::int64_t token = 0;    // 0: unknown, written by a papercup that had no tokens

  bool operator==(const Cursor&) const = default;
};

// A stored paper in short. `key` is the store's own number of it, stable while the paper is stored.
struct PaperKey {
  std::int64_t key = 0;
  ArxivId id;
  std::optional<Date> announced;
};

// A paper's packed features beside its key; the view is valid during the call only. It is empty if
// the features of the paper were lost, which happens in a damaged file.
using FeatureVisitor = std::function<void(const PaperKey&, std::string_view features)>;

struct KeyVisitor {
  std::function<void(std::int64_t key, std::string_view features)> visit;
};

// The papers that were announced until a day, as they were stored when the log of arrivals ended at
// `end`.
struct PastPapers {
  Cursor end;
  std::optional<Date> until;  // absent: all of them
};

// Whether a paper with these features is one of the present papers and was none of the past ones,
// or the other way round; one that changed is both. The view is valid during the call only, and
// empty if the features were lost.
enum class PaperMove { left, joined };
using DifferenceVisitor = std::function<void(PaperMove, std::string_view features)>;

}  // namespace papercup::store
