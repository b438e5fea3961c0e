#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papercup/render/json.hpp"

namespace papercup::render {

// CSV by RFC 4180: lines end with CR LF, the first names the columns, and a cell is in quotes if
// it has to be. Text is UTF-8 without a byte order mark.
//
// Columns are the keys of the JSON form. What is not known is an empty cell; authors are divided by
// "; ", categories by a blank, reasons are "label points" divided by "; ", of which JSON has all
// digits.
//
// No spreadsheet takes a text for a formula: one that begins with = + - @, their full-width forms,
// a tab or a carriage return has an apostrophe put in front, whatever apostrophes and blanks stand
// before that sign. Nothing is lost: of a cell that matches ^'[' ]*[=+@-] (and so on) the first
// apostrophe is ours. Numbers of papercup's own stay numbers.

// `fields` if there are any, else every key that a paper has, with or without a focus.
std::vector<std::string> csv_columns(const std::vector<std::string>& fields, bool has_focus);

std::string csv_header(const std::vector<std::string>& columns);
std::string csv_row(const Paper& paper, const std::optional<Annotation>& annotation,
                    const std::vector<std::string>& columns);

}  // namespace papercup::render
