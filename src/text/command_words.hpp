#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace papercup::text {

// How many of these words of a sentence, from the first on, are one command line of papercup's that
// a person might copy: "papercup", the command's name, and then options, their values, quoted
// words, placeholders (FILE), numbers, identifiers and paths. 0 if the first word is not
// "papercup". A word of prose that may be a value (after an option, after the name of a focus
// command) counts, too: where a line is broken is all that depends on it.
std::size_t count_command_words(std::span<const std::string_view> words);

}  // namespace papercup::text
