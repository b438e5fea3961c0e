#include "papercup/app/marking.hpp"

#include <algorithm>

namespace papercup::app {
namespace {

bool contains(const std::vector<ArxivId>& ids, const ArxivId& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

std::optional<MarkVerb> example_verb(const Focus* focus, const ArxivId& id) {
  if (focus == nullptr) return std::nullopt;
  if (contains(focus->likes, id)) return MarkVerb::like;
  if (contains(focus->dislikes, id)) return MarkVerb::dislike;
  return std::nullopt;
}

Stance stance_of(const MarkState& marks, const std::string& stem, const Focus* focus,
                 const ArxivId& id) {
  Stance stance;
  const MarkState::Opinions& opinions = marks.opinions(stem);
  const auto found = opinions.find(id);
  if (found == opinions.end()) {
    stance.opinion = example_verb(focus, id);
  } else if (found->second.verb != MarkVerb::unmark) {
    stance.opinion = found->second.verb;
    stance.known = found->second.known;
  }
  if (marks.saved().contains(id)) stance.reading = Reading::saved;
  if (marks.done().contains(id)) stance.reading = Reading::done;
  return stance;
}

std::string_view past_tense(MarkVerb verb) {
  switch (verb) {
    case MarkVerb::like:
      return "liked";
    case MarkVerb::dislike:
      return "disliked";
    case MarkVerb::save:
      return "saved";
    case MarkVerb::done:
      return "done with";
    case MarkVerb::unmark:
      return "unmarked";
  }
  return {};
}

std::string stance_text(const Stance& stance) {
  std::string text = stance.opinion ? std::string(past_tense(*stance.opinion)) : "";
  if (stance.reading == Reading::none) return text;
  return text + (text.empty() ? "" : ", ") + (stance.reading == Reading::saved ? "saved" : "done");
}

bool is_said(const Mark& mark, const Stance& before) {
  if (mark.verb == MarkVerb::save) return before.reading == Reading::saved;
  if (mark.verb == MarkVerb::done) return before.reading == Reading::done;
  return before.opinion == mark.verb && before.known == mark.known;
}

bool belongs_to_focus(MarkVerb verb) { return verb == MarkVerb::like || verb == MarkVerb::dislike; }

Mark reversal(const Mark& made, const Stance& before) {
  Mark mark = made;
  mark.known = false;
  if (belongs_to_focus(made.verb)) {
    mark.verb = before.opinion.value_or(MarkVerb::unmark);
    mark.known = before.opinion && before.known;
  } else if (before.reading == Reading::none) {
    mark.verb = MarkVerb::unmark;
  } else {
    mark.verb = before.reading == Reading::saved ? MarkVerb::save : MarkVerb::done;
  }
  if (mark.verb == MarkVerb::unmark) mark.only = made.verb;
  return mark;
}

}  // namespace papercup::app
