#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Numbers, durations and lists as sentences for people say them, in English, and text cut to the
// columns of a terminal.

namespace papercup::text {

// "1,234,567"; "-1,234" for a negative number.
std::string with_thousands(std::int64_t number);

// "1 paper", "3,210 papers": the number with its noun, which takes an s unless the number is 1.
std::string counted(std::int64_t number, std::string_view singular);
// The same with a plural of its own: "2 entries".
std::string counted(std::int64_t number, std::string_view singular, std::string_view plural);

// The same for any other type of integer, which has to be less than 2^63.
template <std::integral Number>
std::string with_thousands(Number number) {
  return with_thousands(static_cast<std::int64_t>(number));
}
template <std::integral Number, typename... Nouns>
std::string counted(Number number, const Nouns&... nouns) {
  return counted(static_cast<std::int64_t>(number), std::string_view(nouns)...);
}

// To the nearest second: "42 s", from one minute on "3 min 5 s". Not negative.
std::string duration_text(double seconds);

// "a", "a and b", "a, b and c"; empty for an empty list.
std::string listed(const std::vector<std::string>& items);

// Columns on a terminal: wide characters 2, combining and zero-width ones 0. Escape sequences are
// not expected.
int display_width(std::string_view utf8);

// The text if it fits in `columns`, else as many whole characters (grapheme clusters) of it as
// fit together with `ellipsis`.
std::string truncate(std::string_view utf8, int columns, std::string_view ellipsis = "…");

// Wraps at blanks; a word wider than a line is broken between characters, and text of wide
// characters without blanks wherever the line is full. No line is wider than `columns` (at least
// 2). Empty for empty text.
std::vector<std::string> wrap(std::string_view utf8, int columns);

}  // namespace papercup::text
