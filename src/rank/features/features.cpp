#include "papercup/rank/features.hpp"

#include <algorithm>

#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "rank/features/packed_block.hpp"
#include "rank/features/terms.hpp"
#include "rank/features/words.hpp"

// The packed form: the blocks text, authors, categories, each
//   how many features it has, in groups of seven bits, lowest first, all but the last with the
//   eighth bit; how many of them have a frequency of 4 or more, in the same way; three bytes a
//   feature, in the order of features, as a little-endian number: feature * 4 + min(frequency, 4) -
//   1; one byte for each frequency of 4 or more, in the same order.
// A feature takes 22 bits, so that differences between neighbours, at about 170 features a paper,
// would hardly be shorter, and slower to read.

namespace papercup::rank {
namespace {

void append_number(std::string& bytes, std::size_t number) {
  while (number >= 0x80) {
    bytes += static_cast<char>((number & 0x7f) | 0x80);
    number >>= 7;
  }
  bytes += static_cast<char>(number);
}

std::size_t take_number(std::string_view& bytes) {
  std::size_t number = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    if (bytes.empty()) break;
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
  throw damaged_features();
}

// The key of the term that has this label; empty unless the label is a word or two.
std::string key_of(std::string_view label) {
  const Words words(label);
  if (words.size() == 1) return word_key(words[0].key);
  if (words.size() == 2) return pair_key(words[0].key, words[1].key);
  return {};
}

int times(std::string_view text, const std::string& key) {
  for (const Term& term : text_terms(text)) {
    if (term.key == key) return term.frequency;
  }
  return 0;
}

bool has_author(const Paper& paper, std::string_view name) {
  const std::vector<std::string> sought = sought_name_forms(name);
  return std::ranges::any_of(paper.authors, [&](const std::string& author) {
    return std::ranges::any_of(carried_name_forms(author), [&](const std::string& form) {
      return std::ranges::find(sought, form) != sought.end();
    });
  });
}

bool has_category(const Paper& paper, std::string_view id) {
  return std::ranges::any_of(paper.categories, [&](const Category& category) {
    return canonical_category(category.to_string()) == canonical_category(id);
  });
}

}  // namespace

Error damaged_features() {
  return {ErrorKind::storage, "the stored features of a paper are damaged",
          "papercup doctor says whether papers.db is damaged, and what to do then."};
}

PackedBlock PackedBlock::take_from(std::string_view& bytes) {
  PackedBlock block;
  block.size_ = take_number(bytes);
  block.high_frequencies_ = take_number(bytes);
  const std::size_t length = block.size_ * kEntryBytes + block.high_frequencies_;
  if (block.high_frequencies_ > block.size_ || length > bytes.size()) throw damaged_features();
  // Plain characters may be read as unsigned ones.
  block.entries_ = reinterpret_cast<const unsigned char*>(bytes.data());
  bytes.remove_prefix(length);
  return block;
}

void PackedBlock::append(std::string& bytes, const std::vector<Feature>& features) {
  std::string entries;
  std::string high_frequencies;
  for (const Feature& feature : features) {
    const std::uint32_t code = std::min<std::uint32_t>(feature.frequency - 1u, kHighFrequency);
    const std::uint32_t number = feature.index << kCodeBits | code;
    entries += static_cast<char>(number & 0xff);
    entries += static_cast<char>(number >> 8 & 0xff);
    entries += static_cast<char>(number >> 16 & 0xff);
    if (code == kHighFrequency) high_frequencies += static_cast<char>(feature.frequency);
  }
  append_number(bytes, features.size());
  append_number(bytes, high_frequencies.size());
  bytes += entries + high_frequencies;
}

std::string pack(const Features& features) {
  std::string bytes;
  for (const auto* block : {&features.text, &features.authors, &features.categories}) {
    PackedBlock::append(bytes, *block);
  }
  return bytes;
}

std::string packed_features(const Paper& paper) { return pack(extract_features(paper)); }

Features unpack(std::string_view packed) {
  Features features;
  for (auto* block : {&features.text, &features.authors, &features.categories}) {
    const PackedBlock source = PackedBlock::take_from(packed);
    block->reserve(source.size());
    source.for_each([&](std::uint32_t feature, std::uint8_t frequency) {
      if (!block->empty() && feature <= block->back().index) throw damaged_features();
      block->push_back({feature, frequency});
    });
  }
  if (!packed.empty()) throw damaged_features();
  return features;
}

bool is_packed(std::string_view bytes) {
  try {
    unpack(bytes);
  } catch (const Error&) {
    return false;
  }
  return true;
}

Occurrence occurrence(const Paper& paper, const Contribution& contribution) {
  Occurrence found;
  const std::string& label = contribution.label;
  switch (contribution.kind) {
    case Evidence::other:
    case Evidence::intercept:
      return found;
    case Evidence::category:
      found.is_category = has_category(paper, label);
      return found;
    case Evidence::author:
      found.is_author = has_author(paper, label);
      return found;
    default:
      break;
  }
  const std::string key = key_of(label);
  found.in_title = times(paper.title, key);
  found.in_abstract = times(paper.abstract, key);
  // A like teaches its authors too.
  if (!found.is_any()) found.is_author = has_author(paper, label);
  return found;
}

}  // namespace papercup::rank
