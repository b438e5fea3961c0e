#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

// What a reader says about a paper. like and dislike belong to a focus and exclude each other; save
// and done belong to the paper: done is read, and off the reading list.
enum class MarkVerb { like, dislike, save, done, unmark };

inline constexpr auto kMarkVerbNames = names_of<MarkVerb>({
    {MarkVerb::like, "like"},
    {MarkVerb::dislike, "dislike"},
    {MarkVerb::save, "save"},
    {MarkVerb::done, "done"},
    {MarkVerb::unmark, "unmark"},
});
constexpr std::string_view to_string(MarkVerb verb) { return kMarkVerbNames.of(verb); }
// Nothing for other words.
constexpr std::optional<MarkVerb> parse_mark_verb(std::string_view text) {
  return kMarkVerbNames.find(text);
}

// One event of the log of marks, which only grows: a later event overrides an earlier one. Which
// one is later is told by a hybrid logical clock, since clocks go wrong and are set right again:
// the logical time of an event is the clock's, but never before that of an event that was in the
// log already (Kulkarni et al., "Logical Physical Clocks", 2014).
struct Mark {
  Time time;        // by the clock, for people and for --as-of
  int ordinal = 0;  // among the marks of the same logical time, from 0
  MarkVerb verb = MarkVerb::like;
  ArxivId id;
  std::string focus = {};  // file stem of the focus of a like or dislike; else empty. Of an unmark:
                           // where it takes opinions back, empty for everywhere
  bool known = false;      // the reader knew the paper: the mark teaches nothing
  std::optional<MarkVerb> only = {};  // of an unmark: what alone it takes back
  std::optional<Time> logical = {};   // the logical time, if it is not the clock's

  bool operator==(const Mark&) const = default;
};

inline Time logical_time(const Mark& mark) { return mark.logical.value_or(mark.time); }
// Whether an event comes before another one in the log: by logical time, then by ordinal, then in
// some order that is always the same.
bool operator<(const Mark& a, const Mark& b);

// What a log of marks comes to.
class MarkState {
 public:
  struct Opinion {
    MarkVerb verb;  // like, dislike, or unmark: taken back, which overrides the focus file's seeds
    bool known = false;
    Time time;
  };
  using Opinions = std::map<ArxivId, Opinion>;

  // In any order; a later one overrides an earlier one.
  explicit MarkState(std::vector<Mark> marks);

  // The opinions of the focus with this file stem.
  const Opinions& opinions(const std::string& focus) const;
  // The reading list and what was read, each with when it was said.
  const std::map<ArxivId, Time>& saved() const { return saved_; }
  const std::map<ArxivId, Time>& done() const { return done_; }
  // Papers with this mark, for like and dislike in any focus. None for unmark.
  std::set<ArxivId> marked(MarkVerb verb) const;

 private:
  void apply(const Mark& mark);
  void take_back(const Mark& mark);

  std::map<std::string, Opinions> opinions_;
  std::map<ArxivId, Time> saved_;
  std::map<ArxivId, Time> done_;
};

// The focus with its likes and dislikes as marks have changed them: marks override the file's, and
// what is known teaches nothing. Both lists are ordered by identifier.
Focus with_marks(Focus focus, const MarkState::Opinions& opinions);

}  // namespace papercup
