#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "library/fields.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::library {
namespace {

// Macros may be joined to macros, and so would grow without bounds.
constexpr std::size_t kLongestValue = 1 << 20, kLongestMacro = 1'000;
constexpr std::size_t kLongestName = 40;  // in messages

// What a name of an entry, a field or a macro may consist of.
bool is_name_character(char c) {
  constexpr std::string_view kOthers = "\"#%'(),={}@";
  return !ascii::is_blank(c) && static_cast<unsigned char>(c) >= 0x20 &&
         kOthers.find(c) == std::string_view::npos;
}

// Thrown within the reader if an entry cannot be read any further.
struct Broken {
  std::string why;
};

class BibtexReader {
 public:
  explicit BibtexReader(std::string_view text) : text_(text) {
    constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
    for (const std::string_view month : kMonths) macros_.emplace(month, month);
  }

  Library read() {
    library_.format = Format::bibtex;
    while (find_at()) {
      const std::size_t line = line_;
      try {
        read_item(line);
      } catch (const Broken& broken) {
        library_.warnings.push_back(fmt::format("line {}: {}", line, broken.why));
      }
    }
    note_unknown_macros();
    return std::move(library_);
  }

 private:
  void note_unknown_macros() {
    constexpr std::size_t kShown = 5;
    if (unknown_macros_.empty()) return;
    std::vector<std::string> names(unknown_macros_.begin(), unknown_macros_.end());
    const std::size_t count = names.size();
    if (count > kShown) names.resize(kShown);
    library_.notes.push_back(fmt::format("{} without a definition {} taken for nothing: {}{}",
                                         text::counted(count, "macro"), count == 1 ? "is" : "are",
                                         fmt::join(names, ", "), count > kShown ? ", …" : ""));
  }

  bool at_end() const { return at_ >= text_.size(); }
  char current() const { return text_[at_]; }

  void advance() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }

  void skip_line() {
    while (!at_end() && current() != '\n') advance();
  }

  // BibTeX has no comments within entries; people write them, and other programs take them.
  void skip_blanks() {
    while (!at_end() && (ascii::is_blank(current()) || current() == '%')) {
      current() == '%' ? skip_line() : advance();
    }
  }

  // To the next @ that is not on a line commented out; false if there is none.
  bool find_at() {
    while (!at_end() && current() != '@') {
      const bool begins_line = at_ == 0 || text_[at_ - 1] == '\n';
      begins_line&& current() == '%' ? skip_line() : advance();
    }
    return !at_end();
  }

  // Goes past the brace that closes what is left out, or, if there is none, past the one that opens
  // it: what follows is read then.
  void skip_comment() {
    const std::size_t start = at_;
    const std::size_t line = line_;
    std::size_t depth = 0;
    for (; !has_open_comment_ && !at_end(); advance()) {
      if (current() == '{') ++depth;
      if (current() == '}' && --depth == 0) break;
    }
    if (has_open_comment_ || at_end()) {
      // Looked for once only, so that many such do not take long.
      has_open_comment_ = true;
      at_ = start;
      line_ = line;
    }
    advance();
  }

