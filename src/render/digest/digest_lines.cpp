#include "render/digest/digest_lines.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/calendar.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::render {
namespace {

using digest::Digest;
using digest::Occasion;
using digest::Section;

// Feeds carry a list some hours after its run: https://info.arxiv.org/help/rss.html.
constexpr std::chrono::hours kFromRunToFeed{4};

std::string next_list_text(const Digest& digest, const TextStyle& style) {
  if (!digest.next_list) return {};
  return fmt::format("next list {}, about {} {}", near_day(digest.next_list->day),
                     hour_text(digest.next_list->run + kFromRunToFeed, style), style.zone);
}

// "445 new, 72 cross-listed" if listings told, else "517 papers".
std::string considered_text(const Section& section) {
  if (section.new_papers + section.cross_lists < section.considered || section.considered == 0) {
    return text::counted(section.considered, "paper", "papers");
  }
  if (section.cross_lists == 0) return text::with_thousands(section.new_papers) + " new";
  return fmt::format("{} new, {} cross-listed", text::with_thousands(section.new_papers),
                     text::with_thousands(section.cross_lists));
}

std::string category_list(const Section& section, const TextStyle& style) {
  std::string categories;
  for (const Category& category : section.categories) {
    categories += (categories.empty() ? "" : " ") + displayed(category.to_string(), style);
  }
  return categories.empty() ? "all categories" : categories;
}

// "a, b and c".
// ", ranked by your description and 2 likes".
std::string teachers_text(const Section& section) {
  std::vector<std::string> teachers;
  const auto add = [&](std::size_t number, std::string_view one, std::string_view many) {
    if (number > 0) teachers.push_back(text::counted(number, one, many));
  };
  if (section.has_description) teachers.emplace_back("your description");
  add(section.keywords, "keyword", "keywords");
  add(section.authors, "author you follow", "authors you follow");
  add(section.likes, "like", "likes");
  return teachers.empty() ? "" : ", ranked by " + text::listed(teachers);
}

std::string first_text(const Section& section, const Digest& digest) {
  const std::string_view digest_name =
      digest.occasion == Occasion::first ? "Your first digest" : "The first digest of this focus";
  const std::string papers = text::counted(section.considered, "paper", "papers");
  if (section.papers.empty()) return fmt::format("{}, from {} of a week.", digest_name, papers);
  return fmt::format("{}: the week's best, from {}{}.", digest_name, papers,
                     teachers_text(section));
}

// Why a focus has no papers beside others that have some; for one alone the last line says it.
std::string emptiness_text(const Section& section, const Digest& digest) {
  if (!section.is_ranked) {
    return "Not ranked: the focus says nothing to rank by yet. It needs a description, keywords, "
           "authors or likes that are stored.";
  }
  if (!section.papers.empty() || digest.sections.size() == 1) return {};
  if (digest.occasion == Occasion::again || digest.occasion == Occasion::past) {
    return "None of them is in this list.";
  }
  if (section.shown_elsewhere > 0) {
    return fmt::format("{} the line and {} another focus better.",
                       text::counted(section.shown_elsewhere, "paper reached", "papers reached"),
                       section.shown_elsewhere == 1 ? "matches" : "match");
  }
  if (section.reached > 0) {
    return fmt::format("{} the line; this list has no room for {}.",
                       text::counted(section.reached, "paper reached", "papers reached"),
                       section.reached == 1 ? "it" : "them");
  }
  return "None of them reached your line.";
}

std::string occasion_text(const Section& section, const Digest& digest, const TextStyle& style) {
  switch (digest.occasion) {
    case Occasion::first:
      return first_text(section, digest);
    case Occasion::again:
      return digest.shown ? fmt::format("Nothing new since {}; shown again.",
                                        moment_text(*digest.shown, style))
                          : "Nothing new; shown again.";
    case Occasion::past:
      return digest.shown ? fmt::format("As shown on {}.", moment_text(*digest.shown, style)) : "";
    case Occasion::rebuilt:
      return "Ranked now, with today's focus.";
    case Occasion::current:
      return section.is_first ? first_text(section, digest) : "";
  }
  return {};
}

// Whether it is of a former day, on which there is nothing to be done any more.
bool is_of_the_past(const Digest& digest) {
  return digest.occasion == Occasion::past || digest.occasion == Occasion::rebuilt;
}

struct Totals {
  std::size_t papers = 0, considered = 0, reached = 0;
};

Totals totals_of(const Digest& digest) {
  Totals totals;
  for (const Section& section : digest.sections) {
    totals.papers += section.papers.size();
    totals.considered += section.considered;
    totals.reached += section.reached;
  }
  return totals;
}

std::string nothing_text(const Digest& digest, const Totals& totals) {
  std::string text =
      fmt::format("0 of {} reached your line. Nothing to read{}",
                  text::with_thousands(totals.considered), is_of_the_past(digest) ? "" : " today");
  const Percentile* best = nullptr;
  for (const Section& section : digest.sections) {
    if (section.is_ranked && section.best &&
        (best == nullptr || section.best->match > best->match)) {
      best = &*section.best;
    }
  }
  if (best == nullptr || best->match <= 0) return text + ".";
  text += fmt::format("; best was 1 in {}", text::with_thousands(best->one_in));
  return is_of_the_past(digest) ? text + "." : text + fmt::format(": {} --top 1", digest.command);
}

// "5d" for less than a week back, "2w" for more.
std::string since_text(const Window& window, Date today) {
  const int days = std::max(1, today - window.since);
  return days < 7 ? fmt::format("{}d", days) : fmt::format("{}w", (days + 6) / 7);
}

std::string rest_text(const Digest& digest) {
  Window window = digest.sections.front().window;
  for (const Section& section : digest.sections) {
    window.since = std::min(window.since, section.window.since);
    window.until = std::max(window.until, section.window.until);
  }
  const long minutes = std::lround(std::max(10.0, digest.minutes));
  std::string days = since_text(window, digest.made.value_or(window.until));
  // "1d" ago was another day when it was shown.
  if (is_of_the_past(digest)) {
    days = fmt::format("{} --until {}", window.since.to_string(), window.until.to_string());
  }
  return fmt::format("the rest: {} --since {} --coffee {}", digest.command, days, 3 * minutes);
}

// " since 9 Nov" if the digest covers several lists, as after an absence.
std::string absence_text(const Digest& digest) {
  Date since = digest.sections.front().window.since;
  Date until = digest.sections.front().window.until;
  for (const Section& section : digest.sections) {
    since = std::min(since, section.window.since);
    until = std::max(until, section.window.until);
  }
  if (digest.occasion != Occasion::current) return {};
  int lists = 0;
  for (Date day = since; day <= until && lists < 2; day = day + 1) {
    if (AnnouncementCalendar::arxiv().has_listing(day)) ++lists;
  }
  if (lists < 2) return {};
  return " since " + short_day(since);
}

// What the floor left out; empty if it left out nothing.
std::string floor_text(const Digest& digest) {
  std::size_t papers = 0;
  for (const Section& section : digest.sections) papers += section.too_common;
  if (papers == 0) return {};
  return fmt::format("{} too common to be shown ([digest] floor in config.toml).",
                     papers == 1 ? "1 more is" : text::with_thousands(papers) + " more are");
}

bool names_followed_author(const Digest& digest) {
  for (const Section& section : digest.sections) {
    for (const ScoredPaper& scored : section.papers) {
      for (const Contribution& reason : scored.score.why) {
        if (reason.kind == Evidence::author && reason.points > 0) return true;
      }
    }
  }
  return false;
}

// Ranks can be named only if marks belong to a focus of the reader's.
std::string command_text(const Digest& digest, const Totals& totals, const TextStyle& style) {
  std::vector<std::string> parts;
  if (style.medium == Medium::terminal && !digest.sections.front().focus.empty()) {
    const std::string dot(separator(style));
    parts.push_back(totals.papers > 1
                        ? fmt::format("papercup like 1{0}save 2{0}open 1{0}why 1", dot)
                        : fmt::format("papercup like 1{0}save 1{0}why 1", dot));
  }
  if (names_followed_author(digest)) parts.emplace_back("* an author you follow");
  return fmt::format("{}", fmt::join(parts, "    "));
}

// How much it is, and how to go on.
std::vector<std::string> summary_lines(const Digest& digest, const TextStyle& style) {
  const Totals totals = totals_of(digest);
  if (digest.sections.empty()) return {};
  if (totals.papers == 0) return {nothing_text(digest, totals)};
  const auto minutes = static_cast<std::size_t>(std::max(1L, std::lround(digest.minutes)));
  const std::string absence = absence_text(digest);
  std::string line =
      fmt::format("{} of {}{}", totals.papers, text::with_thousands(totals.considered), absence);
  const bool has_rest = totals.reached > totals.papers;
  if (absence.empty() || !has_rest) {
    line += fmt::format(", about {}", text::counted(minutes, "minute", "minutes"));
  }
  if (has_rest) {
    line += fmt::format("; {}", rest_text(digest));
  } else if (digest.occasion == Occasion::first && digest.counts_as_shown) {
    line += ". From tomorrow: only what is new.";
  } else if (is_of_the_past(digest)) {
    line += ". That is all.";
  } else {
    line += ". That is all for today";
    line += style.medium == Medium::terminal ? "; close the tab." : ".";
  }
  std::vector<std::string> lines = {line};
  if (std::string floor = floor_text(digest); !floor.empty()) lines.push_back(std::move(floor));
  const std::string commands = command_text(digest, totals, style);
  if (!commands.empty()) lines.push_back(commands);
  return lines;
}

}  // namespace

