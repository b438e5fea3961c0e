#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/render/screen.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/paper_view.hpp"
#include "render/report/certainty.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kMostMoves = 10;  // lines a focus
constexpr int kWideEnough = 72;         // columns: for the former percentile beside the new one
constexpr int kSaidColumns = 17;        // "disliked, saved", or more

// How many papers of the list are left without a mark.
std::string left_text(const TriageReport& report) {
  if (report.left == 0) return "every paper of this list has a mark";
  if (report.papers == 1) return "the paper of this list has no mark";
  if (report.left == report.papers) {
    return fmt::format("none of this list's {} papers has a mark", report.papers);
  }
  return fmt::format("{} of this list's {} papers {} no mark", report.left, report.papers,
                     report.left == 1 ? "has" : "have");
}

std::string title(const std::string& from_feed, const TextStyle& style, int columns) {
  return text::truncate(displayed(from_feed, style), std::max(columns, 10), ellipsis(style));
}

std::string marked_lines(const TriageReport& report, const TextStyle& style) {
  const auto word = [](const MarkedPaper& paper) {
    return paper.said.empty() ? std::string("taken back") : paper.said;
  };
  int columns = kSaidColumns;
  for (const MarkedPaper& paper : report.marked) {
    columns = std::max(columns, text::display_width(word(paper)) + 2);
  }
  std::string text;
  for (const MarkedPaper& paper : report.marked) {
    text += paint("  " + padded(word(paper), columns), Ink::green, style) +
            title(paper.title, style, style.width - columns - 2) + "\n";
  }
  return text;
}

std::string percentile_change(const MovedPaper& paper) {
  std::string now = percentile_text(paper.now);
  const std::string before = percentile_text(paper.before);
  if (now.empty() || before.empty()) return now;
  return now == before ? now : now + ", was " + before;
}

bool has_moved(const MovedPaper& paper) {
  return paper.place_before != paper.place_now ||
         percentile_text(paper.before) != percentile_text(paper.now);
}

std::string move_line(const MovedPaper& paper, const TextStyle& style) {
  const bool rose = paper.place_now < paper.place_before;
  const bool fell = paper.place_now > paper.place_before;
  const std::string_view arrow = style.symbols == Symbols::plain ? "->" : "→";
  const std::string places =
      rose || fell ? fmt::format("{:>4} {} {:<3}", paper.place_before, arrow, paper.place_now)
                   : fmt::format("{:>4}{:{}}", paper.place_now, "", 5 + text::display_width(arrow));
  const std::string change = fmt::format("{:<5}", rose ? "rose" : fell ? "fell" : "stays");
  const bool is_narrow = style.width < kWideEnough;
  const std::string percentile = is_narrow ? percentile_text(paper.now) : percentile_change(paper);
  const std::string head = "  " + change + places;
  const int room = style.width - text::display_width(head) - text::display_width(percentile) - 2;
  const std::string name = title(paper.title, style, room);
  return "  " +
         paint(change,
               rose   ? Ink::green
               : fell ? Ink::red
                      : Ink::normal,
               style) +
         places + name + gap_between(head + name, percentile, style) +
         paint(percentile, Ink::dim, style) + "\n";
}

std::string moves(const RetrainedFocus& focus, std::string_view name, const TextStyle& style) {
  std::vector<MovedPaper> moved;
  std::copy_if(focus.papers.begin(), focus.papers.end(), std::back_inserter(moved), has_moved);
  std::string text = fmt::format("Retrained{} with {}; ", name,
                                 text::counted(focus.new_examples, "new example", "new examples"));
  if (focus.papers.empty()) {
    text += "you have judged every paper of this list.";
  } else if (moved.empty()) {
    text += "the papers you did not judge stand as they stood.";
  } else {
    text += fmt::format("of the {} you did not judge:",
                        text::counted(focus.papers.size(), "paper", "papers"));
  }
  text = indented(text::wrap(text, style.width), 0);
  for (std::size_t i = 0; i < std::min(moved.size(), kMostMoves); ++i)
    text += move_line(moved[i], style);
  if (moved.size() > kMostMoves) {
    text += fmt::format("  and {} more\n", moved.size() - kMostMoves);
  }
  return text;
}

}  // namespace

std::string screen_heading(const digest::Section& section, const TextStyle& style) {
  return section_heading(section, style);
}

std::string exploration_heading(const digest::Section& section, const TextStyle& style) {
  return fmt::format("{}{}just below your line, drawn by lot", one_line(section.focus_name),
                     separator(style));
}

std::string screen_notice(const digest::Digest& digest, const TextStyle& style) {
  return fmt::format("{}", fmt::join(warnings_of(digest, style), "; "));
}

std::string teaching_text(const TeachingReport& report, const TextStyle& style) {
  const std::string_view goes_on = "papercup triage --teach asks for more, whenever you like.\n";
  if (report.judged == 0) {
    return fmt::format("Nothing judged; the ranking is as it was.\n\n{}", goes_on);
  }
  std::string text = paint(fmt::format("The ranking has learnt from {}.",
                                       text::counted(report.judged, "new example", "new examples")),
                           Ink::bold, style);
  text += "\n" + indented(text::wrap(certainty_text(report.teachers), style.width), 0);
  if (!report.best.empty()) {
    const auto best = static_cast<int>(report.best.size());
    const auto new_papers = std::ranges::count_if(
        report.best, [&](const MovedPaper& paper) { return paper.place_before > best; });
    text += "\n" + (best == 1
                        ? std::string("The best paper of the last week:\n")
                        : fmt::format("The {} best papers of the last week, {} of them new:\n",
                                      best, new_papers == 0 ? "none" : std::to_string(new_papers)));
    for (const MovedPaper& paper : report.best) text += move_line(paper, style);
  }
  return text + "\n" + std::string(goes_on);
}

std::string triage_text(const TriageReport& report, const TextStyle& style) {
  std::string text;
  if (report.marked.empty()) {
    text = "Nothing marked.\n";
  } else {
    text =
        paint(fmt::format("{} marked; {}.", text::counted(report.marked.size(), "paper", "papers"),
                          left_text(report)),
              Ink::bold, style) +
        "\n" + marked_lines(report, style);
  }
  for (const RetrainedFocus& focus : report.foci) {
    text += "\n" + moves(focus, report.foci.size() > 1 ? " " + one_line(focus.name) : "", style);
  }
  const bool goes_on = report.left > 0 && report.end == TriageEnd::before_the_last;
  return text + "\n" +
         (goes_on ? "papercup triage picks up where you left off.\n"
                  : "That is all for today; close the tab.\n");
}

}  // namespace papercup::render
