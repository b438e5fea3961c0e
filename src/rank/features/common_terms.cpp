#include "rank/features/common_terms.hpp"

#include <bit>
#include <charconv>
#include <numeric>
#include <system_error>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::rank {
namespace {

// Reads a table of numbers from its front.
class TableParser {
 public:
  explicit TableParser(std::string_view text) : text_(text) {}

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
  std::uint32_t take_number() {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (error != std::errc()) refuse();
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return number;
  }
  [[noreturn]] void refuse() const {
    throw Error(ErrorKind::failure,
                fmt::format("the table of document frequencies is damaged before \"{}\"",
                            text_.substr(0, text_.find('\n'))));
  }

 private:
  std::string_view text_;
};

struct Row {
  std::uint32_t hash, count;
};

CommonTermsTable arranged(std::uint32_t papers, const std::vector<Row>& rows) {
  CommonTermsTable table;
  table.papers = papers;
  table.words.resize(kHashCount / 64);
  table.places.resize(rows.size());
  table.counts.resize(rows.size());
  table.pairs.resize((rows.size() + 63) / 64);
  // By count, the highest first; of equal ones the lower hash. How many rows have a higher count
  // is the place of the first with it.
  std::vector<std::uint32_t> place(std::size_t{papers} + 2);
  for (const Row& row : rows) ++place[papers - row.count + 1];
  std::partial_sum(place.begin(), place.end(), place.begin());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [hash, count] = rows[i];
    const std::uint32_t feature = place[papers - count]++;
    table.places[i] = feature;
    table.counts[feature] = count;
    if (hash >= kFirstPairHash) table.pairs[feature / 64] |= std::uint64_t{1} << feature % 64;
    table.words[hash / 64].bits |= std::uint64_t{1} << hash % 64;
  }
  std::uint32_t before = 0;
  for (CommonTerms::Word& word : table.words) {
    word.before = before;
    before += static_cast<std::uint32_t>(std::popcount(word.bits));
  }
  const std::uint32_t common_words = table.words[kFirstPairHash / 64].before;
  table.first_other_pair = static_cast<std::uint32_t>(rows.size()) + kFirstPairHash - common_words;
  return table;
}

}  // namespace

CommonTermsTable CommonTermsTable::parse(std::string_view text) {
  TableParser decoder(text);
  decoder.skip_comments();
  decoder.take("papers\t");
  const std::uint32_t papers = decoder.take_number();
  decoder.take("\n");
  std::vector<Row> rows;
  std::uint64_t next = 0;  // the hash after the last one
  while (!decoder.is_at_end()) {
    const std::uint32_t gap = decoder.take_number();
    if (gap == 0 || next + gap > kHashCount) decoder.refuse();
    next += gap;
    decoder.take("\t");
    const std::uint32_t count = decoder.take_number();
    if (count == 0 || count > papers) decoder.refuse();
    decoder.take("\n");
    rows.push_back({static_cast<std::uint32_t>(next - 1), count});
  }
  return arranged(papers, rows);
}

}  // namespace papercup::rank