std::string window_text(const Window& window) { return friendly_days(window.since, window.until); }

const ScoredPaper* exploration_of(const Digest& digest) {
  for (const Section& section : digest.sections) {
    if (section.exploration) return &*section.exploration;
  }
  return nullptr;
}

std::string exploration_text(const ScoredPaper& scored, const TextStyle& style) {
  std::string text = displayed(scored.paper.title, style);
  if (!scored.paper.categories.empty()) {
    text += fmt::format(" ({})", displayed(scored.paper.categories.front().to_string(), style));
  }
  return text;
}

std::vector<std::string> subheadings(const Section& section, const Digest& digest,
                                     const TextStyle& style) {
  std::string line = fmt::format("{}: {}", category_list(section, style), considered_text(section));
  const std::string next = next_list_text(digest, style);
  if (!next.empty()) line += std::string(separator(style)) + next;
  std::vector<std::string> lines = {line};
  const std::string occasion = occasion_text(section, digest, style);
  if (!occasion.empty()) lines.push_back(occasion);
  const std::string emptiness = emptiness_text(section, digest);
  if (!emptiness.empty()) lines.push_back(emptiness);
  return lines;
}

std::string section_heading(const Section& section, const TextStyle& style) {
  return fmt::format("{}{}{}", one_line(section.focus_name), separator(style),
                     window_text(section.window));
}

