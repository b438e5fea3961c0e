#include "render/record/tex_text.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "render/record/tex_commands.hpp"

namespace papercup::render {
namespace {

std::string tex(std::string_view line, AccentedLetters letters = AccentedLetters::as_they_are) {
  return tex_text(line, letters).text;
}

std::string name(std::string_view line) { return tex(line, AccentedLetters::as_commands); }

TEST(TexText, KeepsWhatLatexCanSet) {
  for (const char* line :
       {"plain", "$a_1^2 \\{x\\}$", "{\\\"o}", "\\emph{yes} \\& no", "50\\,\\% and \\$5",
        "\\(a_1\\) and \\[b_2\\]", "a~b", "\\\\", "$\\left( \\frac{1}{2} \\right)$", "{\\it x\\/}",
        "$x'^2 + \\sqrt[3]{y}$", "\\ensuremath{x^2}", "$\\bigl\\{ x \\bigr\\}$", "{\\bf a} \\ss b",
        "$\\frac12$", "$a^{b^c}_{d_e}$", "Erd\\H{o}s and \\'\\i", "$$x$$", "$x$$y$"}) {
    EXPECT_EQ(tex(line), line);
  }
}

TEST(TexText, KeepsLettersThatEveryEncodingHas) {
  EXPECT_EQ(tex("Über naïve Łódź, Çağrı ß œ ő ů"), "Über naïve Łódź, Çağrı ß œ ő ů");
  EXPECT_EQ(name("Über ß œ ő ů"), "{\\\"U}ber {\\ss} {\\oe} {\\H{o}} {\\r{u}}");
}

TEST(TexText, WritesOtherLettersAsCommands) {
  EXPECT_EQ(tex("Đ đ ð þ ŋ"), "{\\DJ} {\\dj} {\\dh} {\\th} {\\ng}");
  EXPECT_EQ(tex("ǎ ễ ṣ ṭ ḥ ț"),
            "{\\v{a}} {\\~{\\^e}} {\\d{s}} {\\d{t}} {\\d{h}} {\\textcommabelow{t}}");
  EXPECT_EQ(tex("ﬁne oﬃce ſ ħ"), "fine office s h");
}

TEST(TexText, WritesEachKindOfCharacterAsItsCommand) {
  const std::pair<const char*, const char*> kCases[] = {
      {"α-test", "$\\alpha$-test"},
      {"Λ and Α", "$\\Lambda$ and $\\mathrm{A}$"},
      {"5 ± 2 ≥ 3 × 4", "5 $\\pm$ 2 $\\geq$ 3 $\\times$ 4"},
      {"5 °C, 10⁻³ and H₂O", "5 $^\\circ$C, 10$^{-3}$ and H$_2$O"},
      {"a → b ⇒ c", "a $\\rightarrow$ b $\\Rightarrow$ c"},
      {"x ∈ ℝ ∪ 𝔽", "x $\\in$ $\\mathbb{R}$ $\\cup$ $\\mathbb{F}$"},
      {"≲ ≈ ∞ ∂ ∇ ∑ ∫ √",
       "$\\lesssim$ $\\approx$ $\\infty$ $\\partial$ $\\nabla$ $\\sum$ $\\int$ $\\surd$"},
      {"“x” ‘y’ – — …", "``x'' `y' -- --- {\\ldots}"},
      {"«x» „y“", "{\\guillemetleft}x{\\guillemetright} {\\quotedblbase}y``"},
      {"§ 3 © ® ™ £ € ‰",
       "{\\S} 3 {\\copyright} {\\textregistered} {\\texttrademark} {\\pounds} {\\texteuro} "
       "{\\textperthousand}"},
      {"½ ★ † ☉ ℓ", "$\\frac{1}{2}$ $\\star$ $\\dagger$ $\\odot$ $\\ell$"},
      {"a\u00a0b\u2009c\u200bd\u00ade", "a~b cde"},
      {"a < b > c | d", "a $<$ b $>$ c $|$ d"},
      {"μm", "$\\mu$m"}};
  for (const auto& [line, expected] : kCases) EXPECT_EQ(tex(line), expected) << line;
}

TEST(TexText, WritesCharactersOfFormulasWithoutDollars) {
  EXPECT_EQ(tex("$α_β ≥ x^μ$"), "${\\alpha}_{{\\beta}} {\\geq} x^{{\\mu}}$");
  EXPECT_EQ(tex("$é$"), "$\\mbox{{\\'e}}$");
  EXPECT_EQ(tex("\\text{für α} $\\text{für α}$"), "\\text{für $\\alpha$} $\\text{für $\\alpha$}$");
}

TEST(TexText, KeepsScriptsThatTexHasNoLettersFor) { EXPECT_EQ(tex("李 Имя"), "李 Имя"); }

TEST(TexText, TakesTheBackslashOffWhatIsNotKnown) {
  EXPECT_EQ(tex("The \\ours method"), "The ours method");
  EXPECT_EQ(tex("$\\ours_2$"), "$\\mathrm{ours}_2$");
  EXPECT_EQ(tex("\\é \\3 \\v"), "é 3 v");
  EXPECT_EQ(tex("\\input{x} \\newcommand{\\a}{b} \\write18{c}"),
            "input{x} newcommand{a}{b} write18{c}");
  EXPECT_EQ(tex("$\\frac{1}$ and \\sqrt"), "$\\mathrm{frac}{1}$ and sqrt");
}

TEST(TexText, PutsCommandsWhereTheyMayStand) {
  EXPECT_EQ(tex("M_\\odot of \\mathbb{R}"), "M\\_$\\odot$ of $\\mathbb{R}$");
  EXPECT_EQ(tex("$5 \\ss \\\"o$"), "$5 \\mbox{\\ss} \\mbox{\\\"o}$");
  EXPECT_EQ(tex("{\\cal O}(n)"), "${\\cal O}$(n)");
}

TEST(TexText, LeavesOutWhatBelongsToTheLayout) {
  EXPECT_EQ(tex("\\Large Big \\textcolor{red}{x} \\color{red} y"), "Big {x}  y");
  EXPECT_EQ(tex("$\\small$"), "${}$");
}

TEST(TexText, MendsScriptsAndDelimiters) {
  EXPECT_EQ(tex("$x^a^b y_c_d z^a'$"), "$x^a{}^b y_c{}_d z^a{}'$");
  EXPECT_EQ(tex("$x' '^2 x''^2 y² 10⁻³$"), "$x' {}'^2 x''^2 y{}^2 10{}^-{}^3$");
  EXPECT_EQ(tex("¹²³ x²₁ α² α′′ °²"), "$^{123}$ x$^2$$_1$ $\\alpha^2$ $\\alpha'$$'$ $^\\circ$$^2$");
  EXPECT_EQ(tex("$x^ y_$"), "$x^ y_{}$");
  EXPECT_EQ(tex("$\\left( x$ and $x \\right)$"), "$( x$ and $x )$");
  EXPECT_EQ(tex("$\\big x$"), "$x$");
}

TEST(TexText, TellsPricesFromFormulas) {
  EXPECT_EQ(tex("costs $5 and $10"), "costs \\$5 and \\$10");
  EXPECT_EQ(tex("US$ 3 million to US$ 4 million"), "US\\$ 3 million to US\\$ 4 million");
  EXPECT_EQ(tex("3$\\times$2pt and $5$ to $10$"), "3$\\times$2pt and $5$ to $10$");
  EXPECT_EQ(tex("{$a} b$"), "{\\$a} b\\$");
}

TEST(TexText, NamesTheCommandsThatNeedADefinition) {
  const TexText text = tex_text("$\\mathbb{R} \\gtrsim \\alpha$ ą", AccentedLetters::as_they_are);
  EXPECT_EQ(text.commands, (std::set<std::string>{"gtrsim", "k", "mathbb"}));
  EXPECT_EQ(definition_of("mathbb"), "\\providecommand{\\mathbb}[1]{\\mathbf{#1}}");
  EXPECT_EQ(definition_of("dj"), "\\ProvideTextCommandDefault{\\dj}{d\\llap{\\raisebox{.6ex}{-}}}");
  EXPECT_EQ(definition_of("alpha"), "");
  EXPECT_EQ(definition_of("ours"), "");
}

TEST(TexText, IsLinearInHostileText) {
  for (const char* part :
       {"{$", "$", "\\left(", "{", "}", "\\frac", "^", "\\begin{", "$$", "é", "\\\"{"}) {
    std::string line;
    while (line.size() < 200'000) line += part;
    EXPECT_GE(tex(line).size(), 1000U) << part;
  }
}

}  // namespace
}  // namespace papercup::render
