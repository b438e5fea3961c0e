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
    testing::Values(
        Case{R"(Erd\H{o}s and Schr\"odinger)", R"(Erdős and Schrödinger)"},
        Case{R"(Mart\'{\i}n, Ga\~na, \c{C}a)", R"(Martín, Gaña, Ça)"},
        Case{R"({\L}ukasz and {\'E}mile)", R"(Łukasz and Émile)"},
        Case{R"(Stra\ss e, \O ystein)", R"(Straße, Øystein)"},
        Case{R"(95\% of R\&D)", R"(95% of R&D)"}, Case{R"(``quoted'')", R"(“quoted”)"},
        Case{R"(``so" and "so")", R"(“so” and "so")"},
        Case{R"(\textit{in vivo} \emph{and} \textbf{b})", R"(in vivo and b)"},
        Case{R"(\url{https://a.example/x_y})", R"(https://a.example/x_y)"},
        Case{R"(\href{https://a.example}{here})", R"(here)"},
        Case{R"(Schr{ö}dinger, H\"{older})", R"(Schrödinger, Hölder)"},
        Case{R"(5 \AA and \AA and 6 \AA.)", R"(5 Å and Å and 6 Å.)"},
        Case{R"(\AA ngstrom and $H\,{\sc ii}$)", R"(Ångstrom and H II)"},
        Case{R"({\it in vivo} and {\sc Code})", R"(in vivo and Code)"},
        Case{R"([O\,{\sc iii}] and C\,\textsc{iv} and \ion{Fe}{2})",
             R"([O III] and C IV and Fe II)"},
        Case{R"(range 2$\unicode{x2013}$3)", R"(range 2–3)"},
        Case{R"(CO\textsubscript{2} and 4\textsuperscript{th})", R"(CO₂ and 4ᵗʰ)"},
        Case{R"(\ce{H2SO4 + 2 OH- -> SO4^{2-}})", R"(H₂SO₄ + 2 OH⁻ → SO₄²⁻)"},
        Case{R"(\SI{5}{\giga\hertz} and \si{\kilo\metre\per\second})", R"(5 GHz and km s⁻¹)"},
        Case{R"(\textcolor{red}{warm} \texorpdfstring{$\mathbb{Z}_2$}{Z2})", R"(warm ℤ₂)"},
        Case{R"(words\footnote{Their code is public.} end)",
             R"(words (Their code is public.) end)"},
        Case{R"(Fig.~2 of~\cite{doe20})", R"(Fig. 2 of [doe20])"},
        Case{R"({DNA} of the {Gray--Scott} model)", R"(DNA of the Gray–Scott model)"},
        Case{R"(a set {x, y} or {x}, "{name}")", R"(a set {x, y} or {x}, "{name}")"},
        Case{R"(mean \k{appa} and {\alpha})", R"(mean κ and α)"},
        Case{R"(groups\' own `cold' dust)", R"(groups' own ‘cold’ dust)"},
        Case{R"(pages 1--5 -- all --- of it, --plain, -->)",
             R"(pages 1–5 – all — of it, --plain, -->)"},
        Case{R"(na\"\i ve C{\,\sc iv} and {\'\i} x of C:\Users\path)",
             R"(naïve C IV and í x of C:\Users\path)"},
        Case{R"(errors of 10^{-5} and T_{eff} but my_file^2)",
             R"(errors of 10⁻⁵ and T_eff but my_file^2)"},
        Case{R"(S_8 = 0.831^{+0.067}_{-0.078}, z = 2.1_{-0.3}^{+0.4}kpc)",
             R"(S_8 = 0.831 (+0.067 −0.078), z = 2.1 (+0.4 −0.3) kpc)"},
        Case{R"(https://a.example/~b/c--d_{e})", R"(https://a.example/~b/c--d_{e})"},
        Case{R"(\begin{itemize} \item one \end{itemize})", R"(• one )"}));

