#include "papercup/app/marking.hpp"

#include <algorithm>
#include <set>

#include "papercup/config/focus_file.hpp"

namespace papercup::app {
namespace {

bool contains(const std::vector<ArxivId>& ids, const ArxivId& id) {
  return std::ranges::find(ids, id) != ids.end();
}

bool covers(const Mark& unmark, MarkVerb verb) { return !unmark.only || *unmark.only == verb; }

// What is said so far, with which new marks are compared.
class MarksSoFar {
 public:
  MarksSoFar(const Context& context, std::vector<Mark> marks)
      : state_(std::move(marks)),
        likes_(state_.marked(MarkVerb::like)),
        dislikes_(state_.marked(MarkVerb::dislike)),
        foci_(context.foci()) {}

  MarkResult compare(const Mark& mark) const {
    MarkResult result{mark};
    if (mark.verb == MarkVerb::unmark) {
      if (!takes_back(mark)) result.outcome = MarkResult::Outcome::nothing_to_take_back;
      result.left = examples_left(mark);
      return result;
    }
    // What only a focus file says can be marked too: it stays said when the file changes.
    const Stance before = stance_of(state_, mark.focus, nullptr, mark.id);
    if (is_said(mark, before)) result.outcome = MarkResult::Outcome::already_said;
    return result;
  }

 private:
  // Mostly none.
  std::vector<FileExample> examples_left(const Mark& unmark) const {
    std::vector<FileExample> examples;
    if (!unmark.focus.empty()) return examples;
    for (const config::ListedFocus& listed : foci_) {
      if (!listed.loaded || state_.opinions(listed.stem).contains(unmark.id)) continue;
      const auto verb = example_verb(&listed.loaded->focus, unmark.id);
      if (verb && covers(unmark, *verb)) examples.push_back({listed.stem, *verb});
    }
    return examples;
  }

  bool takes_back(const Mark& mark) const {
    if (!mark.focus.empty()) {
      const Stance before = stance_of(state_, mark.focus, focus_of(mark.focus), mark.id);
      return before.opinion && covers(mark, *before.opinion);
    }
    return (covers(mark, MarkVerb::like) && likes_.contains(mark.id)) ||
           (covers(mark, MarkVerb::dislike) && dislikes_.contains(mark.id)) ||
           (covers(mark, MarkVerb::save) && state_.saved().contains(mark.id)) ||
           (covers(mark, MarkVerb::done) && state_.done().contains(mark.id));
  }

  const Focus* focus_of(const std::string& stem) const {
    for (const config::ListedFocus& listed : foci_) {
      if (listed.stem == stem && listed.loaded) return &listed.loaded->focus;
    }
    return nullptr;
  }

  const MarkState state_;
  const std::set<ArxivId> likes_, dislikes_;  // in any focus
  const std::vector<config::ListedFocus> foci_;
};

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

std::vector<MarkResult> mark_papers(const Context& context, const std::vector<Mark>& marks) {
  store::UserStore user_store = context.open_user_store(store::OpenMode::create);
  std::vector<MarkResult> results;
  user_store.transaction([&] {
    const MarksSoFar so_far(context, user_store.marks());
    for (const Mark& mark : marks) results.push_back(so_far.compare(mark));
    for (const MarkResult& result : results) {
      if (result.outcome == MarkResult::Outcome::made)
        user_store.append(result.mark, context.now());
    }
  });
  return results;
}

}  // namespace papercup::app
