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

// TeX as Unicode for display, on one line. Nothing is refused: what is known of a formula or
// command is converted (data/tex-symbols.tsv), and what is not known loses its markup if that reads
// better, so that no formula keeps its dollars. By kind:
//  - scripts: the characters that Unicode has ("10⁴", "x₁"), else "_" or "^", with
//    parentheses around more than a word: "M_⊙", "R_eff", "L^(3/2)". Limits of a value:
//    "1.88 (+0.60 −0.64)".
//  - blanks: those of the source, thin ones of TeX too ("10 m s⁻¹"); none before a per cent sign.
//  - dollars: those of prices stay ("$5 and $10"), and so does one without a partner.
//  - "~": a blank where it ties words ("Fig. 2"); "about" stays ("z~5"), and so do addresses.
//  - commands that authors defined: their argument, or their name without the backslash.
// What is nested deeper than sixteen times stays as it is, and a text of which nothing would be
// left. Linear in time.
std::string tex_to_unicode(std::string_view tex);

// Accents and letters only ("Erd\H{o}s", "{\L}ukasz"), for names in raw sources; everything else
// stays.
std::string tex_accents_to_unicode(std::string_view tex);

}  // namespace papercup::text