INSTANTIATE_TEST_SUITE_P(
    Scripts, TexToUnicode,
    testing::Values(Case{R"($M_\odot$ and $R_{\rm eff}$)", R"(M_⊙ and R_eff)"},
                    Case{R"($10^4 M_\odot$)", R"(10⁴ M_⊙)"},
                    Case{R"($L^{3/2}$, $W^{1/p,p}$)", R"(L^(3/2), W^(1/p,p))"},
                    Case{R"($C_\ell$ of $\mathrm{SU}(2)_L \times U(1)_Y$)",
                         R"(C_ℓ of SU(2)_L × U(1)_Y)"},
                    Case{R"($1.88^{+0.60}_{-0.64}$)", R"(1.88 (+0.60 −0.64))"},
                    Case{R"(2.1$_{-0.3}^{+0.4}\,\mathrm{km}$)", R"(2.1 (+0.4 −0.3) km)"},
                    Case{R"($x^\text{4}$ and $2^\frac43$)", R"(x⁴ and 2^(4/3))"},
                    Case{R"($M_\odot yr^{-1}$)", R"(M_⊙ yr⁻¹)"},
                    Case{R"($g_AB$ is not $g_{AB}$)", R"(g_A B is not g_AB)"},
                    Case{R"($T_{\mathrm{eff}}\sim 5$)", R"(T_eff ∼ 5)"},
                    Case{R"($U(1)_{L_\mu-L_\tau}$)", R"(U(1)_(L_μ-L_τ))"},
                    Case{R"($z_{\rm phot}$, $\sigma_{\rm transition}$)", R"(zₚₕₒₜ, σ_transition)"},
                    Case{R"(${}^{18}$F and $^{235}_{92}$U)", R"(¹⁸F and ²³⁵₉₂U)"},
                    Case{R"($e^{i\lambda t}$ of $X_{Ly\alpha}$)", R"(e^(iλt) of X_Lyα)"},
                    Case{R"($10^{4.5}$)", R"(10^4.5)"},
                    Case{R"($L^\infty_{x_2}L^p$)", R"(L^∞_(x₂)Lᵖ)"},
                    Case{R"($f''$, $f^\prime g$ and $p^{(\sigma)}$)", R"(f′′, f′g and p^(σ))"},
                    Case{R"($M_{\rm BH}$s and E$_B$/c)", R"(M_BH s and E_B/c)"}));

INSTANTIATE_TEST_SUITE_P(
    Blanks, TexToUnicode,
    testing::Values(Case{R"($10\,\mathrm{m}\,\mathrm{s}^{-1}$)", R"(10 m s⁻¹)"},
                    Case{R"($10\ \rm m\ s^{-1}$)", R"(10 m s⁻¹)"},
                    Case{R"($3 \mathrm{m}\mathrm{s}^{-1}$)", R"(3 m s⁻¹)"},
                    Case{R"(5\,\% or 5 \% or $5\,\%$ or $5 \%$)", R"(5% or 5% or 5% or 5%)"},
                    Case{R"(NGC\,4449, 21\,cm)", R"(NGC 4449, 21 cm)"},
                    Case{R"($\alpha = 1$ and $\alpha=1$)", R"(α = 1 and α=1)"},
                    Case{R"($5 \mu m$)", R"(5 μm)"}, Case{R"($\alpha \in (0,1)$)", R"(α ∈ (0,1))"},
                    Case{R"(of$ x$ and $x $is)", R"(of x and x is)"},
                    Case{R"(($ x $) and $ ε $.)", R"((x) and ε.)"}, Case{R"(6$\,$keV)", R"(6 keV)"},
                    Case{R"($\log \log n$ of $n\log\left( n \right)$)", R"(log log n of n log(n))"},
                    Case{R"($\left| \psi \right\rangle$)", R"(|ψ⟩)"},
                    Case{R"($z\!=\!2$)", R"(z=2)"}));

INSTANTIATE_TEST_SUITE_P(
    Structures, TexToUnicode,
    testing::Values(Case{R"($\frac{\partial u}{\partial t}$)", R"(∂u/∂t)"},
                    Case{R"($\frac{1}{2}m v^2$)", R"((1/2)m v²)"},
                    Case{R"(2$\frac12$ steps)", R"(2 1/2 steps)"},
                    Case{R"($\frac{a}{bc}$ and $\sqrt[3]{x+1}$)", R"(a/(bc) and ∛(x+1))"},
                    Case{R"(${a \over b}$)", R"(a/b)"},
                    Case{R"($\binom{n}{k}$)", R"((n choose k))"},
                    Case{R"($\bar{\nu}_e$, $\vec{k}$, $\overline{MS}$)", R"(ν̄ₑ, k⃗, M̄S̄)"},
                    Case{R"($a \not= b$)", R"(a ≠ b)"}, Case{R"($\lVert x \rVert_2$)", R"(‖x‖₂)"},
                    Case{R"($\norm{x} \leq \abs{y}$)", R"(‖x‖ ≤ |y|)"},
                    Case{R"($\begin{pmatrix} a & b \\ c & d \end{pmatrix}$)", R"((a b; c d))"},
                    Case{R"($X \xrightarrow{f} Y$)", R"(X →ᶠ Y)"},
                    Case{R"($a \equiv b \pmod{3}$)", R"(a ≡ b (mod 3))"},
                    Case{R"($\mathbb{RP}^2$, $\R^n$)", R"(ℝℙ², ℝⁿ)"},
                    Case{R"($x = 0 \text{ for all $y$ of } Y$)", R"(x = 0 for all y of Y)"},
                    Case{R"($\frac{a}{b$)", R"(a/b)"}, Case{R"($\tilde{\mathcal{R}}$)", R"(R̃)"},
                    Case{R"(\(x^2\) and \[ y_1 \] and \begin{equation} z \end{equation})",
                         R"(x² and y₁ and z)"}));

