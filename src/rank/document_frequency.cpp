#include "papercup/rank/document_frequency.hpp"

#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "rank/embedded_data.hpp"
#include "rank/features/packed_block.hpp"

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

}  // namespace

DocumentFrequency::DocumentFrequency() : counts_(kSlotCount) {}

DocumentFrequency DocumentFrequency::background() { return parse(data::background_df_tsv()); }

DocumentFrequency DocumentFrequency::parse(std::string_view table) {
  DocumentFrequency frequency;
  TableReader reader(table);
  reader.skip_comments();
  reader.take("papers\t");
  frequency.papers_ = reader.take_number();
  reader.take("\n");
  std::uint64_t next = 0;  // the slot behind the last one
  while (!reader.is_at_end()) {
    const std::uint32_t gap = reader.take_number();
    if (gap == 0 || next + gap > kSlotCount) reader.refuse();
    next += gap;
    reader.take("\t");
    frequency.counts_[next - 1] = reader.take_number();
    if (frequency.counts_[next - 1] > frequency.papers_) reader.refuse();
    reader.take("\n");
  }
  return frequency;
}

void DocumentFrequency::add(std::string_view packed_features) {
  for (int block = 0; block < kBlockCount; ++block) {
    PackedBlock::take_from(packed_features).for_each([this](std::uint32_t slot, std::uint8_t) {
      ++counts_[slot];
    });
  }
  ++papers_;
}

double DocumentFrequency::inverse(std::uint32_t slot) const {
  return std::log(static_cast<double>(1 + papers_) / (1.0 + counts_[slot])) + 1;
}

}  // namespace papercup::rank
