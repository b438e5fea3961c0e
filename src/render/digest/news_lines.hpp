#pragma once

#include <string>

#include "papercup/digest/digest.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// What happened to papers that the reader liked or saved, an entry each, each followed by an empty
// line: what, why it concerns the reader, the paper's version, title and the words that say it.
std::string news_text(const digest::Digest& digest, const TextStyle& style);

// "WITHDRAWN, a paper you saved on 3 Oct: 2609.90112v3", without layout.
std::string news_headline(const digest::News& news, const digest::Digest& digest,
                          const TextStyle& style);
// What says it: `comment, v3: "error in the proof"`; empty if nothing is quoted.
std::string news_statement(const digest::News& news, const TextStyle& style);

// "This week in cs.LG cs.CL: 3 replications, 1 negative result"; empty without a count.
std::string week_text(const digest::Digest& digest, const TextStyle& style);

}  // namespace papercup::render
