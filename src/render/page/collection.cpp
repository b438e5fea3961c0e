#include "papercup/render/collection.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "render/digest/digest_lines.hpp"
#include "render/digest/news_lines.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {
namespace {

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
