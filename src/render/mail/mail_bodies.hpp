#pragma once

#include <string>

#include "papercup/render/mail.hpp"

namespace papercup::render {

// The two bodies of a message. Lines end with a line feed.

// As in a pipe, between what has to be said first and arXiv's acknowledgement.
std::string mail_text(const digest::Digest& digest, const Letter& letter, const TextStyle& style);

// One page with inline styles, which adapts to narrow and to dark screens. It has links, and
// nothing that is loaded.
std::string mail_html(const digest::Digest& digest, const Letter& letter, const TextStyle& style);

// What arXiv asks to be said (https://info.arxiv.org/help/api/tou.html).
inline constexpr const char* kAcknowledgement =
    "Thank you to arXiv for use of its open access interoperability.";

// How to go on, for the foot of a message.
std::string mail_hint(const digest::Digest& digest);

}  // namespace papercup::render
