#include "text/tex/punctuation.hpp"

#include <algorithm>
#include <unordered_set>

#include "papercup/core/characters.hpp"
#include "text/tex/layout.hpp"
#include "text/tex/symbols.hpp"

namespace papercup::text {
namespace {

constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kLongestQuotation = 120;

bool begins_number(std::string_view text) {
  if (text.starts_with('$')) text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+') || text.starts_with('.'))
    text.remove_prefix(1);
  return !text.empty() && ascii::is_digit(text.front());
}

std::string_view last_word(std::string_view before) {
  const std::string_view near =
      before.substr(before.size() - std::min(before.size(), kLongestWord));
  const std::size_t start = near.find_last_of(" ({[,;~=<>$");
  return start == std::string_view::npos ? near : near.substr(start + 1);
}

// What a number follows as its value and not as its own name ("z~5", but "NGC~1275").
bool is_quantity(std::string_view word, std::string_view after) {
  static const std::unordered_set<std::string_view> quantities = {
      "AUC",       "AUROC", "SFR",  "sSFR",  "SNR",   "rms",    "RMS",   "RMSE", "MAE",
      "kT",        "alpha", "beta", "gamma", "sigma", "zphot",  "zspec", "Mvir", "BER",
      "FWHM",      "PSNR",  "SSIM", "Teff",  "logg",  "fwhm",   "EW",    "Re",   "redshift",
      "redshifts", "Mstar", "S/N",  "log",   "ratio", "radius", "Lbol",  "chi2", "accuracy"};
  if (word.empty()) return false;
  // Messier's numbers have three digits at most: "M~87".
  if (word == "M") return std::min(after.find_first_not_of("0123456789"), after.size()) > 3;
  if (utf8::length(word) == 1) return begins_word(word);
  return quantities.contains(word) || word.find('_') != std::string_view::npos;
}

// What a number follows in parentheses: "log(M/M_sun)~9.6", "(S/N)~9", but not "a supernova
// (SN)~2".
bool is_function_value(std::string_view before) {
  const std::string_view near =
      before.substr(before.size() - std::min(before.size(), kLongestWord));
  const std::size_t open = near.find_last_of('(');
  if (open == std::string_view::npos) return false;
  return near.find('/', open) != std::string_view::npos || (open > 0 && near[open - 1] != ' ');
}

// A formula of one letter, perhaps with scripts: "$L_X$".
bool is_variable_formula(std::string_view before) {
  before.remove_suffix(1);
  before.remove_prefix(before.size() - std::min(before.size(), kLongestWord));
  const std::size_t open = before.find_last_of('$');
  if (open == std::string_view::npos) return false;
  const std::string_view inside = before.substr(open + 1);
  if (!inside.starts_with('\\')) return begins_word(inside);
  const Command* command = find_command(TexReader{inside}.take_command());
  return command != nullptr &&
         (command->kind == CommandKind::symbol || command->kind == CommandKind::function_name);
}

bool begins_markup(std::string_view group) {
  TexReader reader{group};
  reader.skip_blanks();
  if (reader.next() == '$') return true;
  if (reader.next() != '\\') return false;
  const std::string_view name = reader.take_command();
  return find_command(name) != nullptr || combining_mark(name) || text_symbol(name);
}

bool keeps_words_together(std::string_view group) {
  if (!begins_word(group) || ascii::is_digit(group.front())) return false;
  return std::ranges::all_of(group, [](char c) {
    return ascii::is_letter_or_digit(c) || !ascii::is_ascii(c) ||
           std::string_view(" -.:'/").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool is_markup_group(std::string_view group, std::string_view before, std::string_view after) {
  if (begins_markup(group)) return true;
  const char previous = before.empty() ? ' ' : before.back();
  const char next = after.empty() ? ' ' : after.front();
  const bool is_placeholder =
      std::string_view("\"'`/=$_^*(\\:;,{[").find(previous) != std::string_view::npos ||
      std::string_view("\"`/=_^{").find(next) != std::string_view::npos;
  const bool is_set = utf8::length(group) == 1 && !ascii::is_letter(previous);
  return keeps_words_together(group) && !is_placeholder && !is_set;
}

bool is_tilde_itself(std::string_view before, std::string_view after) {
  if (after.empty() || after.front() == '~') return false;
  if (before.empty()) return after.front() != '\\';
  const char previous = before.back();
  if (previous == '~') return false;
  if (previous == '/' || previous == '<' || previous == '>' || previous == '=') return true;
  if (previous == ' ') return after.front() != '\\' && after.front() != '.';
  if (previous == '(' || previous == '[') return after.front() != '\\';
  if (after.front() == ' ') return false;
  if (ascii::is_digit(previous) || previous == '%') return ascii::is_digit(after.front());
  if (!begins_number(after)) return false;
  if (previous == ']') return true;  // "[Fe/H]~-3"
  if (previous == ')') return is_function_value(before);
  if (previous == '$') return is_variable_formula(before);
  return is_quantity(last_word(before), after);
}

std::optional<std::string_view> take_dash(TexReader& reader) {
  const std::size_t start = reader.position();
  const std::size_t end =
      std::min(reader.rest().find_first_not_of('-'), reader.rest().size()) + start;
  const std::size_t hyphens = end - start;
  if (hyphens != 2 && hyphens != 3) return std::nullopt;
  const std::string_view after = reader.text().substr(end);
  const bool is_after_blank = reader.previous() == ' ';
  const bool is_before_blank = after.empty() || after.front() == ' ';
  const bool is_markup = after.starts_with('>') || reader.previous() == '!' ||
                         reader.previous() == '(' || reader.previous() == '`';
  if (is_markup || (is_after_blank && !is_before_blank)) return std::nullopt;
  reader.seek(end);
  return hyphens == 2 ? "–" : "—";
}

std::optional<std::string_view> QuotationMarks::take(TexReader& reader) {
  const std::size_t start = reader.position();
  if (reader.current() == '"') {
    const bool closes = is_open_ && reader.previous() != ' ';
    if (!closes) return std::nullopt;
    is_open_ = false;
    reader.seek(start + 1);
    return "”";
  }
  if (reader.is_at("``") || reader.is_at("''")) {
    const std::string_view after = reader.rest().substr(2);
    const bool begins = (reader.previous() == ' ' || reader.previous() == '(') && !after.empty() &&
                        after.front() != ' ';
    const bool is_opening = reader.current() == '`' || begins;
    has_opened_ = has_opened_ || is_opening;
    const bool is_inches = !has_opened_ && ascii::is_digit(reader.previous());
    is_open_ = is_opening;
    reader.seek(start + 2);
    return is_opening ? "“" : is_inches ? "″" : "”";
  }
  const bool closes = reader.current() == '\'' && start == partner_;
  const bool opens = reader.current() == '`' && opens_here(reader);
  if (!closes && !opens) return std::nullopt;
  reader.seek(start + 1);
  return opens ? "‘" : "’";
}

bool QuotationMarks::opens_here(const TexReader& reader) {
  const std::string_view near = reader.rest().substr(1, kLongestQuotation);
  const bool is_after_gap = reader.previous() == ' ' || reader.previous() == '(';
  if (!is_after_gap || near.empty() || near.front() == ' ') return false;
  for (std::size_t end = near.find_first_of("'`"); end != std::string_view::npos;
       end = near.find_first_of("'`", end + 1)) {
    if (near[end] == '`') return false;
    const bool is_apostrophe = end + 1 < near.size() && ascii::is_letter(near[end + 1]);
    if (is_apostrophe) continue;
    partner_ = reader.position() + 1 + end;
    return true;
  }
  return false;
}

}  // namespace papercup::text
