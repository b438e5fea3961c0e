#include "papercup/system/files.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
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

TEST_F(FileInput, ReadsWhatFollowsAHead) {
  const auto after = [](std::string_view head, const fs::path& file) {
    const auto bytes = read_file_after(head, file, ErrorKind::usage);
    return bytes ? std::optional(std::string(bytes->view())) : std::nullopt;
  };
  for (const std::size_t size : {std::size_t{200'000}, std::size_t{2'000'000}}) {
    const std::string content(size, 'x');
    EXPECT_EQ(after("head\n", folder.write("a", "head\n" + content)), content);
  }
  EXPECT_EQ(after("", folder.write("b", "all of it")), "all of it");
  EXPECT_EQ(after("head", folder.write("c", "head")), "");
  EXPECT_EQ(after("tail\n", folder.path() / "a"), std::nullopt);
  EXPECT_EQ(after("head", folder.write("d", "hea")), std::nullopt);
  EXPECT_THROW(after("head", folder.path()), Error);
}

TEST_F(FileInput, KeepsWhatItReadWhenTheFileIsReplaced) {
  const std::string content(2'000'000, 'x');
  const fs::path file = folder.write("a", content);
  const auto bytes = read_file_after("", file, ErrorKind::usage);
  write_file_atomically(file, "y", NewFileMode::owner_only, Durability::unsynced);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->view(), content);
}

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

TEST_F(FileOutput, SaysWhetherTheDiskIsFullOrWhatElseIsWrong) {
  const auto complaint = [](const fs::path& file) -> std::string {
    try {
      write_file_atomically(file, "x");
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  };
  EXPECT_EQ(complaint("/dev/full"), "the disk with /dev/full is full");
  const fs::path file = folder.path() / "no" / "folder.txt";
  EXPECT_EQ(complaint(file), "cannot write " + file.string() + ": No such file or directory");
  const fs::path link = folder.path() / "link";
  fs::create_symlink(folder.path() / "no" / "there.txt", link);
  EXPECT_EQ(complaint(link), "cannot write " + link.string() + " (a link to " +
                                 (folder.path() / "no" / "there.txt").string() +
                                 "): No such file or directory");
}

TEST_F(FileOutput, AnOpenDescriptorIsWrittenTo) {
  const fs::path file = folder.write("taken.txt", "");
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  const fs::path name = "/proc/self/fd/" + std::to_string(descriptor);
  {
    FileWriter writer(name, NewFileMode::by_umask);
    EXPECT_TRUE(writer.is_stream());
    writer.write("one ");
    writer.commit();
  }
  write_file_atomically(name, "two");
  ::close(descriptor);
  EXPECT_EQ(support::read_file(file), "one two");
  EXPECT_EQ(file_count(), 1);
}

// As under cron, or after `papercup <&-`: the number of standard input goes to the first file.
TEST(FileOutputDeathTest, AFileIsWrittenWithoutStandardInput) {
  const support::TemporaryFolder folder;
  EXPECT_EXIT(
      {
        ::close(STDIN_FILENO);
        write_file_atomically(folder.path() / "list.txt", "x");
        std::_Exit(0);
      },
      testing::ExitedWithCode(0), "");
  EXPECT_EQ(support::read_file(folder.path() / "list.txt"), "x");
}

TEST(Folders, AreTheirOwnersAloneWhateverTheUmask) {
  const support::TemporaryFolder folder;
  for (const mode_t mask : {0000, 0022, 0777}) {
    const fs::path outer = folder.path() / std::to_string(mask), inner = outer / "a/b";
    const mode_t former = ::umask(mask);
    make_folder(inner);
    make_folder(inner);
    make_folder(inner / "");
    (void)::umask(former);
    for (const fs::path& made : {outer, outer / "a", inner}) {
      EXPECT_EQ(fs::status(made).permissions(), fs::perms::owner_all) << made;
    }
  }
}

TEST(Folders, ThatAreThereStayAsTheyAre) {
  const support::TemporaryFolder folder;
  const fs::path shared = folder.path() / "shared";
  ASSERT_EQ(::mkdir(shared.c_str(), 0755), 0);
  ASSERT_EQ(::chmod(shared.c_str(), 0755), 0);
  make_folder(shared / "own");
  EXPECT_EQ(fs::status(shared).permissions(), static_cast<fs::perms>(0755));
  (void)folder.write("file", "");
  EXPECT_THROW(make_folder(folder.path() / "file/x"), Error);
  EXPECT_THROW(make_folder(folder.path() / "file"), Error);
}

TEST(Paths, ThatAreTooLongAreToldToBe) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / std::string(300, 'x');
  const auto hint_of = [](const auto& work) {
    try {
      work();
    } catch (const Error& error) {
      return error.hint();
    }
    return std::string("nothing was thrown");
  };
  const std::string hint = "A name may have 255 bytes, a path 4,095; choose a shorter one.";
  EXPECT_EQ(hint_of([&] { (void)file_exists(file, ErrorKind::usage); }), hint);
  EXPECT_EQ(hint_of([&] { (void)read_file(file, ErrorKind::usage, "another", 10); }), hint);
  EXPECT_EQ(hint_of([&] { make_folder(file, "another"); }), hint);
  EXPECT_EQ(hint_of([&] { write_file_atomically(file, "x"); }), hint);
}

TEST(FileLock, FollowsNoLink) {
  const support::TemporaryFolder folder;
  fs::create_symlink(folder.path() / "elsewhere", folder.path() / "lock");
  EXPECT_THROW(FileLock(folder.path() / "lock", ""), Error);
  EXPECT_FALSE(fs::exists(folder.path() / "elsewhere"));
}

TEST(FileLock, IsHadByOneAtATime) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "lock";
  FileLock one(file, "");
  FileLock other(file, "");
  errno = EWOULDBLOCK;  // of something else, before
  EXPECT_TRUE(one.try_acquire());
  EXPECT_FALSE(other.try_acquire());
  {
    FileLock third(file, "");
    EXPECT_FALSE(third.try_acquire());
  }
  EXPECT_FALSE(other.try_acquire()) << "it is the lock's that was acquired, not the file's";
}

TEST(FileLock, IsFreeWhenItsHolderIsGone) {
  const support::TemporaryFolder folder;
  { EXPECT_TRUE(FileLock(folder.path() / "lock", "").try_acquire()); }
  EXPECT_TRUE(FileLock(folder.path() / "lock", "").try_acquire());
}

}  // namespace

}  // namespace papercup::system
