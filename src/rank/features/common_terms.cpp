#include "rank/features/common_terms.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "rank/embedded_data.hpp"

namespace papercup::rank {
namespace {

// Reads a table of numbers from its front.
class TableReader {
 public:
  explicit TableReader(std::string_view text) : text_(text) {}

  bool is_at_end() const { return text_.empty(); }
  void skip_comments() {
    while (!text_.empty() && text_.front() == '#') {
      const std::size_t end = text_.find('\n');
      text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
    }
  }
  void take(std::string_view expected) {
    if (text_.substr(0, expected.size()) != expected) refuse();
    text_.remove_prefix(expected.size());
  }
  // A third of a million are read before the first paper is: faster than std::from_chars.
  std::uint32_t take_number() {
    std::uint64_t number = 0;
    std::size_t digits = 0;
    for (; digits < text_.size() && digits <= 10; ++digits) {
      const auto digit = static_cast<unsigned>(text_[digits] - '0');
      if (digit > 9) break;
      number = number * 10 + digit;
    }
    if (digits == 0 || number > std::numeric_limits<std::uint32_t>::max()) refuse();
    text_.remove_prefix(digits);
    return static_cast<std::uint32_t>(number);
  }
  [[noreturn]] void refuse() const {
    throw Error(ErrorKind::failure,
                fmt::format("the table of document frequencies is damaged before \"{}\"",
                            text_.substr(0, text_.find('\n'))));
  }

 private:
  std::string_view text_;
};

}  // namespace

const CommonTerms& CommonTerms::known() {
  static const CommonTerms terms = parse(data::background_df_tsv());
  return terms;
}

CommonTerms CommonTerms::parse(std::string_view table) {
  TableReader reader(table);
  reader.skip_comments();
  reader.take("papers\t");
  const std::uint32_t papers = reader.take_number();
  reader.take("\n");
  std::vector<Row> rows;
  std::uint64_t next = 0;  // the hash behind the last one
  while (!reader.is_at_end()) {
    const std::uint32_t gap = reader.take_number();
    if (gap == 0 || next + gap > kHashCount) reader.refuse();
    next += gap;
    reader.take("\t");
    const std::uint32_t count = reader.take_number();
    if (count == 0 || count > papers) reader.refuse();
    reader.take("\n");
    rows.push_back({static_cast<std::uint32_t>(next - 1), count});
  }
  return {papers, rows};
}

CommonTerms::CommonTerms(std::int64_t papers, const std::vector<Row>& rows)
    : papers_(papers),
      words_(kHashCount / 64),
      places_(rows.size()),
      counts_(rows.size()),
      pairs_(rows.size()) {
  // By count, the highest first; of equal ones the lower hash. How many rows have a higher count
  // is the place of the first with it.
  std::vector<std::uint32_t> place(static_cast<std::size_t>(papers) + 2);
  for (const Row& row : rows) ++place[static_cast<std::size_t>(papers) - row.count + 1];
  std::partial_sum(place.begin(), place.end(), place.begin());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t slot = place[static_cast<std::size_t>(papers) - rows[i].count]++;
    places_[i] = slot;
    counts_[slot] = rows[i].count;
    pairs_[slot] = rows[i].hash >= kFirstPairHash;
    words_[rows[i].hash / 64].bits |= std::uint64_t{1} << rows[i].hash % 64;
  }
  std::uint32_t before = 0;
  for (Word& word : words_) {
    word.before = before;
    before += static_cast<std::uint32_t>(std::popcount(word.bits));
  }
  const auto common_words = words_[kFirstPairHash / 64].before;
  first_other_pair_ = static_cast<std::uint32_t>(rows.size()) + kFirstPairHash - common_words;
}

std::uint32_t CommonTerms::slot(std::uint32_t hash) const {
  const Word& word = words_[hash / 64];
  const std::uint64_t bit = std::uint64_t{1} << hash % 64;
  const std::uint32_t before =
      word.before + static_cast<std::uint32_t>(std::popcount(word.bits & (bit - 1)));
  if ((word.bits & bit) != 0) return places_[before];
  return static_cast<std::uint32_t>(counts_.size()) + hash - before;
}

}  // namespace papercup::rank
