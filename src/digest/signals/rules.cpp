#include "digest/signals/rules.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "digest/signals/embedded_data.hpp"
#include "papercup/core/error.hpp"

namespace papercup::digest {
namespace {

std::vector<std::string> divided(std::string_view text, char divider) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(divider);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

[[noreturn]] void refuse(std::string_view what) {
  throw Error(ErrorKind::failure, fmt::format("signals.tsv: {}", what));
}

}  // namespace

std::optional<PhrasePattern::Match> Rule::find(const std::vector<Word>& words) const {
  for (const PhrasePattern& pattern : patterns) {
    const auto match = pattern.find(words);
    if (!match) continue;
    const bool is_excepted =
        std::any_of(exceptions.begin(), exceptions.end(),
                    [&](const PhrasePattern& other) { return other.find(words).has_value(); });
    return is_excepted ? std::nullopt : match;
  }
  return std::nullopt;
}

const Rules& Rules::built_in() {
  static const Rules rules(data::signals_tsv());
  return rules;
}

Rules::Rules(std::string_view table) {
  for (const std::string& line : divided(table, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string> columns = divided(line, '\t');
    if (columns.size() != 3) refuse("a row has not three columns: " + line);
    if (columns[0] == "class") {
      std::vector<std::string> words = divided(columns[2], '|');
      std::vector<std::string>& known = classes_[columns[1]];
      known.insert(known.end(), words.begin(), words.end());
    } else if (columns[0] == "rule") {
      rules_[columns[1]].patterns.emplace_back(columns[2], classes_, vocabulary_);
    } else if (columns[0] == "except") {
      rules_[columns[1]].exceptions.emplace_back(columns[2], classes_, vocabulary_);
    } else {
      refuse("a row is of no known kind: " + line);
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

}  // namespace papercup::digest
