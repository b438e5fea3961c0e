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
    std::vector<int>& numbers = class_numbers_[name];
    for (const std::string& word : words) numbers.push_back(vocabulary_.add(word));
    std::sort(numbers.begin(), numbers.end());
  }
}

const Rule& Rules::rule(std::string_view name) const {
  const auto found = rules_.find(name);
  if (found == rules_.end()) refuse(fmt::format("no rule {}", name));
  return found->second;
}

bool Rules::is_in_class(std::string_view name, const Word& word) const {
  const auto found = class_numbers_.find(name);
  if (found == class_numbers_.end()) refuse(fmt::format("no class {}", name));
  return word.number >= 0 &&
         std::binary_search(found->second.begin(), found->second.end(), word.number);
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

int Vocabulary::add(const std::string& word) {
  return numbers_.try_emplace(word, static_cast<int>(numbers_.size())).first->second;
}

int Vocabulary::find(const std::string& word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? -1 : found->second;
}

void Vocabulary::number(Statement& statement) const {
  for (Word& word : statement.words) {
    if (!word.address) word.number = find(word.lower);
  }
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

void PhrasePattern::allow(Element& element, int word) {
  const auto number = static_cast<std::size_t>(word);
  if (number >= element.words.size()) element.words.resize(number + 1);
  element.words[number] = true;
}

bool PhrasePattern::fits(const Element& element, const Word& word) {
  if (element.kind == Element::Kind::address) return word.address.has_value();
  if (word.number < 0) return false;
  const auto number = static_cast<std::size_t>(word.number);
  return number < element.words.size() && element.words[number];
}

std::optional<std::size_t> PhrasePattern::end_of(const std::vector<Word>& words,
                                                 std::size_t element, std::size_t at) const {
  if (element == elements_.size()) return at;
  const Element& wanted = elements_[element];
  switch (wanted.kind) {
    case Element::Kind::start:
      return at == 0 ? end_of(words, element + 1, at) : std::nullopt;
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
  if (at < words.size() && fits(wanted, words[at])) {
    if (auto end = end_of(words, element + 1, at + 1)) return end;
  }
  return wanted.is_optional ? end_of(words, element + 1, at) : std::nullopt;
}

std::optional<PhrasePattern::Match> PhrasePattern::find(const std::vector<Word>& words,
                                                        std::size_t from) const {
  const bool is_anchored = !elements_.empty() && elements_.front().kind == Element::Kind::start;
  const std::size_t beyond = is_anchored ? std::min<std::size_t>(words.size(), 1) : words.size();
  // Most patterns fit nowhere, and most words are none that one begins with.
  const bool begins_with_words = !elements_.empty() && !elements_.front().is_optional &&
                                 elements_.front().kind == Element::Kind::words;
  for (std::size_t begin = from; begin < beyond; ++begin) {
    if (begins_with_words && !fits(elements_.front(), words[begin])) continue;
    if (auto end = end_of(words, 0, begin)) return Match{begin, *end};
  }
  return std::nullopt;
}

}  // namespace papercup::digest
