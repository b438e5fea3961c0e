#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "text/tex/layout.hpp"
#include "text/tex/math.hpp"
#include "text/tex/reader.hpp"
#include "text/tex/symbols.hpp"

// Notations within TeX: chemistry (mhchem), units (siunitx), numbers of characters.

namespace papercup::text {
namespace {

// The digits after an element or a bracket count atoms; those after a blank or an arrow molecules.
bool counts_atoms(std::string_view before) {
  return !before.empty() &&
         (ascii::is_letter(before.back()) || before.back() == ')' || before.back() == ']');
}

// "2+" of "SO4^2+": up to the next blank or letter.
std::string_view take_charge(TexReader& reader) {
  if (reader.next() == '{') return reader.take_group().value_or("");
  const std::size_t start = reader.position();
  while (!reader.at_end() &&
         (ascii::is_digit(reader.current()) || reader.current() == '+' || reader.current() == '-'))
    reader.take_character();
  if (reader.position() == start && !reader.at_end()) reader.take_character();
  return reader.from(start);
}

void append_charge_or_arrow(TexReader& reader, std::string& result) {
  if (reader.is_at("->")) {
    reader.seek(reader.position() + 2);
    result += "→";
    return;
  }
  const std::string_view sign = reader.take_character();
  const bool ends_formula = reader.at_end() || reader.current() == ' ';
  const auto raised = superscript(sign);
  result += ends_formula && counts_atoms(result) && raised ? *raised : std::string(sign);
}

void append_digits(TexReader& reader, std::string& result) {
  const bool lowered = counts_atoms(result);
  const std::size_t start = reader.position();
  while (!reader.at_end() && ascii::is_digit(reader.current())) reader.take_character();
  const std::string_view digits = reader.from(start);
  result += lowered ? set_script(Script::lowered, digits).text : std::string(digits);
}

// Of siunitx: "\kilo\metre\per\second" gives "km s⁻¹".
class UnitConverter {
 public:
  UnitConverter(std::string_view unit, int depth) : reader_(unit), depth_(depth) {}

  std::string convert() {
    while (!reader_.at_end()) {
      if (reader_.current() == '\\') {
        take_command();
      } else {
        const std::size_t start = reader_.position();
        while (!reader_.at_end() && reader_.current() != '\\') reader_.take_character();
        out_ += math_to_unicode(reader_.from(start), depth_ + 1).text;
      }
    }
    return std::move(out_);
  }

 private:
  void take_command() {
    const std::size_t start = reader_.position();
    const std::string_view name = reader_.take_command();
    if (name == "per") {
      power_ = "⁻¹";
    } else if (name == "square" || name == "cubic") {
      power_ = (power_.empty() ? "" : "⁻") + std::string(name == "square" ? "²" : "³");
    } else if (name == "squared" || name == "cubed") {
      raise_last(name == "squared" ? "²" : "³");
    } else if (const auto prefix = unit_prefix(name)) {
      append(*prefix);
      is_prefixed_ = true;
    } else if (const auto symbol = unit_symbol(name)) {
      append(*symbol);
      out_ += std::exchange(power_, {});
    } else {
      out_ += math_to_unicode(reader_.from(start), depth_ + 1).text;
    }
    reader_.skip_blanks();
  }

  void append(std::string_view sign) {
    if (!out_.empty() && !is_prefixed_) out_ += ' ';
    is_prefixed_ = false;
    out_ += sign;
  }

  // "s⁻¹" squared is "s⁻²".
  void raise_last(std::string_view power) {
    constexpr std::string_view kInverse = "⁻¹";
    if (out_.ends_with(kInverse)) out_.resize(out_.size() - std::string_view("¹").size());
    out_ += power;
  }

  TexReader reader_;
  int depth_;
  bool is_prefixed_ = false;
  std::string power_;  // of the unit that follows
  std::string out_;
};

}  // namespace

bool is_math_environment(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames = {"equation",    "align",    "gather",
                                                             "multline",    "eqnarray", "math",
                                                             "displaymath", "flalign",  "alignat"};
  if (name.ends_with('*')) name.remove_suffix(1);
  return std::ranges::find(kNames, name) != kNames.end();
}

std::string chemistry_to_unicode(std::string_view formula, int depth) {
  std::string result;
  TexReader reader{formula};
  while (!reader.at_end()) {
    const char c = reader.current();
    if (c == '^' || c == '_') {
      reader.take_character();
      const std::string script = math_to_unicode(take_charge(reader), depth + 1).text;
      result += set_script(c == '^' ? Script::raised : Script::lowered, script).text;
    } else if (c == '\\') {
      const std::size_t start = reader.position();
      reader.take_command();
      result += math_to_unicode(reader.from(start), depth + 1).text;
    } else if (c == '+' || c == '-') {
      append_charge_or_arrow(reader, result);
    } else if (ascii::is_digit(c)) {
      append_digits(reader, result);
    } else if (c == '{' || c == '}' || c == '$') {
      reader.take_character();
    } else {
      result += reader.take_character();
    }
  }
  return result;
}

std::string unit_to_unicode(std::string_view unit, int depth) {
  return UnitConverter{unit, depth}.convert();
}

std::string character_of_number(std::string_view number) {
  number = ascii::trim(number);
  const bool is_hexadecimal = number.starts_with('x') || number.starts_with('"');
  if (is_hexadecimal) number.remove_prefix(1);
  unsigned long code = 0;
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), code, is_hexadecimal ? 16 : 10);
  const bool is_whole = error == std::errc() && end == number.data() + number.size();
  std::string result;
  // Control characters and those above Unicode are shown by nobody.
  if (is_whole && code >= 0xA0 && code <= 0x10FFFF)
    utf8::append(result, static_cast<char32_t>(code));
  if (is_whole && code >= 0x20 && code < 0x7F) result = static_cast<char>(code);
  return sanitise(result);
}

bool begins_small_capitals(std::string_view group) {
  while (!group.empty()) {
    const std::string_view blank = group.substr(0, group.front() == '\\' ? 2 : 1);
    if (blank != "\\," && blank != "\\;" && blank != "\\ " && blank != " " && blank != "~") break;
    group.remove_prefix(blank.size());
  }
  const std::string_view command = group.substr(0, group.find_first_of(" {}\\~,", 1));
  return command == "\\sc" || command == "\\scshape";
}

std::string small_capitals(std::string text) {
  const bool is_number = !text.empty() && text.find_first_not_of("ivx ") == std::string::npos;
  if (!is_number) return text;
  for (char& c : text) c = ascii::is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string roman_number(std::string_view digits) {
  constexpr std::string_view kNumbers = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI ";
  const int number = ascii::number(digits).value_or(0);
  std::size_t start = 0;
  for (int i = 1; i < number && start < kNumbers.size(); ++i) start = kNumbers.find(' ', start) + 1;
  if (number < 1 || start >= kNumbers.size()) return std::string(digits);
  return std::string(kNumbers.substr(start, kNumbers.find(' ', start) - start));
}

std::string ion_to_unicode(std::string_view element, std::string_view stage) {
  return std::string(ascii::trim(element)) + " " +
         (ascii::all_digits(ascii::trim(stage)) ? roman_number(ascii::trim(stage))
                                                : small_capitals(std::string(ascii::trim(stage))));
}

}  // namespace papercup::text
