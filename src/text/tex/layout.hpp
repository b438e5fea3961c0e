#pragma once

#include <optional>
#include <string>
#include <string_view>

// Mathematics on one line: each function takes parts that are Unicode already.

namespace papercup::text {

enum class Script { raised, lowered };

struct SetScript {
  std::string text;
  bool is_open = false;  // "_eff": a letter right after it would be taken for a part of it
};

// A script with the characters that Unicode has for it ("²", "₁₀"); else after its mark, in
// parentheses if it is longer than a word: "_⊙", "_eff", "^(3/2)". Nothing for an empty one.
SetScript set_script(Script script, std::string_view text);

// The limits of a measured value, " (+0.60 −0.64)"; nothing if the two scripts are no such limits.
std::optional<std::string> set_limits(std::string_view raised, std::string_view lowered);

// "a/b", each part in parentheses if it needs them.
std::string set_fraction(std::string_view above, std::string_view below);

// "√x", "∛x"; any other degree is raised before the root.
std::string set_root(std::string_view degree, std::string_view under);

// A mark over a letter, or over each letter if it is a bar, else over the first one.
std::string set_mark(std::string_view base, std::string_view mark);

// Whether the text begins with what would run into a word before it: a letter or digit.
bool begins_word(std::string_view text);
// Whether it ends with a letter, digit, script or closing bracket, as an operand does.
bool ends_operand(std::string_view text);

}  // namespace papercup::text
