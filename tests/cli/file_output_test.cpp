#include "cli/file_output.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::cli {
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
}  // namespace papercup::cli
