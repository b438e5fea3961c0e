#pragma once

#include <filesystem>

namespace papercup::store {

// Whether a folder lies on a file system of another machine (NFS, SMB, sshfs and other FUSE), where
// the shared memory of SQLite's write-ahead log does not work. Of a folder that is yet to be made,
// whether it will. False where that cannot be told.
bool is_on_network(std::filesystem::path folder);

}  // namespace papercup::store
