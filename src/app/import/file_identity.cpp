#include "app/import/file_identity.hpp"

#include <cstddef>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "papercup/text/hash.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kHashedBytes = std::size_t{1} << 16;

std::string beginning_of(const std::filesystem::path& file) {
  std::string bytes(kHashedBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

}  // namespace

FileIdentity identify(const std::filesystem::path& file) {
  std::error_code error;
  // What is no ordinary file may only be read once.
  if (!std::filesystem::is_regular_file(file, error)) return {};
  const std::filesystem::path path = std::filesystem::canonical(file, error);
  if (error) return {};
  const auto size = std::filesystem::file_size(path, error);
  if (error) return {};
  const auto changed = std::filesystem::last_write_time(path, error);
  if (error) return {};
  return {path.string(), fmt::format("{} {} {:016x}", size, changed.time_since_epoch().count(),
                                     text::Hasher().add(beginning_of(path)).value())};
}

}  // namespace papercup::app
