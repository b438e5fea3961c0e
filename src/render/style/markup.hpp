#pragma once

#include <string>
#include <string_view>

namespace papercup::render {

// Text of any origin within HTML, in an element or a quoted attribute: valid UTF-8 without control
// characters, and without a character that could begin markup or end an attribute. In elements it
// should be isolated (bdi, or dir="auto"), since it may run from right to left.
std::string html_text(std::string_view text);

// Text that XML 1.0 may hold: sanitised, and without the code points that it excludes. Markup is
// left to the writer.
std::string xml_text(std::string_view text);

// An address to follow, percent-encoded as far as it has to be. Empty for anything but http and
// https.
std::string web_address(std::string_view address);

// The address of a DOI; empty for what is none.
std::string doi_address(std::string_view doi);

// The address at which the paper can be read whole.
std::string pdf_address(std::string_view id);

// A line of text within CommonMark, so that it stays text: every character that could begin markup
// is escaped, and what could be a list or a heading at its start.
std::string markdown_text(std::string_view line);

}  // namespace papercup::render
