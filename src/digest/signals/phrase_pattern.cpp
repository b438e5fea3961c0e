#include "digest/signals/phrase_pattern.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::digest {
namespace {

std::vector<std::string_view> parts_of(std::string_view text, char divider) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(divider), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

int Vocabulary::add(const std::string& word) {
  return numbers_.try_emplace(word, static_cast<int>(numbers_.size())).first->second;
}

int Vocabulary::find(const std::string& word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? -1 : found->second;
}

void Vocabulary::number(Statement& statement) const {
  for (Word& word : statement.words) {
    if (!word.address) word.number = find(word.folded);
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
        element.words.push_back(vocabulary.add(std::string(word)));
        continue;
      }
      const auto found = classes.find(word.substr(1));
      if (found == classes.end()) {
        throw Error(ErrorKind::failure, fmt::format("signals.tsv: no class {}", word));
      }
      for (const std::string& member : found->second)
        element.words.push_back(vocabulary.add(member));
    }
    std::sort(element.words.begin(), element.words.end());
  }
  return element;
}

bool PhrasePattern::fits(const Element& element, const Word& word) {
  if (element.kind == Element::Kind::address) return word.address.has_value();
  return word.number >= 0 &&
         std::binary_search(element.words.begin(), element.words.end(), word.number);
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
  for (std::size_t begin = from; begin < words.size(); ++begin) {
    if (auto end = end_of(words, 0, begin)) return Match{begin, *end};
  }
  return std::nullopt;
}

}  // namespace papercup::digest
