#pragma once

#include <string>

#include "papercup/digest/digest.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// A digest as in a terminal or a pipe, ending with what it all comes to and, for a terminal, with
// the commands that go on from it. Ends with a line feed, as all texts here do; text from feeds
// cannot carry control sequences through.
std::string digest_text(const digest::Digest& digest, const TextStyle& style);

// The same as CommonMark (https://spec.commonmark.org/0.30/); text from feeds is escaped.
std::string digest_markdown(const digest::Digest& digest, const TextStyle& style);

}  // namespace papercup::render
