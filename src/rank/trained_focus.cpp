#include "papercup/rank/trained_focus.hpp"

#include "rank/byte_coding.hpp"

namespace papercup::rank {
namespace {

// At the head of the bytes; of another form, or of a machine with another order of bytes, it would
// be another number.
constexpr std::uint64_t kForm = 0x7063'6d6f'6465'6c03;

}  // namespace

std::string TrainedFocus::to_bytes() const {
  ByteEncoder encoder;
  encoder.add(kForm);
  model.write(encoder);
  distribution.write(encoder);
  return std::move(encoder).bytes();
}

TrainedFocus TrainedFocus::from_bytes(std::string_view bytes) {
  ByteDecoder decoder(bytes);
  if (decoder.take<std::uint64_t>() != kForm) ByteDecoder::refuse();
  Model model = Model::read(decoder);
  ScoreDistribution distribution = ScoreDistribution::read(decoder);
  if (!decoder.is_at_end()) ByteDecoder::refuse();
  return {std::move(model), std::move(distribution)};
}

}  // namespace papercup::rank
