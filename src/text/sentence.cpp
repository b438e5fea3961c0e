#include "papercup/text/sentence.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "papercup/core/characters.hpp"

namespace papercup::text {
namespace {

constexpr std::size_t kLongestAbbreviation = 24;  // bytes

using namespace std::string_view_literals;

// After these something follows that belongs to them, whatever it looks like.
constexpr std::array kNeverLast = {"approx"sv, "cf"sv,   "dr"sv,     "e.g"sv,  "eg"sv,   "eq"sv,
                                   "eqn"sv,    "eqns"sv, "eqs"sv,    "esp"sv,  "fig"sv,  "figs"sv,
                                   "i.e"sv,    "ie"sv,   "messrs"sv, "mr"sv,   "mrs"sv,  "nos"sv,
                                   "pp"sv,     "prof"sv, "ref"sv,    "refs"sv, "secs"sv, "sect"sv,
                                   "thm"sv,    "viz"sv,  "vols"sv,   "vs"sv};

// These may end a sentence, and mostly do not: the next word tells.
constexpr std::array kSeldomLast = {
    "a.k.a"sv, "al"sv,  "astron"sv, "astrophys"sv, "ca"sv,   "comput"sv, "conf"sv, "dept"sv,
    "ed"sv,    "eds"sv, "i.i.d"sv,  "inc"sv,       "incl"sv, "int"sv,    "intl"sv, "jr"sv,
    "lett"sv,  "ltd"sv, "mach"sv,   "mon"sv,       "ph.d"sv, "phys"sv,   "proc"sv, "resp"sv,
    "rev"sv,   "s.t"sv, "sci"sv,    "sr"sv,        "st"sv,   "trans"sv,  "univ"sv, "w.r.t"sv};

// These are abbreviations before a number alone: "No. 5", "Sec. 3", and "there is no."
constexpr std::array kBeforeNumbers = {"art"sv, "c"sv,   "ch"sv, "cor"sv, "def"sv,
                                       "lem"sv, "no"sv,  "p"sv,  "par"sv, "prop"sv,
                                       "sec"sv, "tab"sv, "v"sv,  "vol"sv};

// With these words sentences begin, and names do not.
constexpr std::array kOpeners = {
    "additionally"sv, "after"sv,    "all"sv,          "along"sv,     "also"sv,
    "although"sv,     "among"sv,    "an"sv,           "and"sv,       "another"sv,
    "as"sv,           "at"sv,       "based"sv,        "because"sv,   "besides"sv,
    "both"sv,         "but"sv,      "by"sv,           "code"sv,      "consequently"sv,
    "despite"sv,      "due"sv,      "during"sv,       "each"sv,      "every"sv,
    "finally"sv,      "first"sv,    "for"sv,          "from"sv,      "further"sv,
    "furthermore"sv,  "given"sv,    "hence"sv,        "here"sv,      "how"sv,
    "however"sv,      "if"sv,       "in"sv,           "indeed"sv,    "instead"sv,
    "it"sv,           "its"sv,      "let"sv,          "like"sv,      "many"sv,
    "more"sv,         "moreover"sv, "most"sv,         "motivated"sv, "nevertheless"sv,
    "next"sv,         "on"sv,       "one"sv,          "our"sv,       "recent"sv,
    "recently"sv,     "results"sv,  "second"sv,       "several"sv,   "similarly"sv,
    "since"sv,        "some"sv,     "specifically"sv, "such"sv,      "that"sv,
    "the"sv,          "their"sv,    "then"sv,         "there"sv,     "therefore"sv,
    "these"sv,        "they"sv,     "this"sv,         "those"sv,     "thus"sv,
    "to"sv,           "two"sv,      "under"sv,        "unlike"sv,    "using"sv,
    "via"sv,          "we"sv,       "what"sv,         "when"sv,      "where"sv,
    "whether"sv,      "which"sv,    "while"sv,        "with"sv,      "within"sv,
    "without"sv,      "yet"sv};

// Parts of an abstract.
constexpr std::array kHeadings = {"aim"sv,          "aims"sv,
                                  "approach"sv,     "background"sv,
                                  "conclusion"sv,   "conclusions"sv,
                                  "context"sv,      "discussion"sv,
                                  "findings"sv,     "goal"sv,
                                  "goals"sv,        "introduction"sv,
                                  "main results"sv, "materials and methods"sv,
                                  "method"sv,       "methodology"sv,
                                  "methods"sv,      "motivation"sv,
                                  "objective"sv,    "objectives"sv,
                                  "purpose"sv,      "result"sv,
                                  "results"sv,      "significance"sv};

static_assert(std::ranges::is_sorted(kNeverLast) && std::ranges::is_sorted(kSeldomLast) &&
              std::ranges::is_sorted(kBeforeNumbers) && std::ranges::is_sorted(kOpeners) &&
              std::ranges::is_sorted(kHeadings));

template <typename Words>
bool is_among(const Words& words, std::string_view word) {
  return std::ranges::binary_search(words, word);
}

bool is_word_byte(char c) { return !ascii::is_ascii(c) || ascii::is_letter_or_digit(c); }

// What stands between blanks or brackets and the stop: "e.g" of "(e.g.", "Fig" of "see Fig.".
std::string_view word_before(std::string_view text, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > 0 && stop - begin <= kLongestAbbreviation &&
         (is_word_byte(text[begin - 1]) || text[begin - 1] == '.')) {
    --begin;
  }
  return text.substr(begin, stop - begin);
}

std::string_view word_after(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= kLongestAbbreviation && is_word_byte(text[end])) ++end;
  return text.substr(at, end - at);
}

