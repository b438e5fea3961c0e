#include "render/paper/author_line.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kAllShown = 5;    // so many authors are listed whole if they fit
constexpr std::size_t kFirstShown = 3;  // of more, so many before the last

std::vector<std::string_view> split_at_blanks(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (blank > 0) parts.push_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return parts;
}

bool is_group(std::string_view last_word) {
  constexpr std::array<std::string_view, 6> kGroups = {"Collaboration", "Consortium", "Team",
                                                       "Group",         "Project",    "Network"};
  return std::find(kGroups.begin(), kGroups.end(), last_word) != kGroups.end();
}

bool is_suffix(std::string_view word) {
  constexpr std::array<std::string_view, 7> kSuffixes = {"Jr", "Jr.", "Sr", "Sr.",
                                                         "II", "III", "IV"};
  return std::find(kSuffixes.begin(), kSuffixes.end(), word) != kSuffixes.end();
}

bool is_particle(std::string_view word) {
  return std::islower(static_cast<unsigned char>(word.front())) != 0;
}

// The bytes of the first character of well-formed UTF-8.
std::string_view first_character(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return word.substr(0, length);
}

// "Jean-Luc" as "J.-L.", "J." and "JR" as they are.
std::string initial(std::string_view given) {
  if (given.find('.') != std::string_view::npos) return std::string(given);
  std::string result;
  while (!given.empty()) {
    const std::size_t hyphen = std::min(given.find('-'), given.size());
    if (hyphen > 0) {
      if (!result.empty()) result += '-';
      result += first_character(given.substr(0, hyphen));
      result += '.';
    }
    given.remove_prefix(std::min(hyphen + 1, given.size()));
  }
  return result;
}

std::string joined(const std::vector<std::string>& names, std::size_t count) {
  std::string line;
  for (std::size_t i = 0; i < count; ++i) line += (i == 0 ? "" : ", ") + names[i];
  return line;
}

}  // namespace

std::string short_name(std::string_view name) {
  const std::vector<std::string_view> words = split_at_blanks(name);
  if (words.size() < 2 || is_group(words.back())) return std::string(name);
  std::size_t family = words.size() - 1;
  if (family > 1 && is_suffix(words[family])) --family;
  std::string result;
  bool given = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    given = given && i < family && !is_particle(words[i]);
    if (i > 0) result += ' ';
    result += given ? initial(words[i]) : std::string(words[i]);
  }
  return result;
}

std::string author_line(const std::vector<std::string>& authors, int columns,
                        std::string_view ellipsis) {
  if (authors.empty()) return {};
  std::vector<std::string> names;
  names.reserve(authors.size());
  std::transform(authors.begin(), authors.end(), std::back_inserter(names), short_name);
  if (names.size() <= kAllShown) {
    std::string all = joined(names, names.size());
    if (text::display_width(all) <= columns) return all;
  }
  for (std::size_t first = std::min(kFirstShown, names.size() - 1); first > 0; --first) {
    std::string line = first + 1 == names.size()
                           ? joined(names, names.size())
                           : fmt::format("{}, {} {} ({})", joined(names, first), ellipsis,
                                         names.back(), names.size());
    if (text::display_width(line) <= columns) return line;
  }
  std::string alone = names.size() == 1
                          ? names.front()
                          : fmt::format("{} {} ({})", names.front(), ellipsis, names.size());
  return text::truncate(alone, columns, ellipsis);
}

}  // namespace papercup::render
