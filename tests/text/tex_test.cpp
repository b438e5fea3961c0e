#include <gtest/gtest.h>

#include "papercup/text/normalise.hpp"

namespace papercup::text {
namespace {

struct Case {
  const char* tex;
  const char* shown;
};

class TexToUnicode : public testing::TestWithParam<Case> {};

TEST_P(TexToUnicode, ShowsWhatIsKnown) {
  EXPECT_EQ(tex_to_unicode(GetParam().tex), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Mathematics, TexToUnicode,
    testing::Values(Case{"An $O(\\sqrt{T})$ bound", "An O(√T) bound"},
                    Case{"$\\mathcal{O}(n \\log n)$", "O(n log n)"},
                    Case{"$\\alpha$-stable", "α-stable"}, Case{"$x^2 + y_{10}$", "x² + y₁₀"},
                    Case{"$10^{-3}$", "10⁻³"}, Case{"$H_2O$", "H₂O"}, Case{"$a \\leq b$", "a ≤ b"},
                    Case{"$\\sim 5$", "∼5"}, Case{"$\\mathbb{R}^n$", "ℝⁿ"},
                    Case{"$\\frac{1}{2}$ of $\\frac{a+b}{2}$", "1/2 of (a+b)/2"},
                    Case{"$\\hat{y}$ and $30^\\circ$", "ŷ and 30°"}, Case{"$\\pi^*$", "π*"},
                    Case{"$\\ell_1$ and $L^p$", "ℓ₁ and Lᵖ"}, Case{"$p < 0.05$", "p < 0.05"}));

INSTANTIATE_TEST_SUITE_P(
    Text, TexToUnicode,
    testing::Values(Case{"Erd\\H{o}s and Schr\\\"odinger", "Erdős and Schrödinger"},
                    Case{"Mart\\'{\\i}n, Ga\\~na, \\c{C}a", "Martín, Gaña, Ça"},
                    Case{"{\\L}ukasz and {\\'E}mile", "Łukasz and Émile"},
                    Case{"Stra\\ss e", "Straße"}, Case{"95\\% of R\\&D", "95% of R&D"},
                    Case{"``quoted''", "“quoted”"},
                    Case{"\\textit{in vivo} \\emph{and} \\textbf{b}", "in vivo and b"},
                    Case{"\\url{https://a.example/x_y}", "https://a.example/x_y"},
                    Case{"\\href{https://a.example}{here}", "here"}, Case{"Fig.~2", "Fig.~2"}));

INSTANTIATE_TEST_SUITE_P(Untouched, TexToUnicode,
                         testing::Values(Case{"costs $5 and $6", "costs $5 and $6"},
                                         Case{"$\\foo{x}$", "$\\foo{x}$"},
                                         Case{"$x_{max}^{q}$", "$x_{max}^{q}$"},
                                         Case{"my_file_name^2", "my_file_name^2"},
                                         Case{"{DNA}", "{DNA}"},
                                         Case{"\\unknown{a}", "\\unknown{a}"},
                                         Case{"a $ b", "a $ b"}, Case{"end\\", "end\\"},
                                         Case{"$$", "$$"}, Case{"~5 GeV", "~5 GeV"}, Case{"", ""}));

TEST(TexToUnicode, SurvivesHostileNesting) {
  for (const char* piece :
       {"{", "}", "$", "\\", "\\'{", "\\frac{", "^{", "\\textbf{", "$\\sqrt{"}) {
    std::string tex;
    for (int i = 0; i < 50'000; ++i) tex += piece;
    EXPECT_FALSE(tex_to_unicode(tex).empty()) << piece;
    EXPECT_FALSE(tex_accents_to_unicode(tex).empty()) << piece;
  }
}

TEST(TexAccents, ConvertLettersOnly) {
  EXPECT_EQ(tex_accents_to_unicode("P\\'al Erd\\H{o}s"), "Pál Erdős");
  EXPECT_EQ(tex_accents_to_unicode("J. M\\\"uller, {\\O}. Berg"), "J. Müller, Ø. Berg");
  EXPECT_EQ(tex_accents_to_unicode("$\\alpha$ ~ \\textbf{x}"), "$\\alpha$ ~ \\textbf{x}");
}

}  // namespace
}  // namespace papercup::text
