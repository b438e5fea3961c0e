#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::text {

// A form for matching: NFKC, full case folding, combining marks stripped, so that "Müller",
// "MULLER" and "ﬁne" meet "muller" and "fine". Invalid UTF-8 becomes U+FFFD. fold(fold(x)) ==
// fold(x).
std::string fold(std::string_view utf8);

// Folded text with the letters that have no decomposition as plain ones: ø as o, æ as ae, þ as th.
std::string with_plain_letters(std::string folded);

// A form for keeping text of a feed: valid UTF-8 (each bad byte U+FFFD), control characters become
// blanks, marks that reorder or hide text (bidirectional controls, byte order marks, soft line
// breaks U+2028/9) are dropped.
std::string sanitise(std::string_view utf8);

// The text without white space at its ends, and with one blank for each run of it within.
std::string collapse_whitespace(std::string_view utf8);

// The words by which queries and full text match: the folded text (see fold) split at everything
// but letters and digits (Unicode categories L and N). In the order of the text, with repetitions.
std::vector<std::string> tokens(std::string_view utf8);

// The same tokens joined by single blanks.
std::string token_text(std::string_view utf8);

// Whether a token says nothing about a paper's subject ("the", "propose"): data/stopwords.txt.
bool is_stop_word(std::string_view token);

// TeX as Unicode for display: Greek, accents, common symbols, sub- and superscripts in mathematics
// if Unicode has all of their characters, font commands dropped. A formula of which anything is
// not known stays as it was, byte for byte, with its dollars. The result never means something else
// than the source. Linear in time.
std::string tex_to_unicode(std::string_view tex);

// Accents and letters only ("Erd\H{o}s", "{\L}ukasz"), for names in raw sources; everything else
// stays.
std::string tex_accents_to_unicode(std::string_view tex);

}  // namespace papercup::text
