#include "papercup/system/file_input.hpp"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"

namespace papercup::system {
namespace {

namespace fs = std::filesystem;

class FileInput : public testing::Test {
 protected:
  static std::string complaint_of(const fs::path& file) {
    try {
      (void)file_exists(file, ErrorKind::usage);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_FALSE(error.hint().empty());
      return error.message();
    }
    return "";
  }
  support::TemporaryFolder folder;
};

TEST_F(FileInput, OnlyWhatHasNoNameIsAbsent) {
  const fs::path file = folder.write("a", "content");
  EXPECT_TRUE(file_exists(file, ErrorKind::storage));
  EXPECT_TRUE(file_exists(folder.path(), ErrorKind::storage));
  EXPECT_FALSE(file_exists(folder.path() / "b", ErrorKind::storage));
  EXPECT_FALSE(file_exists(folder.path() / "no" / "folder" / "b", ErrorKind::storage));
  EXPECT_FALSE(file_exists("of no folder", ErrorKind::storage));
}

TEST_F(FileInput, WhatCannotBeLookedAtIsNoAbsence) {
  folder.write("a", "content");
  EXPECT_NE(complaint_of(folder.path() / "a" / "b").find("Not a directory"), std::string::npos);
  fs::create_symlink("loop", folder.path() / "loop");
  EXPECT_NE(complaint_of(folder.path() / "loop").find("Too many levels"), std::string::npos);
}

TEST_F(FileInput, ALinkThatLeadsNowhereIsSaidToBe) {
  fs::create_symlink("not-mounted", folder.path() / "link");
  for (const fs::path& file : {folder.path() / "link", folder.path() / "link" / "papers.db"}) {
    EXPECT_NE(complaint_of(file).find("link is a link to not-mounted, which does not exist"),
              std::string::npos)
        << file;
  }
  fs::create_symlink(folder.path(), folder.path() / "sound");
  EXPECT_FALSE(file_exists(folder.path() / "sound" / "b", ErrorKind::storage));
}

TEST_F(FileInput, ReadsAllOrSaysWhyNot) {
  const std::string content(200'000, 'x');
  const fs::path file = folder.write("a", content);
  EXPECT_EQ(read_file(file, ErrorKind::usage), content);
  EXPECT_EQ(read_file(file, ErrorKind::usage, "", 5), "xxxxx");
  for (const fs::path& other : {folder.path(), folder.path() / "b", file / "c"}) {
    EXPECT_THROW(read_file(other, ErrorKind::usage), Error) << other;
  }
}

}  // namespace
}  // namespace papercup::system