  // Whether an entry begins here: @, letters, a brace. Within a value, at the start of a line, that
  // means that the value was not closed.
  bool begins_entry(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '@') return false;
    std::size_t end = at + 1;
    while (end < text_.size() && ascii::is_letter(text_[end])) ++end;
    if (end == at + 1) return false;
    while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
    return end < text_.size() && (text_[end] == '{' || text_[end] == '(');
  }

  std::string take_name() {
    const std::size_t start = at_;
    while (!at_end() && is_name_character(current())) advance();
    return std::string(text_.substr(start, at_ - start));
  }

  void read_item(std::size_t line) {
    if (!begins_entry(at_)) {
      advance();
      return;
    }
    advance();
    const std::string kind = ascii::lower(take_name());
    skip_blanks();
    const char closing = current() == '{' ? '}' : ')';
    if (kind == "comment") {
      current() == '{' ? skip_comment() : advance();
      return;
    }
    advance();
    skip_blanks();
    if (kind == "preamble") {
      take_value();
    } else if (kind == "string") {
      auto [name, value] = take_field();
      if (value.size() > kLongestMacro) throw Broken{"the macro is too long"};
      macros_[name] = std::move(value);
    } else {
      read_entry(line, closing);
      return;
    }
    expect_end(closing);
  }

  void read_entry(std::size_t line, char closing) {
    Fields fields;
    fields.place = line;
    while (!at_end() && current() != ',' && current() != closing && !ascii::is_blank(current())) {
      fields.key += current();
      advance();
    }
    for (;;) {
      skip_blanks();
      if (at_end() || begins_entry(at_)) throw Broken{"the entry is not closed"};
      if (current() == closing) break;
      if (current() != ',') throw Broken{"a comma is missing between fields"};
      advance();
      skip_blanks();
      if (!at_end() && current() == closing) break;
      if (at_end() || begins_entry(at_)) throw Broken{"the entry is not closed"};
      auto [name, value] = take_field();
      put(fields, name, std::move(value));
    }
    advance();
    library_.entries.push_back(entry_of(fields));
    const std::string trouble = trouble_of(fields, library_.entries.back());
    if (!trouble.empty()) library_.notes.push_back(fmt::format("line {}: {}", line, trouble));
  }

  void expect_end(char closing) {
    skip_blanks();
    if (at_end() || current() != closing) throw Broken{"the entry is not closed"};
    advance();
  }

  std::pair<std::string, std::string> take_field() {
    std::string name = ascii::lower(take_name());
    skip_blanks();
    if (name.empty()) throw Broken{"the name of a field is missing"};
    if (at_end() || current() != '=') throw Broken{fmt::format("{} has no value", in_words(name))};
    advance();
    skip_blanks();
    return {std::move(name), take_value()};
  }

  // Names of a file go into messages.
  static std::string in_words(const std::string& name) {
    return "the field " + plain_text(name.substr(0, kLongestName));
  }

  // Parts joined by #.
  std::string take_value() {
    std::string value = take_part();
    for (skip_blanks(); !at_end() && current() == '#'; skip_blanks()) {
      advance();
      skip_blanks();
      value += take_part();
      if (value.size() > kLongestValue) throw Broken{"a value is too long"};
    }
    return value;
  }

  std::string take_part() {
    if (at_end()) throw Broken{"the entry is not closed"};
    if (current() == '{' || current() == '"') return take_quoted(current() == '{' ? '}' : '"');
    std::string written = take_bare();
    if (written.empty()) throw Broken{"a value is missing"};
    const auto macro = macros_.find(ascii::lower(written));
    if (macro != macros_.end()) return macro->second;
    // A number, an identifier or an address is meant as it is; BibTeX takes a macro that it does
    // not know for nothing.
    if (written.find_first_of("0123456789./:") != std::string::npos) return written;
    unknown_macros_.insert(plain_text(written.substr(0, kLongestName)));
    return {};
  }

  // A value without braces or quotes, which goes as far as a name does; an address as far as a
  // comma, a brace or a blank.
  std::string take_bare() {
    std::string name = take_name();
    if (name.find("://") == std::string::npos) return name;
    while (!at_end() && !ascii::is_blank(current()) && current() != ',' && current() != '}' &&
           current() != '{') {
      name += current();
      advance();
    }
    return name;
  }

  // The inside of braces or quotes, within which braces balance.
  std::string take_quoted(char closing) {
    advance();
    const std::size_t start = at_;
    std::size_t depth = 0;
    for (; !at_end(); advance()) {
      const char c = current();
      if (depth == 0 && c == closing) {
        std::string value(text_.substr(start, at_ - start));
        advance();
        return value;
      }
      const bool begins_line = at_ > 0 && text_[at_ - 1] == '\n';
      if (begins_line && begins_entry(at_)) break;
      if (c == '{') ++depth;
      if (c == '}' && depth == 0) throw Broken{"a brace is closed that was not opened"};
      if (c == '}') --depth;
    }
    throw Broken{"a value is not closed"};
  }

  struct KnownField {
    std::string_view name;
    std::string Fields::*value;
  };

  static void put(Fields& fields, const std::string& name, std::string value) {
    static constexpr std::array<KnownField, 11> kKnown = {{
        {"title", &Fields::title},
        {"abstract", &Fields::abstract},
        {"year", &Fields::year},
        {"doi", &Fields::doi},
        {"eprint", &Fields::eprint},
        {"arxivid", &Fields::eprint},
        {"arxiv", &Fields::eprint},
        {"archiveprefix", &Fields::archive},
        {"eprinttype", &Fields::archive},
        {"primaryclass", &Fields::category},
        {"eprintclass", &Fields::category},
    }};
    const auto* known =
        std::ranges::find_if(kKnown, [&](const KnownField& field) { return field.name == name; });
    if (known != kKnown.end()) {
      fields.*known->value = std::move(value);
    } else if (name == "date" && fields.year.empty()) {
      fields.year = std::move(value);
    } else if (is_mention(name)) {
      if (is_number(name)) fields.numbers.push_back(value);
      fields.mentions.push_back(std::move(value));
    }
  }

  static bool is_number(const std::string& name) {
    static constexpr std::array<std::string_view, 5> kNames = {"number", "eid", "pages", "volume",
                                                               "issue"};
    return std::ranges::find(kNames, name) != kNames.end();
  }

  static bool is_mention(const std::string& name) {
    static constexpr std::array<std::string_view, 16> kNames = {
        "url",    "note",  "journal", "journaltitle", "howpublished", "number",
        "volume", "pages", "annote",  "booktitle",    "publisher",    "institution",
        "type",   "ee",    "eid",     "issue"};
    return std::ranges::find(kNames, name) != kNames.end();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool has_open_comment_ = false;
  std::map<std::string, std::string> macros_;
  std::set<std::string> unknown_macros_;
  Library library_;
};

}  // namespace

Library parse_bibtex(std::string_view text) { return BibtexReader(text).read(); }

}  // namespace papercup::library
