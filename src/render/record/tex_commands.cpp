#include "render/record/tex_commands.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"

namespace papercup::render {
namespace {

using Place = TexCommand::Place;
using Fate = TexCommand::Fate;
using Commands = std::unordered_map<std::string_view, TexCommand>;

// Commands of LaTeX itself without arguments ("LaTeX2e unofficial reference manual", latexref.xyz).
constexpr std::string_view kMathematics =
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta "
    "Lambda Xi Pi Sigma Upsilon Phi Psi Omega times cdot div pm mp ast star circ bullet oplus "
    "ominus otimes oslash odot wedge vee land lor cap cup sqcap sqcup uplus setminus amalg dagger "
    "ddagger diamond wr triangleleft triangleright bigtriangleup bigtriangledown bigcirc le leq ge "
    "geq neq ne ll gg sim simeq approx cong equiv propto prec preceq succ succeq in notin ni owns "
    "subset subseteq supset supseteq sqsubseteq sqsupseteq asymp doteq models perp parallel mid "
    "vdash dashv bowtie smile frown emptyset to gets rightarrow leftarrow leftrightarrow "
    "Rightarrow "
    "Leftarrow Leftrightarrow iff longrightarrow longleftarrow Longrightarrow Longleftarrow "
    "longleftrightarrow Longleftrightarrow mapsto longmapsto hookrightarrow hookleftarrow uparrow "
    "downarrow updownarrow Uparrow Downarrow Updownarrow nearrow searrow swarrow nwarrow "
    "rightharpoonup rightharpoondown leftharpoonup leftharpoondown rightleftharpoons infty partial "
    "nabla forall exists neg lnot sum prod coprod int oint bigcap bigcup bigvee bigwedge bigoplus "
    "bigotimes bigodot biguplus bigsqcup ell hbar imath jmath Re Im wp aleph prime top bot vert "
    "Vert langle rangle lfloor rfloor lceil rceil lbrack rbrack cdots vdots ddots triangle angle "
    "colon surd flat natural sharp clubsuit diamondsuit heartsuit spadesuit backslash log ln lg "
    "exp "
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth max min sup inf lim limsup "
    "liminf det dim ker deg gcd arg Pr hom bmod displaystyle textstyle scriptstyle "
    "scriptscriptstyle "
    "mit cal | > * lgroup rgroup lmoustache rmoustache lbrace rbrace not smallint";
constexpr std::string_view kText =
    "ss SS o O l L aa AA ae AE oe OE i j textendash textemdash textquoteright textquoteleft "
    "textquotedblleft textquotedblright textquotesingle textregistered texttrademark textcopyright "
    "textdegree textmu textasciitilde textasciicircum textbackslash textbraceleft textbraceright "
    "textless textgreater textbar textunderscore textdollar textbullet textperthousand "
    "textpertenthousand texteuro textsterling textyen textsection textparagraph textonehalf "
    "textonequarter textthreequarters textexclamdown textquestiondown textordfeminine "
    "textordmasculine textvisiblespace textellipsis LaTeX TeX LaTeXe itshape bfseries ttfamily "
    "sffamily rmfamily scshape slshape upshape mdseries normalfont - / newline textdagger "
    "textdaggerdbl texttimes textdiv textpm textonesuperior texttwosuperior textthreesuperior "
    "em textcelsius textohm textleftarrow textrightarrow textuparrow textdownarrow textlnot";
constexpr std::string_view kBoth =
    "% & # _ $ { } , ! ; : quad qquad ldots dots dag ddag S P copyright pounds rm bf it sf tt sc "
    "sl "
    "space enspace";
// Sizes, colours and layout, which a reference list has of its own.
constexpr std::string_view kLeftOut =
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge noindent indent par "
    "boldmath unboldmath xspace nonumber notag centering protect relax hfill smallskip medskip "
    "bigskip linebreak nolinebreak sloppy unskip ignorespaces raggedright bgroup egroup maketitle "
    "hrulefill limits nolimits vfill newpage clearpage leavevmode @";

void add(Commands& commands, std::string_view names, TexCommand command) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    commands.emplace(names.substr(0, end), command);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

// Definitions that a document has unless a package has given it better ones.
void add_defined(Commands& commands) {
  struct Defined {
    std::string_view name;
    Place place;
    std::string_view arguments, definition;
  };
  static constexpr std::array<Defined, 50> kDefined = {{
      {"mathbb", Place::mathematics, "m", R"(\mathbf{#1})"},
      {"mathds", Place::mathematics, "m", R"(\mathbf{#1})"},
      {"mathbbm", Place::mathematics, "m", R"(\mathbf{#1})"},
      {"Bbb", Place::mathematics, "m", R"(\mathbf{#1})"},
      {"mathfrak", Place::mathematics, "m", R"(\mathbf{#1})"},
      {"mathscr", Place::mathematics, "m", R"(\mathcal{#1})"},
      {"boldsymbol", Place::mathematics, "m", R"(\mbox{\boldmath$#1$})"},
      {"bm", Place::mathematics, "m", R"(\mbox{\boldmath$#1$})"},
      {"pmb", Place::mathematics, "m", R"(\mbox{\boldmath$#1$})"},
      {"text", Place::both, "t", R"(\mbox{#1})"},
      {"operatorname", Place::mathematics, "m", R"(\mathop{\mathrm{#1}}\nolimits)"},
      {"tfrac", Place::mathematics, "mm", R"(\frac{#1}{#2})"},
      {"dfrac", Place::mathematics, "mm", R"(\frac{#1}{#2})"},
      {"sfrac", Place::both, "ss", "#1/#2"},
      {"binom", Place::mathematics, "mm", R"({{#1}\choose{#2}})"},
      {"overset", Place::mathematics, "mm", R"(\stackrel{#1}{#2})"},
      {"underset", Place::mathematics, "mm", R"(\mathop{#2}\limits_{#1})"},
      {"xrightarrow", Place::mathematics, "m", R"(\stackrel{#1}{\longrightarrow})"},
      {"boxed", Place::mathematics, "m", R"(\fbox{$#1$})"},
      {"lesssim", Place::mathematics, "", R"(\mathrel{\mathop{<}\limits_{\sim}})"},
      {"gtrsim", Place::mathematics, "", R"(\mathrel{\mathop{>}\limits_{\sim}})"},
      {"lessapprox", Place::mathematics, "", R"(\mathrel{\mathop{<}\limits_{\approx}})"},
      {"gtrapprox", Place::mathematics, "", R"(\mathrel{\mathop{>}\limits_{\approx}})"},
      {"leqslant", Place::mathematics, "", R"(\leq)"},
      {"geqslant", Place::mathematics, "", R"(\geq)"},
      {"subsetneq", Place::mathematics, "", R"(\subset)"},
      {"triangleq", Place::mathematics, "", R"(\stackrel{\triangle}{=})"},
      {"coloneqq", Place::mathematics, "", R"(\mathrel{:=})"},
      {"implies", Place::mathematics, "", R"(\Longrightarrow)"},
      {"rtimes", Place::mathematics, "", R"(\times)"},
      {"ltimes", Place::mathematics, "", R"(\times)"},
      {"varnothing", Place::mathematics, "", R"(\emptyset)"},
      {"square", Place::mathematics, "", R"(\sqcup\!\!\!\!\sqcap)"},
      {"bigstar", Place::mathematics, "", R"(\star)"},
      {"iint", Place::mathematics, "", R"(\int\!\!\int)"},
      {"dotsc", Place::mathematics, "", R"(\ldots)"},
      {"dotsb", Place::mathematics, "", R"(\cdots)"},
      {"lvert", Place::mathematics, "", R"(\vert)"},
      {"rvert", Place::mathematics, "", R"(\vert)"},
      {"lVert", Place::mathematics, "", R"(\Vert)"},
      {"rVert", Place::mathematics, "", R"(\Vert)"},
      {"degree", Place::both, "", R"(\ensuremath{^\circ})"},
      {"arcsec", Place::both, "", R"(\ensuremath{''})"},
      {"arcmin", Place::both, "", R"(\ensuremath{'})"},
      {"ion", Place::both, "tt", R"(\mbox{#1\,\textsc{#2}})"},
      {"ce", Place::both, "m", R"(\ensuremath{\mathrm{#1}})"},
      {"href", Place::both, "tt", "#2"},
      {"url", Place::text, "t", R"(\texttt{#1})"},
      {"texorpdfstring", Place::both, "ss", "#1"},
      {"enquote", Place::text, "t", "``#1''"},
  }};
  for (const auto& [name, place, arguments, definition] : kDefined) {
    commands.emplace(name, TexCommand{place, arguments, Fate::kept, definition});
  }
  // Letters that the encoding OT1, a document's own unless it names another, does not have.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kNameLetters = {
      {{"k", R"(\oalign{#1\crcr\hidewidth\raise.3ex\hbox{,}})"},
       {"dj", R"(d\llap{\raisebox{.6ex}{-}})"},
       {"DJ", R"(\rlap{\raisebox{.2ex}{-}}D)"},
       {"DH", R"(\rlap{\raisebox{.2ex}{-}}D)"},
       {"dh", R"(\ensuremath{\partial})"},
       {"th", R"(\rlap{p}b)"},
       {"TH", R"(\rlap{I}P)"},
       {"ng", R"(n\llap{\lower.4ex\hbox{\char44}})"},
       {"NG", R"(N\llap{\lower.4ex\hbox{\char44}})"},
       {"guillemetleft", R"(\ensuremath{\ll})"},
       {"guillemetright", R"(\ensuremath{\gg})"},
       {"guillemotleft", R"(\ensuremath{\ll})"},
       {"guillemotright", R"(\ensuremath{\gg})"},
       {"guilsinglleft", R"(\ensuremath{<})"},
       {"guilsinglright", R"(\ensuremath{>})"},
       {"quotedblbase", ",,"},
       {"quotesinglbase", ","}}};
  for (const auto& [name, definition] : kNameLetters) {
    commands.emplace(name, TexCommand{Place::text, "", Fate::kept, definition});
  }
}

Commands all_commands() {
  Commands commands;
  add(commands, kMathematics, {Place::mathematics});
  add(commands, kText, {Place::text});
  add(commands, kBoth, {Place::both});
  add(commands, kLeftOut, {Place::both, "", Fate::unwrapped});
  add(commands,
      "mathrm mathbf mathit mathsf mathtt mathcal mathnormal hat widehat tilde widetilde "
      "bar vec dot ddot acute grave breve check mathring overline overbrace underbrace "
      "overrightarrow overleftarrow mathop mathbin mathrel mathord mathopen mathclose "
      "mathpunct pmod phantom",
      {Place::mathematics, "m"});
  add(commands, "frac stackrel", {Place::mathematics, "mm"});
  add(commands, "sqrt", {Place::mathematics, "om"});
  add(commands,
      "textrm textbf textit textsf texttt textsc textsl textup textmd textnormal emph "
      "mbox textsuperscript textsubscript fbox",
      {Place::both, "t"});
  add(commands, "underline", {Place::both, "s"});
  add(commands, "ensuremath", {Place::both, "m"});
  add(commands, "footnote", {Place::text, "t"});
  add(commands, "cite ref label", {Place::text, "k"});
  add(commands, "hbox uline ul hl sout uwave textquote", {Place::both, "t", Fate::unwrapped});
  add(commands, "smash operatorname* vphantom hphantom", {Place::both, "s", Fate::unwrapped});
  add(commands, "textcolor colorbox", {Place::both, "ks", Fate::unwrapped});
  add(commands, "color hspace vspace", {Place::both, "k", Fate::unwrapped});
  add_defined(commands);
  return commands;
}

}  // namespace

