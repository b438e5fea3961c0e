#include "papercup/rank/trained_focus.hpp"

#include "rank/features/byte_stream.hpp"

namespace papercup::rank {
namespace {

// At the head of the bytes; of another form, or of a machine with another order of bytes, it would
// be another number.
constexpr std::uint64_t kForm = 0x7063'6d6f'6465'6c03;

}  // namespace

std::string TrainedFocus::to_bytes() const {
  ByteWriter writer;
  writer.add(kForm);
  model.write(writer);
  distribution.write(writer);
  return std::move(writer).bytes();
}

TrainedFocus TrainedFocus::from_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  if (reader.take<std::uint64_t>() != kForm) ByteReader::refuse();
  Model model = Model::read(reader);
  ScoreDistribution distribution = ScoreDistribution::read(reader);
  if (!reader.is_at_end()) ByteReader::refuse();
  return {std::move(model), std::move(distribution)};
}

}  // namespace papercup::rank