// "J", "U.S", "D.C": letters with stops between them.
bool is_initials(std::string_view word) {
  if (word.empty() || word.size() % 2 == 0) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i % 2 == 0 ? !ascii::is_upper(word[i]) : word[i] != '.') return false;
  }
  return true;
}

// "0.4 K", "$^{16}$O": a letter that is no name's first.
bool is_unit(std::string_view text, std::size_t begin) {
  const std::string_view before = ascii::trim(text.substr(0, begin));
  return !before.empty() && (ascii::is_digit(before.back()) || before.back() == '$');
}

// "1. The mass", where a list or the text begins.
bool numbers_a_list(std::string_view text, std::size_t begin, std::string_view word) {
  if (word.empty() || word.size() > 2 || !ascii::all_digits(word)) return false;
  const std::string_view before = ascii::trim(text.substr(0, begin));
  return before.empty() || std::string_view(".:;?!").find(before.back()) != std::string_view::npos;
}

// "mRNA", "eBPF", "p-adic", "k-means", "arXiv": names that stay small where a sentence begins.
bool is_small_name(std::string_view text, std::size_t at) {
  const std::string_view word = word_after(text, at);
  if (word.empty() || !ascii::is_lower(word.front())) return false;
  if (word.size() == 1) return text.substr(at + 1, 1) == "-";
  return std::ranges::any_of(word, ascii::is_upper);
}

bool may_begin(std::string_view text, std::size_t at) {
  constexpr std::string_view kMarks = "\\\"([$`'{";
  const char c = text[at];
  if (ascii::is_upper(c) || ascii::is_digit(c) || !ascii::is_ascii(c)) return true;
  if (kMarks.find(c) != std::string_view::npos) return true;
  const std::string_view rest = text.substr(at);
  return rest.starts_with("http") || rest.starts_with("code") || is_small_name(text, at);
}

// Whether the mark here closes what the stop ended: `''`, "$" or "$$" before a blank.
bool closes(std::string_view text, std::size_t at, bool follows_blank) {
  constexpr std::string_view kPairs = "\"'$";
  if (kPairs.find(text[at]) == std::string_view::npos) return false;
  if (!follows_blank) return true;
  const std::size_t end = std::min(text.find_first_not_of(text[at], at), text.size());
  return end < text.size() && ascii::is_blank(text[end]);
}

// Where the next sentence could begin, after what closes the one before; not whether it does.
std::size_t skip_closers(std::string_view text, std::size_t at) {
  bool follows_blank = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool is_bracket = c == ')' || c == ']' || c == '}';
    if (ascii::is_blank(c)) {
      follows_blank = true;
    } else if (!is_bracket && !closes(text, at, follows_blank)) {
      break;
    }
  }
  return at;
}