const TexCommand* find_tex_command(std::string_view name) {
  static const Commands commands = all_commands();
  const auto found = commands.find(name);
  return found == commands.end() ? nullptr : &found->second;
}

bool is_tex_accent(std::string_view name) {
  constexpr std::string_view kAccents = "'`^\"~=.uvHcrdbkt";
  return name.size() == 1 && kAccents.find(name) != std::string_view::npos;
}

bool is_delimiter_size(std::string_view name) {
  static const std::unordered_set<std::string_view> sizes = {
      "left", "right", "middle", "big",  "Big",   "bigg",  "Bigg",  "bigl", "bigr",
      "bigm", "Bigl",  "Bigr",   "Bigm", "biggl", "biggr", "Biggl", "Biggr"};
  return sizes.contains(name);
}

bool is_tex_delimiter(std::string_view token) {
  static const std::unordered_set<std::string_view> delimiters = {
      "(",           ")",        "[",       "]",       "|",        "/",         ".",
      "<",           ">",        "\\{",     "\\}",     "\\|",      "\\langle",  "\\rangle",
      "\\lfloor",    "\\rfloor", "\\lceil", "\\rceil", "\\lbrace", "\\rbrace",  "\\vert",
      "\\Vert",      "\\lvert",  "\\rvert", "\\lVert", "\\rVert",  "\\uparrow", "\\downarrow",
      "\\backslash", "\\lbrack", "\\rbrack"};
  return delimiters.contains(token);
}

std::string definition_of(std::string_view name) {
  const TexCommand* command = find_tex_command(name);
  if (command == nullptr || command->definition.empty()) return {};
  const bool is_letter = command->place == Place::text && name != "url" && name != "enquote";
  const std::size_t arguments = is_tex_accent(name) ? 1 : command->arguments.size();
  return fmt::format("\\{}{{\\{}}}{}{{{}}}",
                     is_letter ? "ProvideTextCommandDefault" : "providecommand", name,
                     arguments == 0 ? "" : fmt::format("[{}]", arguments), command->definition);
}

}  // namespace papercup::render
