#include "store/database/file_system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sys/vfs.h>

namespace papercup::store {

bool is_on_network(std::filesystem::path folder) {
  // From statfs(2) and linux/magic.h.
  constexpr std::array<std::uint32_t, 8> kNetworkMagic = {
      0x6969,      // NFS
      0x517B,      // SMB
      0xFF534D42,  // CIFS
      0xFE534D42,  // SMB2
      0x65735546,  // FUSE
      0x73757245,  // Coda
      0x5346414F,  // AFS
      0x00C36400,  // Ceph
  };
  std::error_code ignored;
  while (folder.has_relative_path() && !std::filesystem::exists(folder, ignored))
    folder = folder.parent_path();
  struct statfs status {};
  if (statfs(folder.empty() ? "." : folder.c_str(), &status) != 0) return false;
  const auto magic = static_cast<std::uint32_t>(status.f_type);
  return std::find(kNetworkMagic.begin(), kNetworkMagic.end(), magic) != kNetworkMagic.end();
}

}  // namespace papercup::store
