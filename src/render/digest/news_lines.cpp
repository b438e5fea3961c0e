#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/paper/paper_lines.hpp"

namespace papercup::render {
namespace {

constexpr int kNewsIndent = 4;

std::string_view headword(NewsKind kind) {
  switch (kind) {
    case NewsKind::withdrawn:
      return "WITHDRAWN";
    case NewsKind::replaced:
      return "New version";
    case NewsKind::published:
      return "Published";
  }
  return {};
}

// With the year if it is not the digest's.
std::string marked_day(Date day, std::optional<Date> today) {
  const auto year = day.year_month_day().year();
  if (today && today->year_month_day().year() == year) return short_day(day);
  return fmt::format("{} {}", short_day(day), static_cast<int>(year));
}

std::string headline(const digest::News& news, const TextStyle& style, std::optional<Date> today) {
  std::string text = fmt::format("{}, a paper you {}", headword(news.kind),
                                 news.mark == MarkVerb::save ? "saved" : "like");
  if (news.marked) {
    text = fmt::format("{}, a paper you {} on {}", headword(news.kind),
                       news.mark == MarkVerb::save ? "saved" : "liked",
                       marked_day(utc_date(*news.marked + style.utc_offset), today));
  }
  return text + ": " + PaperRef{news.paper.id, news.paper.version}.to_string();
}

// The identifier, which ends a line, as a link.
std::string linked(const std::string& line, const Paper& paper, const TextStyle& style) {
  const std::string id = PaperRef{paper.id, paper.version}.to_string();
  if (style.links == Links::off || !line.ends_with(id)) return line;
  return line.substr(0, line.size() - id.size()) + link(id, paper.id.url(), style);
}

std::string entry(const digest::News& news, const TextStyle& style, std::optional<Date> today) {
  const bool is_alarm = news.kind == NewsKind::withdrawn;
  const int columns = style.width - kNewsIndent;
  std::string text;
  for (const std::string& line : text::wrap(headline(news, style, today), columns)) {
    const std::string margin = !text.empty() ? "    " : is_alarm ? " !  " : " +  ";
    text += paint(margin + linked(line, news.paper, style), is_alarm ? Ink::red : Ink::bold, style);
    text += "\n";
  }
  text += indented(text::wrap(displayed(news.paper.title, style), columns), kNewsIndent);
  const std::string statement = news_statement(news, style);
  if (!statement.empty()) {
    text += indented(opening_lines(statement, columns, 2, ellipsis(style)), kNewsIndent);
  }
  return text;
}

}  // namespace

bool needs_a_look(const Freshness& freshness) {
  return !is_complete(freshness.state) || freshness.missed > 0 || !freshness.gaps.empty();
}

std::string freshness_summary(const std::vector<Freshness>& lists) {
  if (lists.empty()) return {};
  const auto wanting = std::ranges::count_if(lists, needs_a_look);
  if (wanting == 0) return "all lists complete";
  return fmt::format("{} {} not complete", wanting, wanting == 1 ? "list" : "lists");
}

std::string state_word(ListingState state) {
  switch (state) {
    case ListingState::stale:
      return "STALE";
    case ListingState::failed:
      return "FAILED";
    default:
      return std::string(to_string(state));
  }
}

std::string missing_lists(const Freshness& freshness) {
  if (freshness.missed >= kAlarmingListings)
    return fmt::format("{} LISTS MISSING", freshness.missed);
  return freshness.missed > 1 ? fmt::format("{} lists missing", freshness.missed) : "";
}

std::string freshness_line(const Freshness& freshness, const TextStyle& style) {
  std::string line =
      fmt::format("{}: {}", displayed(freshness.category, style), state_word(freshness.state));
  if (const std::string missing = missing_lists(freshness); !missing.empty()) {
    line += ", " + missing;
  }
  if (freshness.last) line += ", last list " + near_day(freshness.last->day);
  if (!freshness.note.empty()) line += "; " + displayed(freshness.note, style);
  if (freshness.again) line += "; again at " + hour_text(*freshness.again, style);
  if (const std::size_t gaps = freshness.gaps.size(); gaps > 0) {
    line += fmt::format("; {} older {} missing", gaps, gaps == 1 ? "list is" : "lists are");
  }
  return line;
}

std::string news_headline(const digest::News& news, const digest::Digest& digest,
                          const TextStyle& style) {
  return headline(news, style, digest.made);
}

std::string news_statement(const digest::News& news, const TextStyle& style) {
  if (news.statement.empty()) return {};
  std::string where = stated_in_text(news.stated_in);
  if (news.paper.version) where += fmt::format(", v{}", *news.paper.version);
  return fmt::format("{}: \"{}\"", where, displayed(news.statement, style));
}

std::string news_text(const digest::Digest& digest, const TextStyle& style) {
  std::string text;
  for (const digest::News& news : digest.news) text += entry(news, style, digest.made) + "\n";
  return text;
}

std::string week_text(const digest::Digest& digest, const TextStyle& style) {
  if (!digest.week) return {};
  std::string categories;
  std::set<std::string> named;
  for (const digest::Section& section : digest.sections) {
    for (const Category& category : section.categories) {
      const std::string name = displayed(category.to_string(), style);
      if (named.insert(name).second) categories += " " + name;
    }
  }
  constexpr std::size_t kLongest = 40;
  if (categories.empty() || categories.size() > kLongest) categories = " your categories";
  const WeekCount& week = *digest.week;
  if (week.replications + week.negative_results == 0) {
    return fmt::format("This week in{}: no paper calls itself a replication or a negative result.",
                       categories);
  }
  return fmt::format("This week in{}: {}, {}: papercup query --since {} --has {}", categories,
                     text::counted(week.replications, "replication"),
                     text::counted(week.negative_results, "negative result"),
                     digest.made == week.until ? "6d" : week.since.to_string(),
                     week.replications > 0 ? "replication" : "negative");
}

}  // namespace papercup::render
