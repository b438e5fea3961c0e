#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace papercup::rank {

// Terms are hashed to this many numbers; words, authors and categories to those below
// kFirstPairHash, pairs of words to those from there on, since there are many more pairs.
inline constexpr std::uint32_t kHashCount = 1u << 22;
inline constexpr std::uint32_t kFirstPairHash = kHashCount / 4;

// Which terms are common at arXiv, by data/background-df.tsv, and the numbering of slots that
// follows from it: the most common term has slot 0, and what the table does not have comes behind
// all that it has, in the order of the hashes. Half of what a paper consists of is among the first
// 4,096 slots, so that what a model knows of them stays in a processor's cache.
class CommonTerms {
 public:
  // Of the table in the program; read when it is first asked for.
  static const CommonTerms& known();

  // A table as in data/background-df.tsv: lines that start with `#`; then "papers" and their
  // number; then a row a hash: how far it is behind the hash before (the first: behind -1), and in
  // how many papers it occurs; divided by tabs. Throws Error{failure} where it is not of that form.
  static CommonTerms parse(std::string_view table);

  std::uint32_t slot(std::uint32_t hash) const;
  // Whether the slot is of a pair of words.
  bool is_pair(std::uint32_t slot) const {
    return slot < counts_.size() ? pairs_[slot] : slot >= first_other_pair_;
  }
  // Whether the table has it.
  bool is_common(std::uint32_t slot) const { return slot < counts_.size(); }

  // How many papers the table is of, and how many of them have each common slot; descending.
  std::int64_t papers() const { return papers_; }
  const std::vector<std::uint32_t>& counts() const { return counts_; }

 private:
  // Which of 64 hashes are common, and how many common ones there are before.
  struct Word {
    std::uint64_t bits = 0;
    std::uint32_t before = 0;
  };
  struct Row {
    std::uint32_t hash, count;
  };

  CommonTerms(std::int64_t papers, const std::vector<Row>& rows);

  std::int64_t papers_;
  std::vector<Word> words_;            // kHashCount / 64
  std::vector<std::uint32_t> places_;  // slots of the common hashes, by hash
  std::vector<std::uint32_t> counts_;  // by slot
  std::vector<bool> pairs_;            // by slot
  std::uint32_t first_other_pair_ = 0;
};

}  // namespace papercup::rank
