#include <fstream>
#include <sys/stat.h>

#include <archive.h>
#include <archive_entry.h>

#include "papercup/core/error.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/store/user_store.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

class BackupTest : public StoreTest {
 protected:
  std::filesystem::path folder() const { return file().parent_path(); }
  std::filesystem::path user_file() const { return folder() / "reader.db"; }

  void back_up(const std::string& name) const {
    store::back_up({user_file(), file()}, folder() / name);
  }

  // Unpacks an archive and returns the names in it.
  static std::vector<std::string> unpack(const std::filesystem::path& from,
                                         const std::filesystem::path& to) {
    std::filesystem::create_directories(to);
    archive* user = archive_read_new();
    archive_read_support_format_tar(user);
    archive_read_support_filter_all(user);
    EXPECT_EQ(archive_read_open_filename(user, from.c_str(), 1 << 16), ARCHIVE_OK);
    std::vector<std::string> names;
    archive_entry* entry = nullptr;
    while (archive_read_next_header(user, &entry) == ARCHIVE_OK) {
      names.emplace_back(archive_entry_pathname(entry));
      std::string bytes(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
      EXPECT_EQ(archive_read_data(user, bytes.data(), bytes.size()),
                static_cast<la_ssize_t>(bytes.size()));
      std::ofstream(to / names.back(), std::ios::binary) << bytes;
    }
    archive_read_free(user);
    return names;
  }
};

TEST_F(BackupTest, HoldsBothDatabasesAsTheyWere) {
  Store store = open();
  put(store, record("2611.90001"));
  UserStore user(user_file(), OpenMode::create);
  user.add({{Time{}, 0, MarkVerb::save, ArxivId::parse("2611.90001")}});
  for (const char* name : {"a.tar", "a.tar.gz", "a.tgz", "a.tar.zst", "a.tar.xz"}) {
    back_up(name);
    const auto target = folder() / "restored" / name;
    EXPECT_EQ(
        unpack(folder() / name, target),
        (std::vector<std::string>{"reader.db", "reader.db-wal", "papers.db", "papers.db-wal"}))
        << name;
    EXPECT_TRUE(Store(target / "papers.db", OpenMode::create).find(ArxivId::parse("2611.90001")));
    EXPECT_EQ(UserStore(target / "reader.db", OpenMode::create).marks().size(), 1U) << name;
  }
}

TEST_F(BackupTest, IsForItsOwnerOnlyAndLeavesNothingElse) {
  open();
  back_up("a.tar.zst");
  struct stat status {};
  ASSERT_EQ(::stat((folder() / "a.tar.zst").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    EXPECT_EQ(entry.path().filename().string().find(".papercup"), std::string::npos);
  }
}

TEST_F(BackupTest, ADamagedDatabaseLeavesTheFormerBackup) {
  {
    std::vector<Record> papers;
    for (int number = 1000; number < 1400; ++number) {
      papers.push_back(record("2611.9" + std::to_string(number)));
    }
    Store store = open();
    put_all(store, papers);
  }
  back_up("a.tar");
  const auto size = std::filesystem::file_size(folder() / "a.tar");
  {
    std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(40'960);
    stream << std::string(100'000, '\x5a');
  }
  EXPECT_THROW(back_up("a.tar"), Error);
  EXPECT_EQ(std::filesystem::file_size(folder() / "a.tar"), size);
}

TEST_F(BackupTest, SaysThatAFolderCannotBeWrittenTo) {
  open();
  try {
    store::back_up({file()}, folder() / "nowhere" / "a.tar");
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::storage);
    EXPECT_FALSE(error.hint().empty());
  }
}

}  // namespace
}  // namespace papercup::store
