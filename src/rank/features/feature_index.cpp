#include "rank/features/feature_index.hpp"

#include <algorithm>

#include "papercup/text/hash.hpp"
#include "rank/features/common_terms.hpp"

namespace papercup::rank {
namespace {

constexpr char kWordMark = '1', kPairMark = '2', kAuthorMark = 'a', kCategoryMark = 'c';

// The upper half of the hash as a fraction of the range.
std::uint32_t scaled(std::uint64_t hash, std::uint64_t range) {
  return static_cast<std::uint32_t>((hash >> 32) * range >> 32);
}

std::uint32_t lower_hash(std::uint64_t hash) { return scaled(hash, kFirstPairHash); }

std::uint32_t upper_hash(std::uint64_t hash) {
  return kFirstPairHash + scaled(hash, kHashCount - kFirstPairHash);
}

std::string marked(char mark, std::string_view text) {
  std::string key(1, mark);
  key += text;
  return key;
}

}  // namespace

std::uint32_t hash_of(std::string_view key) {
  const std::uint64_t value = text::Hasher().add(key).value();
  return !key.empty() && key.front() == kPairMark ? upper_hash(value) : lower_hash(value);
}

std::uint32_t feature_index(std::string_view key) {
  return CommonTerms::known().feature_index(hash_of(key));
}

std::uint32_t word_hash(std::string_view word) {
  return lower_hash(text::Hasher().add(kWordMark).add(word).value());
}

std::uint32_t pair_hash(std::string_view first, std::string_view second) {
  return upper_hash(text::Hasher().add(kPairMark).add(first).add(' ').add(second).value());
}

std::string word_key(std::string_view word) { return marked(kWordMark, word); }

std::string pair_key(std::string_view first, std::string_view second) {
  std::string key = marked(kPairMark, first);
  key += ' ';
  key += second;
  return key;
}

std::string author_key(std::string_view name) { return marked(kAuthorMark, name); }

std::string category_key(std::string_view id) { return marked(kCategoryMark, id); }

bool is_author_key(std::string_view key) { return !key.empty() && key.front() == kAuthorMark; }

bool is_category_key(std::string_view key) { return !key.empty() && key.front() == kCategoryMark; }

std::string label_of_key(std::string_view key) {
  return std::string(key.substr(std::min<std::size_t>(key.size(), 1)));
}

}  // namespace papercup::rank
