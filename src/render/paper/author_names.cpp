#include "render/paper/author_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/person_name.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kAllShown = 5;    // so many authors are listed whole if they fit
constexpr std::size_t kFirstShown = 3;  // of more, so many before the last
constexpr char kFollowed = '*';         // after a name, see PaperView::starred

bool is_punctuation(std::string_view name) {
  return std::ranges::all_of(
      name, [](char c) { return ascii::is_ascii(c) && !ascii::is_letter_or_digit(c); });
}

std::vector<std::string> without_punctuation(const std::vector<std::string>& authors) {
  std::vector<std::string> names;
  names.reserve(authors.size());
  std::ranges::remove_copy_if(authors, std::back_inserter(names), is_punctuation);
  return names;
}

bool is_group(std::string_view name) { return text::parse_person_name(name).is_group; }

// How many names at the beginning of a list are collaborations.
std::size_t leading_groups(const std::vector<std::string>& names) {
  return static_cast<std::size_t>(std::ranges::find_if_not(names, is_group) - names.begin());
}

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

// The people with a star, and before them the first one, at most kFirstShown.
std::vector<std::string> notable(const std::vector<std::string>& names, std::size_t groups) {
  std::vector<std::string> chosen = {names[groups]};
  for (std::size_t i = groups + 1; i < names.size() && chosen.size() < kFirstShown; ++i) {
    if (names[i].ends_with(kFollowed)) chosen.push_back(names[i]);
  }
  return chosen;
}

// Fewer of them: the first one gives way to one with a star.
void drop_one(std::vector<std::string>& chosen) {
  if (chosen.size() == 2) {
    chosen.erase(chosen.begin());
  } else {
    chosen.pop_back();
  }
}

bool is_followed_name(const std::string& name) { return name.ends_with(kFollowed); }

// Up to kFirstShown of the first `most` people: the first one, those with a star, and who follows
// the first one.
std::vector<std::string> first_people(const std::vector<std::string>& names, std::size_t most) {
  if (most == 0) return {};
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(most);
  std::size_t starred =
      std::min(kFirstShown - 1,
               static_cast<std::size_t>(std::count_if(names.begin() + 1, end, is_followed_name)));
  std::size_t others = std::min(kFirstShown, most) - starred;
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < most; ++i) {
    std::size_t& left = i > 0 && is_followed_name(names[i]) ? starred : others;
    if (left == 0) continue;
    --left;
    chosen.push_back(names[i]);
  }
  return chosen;
}

// Fewer of them: those with a star stay longest.
void drop_person(std::vector<std::string>& chosen) {
  const auto last = std::find_if_not(chosen.rbegin(), chosen.rend(), is_followed_name);
  chosen.erase(last == chosen.rend() ? chosen.end() - 1 : last.base() - 1);
}

// A list of `groups` collaborations and after them people, which is too long to be shown whole.
std::string collaboration_line(const std::vector<std::string>& names, std::size_t groups,
                               bool has_others, int columns, std::string_view ellipsis) {
  const std::size_t people = names.size() - groups;
  const std::string count = has_others ? " et al." : fmt::format(" ({} authors)", people);
  const std::string all = joined(names, groups);
  for (std::vector<std::string> chosen = notable(names, groups); !chosen.empty();
       drop_one(chosen)) {
    const bool is_whole = has_others || chosen.size() == people;
    const std::string dots = is_whole ? "" : fmt::format(", {}", ellipsis);
    std::string line = fmt::format("{}: {}{}{}", all, joined(chosen, chosen.size()), dots, count);
    if (text::display_width(line) <= columns) return line;
  }
  if (text::display_width(all + count) <= columns) return all + count;
  std::string first = names.front();
  if (groups > 1) first += fmt::format(" and {} more", groups - 1);
  const int room = columns - text::display_width(count);
  return room > text::display_width(ellipsis) + 1 ? text::truncate(first, room, ellipsis) + count
                                                  : text::truncate(first, columns, ellipsis);
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
  std::vector<std::string> names = without_punctuation(authors);
  if (names.empty()) return {};
  const std::size_t groups = leading_groups(names);
  std::ranges::transform(names, names.begin(), short_name);
  const bool has_others = take_others(names);
  const std::string others = has_others ? " et al." : "";
  if (names.size() <= kAllShown) {
    std::string all = joined(names, names.size()) + others;
    if (text::display_width(all) <= columns) return all;
  }
  if (groups > 0 && groups < names.size()) {
    return collaboration_line(names, groups, has_others, columns, ellipsis);
  }
  // "et al." says neither who is the last one nor how many there are.
  const std::size_t most = has_others ? names.size() : names.size() - 1;
  for (std::vector<std::string> chosen = first_people(names, most); !chosen.empty();
       drop_person(chosen)) {
    const std::string shown = joined(chosen, chosen.size());
    std::string line =
        has_others ? shown + others
        : chosen.size() + 1 == names.size()
            ? joined(names, names.size())
            : fmt::format("{}, {} {} ({})", shown, ellipsis, names.back(), names.size());
    if (text::display_width(line) <= columns) return line;
  }
  const std::string alone = has_others || names.size() == 1
                                ? names.front() + others
                                : fmt::format("{} {} ({})", names.front(), ellipsis, names.size());
  return text::truncate(alone, columns, ellipsis);
}

std::string author_list(const std::vector<std::string>& authors, std::size_t whole,
                        std::size_t most, std::string_view ellipsis) {
  const std::vector<std::string> names = without_punctuation(authors);
  if (names.size() <= whole) return joined(names, names.size());
  const auto people = static_cast<std::size_t>(
      std::ranges::count_if(names, [](const std::string& name) { return !is_group(name); }));
  return fmt::format("{}, {} ({})", joined(names, std::min(most, names.size())), ellipsis,
                     text::counted(people, "author", "authors"));
}

}  // namespace papercup::render