std::vector<std::string> warnings_of(const Digest& digest, const TextStyle& style) {
  std::vector<std::string> warnings;
  if (!digest.notice.empty()) warnings.push_back(one_line(digest.notice));
  for (const Freshness& list : digest.lists) {
    if (needs_a_look(list)) warnings.push_back(freshness_line(list, style));
  }
  return warnings;
}

std::string legend(const Digest& digest, const TextStyle& style) {
  if (digest.occasion != Occasion::first) return {};
  for (const Section& section : digest.sections) {
    if (section.papers.empty() || !section.papers.front().percentile) continue;
    const Percentile& percentile = *section.papers.front().percentile;
    const std::string number = text::with_thousands(percentile.one_in);
    const bool is_rough = percentile.is_provisional;
    std::string line = fmt::format("{}1 in {}: {}one recent paper in {} scores as high.",
                                   is_rough ? "~" : "", number, is_rough ? "about " : "", number);
    if (style.medium == Medium::terminal) line += " papercup help reading";
    return line;
  }
  return {};
}

std::vector<std::string> closing_lines(const Digest& digest, const TextStyle& style) {
  std::vector<std::string> lines = summary_lines(digest, style);
  if (digest.week) lines.insert(lines.begin(), week_text(digest, style));
  return lines;
}

}  // namespace papercup::render
