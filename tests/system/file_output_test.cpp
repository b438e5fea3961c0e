#include "papercup/system/file_output.hpp"

#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::system {
namespace {

namespace fs = std::filesystem;

class FileOutput : public testing::Test {
 protected:
  std::size_t file_count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path()), {}));
  }
  support::TemporaryFolder folder;
};

TEST_F(FileOutput, ReplacesAFileWholeAndLeavesNothingElse) {
  const fs::path file = folder.write("list.txt", "a former list, longer than the new one");
  write_file_atomically(file, "new");
  EXPECT_EQ(support::read_file(file), "new");
  EXPECT_EQ(file_count(), 1);
}

TEST_F(FileOutput, ALinkStaysALink) {
  const fs::path file = folder.write("list.txt", "old");
  const fs::path link = folder.path() / "link.txt";
  fs::create_symlink("list.txt", link);
  write_file_atomically(link, "new");
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(support::read_file(file), "new");
}

TEST_F(FileOutput, ADeviceIsWrittenTo) { EXPECT_NO_THROW(write_file_atomically("/dev/null", "x")); }

TEST_F(FileOutput, AFileThatIsReplacedKeepsItsMode) {
  const fs::path file = folder.write("list.txt", "old");
  for (const unsigned mode : {0600U, 0640U, 0644U, 0755U}) {
    fs::permissions(file, fs::perms(mode));
    for (const NewFileMode wish : {NewFileMode::by_umask, NewFileMode::owner_only}) {
      write_file_atomically(file, "new", wish);
      EXPECT_EQ(static_cast<unsigned>(fs::status(file).permissions()), mode);
    }
  }
}

TEST_F(FileOutput, ANewFileIsByTheUmaskOrForItsOwnerOnly) {
  const mode_t former = ::umask(027);
  write_file_atomically(folder.path() / "all", "x");
  write_file_atomically(folder.path() / "mine", "x", NewFileMode::owner_only);
  ::umask(former);
  EXPECT_EQ(static_cast<unsigned>(fs::status(folder.path() / "all").permissions()), 0640U);
  EXPECT_EQ(static_cast<unsigned>(fs::status(folder.path() / "mine").permissions()), 0600U);
}

TEST_F(FileOutput, ALinkThatLeadsNowhereIsFollowed) {
  const fs::path link = folder.path() / "link.txt";
  fs::create_symlink("list.txt", link);
  write_file_atomically(link, "new");
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(support::read_file(folder.path() / "list.txt"), "new");
}

TEST_F(FileOutput, WhatIsNotCommittedLeavesTheFormerContentAndNoTrace) {
  const fs::path file = folder.write("list.txt", "old");
  {
    FileWriter writer(file, NewFileMode::by_umask);
    writer.write("half of the ne");
    EXPECT_EQ(file_count(), 2);
  }
  EXPECT_EQ(support::read_file(file), "old");
  EXPECT_EQ(file_count(), 1);
}

TEST_F(FileOutput, ALongNameIsNoHindrance) {
  const fs::path file = folder.path() / std::string(255, 'n');
  write_file_atomically(file, "x");
  EXPECT_EQ(support::read_file(file), "x");
}

TEST_F(FileOutput, WhatCannotBeWrittenIsAnErrorOfStorage) {
  for (const fs::path& file : {folder.path() / "no" / "folder.txt", folder.path()}) {
    try {
      write_file_atomically(file, "x");
      FAIL() << file;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::storage);
    }
  }
  EXPECT_THROW(write_file_atomically("/dev/full", "x"), Error);
  EXPECT_EQ(file_count(), 0);
}

}  // namespace
}  // namespace papercup::system
