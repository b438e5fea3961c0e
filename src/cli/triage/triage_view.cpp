#include <fmt/format.h>

#include "cli/triage/triage.hpp"

namespace papercup::cli {
namespace {

using Body = render::ScreenView::Body;

}  // namespace

std::vector<std::string> Triage::key_help() const {
  return {
      purpose_ == TriagePurpose::reading
          ? "Every mark is kept at once; what was shown counts as shown when you quit."
          : "Every mark is kept at once; space passes over a paper you cannot judge.",
      "",
      "l  like: more papers like this          next paper follows",
      "d  dislike: fewer papers like this      next paper follows",
      "x  done: read, off the reading list     next paper follows",
      "s  save: onto the reading list, and stay",
      "u  undo the last mark",
      "",
      "space, n or right   next paper, or the rest of this one",
      "b, p or left        back to the one before",
      "home, end           first and last paper",
      "up, down, page up, page down, j, k   scroll",
      "",
      "a  the whole abstract, with comment, journal and DOI",
      "w  why the paper has its score, term by term",
      "m  similar papers that are stored, as a list of its own",
      "o  open the paper in the browser (BROWSER, else xdg-open)",
      "/  search: in this list, else in all that is stored",
      "q  quit; from a list of similar or found papers, back to the former list",
  };
}

// How many likes and dislikes there are among the papers it began with.
std::string Triage::taught_text() const {
  std::size_t likes = 0;
  std::size_t dislikes = 0;
  for (const TriageEntry& one : list().entries) {
    const auto opinion = stance(one).opinion;
    likes += opinion == MarkVerb::like ? 1 : 0;
    dislikes += opinion == MarkVerb::dislike ? 1 : 0;
  }
  if (likes + dislikes == 0) return "l or d, one key each; q stops at any time";
  return fmt::format("{} judged, {} liked; q stops at any time", likes + dislikes, likes);
}

std::vector<std::string> Triage::end_lines() const {
  if (lists_.size() > 1) return {"", "That was the last of these.", "", "q goes back to the list."};
  std::size_t judged = 0;
  for (const TriageEntry& one : list().entries) judged += stance(one) == app::Stance{} ? 0 : 1;
  return {"",
          list().entries.size() == 1
              ? fmt::format("That was the only paper; it is {}marked.", judged == 0 ? "not " : "")
              : fmt::format("That was the last of {} papers; {} marked.", list().entries.size(),
                            judged),
          "", "q ends and tells how the ranking moved; b goes back, u takes the last mark back."};
}

std::vector<std::pair<std::string, std::string>> Triage::key_labels() const {
  if (typed_) return {{"Enter", "search"}, {"Esc", "never mind"}};
  if (body_ == Body::lines) return {{"space", "more"}, {"q", "close"}};
  return {{"l", "like"},     {"d", "dislike"},
          {"s", "save"},     {"x", "done"},
          {"space", "next"}, {"b", "back"},
          {"u", "undo"},     {"a", body_ == Body::abstract ? "less" : "abstract"},
          {"w", "why"},      {"m", "similar"},
          {"o", "open"},     {"/", "search"},
          {"?", "help"},     {"q", lists_.size() > 1 ? "to the list" : "quit"}};
}

render::ScreenView Triage::view() const {
  render::ScreenView view;
  const TriageList& list = current();
  const TriageEntry* shown = entry();
  view.heading = list.heading;
  view.notice = notice_;
  if (purpose_ == TriagePurpose::teaching && lists_.size() == 1) view.notice = taught_text();
  view.body = body_;
  view.keys = key_labels();
  view.message = message_;
  view.scroll = scroll_;
  if (typed_) view.prompt = "search: " + *typed_;
  if (shown == nullptr) {
    if (view.heading.empty() && !list.entries.empty()) view.heading = list.entries.back().heading;
    view.place = "end";
    view.body = Body::lines;
    view.lines = body_ == Body::lines ? pane_ : end_lines();
    return view;
  }
  view.place = fmt::format("{} of {}", list.position + 1, list.entries.size());
  if (!shown->heading.empty()) view.heading = shown->heading;
  view.paper = &shown->scored;
  view.marks = app::stance_text(stance(*shown));
  view.lines = pane_;
  return view;
}

}  // namespace papercup::cli
