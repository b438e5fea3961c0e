#pragma once

#include <optional>
#include <string>

#include "papercup/core/focus.hpp"
#include "papercup/core/mark.hpp"

namespace papercup::app {

enum class Reading { none, saved, done };

// What the reader says of a paper at a moment.
struct Stance {
  std::optional<MarkVerb> opinion = {};  // like or dislike, in one focus
  bool known = false;                    // the opinion teaches nothing
  Reading reading = Reading::none;

  bool operator==(const Stance&) const = default;
};

// By the marks, else by the focus's own examples. `focus` may be null.
Stance stance_of(const MarkState& marks, const std::string& stem, const Focus* focus,
                 const ArxivId& id);

// What the focus's own examples say, whatever was marked. `focus` may be null.
std::optional<MarkVerb> example_verb(const Focus* focus, const ArxivId& id);

// "liked, saved"; empty where nothing is said.
std::string stance_text(const Stance& stance);

// "liked", "unmarked", "done with": what was done to a paper.
std::string_view past_tense(MarkVerb verb);

// Whether what the mark says is said already, so that it would change nothing. Not for unmark.
bool is_said(const Mark& mark, const Stance& before);

// Whether the verb says something in one focus.
bool belongs_to_focus(MarkVerb verb);

// The event that, behind `made`, makes what the verb touches what it was before. Without a time.
Mark reversal(const Mark& made, const Stance& before);

}  // namespace papercup::app
