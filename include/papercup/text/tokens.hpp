#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::text {

// The words by which queries and full text match: the folded text (see fold) split at everything
// but letters and digits (Unicode categories L and N). In the order of the text, with repetitions.
std::vector<std::string> tokens(std::string_view utf8);

// The same tokens joined by single blanks.
std::string token_text(std::string_view utf8);

// Whether a token says nothing about a paper's subject ("the", "propose"): data/stopwords.txt.
bool is_stop_word(std::string_view token);

}  // namespace papercup::text
