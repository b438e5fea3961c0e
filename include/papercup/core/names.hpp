#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

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

}  // namespace papercup
