#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/app/context.hpp"
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

// "liked, saved"; empty if nothing is said.
std::string stance_text(const Stance& stance);

// "liked", "unmarked", "done with": what was done to a paper.
std::string_view past_tense(MarkVerb verb);

// Whether the mark would change nothing, since all that it says is said already. Not for unmark.
bool is_said(const Mark& mark, const Stance& before);

// Whether the verb says something in one focus.
bool belongs_to_focus(MarkVerb verb);

// The event that, after `made`, makes what the verb touches what it was before. Without a time.
Mark reversal(const Mark& made, const Stance& before);

// What a focus file says of a paper by itself.
struct FileExample {
  std::string stem;
  MarkVerb verb;

  bool operator==(const FileExample&) const = default;
};

// What became of a mark that the reader wanted to make.
struct MarkResult {
  enum class Outcome {
    made,
    already_said,          // it would have changed nothing, and was not made
    nothing_to_take_back,  // the same of an unmark
  };
  Mark mark;
  Outcome outcome = Outcome::made;
  // Examples of focus files that an unmark leaves, since only an edit or an unmark for that focus
  // takes them back.
  std::vector<FileExample> left = {};
};

// Makes those of these marks that change something, at Context::now and in one transaction, and
// tells what became of each. Throws Error{storage}.
std::vector<MarkResult> mark_papers(const Context& context, const std::vector<Mark>& marks);

}  // namespace papercup::app
