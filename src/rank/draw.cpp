#include "papercup/rank/draw.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>

#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "rank/features/byte_stream.hpp"

namespace papercup::rank {
namespace {

std::uint64_t lot_of(const ArxivId& id) { return tie_break(std::nullopt, id); }

}  // namespace

bool Draw::precedes(const Paper& a, const Paper& b) {
  return std::tie(a.lot, a.key) < std::tie(b.lot, b.key);
}

void Draw::offer(std::int64_t key, const ArxivId& id) {
  papers_.push_back({lot_of(id), key});
  if (papers_.size() < 2 * kUnlabelledPapers) return;
  const auto end = papers_.begin() + static_cast<std::ptrdiff_t>(kUnlabelledPapers);
  std::nth_element(papers_.begin(), end, papers_.end(), precedes);
  papers_.erase(end, papers_.end());
}

std::vector<Draw::Paper> Draw::winners() const {
  std::vector<Paper> sorted = papers_;
  std::sort(sorted.begin(), sorted.end(), precedes);
  sorted.erase(
      sorted.begin() + static_cast<std::ptrdiff_t>(std::min(sorted.size(), kUnlabelledPapers)),
      sorted.end());
  return sorted;
}

std::vector<std::int64_t> Draw::keys_without(const std::set<ArxivId>& labelled) const {
  std::set<std::uint64_t> lots;
  for (const ArxivId& id : labelled) lots.insert(lot_of(id));
  std::vector<std::int64_t> keys;
  for (const Paper& paper : winners()) {
    if (!lots.contains(paper.lot)) keys.push_back(paper.key);
  }
  return keys;
}

std::string Draw::to_bytes() const {
  ByteWriter writer;
  writer.add(winners());
  return std::move(writer).bytes();
}

Draw Draw::from_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  Draw draw;
  draw.papers_ = reader.take_all<Paper>();
  if (!reader.is_at_end()) ByteReader::refuse();
  return draw;
}

}  // namespace papercup::rank
