#pragma once

#include <string>
#include <string_view>

namespace papercup::text {

// For matching: NFKC, full case folding, combining marks stripped, so that "Müller", "MULLER" and
// "ﬁne" meet "muller" and "fine". Invalid UTF-8 becomes U+FFFD. fold(fold(x)) == fold(x).
std::string fold(std::string_view utf8);

// For keeping text of a feed: valid UTF-8 (each bad byte U+FFFD), control characters become blanks,
// marks that reorder or hide text (bidirectional controls, byte order marks, soft line breaks
// U+2028/9) are dropped.
std::string sanitise(std::string_view utf8);

// Without white space at the ends; each run of it within is one blank.
std::string collapse_whitespace(std::string_view utf8);

}  // namespace papercup::text
