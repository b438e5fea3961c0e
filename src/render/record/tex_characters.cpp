#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "render/record/tex_commands.hpp"

namespace papercup::render {
namespace {

using Place = TexCommand::Place;
using Characters = std::unordered_map<char32_t, TexCharacter>;

// Letters with one accent, and what is under it in the same order. A letter that has an accent
// itself is under the second one of two ("ế").
struct Accented {
  std::string_view accent, letters, bases;
};
constexpr std::array<Accented, 17> kAccented = {
    {{"'", "ÁáÉéÍíÓóÚúÝýĆćĹĺŃńŔŕŚśŹźǴǵḰḱḾḿṔṕẂẃǼǽǾǿ", "AaEeIiOoUuYyCcLlNnRrSsZzGgKkMmPpWwÆæØø"},
     {"'", "ẤấẾếỐốẮắỚớỨứḖḗṒṓǗǘ", "ÂâÊêÔôĂăƠơƯưĒēŌōÜü"},
     {"`", "ÀàÈèÌìÒòÙùǸǹẀẁỲỳẦầỀềỒồẰằỜờỪừǛǜ", "AaEeIiOoUuNnWwYyÂâÊêÔôĂăƠơƯưÜü"},
     {"^", "ÂâÊêÎîÔôÛûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ", "AaEeIiOoUuCcGgHhJjSsWwYyZzẠạẸẹỌọ"},
     {"\"", "ÄäËëÏïÖöÜüŸÿḦḧẄẅẌẍẗ", "AaEeIiOoUuYyHhWwXxt"},
     {"~", "ÃãÑñÕõĨĩŨũẼẽỸỹṼṽẪẫỄễỖỗẴẵỠỡỮữ", "AaNnOoIiUuEeYyVvÂâÊêÔôĂăƠơƯư"},
     {"=", "ĀāĒēĪīŌōŪūȲȳḠḡǕǖȪȫ", "AaEeIiOoUuYyGgÜüÖö"},
     {".", "ĊċĖėĠġİŻżȦȧḂḃḊḋḞḟḢḣṀṁṄṅȮȯṖṗṘṙṠṡṪṫẆẇẊẋẎẏ", "CcEeGgIZzAaBbDdFfHhMmNnOoPpRrSsTtWwXxYy"},
     {"u", "ĂăĔĕĞğĬĭŎŏŬŭẶặ", "AaEeGgIiOoUuẠạ"},
     {"v", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǦǧǨǩǰȞȟǙǚ", "CcDdEeLlNnRrSsTtZzAaIiOoUuGgKkjHhÜü"},
     {"H", "ŐőŰű", "OoUu"},
     {"c", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ", "CcGgKkLlNnRrSsTtEeDdHh"},
     {"k", "ĄąĘęĮįŲųǪǫ", "AaEeIiUuOo"},
     {"r", "ÅåŮůẘẙ", "AaUuwy"},
     {"d", "ẠạẸẹỊịỌọỤụỴỵḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓỢợỰự",
      "AaEeIiOoUuYyBbDdHhKkLlMmNnRrSsTtVvWwZzƠơƯư"},
     {"b", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ", "BbDdKkLlNnRrTtZzh"},
     {"textcommabelow", "ȘșȚț", "SsTt"}}};

// A sign and what it is written as, by turns. Letters of their own, which lose nothing by losing a
// stroke that TeX has not.
constexpr std::string_view kLetters = R"tex(
    Ø \O  ø \o  Ł \L  ł \l  ß \ss  ẞ \SS  Æ \AE  æ \ae  Œ \OE  œ \oe  ı \i  ȷ \j  Đ \DJ  đ \dj
    Ð \DH  ð \dh  Þ \TH  þ \th  Ŋ \NG  ŋ \ng  Ɖ \DJ  Ħ H  ħ h  Ŧ T  ŧ t  Ơ O  ơ o  Ư U  ư u  ĸ k
    Ŀ L  ŀ l  ŉ 'n  ſ s  ə e  Ə E  ﬀ ff  ﬁ fi  ﬂ fl  ﬃ ffi  ﬄ ffl  Ĳ IJ  ĳ ij)tex";

// Signs of mathematics; those with a backslash are commands by which they are written.
constexpr std::string_view kMathematicalSigns = R"tex(
    α \alpha  β \beta  γ \gamma  δ \delta  ε \varepsilon  ϵ \epsilon  ζ \zeta  η \eta  θ \theta
    ϑ \vartheta  ι \iota  κ \kappa  ϰ \kappa  λ \lambda  μ \mu  µ \mu  ν \nu  ξ \xi  ο o  π \pi
    ϖ \varpi  ρ \rho  ϱ \varrho  σ \sigma  ς \varsigma  τ \tau  υ \upsilon  φ \varphi  ϕ \phi
    χ \chi  ψ \psi  ω \omega  Α \mathrm{A}  Β \mathrm{B}  Γ \Gamma  Δ \Delta  ∆ \Delta
    Ε \mathrm{E}  Ζ \mathrm{Z}  Η \mathrm{H}  Θ \Theta  Ι \mathrm{I}  Κ \mathrm{K}  Λ \Lambda
    Μ \mathrm{M}  Ν \mathrm{N}  Ξ \Xi  Ο \mathrm{O}  Π \Pi  Ρ \mathrm{P}  Σ \Sigma  Τ \mathrm{T}
    Υ \Upsilon  Φ \Phi  Χ \mathrm{X}  Ψ \Psi  Ω \Omega  Ω \Omega  ά \acute{\alpha}
    έ \acute{\varepsilon}  ή \acute{\eta}  ί \acute{\iota}  ό \acute{o}  ύ \acute{\upsilon}
    ώ \acute{\omega}  ± \pm  ∓ \mp  × \times  ÷ \div  · \cdot  ⋅ \cdot  ∙ \cdot  − -  ≤ \leq
    ≥ \geq  ⩽ \leq  ⩾ \geq  ≠ \neq  ≈ \approx  ≃ \simeq  ≅ \cong  ≡ \equiv  ∼ \sim  ∝ \propto
    ≪ \ll  ≫ \gg  ≲ \lesssim  ≳ \gtrsim  ≺ \prec  ≻ \succ  ⪯ \preceq  ⪰ \succeq  ≍ \asymp  ≔ :=
    ∈ \in  ∉ \notin  ∋ \ni  ⊂ \subset  ⊆ \subseteq  ⊃ \supset  ⊇ \supseteq  ∩ \cap  ∪ \cup
    ∖ \setminus  ∅ \emptyset  ∧ \wedge  ∨ \vee  ¬ \neg  ∀ \forall  ∃ \exists  → \rightarrow
    ← \leftarrow  ↔ \leftrightarrow  ⇒ \Rightarrow  ⇐ \Leftarrow  ⇔ \Leftrightarrow  ↦ \mapsto
    ⟶ \longrightarrow  ↑ \uparrow  ↓ \downarrow  ↗ \nearrow  ↘ \searrow  ⇌ \rightleftharpoons
    ∞ \infty  ∂ \partial  ∇ \nabla  √ \surd  ∑ \sum  ∏ \prod  ∫ \int  ⊕ \oplus  ⊗ \otimes
    ⊖ \ominus  ⊙ \odot  ☉ \odot  ⊥ \perp  ∥ \parallel  ‖ \|  ∣ \mid  ∠ \angle  ⟨ \langle
    ⟩ \rangle  〈 \langle  〉 \rangle  ⌈ \lceil  ⌉ \rceil  ⌊ \lfloor  ⌋ \rfloor  ′ '  ″ ''  ℓ \ell
    ℏ \hbar  ℵ \aleph  ℘ \wp  ℜ \Re  ℑ \Im  ∘ \circ  ∗ *  ⋆ \star  ★ \star  ☆ \star  • \bullet
    ● \bullet  ○ \circ  ∎ \square  □ \square  ■ \square  △ \triangle  ▲ \triangle  ◇ \diamond
    ⋯ \cdots  ⋮ \vdots  ⊤ \top  ⊢ \vdash  ⊨ \models  ⋊ \rtimes  ⋉ \ltimes  ♭ \flat  ♮ \natural
    ♯ \sharp  † \dagger  ‡ \ddagger  ° ^\circ  º ^\circ  ✓ \surd  ✔ \surd  ♠ \spadesuit
    ♡ \heartsuit  ♥ \heartsuit  ♢ \diamondsuit  ♣ \clubsuit  ¹ ^1  ² ^2  ³ ^3  ⁰ ^0  ⁴ ^4  ⁵ ^5
    ⁶ ^6  ⁷ ^7  ⁸ ^8  ⁹ ^9  ⁺ ^+  ⁻ ^-  ⁿ ^n  ⁱ ^i  ₀ _0  ₁ _1  ₂ _2  ₃ _3  ₄ _4  ₅ _5  ₆ _6
    ₇ _7  ₈ _8  ₉ _9  ₊ _+  ₋ _-  ₙ _n  ₓ _x  ᵢ _i  ⱼ _j  ₖ _k  ₘ _m  ₜ _t  ½ \frac{1}{2}
    ¼ \frac{1}{4}  ¾ \frac{3}{4}  ⅓ \frac{1}{3}  ⅔ \frac{2}{3}  ª ^a)tex";

// Signs of running text.
constexpr std::string_view kSigns = R"tex(
    – --  — ---  ― ---  ‐ -  ‑ -  ‒ --  ‘ `  ’ '  ‚ \quotesinglbase  ‛ `  “ ``  ” ''
    „ \quotedblbase  « \guillemetleft  » \guillemetright  ‹ \guilsinglleft  › \guilsinglright
    … \ldots  § \S  ¶ \P  © \copyright  ® \textregistered  ™ \texttrademark  £ \pounds
    € \texteuro  ¥ \textyen  ¡ !`  ¿ ?`  ‰ \textperthousand  ‱ \textpertenthousand
    ℃ \textcelsius  ´ '  ¨ "{}  ¯ -  ¸ ,  ʼ '  ʹ '  ʻ `  Å \AA  ¢ c  ¦ \textbar  № No.  � ?  − -  ， ,
    ． .  ： :  ； ;  （ (  ） )  ！ !  ？ ?)tex";

constexpr std::string_view kBlackboard = "ℂℍℕℙℚℝℤ", kBlackboardLetters = "CHNPQRZ";

char32_t taken(std::string_view& text) { return utf8::take_character(text).code_point; }

// The names of the commands that a text is made of.
std::vector<std::string_view> commands_of(std::string_view tex) {
  std::vector<std::string_view> names;
  for (std::size_t at = tex.find('\\'); at != std::string_view::npos; at = tex.find('\\', at + 1)) {
    std::size_t end = at + 1;
    while (end < tex.size() && ascii::is_letter(tex[end])) ++end;
    if (end > at + 1) names.push_back(tex.substr(at + 1, end - at - 1));
  }
  return names;
}

void add_accented(Characters& characters) {
  for (const Accented& row : kAccented) {
    std::string_view letters = row.letters;
    std::string_view bases = row.bases;
    while (!letters.empty() && !bases.empty()) {
      const char32_t letter = taken(letters);
      const char32_t base = taken(bases);
      const auto under = characters.find(base);
      std::string base_text;
      utf8::append(base_text, base);
      if (under != characters.end()) base_text = under->second.text;
      const bool needs_braces = ascii::is_letter(row.accent.front()) || base_text.size() > 1;
      const std::string argument =
          needs_braces && !base_text.starts_with('{') ? "{" + base_text + "}" : base_text;
      std::vector<std::string_view> commands{row.accent};
      if (under != characters.end()) {
        commands.insert(commands.end(), under->second.commands.begin(),
                        under->second.commands.end());
      }
      characters.insert_or_assign(
          letter,
          TexCharacter{"{\\" + std::string(row.accent) + argument + "}", Place::text, commands});
    }
  }
}

std::string_view next_word(std::string_view& table) {
  table.remove_prefix(std::min(table.find_first_not_of(" \n"), table.size()));
  const std::size_t end = std::min(table.find_first_of(" \n"), table.size());
  const std::string_view word = table.substr(0, end);
  table.remove_prefix(end);
  return word;
}

void add_signs(Characters& characters, std::string_view table, Place place) {
  for (auto sign = next_word(table); !sign.empty(); sign = next_word(table)) {
    const std::string_view tex = next_word(table);
    const bool is_command = place == Place::text && tex.starts_with('\\');
    std::string text = is_command ? fmt::format("{{{}}}", tex) : std::string(tex);
    characters.emplace(taken(sign), TexCharacter{std::move(text), place, commands_of(tex)});
  }
}

// A to Z of the capital letters that begin at `first`, but for those that have a place elsewhere.
void add_alphabet(Characters& characters, char32_t first, std::string_view command) {
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    const auto character = first + static_cast<char32_t>(letter - 'A');
    characters.emplace(
        character,
        TexCharacter{fmt::format("\\{}{{{}}}", command, letter), Place::mathematics, {command}});
  }
}

// A blank of any width is a blank, and what has no width is left out.
void add_blanks(Characters& characters) {
  for (const char32_t tie : {0xA0, 0x202F}) characters.emplace(tie, TexCharacter{"~"});
  for (char32_t blank = 0x2000; blank <= 0x200A; ++blank) {
    characters.emplace(blank, TexCharacter{" "});
  }
  for (const char32_t blank : {0x205F, 0x3000}) characters.emplace(blank, TexCharacter{" "});
  for (const char32_t none : {0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F}) {
    characters.emplace(none, TexCharacter{});
  }
}

Characters all_characters() {
  Characters characters;
  add_signs(characters, kLetters, Place::text);
  add_signs(characters, kMathematicalSigns, Place::mathematics);
  add_signs(characters, kSigns, Place::text);
  // A letter under two accents comes after the one that has one of them.
  add_accented(characters);
  add_accented(characters);
  std::string_view signs = kBlackboard;
  for (const char letter : kBlackboardLetters) {
    characters.emplace(
        taken(signs),
        TexCharacter{std::string("\\mathbb{") + letter + "}", Place::mathematics, {"mathbb"}});
  }
  add_alphabet(characters, 0x1D538, "mathbb");
  add_alphabet(characters, 0x1D49C, "mathcal");
  add_alphabet(characters, 0x1D4D0, "mathcal");
  add_alphabet(characters, 0x1D400, "mathbf");
  add_blanks(characters);
  return characters;
}

}  // namespace

TexCharacter tex_character(char32_t character) {
  static const Characters characters = all_characters();
  const auto found = characters.find(character);
  if (found != characters.end()) return found->second;
  TexCharacter itself;
  utf8::append(itself.text, character);
  return itself;
}

bool is_plain_for_latex(char32_t character) {
  // Latin-1 and Latin Extended-A, as far as t1enc.dfu of LaTeX has them and OT1 can put an accent
  // on them.
  static const Characters plain = [] {
    Characters result;
    add_accented(result);
    std::string_view others = "ØøŁłßÆæŒœı";
    while (!others.empty()) result.emplace(taken(others), TexCharacter{});
    return result;
  }();
  return character >= 0xC0 && character < 0x17F && plain.contains(character);
}

}  // namespace papercup::render
