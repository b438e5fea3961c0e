#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Numbers, durations and lists as sentences for people say them, in English.
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

}  // namespace papercup::text
