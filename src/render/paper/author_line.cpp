#include "render/paper/author_line.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "papercup/text/person_name.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kAllShown = 5;    // so many authors are listed whole if they fit
constexpr std::size_t kFirstShown = 3;  // of more, so many before the last
constexpr char kFollowed = '*';         // after a name, see PaperView::starred

// Takes "et al." off the end of the names.
bool take_others(std::vector<std::string>& names) {
  constexpr std::string_view kOthers = " et al.";
  if (names.size() > 1 && names.back() == kOthers.substr(1)) {
    names.pop_back();
    return true;
  }
  const bool has_others = names.back().ends_with(kOthers);
  if (has_others) names.back().resize(names.back().size() - kOthers.size());
  return has_others;
}

std::string joined(const std::vector<std::string>& names, std::size_t count) {
  std::string line;
  for (std::size_t i = 0; i < count; ++i) line += (i == 0 ? "" : ", ") + names[i];
  return line;
}

}  // namespace

std::string short_name(std::string_view name) {
  const bool is_starred = name.ends_with(kFollowed);
  if (is_starred) name.remove_suffix(1);
  const text::PersonName parsed = text::parse_person_name(name);
  std::string result = parsed == text::PersonName() ? std::string(name) : text::abbreviated(parsed);
  if (is_starred) result += kFollowed;
  return result;
}

std::string author_line(const std::vector<std::string>& authors, int columns,
                        std::string_view ellipsis) {
  if (authors.empty()) return {};
  std::vector<std::string> names;
  names.reserve(authors.size());
  std::transform(authors.begin(), authors.end(), std::back_inserter(names), short_name);
  const bool has_others = take_others(names);
  const std::string others = has_others ? " et al." : "";
  if (names.size() <= kAllShown) {
    std::string all = joined(names, names.size()) + others;
    if (text::display_width(all) <= columns) return all;
  }
  // Of others neither the last one nor the number is known.
  const std::size_t most = has_others ? names.size() : names.size() - 1;
  for (std::size_t first = std::min(kFirstShown, most); first > 0; --first) {
    std::string line = has_others || first + 1 == names.size()
                           ? joined(names, has_others ? first : names.size()) + others
                           : fmt::format("{}, {} {} ({})", joined(names, first), ellipsis,
                                         names.back(), names.size());
    if (text::display_width(line) <= columns) return line;
  }
  const std::string alone = has_others || names.size() == 1
                                ? names.front() + others
                                : fmt::format("{} {} ({})", names.front(), ellipsis, names.size());
  return text::truncate(alone, columns, ellipsis);
}

}  // namespace papercup::render
