#include "papercup/store/channel.hpp"

#include <algorithm>

#include "papercup/text/hash.hpp"

namespace papercup::store {
namespace {

constexpr std::size_t kBytes = 8;
constexpr unsigned kByteBits = 8;

std::uint64_t hash_of(const ArxivId& id) { return text::Hasher().add(id.to_string()).value(); }

}  // namespace

void ConsideredPapers::add(std::string_view bytes, Date until) {
  for (; bytes.size() >= kBytes; bytes.remove_prefix(kBytes)) {
    std::uint64_t hash = 0;
    for (std::size_t i = kBytes; i > 0; --i) {
      hash = hash << kByteBits | static_cast<unsigned char>(bytes[i - 1]);
    }
    hashes_.insert(hash);
  }
  until_ = std::max(until_.value_or(until), until);
}

bool ConsideredPapers::contains(const ArxivId& id) const { return hashes_.contains(hash_of(id)); }

std::string ConsideredPapers::bytes_of(const std::vector<ArxivId>& papers) {
  std::string bytes;
  bytes.reserve(papers.size() * kBytes);
  for (const ArxivId& id : papers) {
    const std::uint64_t hash = hash_of(id);
    for (std::size_t i = 0; i < kBytes; ++i) {
      bytes += static_cast<char>(hash >> (kByteBits * i));
    }
  }
  return bytes;
}

}  // namespace papercup::store
