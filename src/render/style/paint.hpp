#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/screen.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// `text` in a colour or weight if the style has colour.
std::string paint(std::string_view text, Ink ink, const TextStyle& style);

// `text` as an OSC 8 hyperlink if the style has links. `url` has to be printable ASCII.
std::string link(std::string_view text, std::string_view url, const TextStyle& style);

// Text from a feed as a person should see it: one line, free of control characters, TeX as Unicode
// unless the style is plain.
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

}  // namespace papercup::render
