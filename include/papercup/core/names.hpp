#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace papercup {

// The names of an enum's values, as options, files and machine-readable output have them.
template <typename Enum, std::size_t count>
class Names {
 public:
  using Entry = std::pair<Enum, std::string_view>;

  constexpr explicit Names(std::array<Entry, count> entries) : entries_(std::move(entries)) {}

  // Empty for a value that is not in the table.
  constexpr std::string_view of(Enum value) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.first == value; });
    return found == entries_.end() ? std::string_view() : found->second;
  }

  // Nothing for other words. Case matters.
  constexpr std::optional<Enum> find(std::string_view name) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.second == name; });
    if (found == entries_.end()) return std::nullopt;
    return found->first;
  }

  // All names, in the order of the table.
  std::vector<std::string> words() const {
    std::vector<std::string> words;
    for (const auto& [value, name] : entries_) words.emplace_back(name);
    return words;
  }

  // The values and their names, in the order of the table.
  constexpr auto begin() const { return entries_.begin(); }
  constexpr auto end() const { return entries_.end(); }

 private:
  std::array<Entry, count> entries_;
};

// constexpr auto kColours = names_of<Colour>({{Colour::red, "red"}, {Colour::blue, "blue"}});
// An array of C, as std::to_array takes it, lets braced entries be counted.
// NOLINTBEGIN(modernize-avoid-c-arrays)
template <typename Enum, std::size_t count>
constexpr Names<Enum, count> names_of(const std::pair<Enum, std::string_view> (&entries)[count]) {
  return Names<Enum, count>(std::to_array(entries));
}
// NOLINTEND(modernize-avoid-c-arrays)

// The restricted Damerau-Levenshtein distance of two words (optimal string alignment): the least
// number of insertions, deletions, substitutions and swaps of neighbours, none of which touches a
// swapped pair again. Counts bytes and ignores the case of ASCII letters. A distance above
// `farthest` may be given as farthest + 1, which makes words of very different lengths cheap.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t farthest);

// The candidate a person most probably meant by `misspelt`: the one of least edit distance, if that
// is at most 3 and half the length of the longer word; the first of several. Empty if none is near.
std::string nearest_word(std::string_view misspelt, const std::vector<std::string>& candidates);

// "unknown KIND 'given'", with "; did you mean CANDIDATE?" if one is near.
std::string unknown_word(std::string_view kind, std::string_view given,
                         const std::vector<std::string>& candidates);

// Throws Error{usage} "unknown KIND 'given'" with the nearest candidate, if one is near, and all
// of them in the hint.
[[noreturn]] void refuse_unknown(std::string_view kind, std::string_view given,
                                 const std::vector<std::string>& candidates);

}  // namespace papercup
