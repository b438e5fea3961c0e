#include "papercup/core/mark.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace papercup {
namespace {

std::vector<ArxivId> ids_of(const MarkState::Opinions& opinions, MarkVerb verb) {
  std::vector<ArxivId> ids;
  for (const auto& [id, opinion] : opinions) {
    if (opinion.verb == verb && !opinion.known) ids.push_back(id);
  }
  return ids;
}

// Those of the file about which no mark says anything, and those that are marked.
std::vector<ArxivId> merged(const std::vector<ArxivId>& seeds, const MarkState::Opinions& opinions,
                            MarkVerb verb) {
  std::vector<ArxivId> ids = ids_of(opinions, verb);
  for (const ArxivId& seed : seeds) {
    if (!opinions.contains(seed)) ids.push_back(seed);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

bool operator<(const Mark& a, const Mark& b) {
  const auto place = [](const Mark& mark) {
    return std::tuple(logical_time(mark), mark.ordinal, mark.time);
  };
  if (place(a) != place(b)) return place(a) < place(b);
  return std::tie(a.verb, a.id, a.focus, a.known, a.only) <
         std::tie(b.verb, b.id, b.focus, b.known, b.only);
}

MarkState::MarkState(std::vector<Mark> marks) {
  std::sort(marks.begin(), marks.end());
  for (const Mark& mark : marks) apply(mark);
}

void MarkState::apply(const Mark& mark) {
  switch (mark.verb) {
    case MarkVerb::like:
    case MarkVerb::dislike:
      opinions_[mark.focus].insert_or_assign(mark.id, Opinion{mark.verb, mark.known, mark.time});
      break;
    case MarkVerb::save:
      saved_.insert_or_assign(mark.id, mark.time);
      done_.erase(mark.id);
      break;
    case MarkVerb::done:
      saved_.erase(mark.id);
      done_.insert_or_assign(mark.id, mark.time);
      break;
    case MarkVerb::unmark:
      take_back(mark);
      break;
  }
}

void MarkState::take_back(const Mark& mark) {
  const auto covers = [&](MarkVerb verb) { return !mark.only || *mark.only == verb; };
  // What a focus file says can be taken back too, so a focus that is named always gets an entry.
  if (!mark.focus.empty() && (covers(MarkVerb::like) || covers(MarkVerb::dislike))) {
    opinions_[mark.focus].try_emplace(mark.id, Opinion{MarkVerb::unmark, false, mark.time});
  }
  for (auto& [focus, opinions] : opinions_) {
    if (!mark.focus.empty() && focus != mark.focus) continue;
    const auto found = opinions.find(mark.id);
    if (found != opinions.end() && covers(found->second.verb)) {
      found->second = {MarkVerb::unmark, false, mark.time};
    }
  }
  if (mark.focus.empty() && covers(MarkVerb::save)) saved_.erase(mark.id);
  if (mark.focus.empty() && covers(MarkVerb::done)) done_.erase(mark.id);
}

const MarkState::Opinions& MarkState::opinions(const std::string& focus) const {
  static const Opinions none;
  const auto found = opinions_.find(focus);
  return found == opinions_.end() ? none : found->second;
}

std::set<ArxivId> MarkState::marked(MarkVerb verb) const {
  std::set<ArxivId> ids;
  if (verb == MarkVerb::save || verb == MarkVerb::done) {
    for (const auto& [id, time] : verb == MarkVerb::save ? saved_ : done_) ids.insert(id);
  } else if (verb != MarkVerb::unmark) {
    for (const auto& [focus, opinions] : opinions_) {
      for (const auto& [id, opinion] : opinions) {
        if (opinion.verb == verb) ids.insert(id);
      }
    }
  }
  return ids;
}

Focus with_marks(Focus focus, const MarkState::Opinions& opinions) {
  focus.likes = merged(focus.likes, opinions, MarkVerb::like);
  focus.dislikes = merged(focus.dislikes, opinions, MarkVerb::dislike);
  return focus;
}

}  // namespace papercup
