#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace papercup::text {

// What a command without arguments stands for ("alpha": "α", "leq": "≤", "log": "log"), in
// mathematics.
std::optional<std::string_view> math_symbol(std::string_view command);

// Letters and signs that are commands in running text too ("ss": "ß", "L": "Ł", "textendash": "–").
std::optional<std::string_view> text_symbol(std::string_view command);

// Whether a command only changes the font of its argument ("mathrm", "emph", "textbf").
bool is_font_command(std::string_view command);

// The combining mark of an accent command ("'", "H", "c").
std::optional<std::string_view> combining_mark(std::string_view command);

// A base letter with the mark, composed if Unicode has such a letter.
std::string composed(std::string_view base, std::string_view mark);

// Each character raised or lowered; nothing if Unicode lacks one.
std::optional<std::string> superscript(std::string_view text);
std::optional<std::string> subscript(std::string_view text);

// Blackboard bold of a capital letter: "R" gives "ℝ".
std::optional<std::string_view> blackboard(std::string_view letter);

}  // namespace papercup::text
