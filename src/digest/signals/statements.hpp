#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/characters.hpp"

namespace papercup::digest {

// An address on the web, as a text writes it.
struct Address {
  std::string url;     // with a scheme, printable ASCII, without what only ended the sentence
  std::string shown;   // without scheme and "www."
  std::size_t length;  // bytes of the text that it takes
};

// The address that begins at `at`: one with a scheme, or one of a known host without ("github.com/
// o/r"). TeX's escapes within are undone, and one that was broken after its host or owner is
// joined if what follows is a name and no word. Nothing if none begins there.
std::optional<Address> address_at(std::string_view text, std::size_t at);

enum class Host { code, dataset, either, other };

// What is kept at an address: repositories of code; of data (a page of data sets); archives of
// both; other pages.
Host host_of(const Address& address);

// Whether an address of a host of repositories names no repository: an owner ("github.com/acmelab",
// perhaps the half of an address), or a page of the host's own.
bool is_account(const Address& address);

// A word of a text, or an address in it.
struct Word {
  std::string lower;      // the word, ASCII letters in lower case; empty for an address
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  std::optional<Address> address = {};
  int number = -1;  // in the vocabulary of the rules (see rules.hpp); -1: no rule knows it
};

// Whether a word may begin with this character, and whether the one at `at` goes on with a word.
inline bool is_word_letter(char c) { return !ascii::is_ascii(c) || ascii::is_letter_or_digit(c); }
inline bool belongs_to_word(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (is_word_letter(c)) return true;
  const bool is_inner = c == '\'' || c == '-';
  return is_inner && at + 1 < text.size() && is_word_letter(text[at + 1]);
}

// A sentence, or what a semicolon or the end of a line leaves of one.
struct Statement {
  std::vector<Word> words;
  std::size_t begin = 0, end = 0;  // bytes of the text, its stop included
};

// The statements of a text. Words are runs of letters, digits, apostrophes and inner hyphens; a
// stop ends a statement if a capital letter or nothing follows and no abbreviation precedes.
std::vector<Statement> statements(std::string_view text);

// The whole sentences of a text, in the same way.
std::vector<Statement> sentences(std::string_view text);

// The bytes [begin, end) of the text on one line, cut with an ellipsis after 100 characters.
std::string quoted(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace papercup::digest
