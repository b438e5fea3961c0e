#pragma once

#include <string>
#include <string_view>

namespace papercup::text {

inline constexpr int kDeepestTex = 16;  // of arguments within arguments

struct MathText {
  std::string text;
  bool is_open = false;  // ends with a script like "_eff", which a letter must not follow
};

// A formula, without its dollars, as Unicode. It is never refused: what is not known is shown
// without its markup, and what is nested too deep as it is. Blanks at its ends stay.
MathText math_to_unicode(std::string_view formula, int depth = 0);

// Running text with TeX, as it stands within a formula ("\text{…}").
std::string text_to_unicode(std::string_view tex, int depth);

// Whether what is between \begin and \end of that name is a formula: "equation", "align*".
bool is_math_environment(std::string_view name);

// "H2O", "SO4^{2-}", "A -> B" of mhchem's \ce.
std::string chemistry_to_unicode(std::string_view formula, int depth);

// What siunitx shows for a unit ("\kilo\metre\per\second") or a number.
std::string unit_to_unicode(std::string_view unit, int depth);

// "Fe II" for \ion{Fe}{2} and \ion{Fe}{ii} of AASTeX.
std::string ion_to_unicode(std::string_view element, std::string_view stage);

// "IV" for "4"; the text itself if it is no number up to sixteen.
std::string roman_number(std::string_view digits);

// "x2013", "8211": the character of that number, or nothing for what is none.
std::string character_of_number(std::string_view number);

// Whether a group is in small capitals from its first letter on: "\sc ii", "\,\sc iv".
bool begins_small_capitals(std::string_view group);

// "ii" of "{\sc ii}", which small capitals show as "II"; any other text as it is.
std::string small_capitals(std::string text);

}  // namespace papercup::text
