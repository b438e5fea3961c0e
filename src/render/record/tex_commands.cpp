#include "render/record/tex_commands.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

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
  static constexpr Defined kDefined[] = {
      {"mathbb", Place::mathematics, "m", "\\mathbf{#1}"},
      {"mathds", Place::mathematics, "m", "\\mathbf{#1}"},
      {"mathbbm", Place::mathematics, "m", "\\mathbf{#1}"},
      {"Bbb", Place::mathematics, "m", "\\mathbf{#1}"},
      {"mathfrak", Place::mathematics, "m", "\\mathbf{#1}"},
      {"mathscr", Place::mathematics, "m", "\\mathcal{#1}"},
      {"boldsymbol", Place::mathematics, "m", "\\mbox{\\boldmath$#1$}"},
      {"bm", Place::mathematics, "m", "\\mbox{\\boldmath$#1$}"},
      {"pmb", Place::mathematics, "m", "\\mbox{\\boldmath$#1$}"},
      {"text", Place::both, "t", "\\mbox{#1}"},
      {"operatorname", Place::mathematics, "m", "\\mathop{\\mathrm{#1}}\\nolimits"},
      {"tfrac", Place::mathematics, "mm", "\\frac{#1}{#2}"},
      {"dfrac", Place::mathematics, "mm", "\\frac{#1}{#2}"},
      {"sfrac", Place::both, "ss", "#1/#2"},
      {"binom", Place::mathematics, "mm", "{{#1}\\choose{#2}}"},
      {"overset", Place::mathematics, "mm", "\\stackrel{#1}{#2}"},
      {"underset", Place::mathematics, "mm", "\\mathop{#2}\\limits_{#1}"},
      {"xrightarrow", Place::mathematics, "m", "\\stackrel{#1}{\\longrightarrow}"},
      {"boxed", Place::mathematics, "m", "\\fbox{$#1$}"},
      {"lesssim", Place::mathematics, "", "\\mathrel{\\mathop{<}\\limits_{\\sim}}"},
      {"gtrsim", Place::mathematics, "", "\\mathrel{\\mathop{>}\\limits_{\\sim}}"},
      {"lessapprox", Place::mathematics, "", "\\mathrel{\\mathop{<}\\limits_{\\approx}}"},
      {"gtrapprox", Place::mathematics, "", "\\mathrel{\\mathop{>}\\limits_{\\approx}}"},
      {"leqslant", Place::mathematics, "", "\\leq"},
      {"geqslant", Place::mathematics, "", "\\geq"},
      {"subsetneq", Place::mathematics, "", "\\subset"},
      {"triangleq", Place::mathematics, "", "\\stackrel{\\triangle}{=}"},
      {"coloneqq", Place::mathematics, "", "\\mathrel{:=}"},
      {"implies", Place::mathematics, "", "\\Longrightarrow"},
      {"rtimes", Place::mathematics, "", "\\times"},
      {"ltimes", Place::mathematics, "", "\\times"},
      {"varnothing", Place::mathematics, "", "\\emptyset"},
      {"square", Place::mathematics, "", "\\sqcup\\!\\!\\!\\!\\sqcap"},
      {"bigstar", Place::mathematics, "", "\\star"},
      {"iint", Place::mathematics, "", "\\int\\!\\!\\int"},
      {"dotsc", Place::mathematics, "", "\\ldots"},
      {"dotsb", Place::mathematics, "", "\\cdots"},
      {"lvert", Place::mathematics, "", "\\vert"},
      {"rvert", Place::mathematics, "", "\\vert"},
      {"lVert", Place::mathematics, "", "\\Vert"},
      {"rVert", Place::mathematics, "", "\\Vert"},
      {"degree", Place::both, "", "\\ensuremath{^\\circ}"},
      {"arcsec", Place::both, "", "\\ensuremath{''}"},
      {"arcmin", Place::both, "", "\\ensuremath{'}"},
      {"ion", Place::both, "tt", "\\mbox{#1\\,\\textsc{#2}}"},
      {"ce", Place::both, "m", "\\ensuremath{\\mathrm{#1}}"},
      {"href", Place::both, "tt", "#2"},
      {"url", Place::text, "t", "\\texttt{#1}"},
      {"texorpdfstring", Place::both, "ss", "#1"},
      {"enquote", Place::text, "t", "``#1''"},
  };
  for (const auto& [name, place, arguments, definition] : kDefined) {
    commands.emplace(name, TexCommand{place, arguments, Fate::kept, definition});
  }
  // Letters that the encoding OT1, a document's own unless it names another, does not have.
  static constexpr std::pair<std::string_view, std::string_view> kLetters[] = {
      {"k", "\\oalign{#1\\crcr\\hidewidth\\raise.3ex\\hbox{,}}"},
      {"dj", "d\\llap{\\raisebox{.6ex}{-}}"},
      {"DJ", "\\rlap{\\raisebox{.2ex}{-}}D"},
      {"DH", "\\rlap{\\raisebox{.2ex}{-}}D"},
      {"dh", "\\ensuremath{\\partial}"},
      {"th", "\\rlap{p}b"},
      {"TH", "\\rlap{I}P"},
      {"ng", "n\\llap{\\lower.4ex\\hbox{\\char44}}"},
      {"NG", "N\\llap{\\lower.4ex\\hbox{\\char44}}"},
      {"guillemetleft", "\\ensuremath{\\ll}"},
      {"guillemetright", "\\ensuremath{\\gg}"},
      {"guillemotleft", "\\ensuremath{\\ll}"},
      {"guillemotright", "\\ensuremath{\\gg}"},
      {"guilsinglleft", "\\ensuremath{<}"},
      {"guilsinglright", "\\ensuremath{>}"},
      {"quotedblbase", ",,"},
      {"quotesinglbase", ","}};
  for (const auto& [name, definition] : kLetters) {
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
  const bool is_letter = command->definition != "" && command->place == Place::text &&
                         name != "url" && name != "enquote";
  const std::size_t arguments = is_tex_accent(name) ? 1 : command->arguments.size();
  return fmt::format("\\{}{{\\{}}}{}{{{}}}",
                     is_letter ? "ProvideTextCommandDefault" : "providecommand", name,
                     arguments == 0 ? "" : fmt::format("[{}]", arguments), command->definition);
}

}  // namespace papercup::render
