#include "papercup/render/collection.hpp"

#include <utility>

#include <fmt/format.h>

#include "render/text/digest_lines.hpp"
#include "render/text/freshness_lines.hpp"
#include "render/text/paint.hpp"

namespace papercup::render {

Collection collection_of(const digest::Digest& digest, Time now,
                         std::vector<std::vector<DayCount>> days, const TextStyle& style) {
  Collection collection{{}, {}, now};
  if (!digest.notice.empty()) collection.notices.push_back(digest.notice);
  for (const Freshness& list : digest.lists) {
    if (needs_a_look(list)) collection.notices.push_back(freshness_line(list, style));
  }
  days.resize(digest.sections.size());
  for (std::size_t i = 0; i < digest.sections.size(); ++i) {
    const digest::Section& section = digest.sections[i];
    collection.groups.push_back(
        {fmt::format("{}{}{}", section.focus_name, separator(style), window_text(section.window)),
         subheadings(section, digest, style), section.papers, std::move(days[i])});
  }
  collection.closing = closing_lines(digest, style);
  return collection;
}

}  // namespace papercup::render
