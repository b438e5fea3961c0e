#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"
#include "text/tex_parts.hpp"

namespace papercup::text {
namespace {

using Table = std::unordered_map<std::string_view, std::string_view>;

std::optional<std::string_view> find(const Table& table, std::string_view key) {
  const auto found = table.find(key);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

const Table& math_table() {
  static const Table table = {{"alpha", "α"},
                              {"beta", "β"},
                              {"gamma", "γ"},
                              {"delta", "δ"},
                              {"epsilon", "ϵ"},
                              {"varepsilon", "ε"},
                              {"zeta", "ζ"},
                              {"eta", "η"},
                              {"theta", "θ"},
                              {"vartheta", "ϑ"},
                              {"iota", "ι"},
                              {"kappa", "κ"},
                              {"lambda", "λ"},
                              {"mu", "μ"},
                              {"nu", "ν"},
                              {"xi", "ξ"},
                              {"pi", "π"},
                              {"varpi", "ϖ"},
                              {"rho", "ρ"},
                              {"varrho", "ϱ"},
                              {"sigma", "σ"},
                              {"varsigma", "ς"},
                              {"tau", "τ"},
                              {"upsilon", "υ"},
                              {"phi", "φ"},
                              {"varphi", "φ"},
                              {"chi", "χ"},
                              {"psi", "ψ"},
                              {"omega", "ω"},
                              {"Gamma", "Γ"},
                              {"Delta", "Δ"},
                              {"Theta", "Θ"},
                              {"Lambda", "Λ"},
                              {"Xi", "Ξ"},
                              {"Pi", "Π"},
                              {"Sigma", "Σ"},
                              {"Upsilon", "Υ"},
                              {"Phi", "Φ"},
                              {"Psi", "Ψ"},
                              {"Omega", "Ω"},
                              {"times", "×"},
                              {"cdot", "·"},
                              {"div", "÷"},
                              {"pm", "±"},
                              {"mp", "∓"},
                              {"ast", "*"},
                              {"star", "⋆"},
                              {"circ", "∘"},
                              {"bullet", "•"},
                              {"oplus", "⊕"},
                              {"otimes", "⊗"},
                              {"wedge", "∧"},
                              {"vee", "∨"},
                              {"cap", "∩"},
                              {"cup", "∪"},
                              {"setminus", "∖"},
                              {"le", "≤"},
                              {"leq", "≤"},
                              {"leqslant", "≤"},
                              {"ge", "≥"},
                              {"geq", "≥"},
                              {"geqslant", "≥"},
                              {"neq", "≠"},
                              {"ne", "≠"},
                              {"ll", "≪"},
                              {"gg", "≫"},
                              {"sim", "∼"},
                              {"simeq", "≃"},
                              {"approx", "≈"},
                              {"cong", "≅"},
                              {"equiv", "≡"},
                              {"propto", "∝"},
                              {"lesssim", "≲"},
                              {"gtrsim", "≳"},
                              {"prec", "≺"},
                              {"succ", "≻"},
                              {"in", "∈"},
                              {"notin", "∉"},
                              {"ni", "∋"},
                              {"subset", "⊂"},
                              {"subseteq", "⊆"},
                              {"supset", "⊃"},
                              {"supseteq", "⊇"},
                              {"emptyset", "∅"},
                              {"to", "→"},
                              {"rightarrow", "→"},
                              {"leftarrow", "←"},
                              {"leftrightarrow", "↔"},
                              {"Rightarrow", "⇒"},
                              {"Leftarrow", "⇐"},
                              {"Leftrightarrow", "⇔"},
                              {"iff", "⇔"},
                              {"longrightarrow", "→"},
                              {"mapsto", "↦"},
                              {"uparrow", "↑"},
                              {"downarrow", "↓"},
                              {"infty", "∞"},
                              {"partial", "∂"},
                              {"nabla", "∇"},
                              {"forall", "∀"},
                              {"exists", "∃"},
                              {"neg", "¬"},
                              {"sum", "∑"},
                              {"prod", "∏"},
                              {"int", "∫"},
                              {"ell", "ℓ"},
                              {"hbar", "ℏ"},
                              {"Re", "ℜ"},
                              {"Im", "ℑ"},
                              {"aleph", "ℵ"},
                              {"prime", "′"},
                              {"dagger", "†"},
                              {"ddagger", "‡"},
                              {"top", "⊤"},
                              {"bot", "⊥"},
                              {"perp", "⊥"},
                              {"parallel", "∥"},
                              {"mid", "|"},
                              {"vert", "|"},
                              {"Vert", "‖"},
                              {"|", "‖"},
                              {"langle", "⟨"},
                              {"rangle", "⟩"},
                              {"lfloor", "⌊"},
                              {"rfloor", "⌋"},
                              {"lceil", "⌈"},
                              {"rceil", "⌉"},
                              {"ldots", "…"},
                              {"dots", "…"},
                              {"cdots", "⋯"},
                              {"odot", "⊙"},
                              {"square", "□"},
                              {"triangle", "△"},
                              {"angle", "∠"},
                              {"degree", "°"},
                              {"colon", ":"},
                              {"lt", "<"},
                              {"gt", ">"},
                              {"log", "log"},
                              {"ln", "ln"},
                              {"exp", "exp"},
                              {"sin", "sin"},
                              {"cos", "cos"},
                              {"tan", "tan"},
                              {"max", "max"},
                              {"min", "min"},
                              {"sup", "sup"},
                              {"inf", "inf"},
                              {"lim", "lim"},
                              {"det", "det"},
                              {"dim", "dim"},
                              {"ker", "ker"},
                              {"deg", "deg"},
                              {"gcd", "gcd"},
                              {"arg", "arg"},
                              {"Pr", "Pr"},
                              {"mod", "mod"},
                              {"tanh", "tanh"},
                              {"polylog", "polylog"},
                              // spacing, and what only sets the size of a bracket
                              {"quad", " "},
                              {"qquad", " "},
                              {",", ""},
                              {";", " "},
                              {":", " "},
                              {"!", ""},
                              {" ", " "},
                              {"left", ""},
                              {"right", ""},
                              {"big", ""},
                              {"Big", ""},
                              {"bigl", ""},
                              {"bigr", ""},
                              {"displaystyle", ""},
                              {"limits", ""},
                              {"%", "%"},
                              {"&", "&"},
                              {"#", "#"},
                              {"_", "_"},
                              {"$", "$"},
                              {"{", "{"},
                              {"}", "}"}};
  return table;
}

const Table& text_table() {
  static const Table table = {{"ss", "ß"},
                              {"o", "ø"},
                              {"O", "Ø"},
                              {"l", "ł"},
                              {"L", "Ł"},
                              {"aa", "å"},
                              {"AA", "Å"},
                              {"ae", "æ"},
                              {"AE", "Æ"},
                              {"oe", "œ"},
                              {"OE", "Œ"},
                              {"i", "ı"},
                              {"j", "ȷ"},
                              {"dh", "ð"},
                              {"DH", "Ð"},
                              {"dj", "đ"},
                              {"DJ", "Đ"},
                              {"th", "þ"},
                              {"TH", "Þ"},
                              {"ng", "ŋ"},
                              {"NG", "Ŋ"},
                              {"textendash", "–"},
                              {"textemdash", "—"},
                              {"textquoteright", "’"},
                              {"textquoteleft", "‘"},
                              {"textquotedblleft", "“"},
                              {"textquotedblright", "”"},
                              {"textregistered", "®"},
                              {"texttrademark", "™"},
                              {"copyright", "©"},
                              {"pounds", "£"},
                              {"textdegree", "°"},
                              {"textasciitilde", "~"},
                              {"textbackslash", "\\"},
                              {"S", "§"},
                              {"P", "¶"},
                              {"ldots", "…"},
                              {"dots", "…"},
                              {"LaTeX", "LaTeX"},
                              {"TeX", "TeX"},
                              {"%", "%"},
                              {"&", "&"},
                              {"#", "#"},
                              {"_", "_"},
                              {"$", "$"},
                              {"{", "{"},
                              {"}", "}"},
                              {" ", " "},
                              {",", " "}};
  return table;
}

// With marks that are raised as they are, such as the dagger.
const Table& superscripts() {
  static const Table table = {
      {"0", "⁰"}, {"1", "¹"}, {"2", "²"}, {"3", "³"}, {"4", "⁴"}, {"5", "⁵"}, {"6", "⁶"},
      {"7", "⁷"}, {"8", "⁸"}, {"9", "⁹"}, {"+", "⁺"}, {"-", "⁻"}, {"=", "⁼"}, {"(", "⁽"},
      {")", "⁾"}, {"a", "ᵃ"}, {"b", "ᵇ"}, {"c", "ᶜ"}, {"d", "ᵈ"}, {"e", "ᵉ"}, {"f", "ᶠ"},
      {"g", "ᵍ"}, {"h", "ʰ"}, {"i", "ⁱ"}, {"j", "ʲ"}, {"k", "ᵏ"}, {"l", "ˡ"}, {"m", "ᵐ"},
      {"n", "ⁿ"}, {"o", "ᵒ"}, {"p", "ᵖ"}, {"r", "ʳ"}, {"s", "ˢ"}, {"t", "ᵗ"}, {"u", "ᵘ"},
      {"v", "ᵛ"}, {"w", "ʷ"}, {"x", "ˣ"}, {"y", "ʸ"}, {"z", "ᶻ"}, {"T", "ᵀ"}, {"D", "ᴰ"},
      {"N", "ᴺ"}, {"M", "ᴹ"}, {"K", "ᴷ"}, {"L", "ᴸ"}, {"H", "ᴴ"}, {"A", "ᴬ"}, {"B", "ᴮ"},
      {"E", "ᴱ"}, {"G", "ᴳ"}, {"I", "ᴵ"}, {"J", "ᴶ"}, {"O", "ᴼ"}, {"P", "ᴾ"}, {"R", "ᴿ"},
      {"U", "ᵁ"}, {"V", "ⱽ"}, {"W", "ᵂ"}, {"α", "ᵅ"}, {"β", "ᵝ"}, {"γ", "ᵞ"}, {"δ", "ᵟ"},
      {"θ", "ᶿ"}, {"φ", "ᵠ"}, {"χ", "ᵡ"}, {"*", "*"}, {"′", "′"}, {"†", "†"}, {"‡", "‡"},
      {"∘", "°"}, {"⊤", "ᵀ"}, {"'", "′"}};
  return table;
}

const Table& subscripts() {
  static const Table table = {
      {"0", "₀"}, {"1", "₁"}, {"2", "₂"}, {"3", "₃"}, {"4", "₄"}, {"5", "₅"}, {"6", "₆"},
      {"7", "₇"}, {"8", "₈"}, {"9", "₉"}, {"+", "₊"}, {"-", "₋"}, {"=", "₌"}, {"(", "₍"},
      {")", "₎"}, {"a", "ₐ"}, {"e", "ₑ"}, {"h", "ₕ"}, {"i", "ᵢ"}, {"j", "ⱼ"}, {"k", "ₖ"},
      {"l", "ₗ"}, {"m", "ₘ"}, {"n", "ₙ"}, {"o", "ₒ"}, {"p", "ₚ"}, {"r", "ᵣ"}, {"s", "ₛ"},
      {"t", "ₜ"}, {"u", "ᵤ"}, {"v", "ᵥ"}, {"x", "ₓ"}, {"β", "ᵦ"}, {"γ", "ᵧ"}, {"ρ", "ᵨ"},
      {"φ", "ᵩ"}, {"χ", "ᵪ"}};
  return table;
}

std::optional<std::string> mapped(std::string_view text, const Table& table) {
  std::string result;
  while (!text.empty()) {
    const std::size_t size = utf8::first_character(text).size;
    const auto shifted = find(table, text.substr(0, size));
    if (!shifted) return std::nullopt;
    result += *shifted;
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace

std::optional<std::string_view> math_symbol(std::string_view command) {
  return find(math_table(), command);
}

std::optional<std::string_view> text_symbol(std::string_view command) {
  return find(text_table(), command);
}

bool is_font_command(std::string_view command) {
  static const std::unordered_set<std::string_view> commands = {
      "mathrm",       "mathbf",     "mathit",     "mathsf", "mathtt",     "mathcal", "mathscr",
      "mathfrak",     "boldsymbol", "bm",         "text",   "textrm",     "textbf",  "textit",
      "textsf",       "texttt",     "textsc",     "textsl", "textnormal", "emph",    "mbox",
      "operatorname", "underline",  "ensuremath", "url"};
  return commands.contains(command);
}

std::optional<std::string_view> combining_mark(std::string_view command) {
  static const Table table = {{"'", "\u0301"}, {"`", "\u0300"}, {"^", "\u0302"}, {"\"", "\u0308"},
                              {"~", "\u0303"}, {"=", "\u0304"}, {".", "\u0307"}, {"u", "\u0306"},
                              {"v", "\u030C"}, {"H", "\u030B"}, {"c", "\u0327"}, {"k", "\u0328"},
                              {"r", "\u030A"}, {"d", "\u0323"}, {"b", "\u0331"}};
  return find(table, command);
}

std::string composed(std::string_view base, std::string_view mark) {
  std::string pair(base == "ı" ? "i" : base == "ȷ" ? "j" : base);
  pair += mark;
  utf8proc_uint8_t* bytes = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(pair.c_str()));
  if (bytes == nullptr) return pair;
  std::string result(reinterpret_cast<const char*>(bytes));
  std::free(bytes);
  return result;
}

std::optional<std::string> superscript(std::string_view text) {
  return mapped(text, superscripts());
}

std::optional<std::string> subscript(std::string_view text) { return mapped(text, subscripts()); }

std::optional<std::string_view> blackboard(std::string_view letter) {
  static const Table table = {{"R", "ℝ"}, {"N", "ℕ"}, {"Z", "ℤ"}, {"Q", "ℚ"},
                              {"C", "ℂ"}, {"P", "ℙ"}, {"H", "ℍ"}, {"E", "𝔼"},
                              {"F", "𝔽"}, {"S", "𝕊"}, {"T", "𝕋"}, {"D", "𝔻"}};
  return find(table, letter);
}

}  // namespace papercup::text