INSTANTIATE_TEST_SUITE_P(UnknownCommands, TexToUnicode,
                         testing::Values(Case{R"($\foo{x}$ and $\mathfoo{x}$)", R"(foo(x) and x)"},
                                         Case{R"(torus $\TTT^2$)", R"(torus TTT²)"},
                                         Case{R"($\etaw$ meson)", R"(etaw meson)"},
                                         Case{R"(We propose \method{}, a tool, and \ours.)",
                                              R"(We propose method, a tool, and ours.)"},
                                         Case{R"(\revise{new words})", R"(new words)"},
                                         Case{R"(C:\temp\data and "\n" stay)",
                                              R"(C:\temp\data and "\n" stay)"},
                                         Case{R"($x_{max}^{q}$)", R"(xₘₐₓ^q)"}));

INSTANTIATE_TEST_SUITE_P(
    Tildes, TexToUnicode,
    testing::Values(Case{R"(z~5, R~1000, up to z ~ 2 and ~30)",
                         R"(z~5, R~1000, up to z ~ 2 and ~30)"},
                    Case{R"(NGC~1275, 21~cm, 4~GHz, Abell~85, M~87)",
                         R"(NGC 1275, 21 cm, 4 GHz, Abell 85, M 87)"},
                    Case{R"(log(M/Msun)~9.6 and [Fe/H]~-3)", R"(log(M/Msun)~9.6 and [Fe/H]~-3)"},
                    Case{R"(T_eff~5800 and $L_X$~$10^{42}$)", R"(T_eff~5800 and L_X~10⁴²)"},
                    Case{R"($\sim$~150 by Doe~et~al.)", R"(∼ 150 by Doe et al.)"},
                    Case{R"(5~7 steps)", R"(5~7 steps)"}));

INSTANTIATE_TEST_SUITE_P(
    Dollars, TexToUnicode,
    testing::Values(
        Case{R"(3$\times$2pt and 512$\times$512$\times$256)", R"(3×2pt and 512×512×256)"},
        Case{R"(z$\approx$3.6, 1.2$\pm$0.3 and 7)", R"(z≈3.6, 1.2±0.3 and 7)"},
        Case{R"(costs $5 and $6)", R"(costs $5 and $6)"},
        Case{R"($5 and $10, US$3 million to US$4 million)",
             R"($5 and $10, US$3 million to US$4 million)"},
        Case{R"(\$5-\$10 and $5-$10 or $0.8/$1.5)", R"($5-$10 and $5-$10 or $0.8/$1.5)"},
        Case{R"(pay $5 for $x$ and $y$)", R"(pay $5 for x and y)"},
        Case{R"(a bill of $50,000 and $n$ of them)", R"(a bill of $50,000 and n of them)"},
        Case{R"($HOME and $PATH)", R"($HOME and $PATH)"},
        Case{R"($10 $ Myr and $10 Myr$)", R"(10 Myr and 10 Myr)"},
        Case{R"(lost $ here, then $x_1$ and $\alpha$.)", R"(lost $ here, then x₁ and α.)"},
        Case{R"(a $ b)", R"(a $ b)"}, Case{R"($$)", R"($$)"},
        Case{R"(on $\mathbb{R}^3)", R"(on ℝ³)"}, Case{R"($$x^2$$ alone)", R"(x² alone)"},
        Case{R"({$L^\infty $} norms)", R"(L^∞ norms)"}));

INSTANTIATE_TEST_SUITE_P(Untouched, TexToUnicode,
                         testing::Values(Case{R"(my_file_name^2)", R"(my_file_name^2)"},
                                         Case{R"(end\)", R"(end\)"}, Case{R"(~5 GeV)", R"(~5 GeV)"},
                                         Case{R"()", R"()"}));

TEST(TexToUnicode, SurvivesHostileNesting) {
  for (const char* piece :
       {"{",           "}",        "$",     "\\",     "\\'{", "\\frac{", "^{",
        "\\textbf{",   "$\\sqrt{", "$$",    "~a",     "a~1",  "--",      "`a",
        "''1",         "\\(",      "\\[",   "\\over", "$x_{", "$x^",     "_{a}",
        "\\hat",       "\\text{$", "\\ce{", "\\SI{",  "{a}",  "}{",      "\\begin{equation}",
        "\\footnote{", "\\sqrt["}) {
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
