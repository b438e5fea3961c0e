#include "digest/signals/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "papercup/core/characters.hpp"

namespace papercup::digest {
namespace {

constexpr std::size_t kWordBits = 64;

// FNV-1a, a byte at a time (http://www.isthe.com/chongo/tech/comp/fnv).
constexpr std::uint32_t kHashStart = 2166136261u;
std::uint32_t hashed(std::uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619u;
}

std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = kHashStart;
  for (const char c : word) hash = hashed(hash, c);
  return hash;
}

// A letter of a word in lower case, by its byte; 0 for what is no letter of one.
constexpr std::array<char, 256> kLetters = [] {
  std::array<char, 256> letters{};
  for (int byte = 0; byte < 256; ++byte) {
    const bool is_small =
        byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
    if (is_small) letters[static_cast<std::size_t>(byte)] = static_cast<char>(byte);
    if (byte >= 'A' && byte <= 'Z')
      letters[static_cast<std::size_t>(byte)] = static_cast<char>(byte + 32);
  }
  return letters;
}();

char letter(char c) { return kLetters[static_cast<unsigned char>(c)]; }

}  // namespace

bool has_word(const WordBits& words, int number) {
  if (number < 0) return false;
  const std::size_t place = static_cast<std::size_t>(number) / kWordBits;
  return place < words.size() &&
         (words[place] >> static_cast<std::size_t>(number) % kWordBits & 1) != 0;
}

void insert_word(WordBits& words, int number) {
  const std::size_t place = static_cast<std::size_t>(number) / kWordBits;
  if (place >= words.size()) words.resize(place + 1);
  words[place] |= std::uint64_t{1} << static_cast<std::size_t>(number) % kWordBits;
}

bool have_common(const WordBits& a, const WordBits& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if ((a[i] & b[i]) != 0) return true;
  }
  return false;
}

int Vocabulary::add(const std::string& word) {
  const std::uint32_t hash = hash_of(word);
  if (const int known = find(word, hash); known >= 0) return known;
  words_.push_back(word);
  if (slots_.size() < 4 * words_.size()) {
    grow();
    return static_cast<int>(words_.size()) - 1;
  }
  std::size_t place = hash & (slots_.size() - 1);
  while (slots_[place].number >= 0) place = (place + 1) & (slots_.size() - 1);
  slots_[place] = {hash, static_cast<int>(words_.size()) - 1};
  return slots_[place].number;
}

void Vocabulary::grow() {
  slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), Slot{});
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::uint32_t hash = hash_of(words_[i]);
    std::size_t place = hash & (slots_.size() - 1);
    while (slots_[place].number >= 0) place = (place + 1) & (slots_.size() - 1);
    slots_[place] = {hash, static_cast<int>(i)};
  }
}

int Vocabulary::find(std::string_view lower, std::uint32_t hash) const {
  if (slots_.empty()) return -1;
  for (std::size_t place = hash & (slots_.size() - 1); slots_[place].number >= 0;
       place = (place + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[place];
    if (slot.hash == hash && words_[static_cast<std::size_t>(slot.number)] == lower) {
      return slot.number;
    }
  }
  return -1;
}

void Vocabulary::number(Statement& statement) const {
  for (Word& word : statement.words) {
    if (!word.address) word.number = find(word.lower, hash_of(word.lower));
  }
}

KnownWords Vocabulary::words_in(std::string_view text) const {
  constexpr std::size_t kLongest = 32;  // longer words than patterns have need not be kept whole
  KnownWords words{{}, WordBits((words_.size() + kWordBits - 1) / kWordBits)};
  words.numbers.reserve(text.size() / 5);
  std::array<char, kLongest> lower{};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (letter(text[at]) == 0) continue;
    std::uint32_t hash = kHashStart;
    std::size_t size = 0;
    for (; at < text.size(); ++at) {
      char c = letter(text[at]);
      if (c == 0) {
        if (!belongs_to_word(text, at)) break;
        c = text[at];
      }
      hash = hashed(hash, c);
      if (size < kLongest) lower[size] = c;
      ++size;
    }
    const int number = size <= kLongest ? find({lower.data(), size}, hash) : -1;
    words.numbers.push_back(number);
    if (number >= 0) insert_word(words.present, number);
  }
  return words;
}

}  // namespace papercup::digest
