#include "digest/signals/rules.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "digest/signals/embedded_data.hpp"
#include "papercup/core/error.hpp"

namespace papercup::digest {
namespace {

// The parts between dividers, without empty ones.
std::vector<std::string_view> parts_of(std::string_view text, char divider) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(divider), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// An address has a scheme, or a host before its first slash.
bool may_have_address(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\n\r";
  for (std::size_t slash = text.find('/'); slash != std::string_view::npos;
       slash = text.find('/', slash + 1)) {
    const std::size_t before =
        slash == 0 ? std::string_view::npos : text.find_last_of(kBlanks, slash - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    if (text.substr(begin, slash - begin).find_first_of(":.") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// Words of a statement, and those of a text by their numbers alone: where one of its statements
// begins is not known.
bool is_address(const Word& word) { return word.address.has_value(); }
bool is_address(int /*number*/) { return false; }
int number_of(const Word& word) { return word.number; }
int number_of(int number) { return number; }
bool begins_statement(const std::vector<Word>& /*words*/, std::size_t at) { return at == 0; }
bool begins_statement(const std::vector<int>& /*numbers*/, std::size_t /*at*/) { return true; }

[[noreturn]] void refuse(std::string_view what) {
  throw Error(ErrorKind::failure, fmt::format("a table of rules: {}", what));
}

}  // namespace

std::optional<PhrasePattern::Match> Rule::find(const std::vector<Word>& words) const {
  for (const PhrasePattern& pattern : patterns) {
    const auto match = pattern.find(words);
    if (!match) continue;
    return is_excepted(words) ? std::nullopt : match;
  }
  return std::nullopt;
}

bool Rule::is_excepted(const std::vector<Word>& words) const {
  return std::ranges::any_of(
      exceptions, [&](const PhrasePattern& other) { return other.find(words).has_value(); });
}

bool Rule::fits_anywhere(const KnownWords& words) const {
  return std::ranges::any_of(
      patterns, [&](const PhrasePattern& pattern) { return pattern.fits_anywhere(words); });
}

const Rules& Rules::built_in() {
  static const Rules rules(data::signals_tsv());
  return rules;
}

Rules::Rules(std::string_view table) {
  for (const std::string_view line : parts_of(table, '\n')) {
    if (line.front() == '#') continue;
    const std::vector<std::string_view> columns = parts_of(line, '\t');
    if (columns.size() != 3) refuse(fmt::format("a row does not have three columns: {}", line));
    const std::string name(columns[1]);
    if (columns[0] == "class") {
      for (const std::string_view word : parts_of(columns[2], '|')) {
        classes_[name].emplace_back(word);
      }
    } else if (columns[0] == "rule") {
      rules_[name].patterns.emplace_back(columns[2], classes_, vocabulary_);
    } else if (columns[0] == "except") {
      rules_[name].exceptions.emplace_back(columns[2], classes_, vocabulary_);
    } else {
      refuse(fmt::format("a row is of an unknown kind: {}", line));
    }
  }
  for (const auto& [name, words] : classes_) {
    WordBits& members = members_[name];
    for (const std::string& word : words) insert_word(members, vocabulary_.add(word));
  }
}

const Rule& Rules::rule(std::string_view name) const {
  const auto found = rules_.find(name);
  if (found == rules_.end()) refuse(fmt::format("no rule {}", name));
  return found->second;
}

const WordBits& Rules::members_of(std::string_view word_class) const {
  const auto found = members_.find(word_class);
  if (found == members_.end()) refuse(fmt::format("no class {}", word_class));
  return found->second;
}

ScannedText Rules::scan(std::string_view text) const {
  if (may_have_address(text)) return {text, true, {}};
  return {text, false, vocabulary_.words_in(text)};
}

bool Rules::may_state(const ScannedText& text,
                      std::initializer_list<std::string_view> names) const {
  return text.has_address || std::ranges::any_of(names, [&](std::string_view name) {
           return rule(name).fits_anywhere(text.words);
         });
}

std::vector<Statement> Rules::read(std::string_view text) const {
  std::vector<Statement> result = statements(text);
  for (Statement& statement : result) vocabulary_.number(statement);
  return result;
}

std::vector<Statement> Rules::sentences_of(std::string_view text) const {
  std::vector<Statement> result = sentences(text);
  for (Statement& sentence : result) vocabulary_.number(sentence);
  return result;
}

std::vector<std::string_view> Rules::fitting(const std::vector<Word>& words) const {
  std::vector<std::string_view> names;
  for (const auto& [name, rule] : rules_) {
    if (rule.find(words)) names.emplace_back(name);
  }
  return names;
}

PhrasePattern::PhrasePattern(std::string_view written, const WordClasses& classes,
                             Vocabulary& vocabulary) {
  for (const std::string_view part : parts_of(written, ' ')) {
    elements_.push_back(element(part, classes, vocabulary));
  }
}

PhrasePattern::Element PhrasePattern::element(std::string_view written, const WordClasses& classes,
                                              Vocabulary& vocabulary) {
  Element element;
  if (written.ends_with('?')) {
    element.is_optional = true;
    written.remove_suffix(1);
  }
  if (written == "<url>") {
    element.kind = Element::Kind::address;
  } else if (written == "^") {
    element.kind = Element::Kind::start;
  } else if (written.starts_with('<')) {
    element.kind = Element::Kind::gap;
    element.longest = static_cast<std::size_t>(std::stoul(std::string(written.substr(1))));
  } else {
    for (const std::string_view word : parts_of(written, '|')) {
      if (!word.starts_with('@')) {
        allow(element, vocabulary.add(std::string(word)));
        continue;
      }
      const auto found = classes.find(word.substr(1));
      if (found == classes.end()) {
        refuse(fmt::format("no class {}", word));
      }
      for (const std::string& member : found->second) allow(element, vocabulary.add(member));
    }
  }
  return element;
}

void PhrasePattern::allow(Element& element, int word) { insert_word(element.words, word); }

template <typename Words>
bool PhrasePattern::fits(const Element& element, const Words& words, std::size_t at) {
  if (element.kind == Element::Kind::address) return is_address(words[at]);
  return has_word(element.words, number_of(words[at]));
}

bool PhrasePattern::fits_anywhere(const KnownWords& words) const {
  const bool may_fit = std::ranges::all_of(elements_, [&](const Element& element) {
    if (element.is_optional) return true;
    if (element.kind == Element::Kind::address) return false;
    return element.kind != Element::Kind::words || have_common(element.words, words.present);
  });
  return may_fit && find_in(words.numbers, 0).has_value();
}

template <typename Words>
std::optional<std::size_t> PhrasePattern::end_of(const Words& words, std::size_t element,
                                                 std::size_t at) const {
  if (element == elements_.size()) return at;
  const Element& wanted = elements_[element];
  switch (wanted.kind) {
    case Element::Kind::start:
      return begins_statement(words, at) ? end_of(words, element + 1, at) : std::nullopt;
    case Element::Kind::gap:
      for (std::size_t skipped = 0; skipped <= wanted.longest && at + skipped <= words.size();
           ++skipped) {
        if (auto end = end_of(words, element + 1, at + skipped)) return end;
      }
      return std::nullopt;
    case Element::Kind::words:
    case Element::Kind::address:
      break;
  }
  if (at < words.size() && fits(wanted, words, at)) {
    if (auto end = end_of(words, element + 1, at + 1)) return end;
  }
  return wanted.is_optional ? end_of(words, element + 1, at) : std::nullopt;
}

std::optional<PhrasePattern::Match> PhrasePattern::find(const std::vector<Word>& words,
                                                        std::size_t from) const {
  return find_in(words, from);
}

template <typename Words>
std::optional<PhrasePattern::Match> PhrasePattern::find_in(const Words& words,
                                                           std::size_t from) const {
  const bool is_anchored = !elements_.empty() && elements_.front().kind == Element::Kind::start &&
                           !begins_statement(words, 1);
  const std::size_t beyond = is_anchored ? std::min<std::size_t>(words.size(), 1) : words.size();
  // Most patterns fit nowhere, and most words are none that one begins with.
  const bool begins_with_words = !elements_.empty() && !elements_.front().is_optional &&
                                 elements_.front().kind == Element::Kind::words;
  for (std::size_t begin = from; begin < beyond; ++begin) {
    if (begins_with_words && !fits(elements_.front(), words, begin)) continue;
    if (auto end = end_of(words, 0, begin)) return Match{begin, *end};
  }
  return std::nullopt;
}

}  // namespace papercup::digest
