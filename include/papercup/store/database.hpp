#pragma once

#include <filesystem>
#include <string>

namespace papercup::store {

enum class OpenMode {
  // Made if it is missing or of 0 bytes, brought up to the newest schema. An Error{storage} if it
  // cannot be written to.
  create,
  // A missing file, or one of 0 bytes, is an empty store. Nothing of it is changed, and a file that
  // cannot be written to is read all the same. An Error{storage} if its schema is not the newest
  // (see bring_up_to_date), or something is to be written.
  read_only,
};

enum class DatabaseKind { papers, user };

// What is in a database of this kind, and how to restore it if the file is damaged; sentences for
// people. Nothing that they advise destroys what cannot be restored.
std::string advice_on_damage(DatabaseKind kind);

// Takes an existing database to the newest schema, so that it can be opened to be read only. One
// that is missing or empty, has that schema, cannot be written to, or is none of this kind is left
// as it is. Throws Error{storage} if the steps fail: all of them are taken, or none.
void bring_up_to_date(const std::filesystem::path& file, DatabaseKind kind);

// Whether a folder is on a file system of another machine (NFS, SMB, sshfs and other FUSE), on
// which the shared memory of SQLite's write-ahead log does not work. For a folder that does not
// exist yet, the nearest one above it that does decides. False if that is not known.
bool is_network_folder(const std::filesystem::path& folder);

}  // namespace papercup::store
