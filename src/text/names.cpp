#include "papercup/text/names.hpp"

#include <algorithm>
#include <iterator>

#include <utf8proc.h>

#include "papercup/text/tokens.hpp"

namespace papercup::text {
namespace {

// One letter of a script that has small and capital ones.
bool is_cased_letter(std::string_view token) {
  utf8proc_int32_t code = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(token.data()),
                                     static_cast<utf8proc_ssize_t>(token.size()), &code);
  return size > 0 && static_cast<std::size_t>(size) == token.size() &&
         utf8proc_category(code) == UTF8PROC_CATEGORY_LL;
}

// Each part between these characters; a letter that is a part by itself is an initial, one that an
// apostrophe divides off is none.
NameWords words_of(std::string_view name) {
  constexpr std::string_view kDividers = " \t\r\n.,-_";
  NameWords words;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(kDividers), name.size());
    const std::vector<std::string> part = tokens(name.substr(0, end));
    const bool is_initial = part.size() == 1 && is_cased_letter(part.front());
    for (const std::string& token : part) words.push_back({token, is_initial});
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  // A single word is meant as it is.
  if (words.size() == 1) words.front().is_prefix = false;
  return words;
}

// Where the given names begin if they stand after the family name; otherwise 0.
std::size_t begin_of_given(std::string_view name, const NameWords& words) {
  const std::size_t comma = name.find(',');
  if (comma != std::string_view::npos) return words_of(name.substr(0, comma)).size();
  const auto first_initial =
      std::find_if(words.begin(), words.end(), [](const NameWord& word) { return word.is_prefix; });
  const bool are_at_end =
      std::all_of(first_initial, words.end(), [](const NameWord& word) { return word.is_prefix; });
  return are_at_end ? static_cast<std::size_t>(first_initial - words.begin()) : 0;
}

}  // namespace

std::vector<NameWords> name_orders(std::string_view name, LastWord last) {
  NameWords words = words_of(name);
  if (words.empty()) return {};
  const std::size_t given = begin_of_given(name, words);
  if (last == LastWord::prefix) words.back().is_prefix = true;
  std::vector<NameWords> orders = {words};
  if (given > 0 && given < words.size()) {
    orders.push_back(words);
    const auto begin = orders.back().begin();
    std::rotate(begin, begin + static_cast<std::ptrdiff_t>(given), orders.back().end());
  }
  return orders;
}

bool has_name(const std::vector<std::string>& tokens, const NameWords& words) {
  const auto fits = [](const std::string& token, const NameWord& word) {
    return word.is_prefix ? token.compare(0, word.token.size(), word.token) == 0
                          : token == word.token;
  };
  return std::search(tokens.begin(), tokens.end(), words.begin(), words.end(), fits) !=
         tokens.end();
}

}  // namespace papercup::text
