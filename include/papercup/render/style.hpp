#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/date.hpp"
#include "papercup/core/screen.hpp"

namespace papercup::render {

enum class Colour { off, on };
enum class Links { off, on };             // OSC 8 hyperlinks
enum class Symbols { rich, plain };       // plain: ASCII punctuation, no alignment, TeX as it is
enum class Abstract { decisive, whole };  // its decisive sentences, or all of it
enum class Reasons { main, all };         // a line of terms, or each with its points
enum class Medium { pipe, terminal };     // what only makes sense to a person at a prompt

// How text for people is laid out.
struct TextStyle {
  int width = 80;  // columns, from 40; lines are wrapped to it by display width
  Colour colour = Colour::off;
  Links links = Links::off;
  Symbols symbols = Symbols::rich;
  Abstract abstract = Abstract::decisive;
  Reasons reasons = Reasons::main;
  Medium medium = Medium::pipe;
  // Where the reader is, for hours of the day.
  std::chrono::seconds utc_offset{0};
  std::string zone = "UTC";
};

// `text` in a colour or weight if the style has colour.
std::string paint(std::string_view text, Ink ink, const TextStyle& style);

// `text` as an OSC 8 hyperlink if the style has links. `url` has to be printable ASCII.
std::string link(std::string_view text, std::string_view url, const TextStyle& style);

// Text of any other origin on one line, free of control characters: paths, names of focuses and
// messages, in which "--" and "$" are no TeX.
std::string one_line(std::string_view text);

// Text from a feed as a person should see it: one line, free of control characters, TeX as
// Unicode unless the style is plain.
std::string displayed(std::string_view from_feed, const TextStyle& style);

// "…" or "...", " · " or ", ".
std::string_view ellipsis(const TextStyle& style);
std::string_view separator(const TextStyle& style);

// The blanks that put `left` and `right` (unpainted) at the two ends of a line of the style's
// width; two if the style is plain or there is no room.
std::string gap_between(std::string_view left, std::string_view right, const TextStyle& style);

// Each line indented by so many columns and ended by a line feed.
std::string indented(const std::vector<std::string>& lines, int columns);

// "label        value", the value wrapped beside its dim label; nothing for an empty value.
std::string labelled(std::string_view label, std::string_view value, int label_columns,
                     const TextStyle& style);

// Text of any origin within HTML, in an element or a quoted attribute: valid UTF-8 without
// control characters, and without a character that could begin markup or end an attribute. In
// elements it should be isolated (bdi, or dir="auto"), since it may run from right to left.
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

// A line of text within CommonMark, so that it stays text: every character that could begin
// markup is escaped, and what could be a list or a heading at its start.
std::string markdown_text(std::string_view line);

// The text, followed by as many blanks as it takes to fill so many columns.
std::string padded(std::string_view text, int columns);

// "06:21", where the reader is.
std::string hour_text(Time time, const TextStyle& style);
// "Wed 25 Nov 06:21", where the reader is.
std::string moment_text(Time time, const TextStyle& style);
// The day of a moment where the reader is.
Date local_day(Time time, const TextStyle& style);

}  // namespace papercup::render
