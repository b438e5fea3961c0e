#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"

namespace papercup::store {

// Values of rows, as papercup writes them. A value that papercup cannot have written means that the
// file is damaged: these functions then throw SQLite::Exception with SQLITE_CORRUPT, which becomes
// an Error that says what is in the database and what brings it back. What reads a file relies on
// them wherever a value decides about memory, time or arithmetic.

// `what` completes "the file is damaged: ...".
[[noreturn]] void refuse_row(const std::string& what);

ArxivId id_in(std::string_view text);
// A day of the years 0 to 9999, counted from 1970-01-01.
Date day_in(std::int64_t days);
// One on which a list of arXiv's can have stood: loops over days stay short.
Date list_day_in(std::int64_t days);
// A time of the years 0 to 9999, in seconds from then.
Time time_in(std::int64_t seconds);
// A key of a paper, from 1. SQLite counts them up by one, so that sets of keys are small.
std::int64_t key_in(std::int64_t number);
inline constexpr std::int64_t kHighestKey = std::int64_t{1} << 28;
// Something that is counted: not negative, and small enough to be added up.
std::int64_t count_in(std::int64_t number);
// The same as an int: ranks, versions, attempts.
int small_count_in(std::int64_t number);
// A finite number.
double finite_in(double number);

// Several texts as one, and back: names of authors a line each, categories divided by blanks.
std::string joined(const std::vector<std::string>& parts, char separator);
std::vector<std::string> divided(std::string_view text, char separator);

}  // namespace papercup::store
