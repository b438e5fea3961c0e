#pragma once

#include <string>
#include <string_view>

namespace papercup {

// `text` as an error message may show it: control characters are spaces, bytes that are not UTF-8
// are `?`. Every character of `text`, and every such byte, is one character of the result.
std::string printable(std::string_view text);

// As printable, in single quotes, and cut to a length that leaves room for the rest of the
// sentence.
std::string in_quotes(std::string_view text);

}  // namespace papercup
