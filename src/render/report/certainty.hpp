#pragma once

#include <string>
#include <string_view>

#include "papercup/digest/teaching.hpp"

namespace papercup::render {

// "a guess", "unsure", ...
std::string_view certainty_word(digest::Certainty certainty);

// How sure a model with these teachers is, what it rests on, what such models found in trials
// (digest::share_found), and what would teach it most. It is
// called `subject`, at the beginning of a sentence.
std::string certainty_text(const digest::Teachers& teachers,
                           const std::string& subject = "The ranking");

}  // namespace papercup::render
