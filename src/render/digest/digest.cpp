#include "papercup/render/digest.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "papercup/render/style.hpp"
#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"

namespace papercup::render {
namespace {

constexpr int kIndent = 4;  // of everything under a title, leaving room for the rank
constexpr std::size_t kSignalLines = 3, kAllSignalLines = 50;

std::string wanting_lists(const digest::Digest& digest, const TextStyle& style) {
  std::string text;
  for (const Freshness& list : digest.lists) {
    if (!needs_a_look(list)) continue;
    const bool is_alarm = list.state == ListingState::stale || list.missed >= kAlarmingListings;
    for (const std::string& line : text::wrap_message(freshness_line(list, style), style.width)) {
      text += paint(line, is_alarm ? Ink::red : Ink::yellow, style) + "\n";
    }
  }
  return text;
}

std::string heading(const digest::Section& section, const digest::Digest& digest,
                    const TextStyle& style) {
  std::string text;
  // The first line of all says how fresh the digest is.
  const std::string summary =
      &section == &digest.sections.front() ? freshness_summary(digest.lists) : "";
  const bool is_fresh = std::ranges::none_of(digest.lists, needs_a_look);
  const std::string painted = paint(summary, is_fresh ? Ink::green : Ink::yellow, style);
  const auto lines = text::wrap(section_heading(section, style), style.width);
  const bool fits =
      text::display_width(lines.front()) + text::display_width(summary) + 2 <= style.width;
  for (const std::string& line : lines) {
    text += paint(line, Ink::bold, style);
    if (&line == &lines.front() && !summary.empty() && fits) {
      text += gap_between(line, summary, style) + painted;
    }
    text += "\n";
  }
  if (!summary.empty() && !fits) text += painted + "\n";
  if (!summary.empty()) text += wanting_lists(digest, style);
  for (const std::string& line : subheadings(section, digest, style)) {
    text += indented(text::wrap(line, style.width), 0);
  }
  return text;
}

// The title beside its rank and percentile.
std::string title_lines(const PaperView& view, int place, const TextStyle& style) {
  const std::string rank = fmt::format("{:>2}", place);
  const std::string& percentile = view.percentile;
  const int indent = std::max(kIndent, static_cast<int>(rank.size()) + 2);
  const int reserved = percentile.empty() ? 0 : text::display_width(percentile) + 2;
  std::string text;
  for (const std::string& line : text::wrap(view.title, style.width - indent - reserved)) {
    const bool is_first = text.empty();
    const std::string blank(static_cast<std::size_t>(indent), ' ');
    text += is_first ? paint(rank, Ink::cyan, style) + "  " : blank;
    text += paint(line, Ink::bold, style);
    if (is_first && !percentile.empty()) {
      text += gap_between(blank + line, percentile, style) + paint(percentile, Ink::dim, style);
    }
    text += "\n";
  }
  return text;
}

std::string people_and_place(const PaperView& view, const TextStyle& style) {
  const std::string place = place_text(view);
  const int room = style.width - kIndent - text::display_width(place) - 2;
  const std::string people = author_line(view.starred, room, ellipsis(style));
  const std::string left = std::string(kIndent, ' ') + people;
  if (place.empty()) return people.empty() ? "" : paint(left, Ink::dim, style) + "\n";
  if (people.empty()) return left + place + "\n";
  return paint(left, Ink::dim, style) + gap_between(left, place, style) + place + "\n";
}

std::string abstract_lines(const ScoredPaper& scored, const TextStyle& style) {
  const std::string& abstract = scored.paper.abstract;
  const int columns = style.width - kIndent;
  return indented(style.abstract == Abstract::whole
                      ? text::wrap(displayed(abstract, style), columns)
                      : decisive_lines(abstract, scored.score, style, columns),
                  kIndent);
}

// On one line, so that a long term cannot push the digest apart.
std::string why_line(const PaperView& view, const TextStyle& style) {
  constexpr std::string_view kLabel = "why   ";
  const int room = style.width - kIndent - static_cast<int>(kLabel.size());
  const std::string line = why_text(view, room, style);
  if (line.empty()) return {};
  return std::string(kIndent, ' ') + paint(kLabel, Ink::dim, style) + line + "\n";
}

// The sum that the score is, a term a line.
std::string point_lines(const Score& score, const TextStyle& style) {
  const int columns = style.width - kIndent;
  std::string text;
  for (const Contribution& contribution : score.why) {
    const std::string line =
        fmt::format("{:+.4f} {}", contribution.points, displayed(contribution.label, style));
    text += indented(text::wrap(line, columns), kIndent);
  }
  return text + indented({fmt::format("{:7.4f} score", score.value)}, kIndent);
}

std::string stated_lines(const PaperView& view, const TextStyle& style) {
  const std::size_t most = style.abstract == Abstract::whole ? kAllSignalLines : kSignalLines;
  return indented(signal_lines(view.signals, style, style.width - kIndent, most), kIndent);
}

std::string text_entry(const ScoredPaper& scored, const TextStyle& style) {
  const PaperView view = paper_view(scored, style);
  return title_lines(view, scored.rank, style) + people_and_place(view, style) +
         abstract_lines(scored, style) +
         (style.reasons == Reasons::all ? point_lines(scored.score, style)
                                        : why_line(view, style)) +
         stated_lines(view, style) +
         indented(text::wrap(view.relatives, style.width - kIndent), kIndent) +
         std::string(kIndent, ' ') + link(paint(view.url, Ink::dim, style), view.url, style) + "\n";
}

std::string notice_lines(const digest::Digest& digest, const TextStyle& style) {
  std::string text;
  if (digest.notice.empty()) return text;
  for (const std::string& line : text::wrap_message(one_line(digest.notice), style.width)) {
    text += paint(line, Ink::yellow, style) + "\n";
  }
  return text + "\n";
}

// One paper in short, since it is not among those that were chosen.
std::string exploration_lines(const digest::Digest& digest, const TextStyle& style) {
  const ScoredPaper* scored = exploration_of(digest);
  if (scored == nullptr) return {};
  std::string margin = fmt::format("{:>2}", scored->rank);
  const int indent = std::max(kIndent, static_cast<int>(margin.size()) + 2);
  margin.resize(static_cast<std::size_t>(indent), ' ');
  std::vector<std::string> lines =
      text::wrap(exploration_text(*scored, style), style.width - indent);
  const std::string id = scored->paper.id.to_string();
  const bool fits =
      text::display_width(lines.back()) + 2 + text::display_width(id) <= style.width - indent;
  const std::string linked = link(id, scored->paper.id.url(), style);
  if (fits) {
    lines.back() += "  " + linked;
  } else {
    lines.push_back(linked);
  }
  std::string text =
      indented(text::wrap(std::string(kExplorationIntroduction), style.width - kIndent), kIndent);
  margin = paint(margin, Ink::cyan, style);
  for (const std::string& line : lines) {
    text += std::exchange(margin, std::string(static_cast<std::size_t>(indent), ' ')) + line + "\n";
  }
  return text + "\n";
}

PaperGroup group_of_news(const digest::Digest& digest, const TextStyle& style) {
  PaperGroup group{"News of your papers"};
  for (const digest::News& news : digest.news) {
    std::string line = news_headline(news, digest, style);
    const std::string statement = news_statement(news, style);
    if (!statement.empty()) line += "; " + statement;
    group.lines.push_back(std::move(line));
    group.papers.push_back({news.paper, {}});
  }
  return group;
}

}  // namespace

std::string digest_text(const digest::Digest& digest, const TextStyle& style) {
  std::string text = notice_lines(digest, style);
  std::string news = news_text(digest, style);
  for (const digest::Section& section : digest.sections) {
    text += heading(section, digest, style) + "\n" + std::exchange(news, "");
    for (const ScoredPaper& scored : section.papers) text += text_entry(scored, style) + "\n";
  }
  text += news + exploration_lines(digest, style);
  for (const std::string& line : closing_lines(digest, style)) {
    text += indented(text::wrap_message(line, style.width), 0);
  }
  return text + indented(text::wrap(legend(digest, style), style.width), 0);
}

Collection collection_of(const digest::Digest& digest, Time now,
                         std::vector<std::vector<DayCount>> days, const TextStyle& style) {
  Collection collection{{}, {}, now};
  collection.notices = warnings_of(digest, style);
  if (!digest.news.empty()) collection.groups.push_back(group_of_news(digest, style));
  days.resize(digest.sections.size());
  for (std::size_t i = 0; i < digest.sections.size(); ++i) {
    const digest::Section& section = digest.sections[i];
    collection.groups.push_back(
        {fmt::format("{}{}{}", section.focus_name, separator(style), window_text(section.window)),
         subheadings(section, digest, style), section.papers, std::move(days[i])});
  }
  if (const ScoredPaper* scored = exploration_of(digest)) {
    const std::string_view introduction = kExplorationIntroduction;
    collection.groups.push_back(
        {std::string(introduction.substr(0, introduction.size() - 1)), {}, {*scored}});
  }
  collection.closing = closing_lines(digest, style);
  return collection;
}

}  // namespace papercup::render