// Where the next sentence could begin; npos if none can.
std::size_t next_begin(std::string_view text, std::size_t stop) {
  const std::size_t at = skip_closers(text, stop + 1);
  if (at >= text.size()) return text.size();
  const std::string_view rest = text.substr(at);
  const bool goes_on = rest.starts_with("\\end{") || rest.starts_with("\\]") ||
                       rest.starts_with("\\)") || rest.starts_with("\\\\");
  if (goes_on) return std::string_view::npos;
  if (ascii::is_blank(text[at - 1])) return may_begin(text, at) ? at : std::string_view::npos;
  // ".Code is available" lacks a blank; "v2.1", "arXiv.org" and "Node.JS" are no ends.
  const bool is_glued = at == stop + 1 && stop > 0 && ascii::is_lower(text[stop - 1]) &&
                        ascii::is_upper(text[at]) &&
                        (at + 1 >= text.size() || !ascii::is_upper(text[at + 1]));
  return is_glued ? at : std::string_view::npos;
}

// Whether brackets that were opened shortly before are closed shortly after: "[J. Eur. Math. Soc.
// 19 (2017)]" is one thing, as is a formula.
bool is_in_brackets(std::string_view text, std::size_t before, std::size_t after) {
  constexpr std::size_t kReach = 200;  // bytes
  int open = 0;
  for (std::size_t i = before; i > 0 && before - i < kReach && open <= 0; --i) {
    const char c = text[i - 1];
    if (c == '(' || c == '[' || c == '{') ++open;
    if (c == ')' || c == ']' || c == '}') --open;
  }
  if (open <= 0) return false;
  for (std::size_t i = after; i < text.size() && i - after < kReach && open > 0; ++i) {
    const char c = text[i];
    if (c == '(' || c == '[' || c == '{') ++open;
    if (c == ')' || c == ']' || c == '}') --open;
  }
  return open == 0;
}

// "Aims. We measure", "{\it Aims.} We measure": the heading of a part of the abstract belongs to
// what follows.
bool is_heading(std::string_view text, std::size_t stop) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t kLongestHeading = 24;  // bytes
  std::size_t begin = stop;
  while (begin > 0 && stop - begin < kLongestHeading &&
         (ascii::is_letter(text[begin - 1]) || text[begin - 1] == ' ')) {
    --begin;
  }
  std::string_view words = ascii::trim(text.substr(begin, stop - begin));
  std::string_view before = ascii::trim(text.substr(0, begin));
  if (before.ends_with("{\\") || before.ends_with('{')) {
    if (before.ends_with('\\')) words = words.substr(std::min(words.find(' ') + 1, words.size()));
    before = ascii::trim(before.substr(0, before.rfind('{')));
    const std::size_t command = before.find_last_not_of(kLetters);
    if (command != std::string_view::npos && before[command] == '\\') {
      before = ascii::trim(before.substr(0, command));  // "\textbf"
    }
  }
  const bool is_first =
      before.empty() || std::string_view(".?!:)]}").find(before.back()) != std::string_view::npos;
  return is_first && !words.empty() && ascii::is_upper(words.front()) &&
         is_among(kHeadings, ascii::lower(words));
}

}  // namespace

std::optional<std::size_t> sentence_end(std::string_view text, std::size_t stop) {
  const char c = text[stop];
  if (c != '.' && c != '?' && c != '!') return std::nullopt;
  if (stop > 0 && text[stop - 1] == '\\') return std::nullopt;  // "\!", a space of TeX's
  const std::size_t next = next_begin(text, stop);
  if (next == std::string_view::npos) return std::nullopt;
  std::size_t end = next;
  while (ascii::is_blank(text[end - 1])) --end;
  if (next == text.size()) return end;
  if (is_in_brackets(text, stop, stop + 1) && is_in_brackets(text, stop, end)) return std::nullopt;
  if (c != '.') return end;
  const std::string_view word = word_before(text, stop);
  if (is_heading(text, stop) || numbers_a_list(text, stop - word.size(), word)) return std::nullopt;
  if (word.size() > 1 && std::ranges::all_of(word, ascii::is_upper)) return end;  // "ST", "CF"
  const std::string lower = ascii::lower(word);
  if (is_among(kNeverLast, lower)) return std::nullopt;
  if (is_among(kBeforeNumbers, lower) && ascii::is_digit(text[next])) return std::nullopt;
  const bool is_name = is_initials(word) && !is_unit(text, stop - word.size());
  if (!is_name && !is_among(kSeldomLast, lower)) return end;
  if (!is_among(kOpeners, ascii::lower(word_after(text, next)))) return std::nullopt;
  return end;
}

}  // namespace papercup::text
