#pragma once

#include <cstdint>
#include <string>

namespace papercup::text {

// 196500 as "196,500".
std::string with_thousands(std::int64_t number);
// 80.2 as "1 min 20 s".
std::string duration_text(double seconds);

}  // namespace papercup::text
