#include "papercup/store/salvage.hpp"

#include <fstream>
#include <iterator>
#include <random>
#include <sys/stat.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "papercup/store/user_store.hpp"
#include "store/database/database_file.hpp"
#include "store/salvage/page_file.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

const Date kDay{2026, 11, 24};
const Time kNoon = Time{kDay.days()} + std::chrono::hours(12);
const ArxivId kConsidered = ArxivId::parse("2611.90002");
constexpr std::size_t kPageSize = 16384;
constexpr int kMarks = 2000;  // several pages of them

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class SalvageTest : public StoreTest {
 protected:
  std::filesystem::path folder() const { return file().parent_path(); }
  std::filesystem::path damaged() const { return folder() / "reader.db"; }
  std::filesystem::path target() const { return folder() / "new.db"; }

  void fill() const {
    UserStore user(damaged(), OpenMode::create);
    std::vector<Mark> marks;
    for (int i = 0; i < kMarks; ++i) {
      marks.push_back({kNoon + std::chrono::seconds(i / 2), i % 2, MarkVerb::save,
                       ArxivId::parse("2611.9" + std::to_string(1000 + i))});
    }
    user.transaction([&] {
      user.add(marks);
      for (int i = 0; i < 3; ++i) {
        RecordedSection section;
        section.focus = "rewards";
        section.focus_text = "about = 'rewards'";
        section.papers = {{ArxivId::parse("2611.90001"), 1, {0.5, {{Evidence::like, "w", 0.5}}}}};
        user.record({"terminal", kNoon, Date(2026, 11, 24), {section}});
      }
      user.move_channel("terminal", {"rewards", {517, -7}, Date(2026, 11, 1), {kConsidered}, kDay},
                        kDay);
      user.set_notified("terminal", ArxivId::parse("2611.90001"), {2, false, "a journal"});
      MailLedger& ledger = user.mail_ledger();
      const auto batch = ledger.add(
          {0, "rewards", Date(2026, 11, 24), kNoon, 2, 517, -7, std::string(50'000, 'm')});
      ledger.add(MailDelivery{batch, "ada@example.org", MailState::sent, kNoon, 1});
    });
  }

  void overwrite(std::size_t page, std::size_t at, const std::string& bytes) const {
    std::fstream stream(damaged(), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>((page - 1) * kPageSize + at));
    stream << bytes;
  }

  // The pages of a table, its root first.
  std::vector<std::size_t> pages_of(const std::string& table) const {
    SQLite::Database database(damaged().string(), SQLite::OPEN_READWRITE);
    SQLite::Statement rows(database, "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path");
    rows.bind(1, table);
    std::vector<std::size_t> pages;
    while (rows.executeStep())
      pages.push_back(static_cast<std::size_t>(rows.getColumn(0).getInt()));
    return pages;
  }

  Salvage salvage() const {
    const std::string before = content_of(damaged());
    Salvage result = salvage_user_store(damaged(), target());
    EXPECT_EQ(content_of(damaged()), before) << "the damaged file was changed";
    EXPECT_FALSE(std::filesystem::exists(target().string() + ".part"));
    return result;
  }

  std::vector<Mark> marks() const { return UserStore(target(), OpenMode::read_only).marks(); }

  static SalvagedTable table(const Salvage& salvage, const std::string& name) {
    for (const SalvagedTable& table : salvage.tables) {
      if (table.name == name) return table;
    }
    ADD_FAILURE() << "no table " << name;
    return {};
  }
};

TEST_F(SalvageTest, BringsEverythingOutOfASoundFile) {
  fill();
  const auto before = UserStore(damaged(), OpenMode::read_only).marks();
  EXPECT_TRUE(salvage().is_complete());
  UserStore user(target(), OpenMode::read_only);
  UserStore old(damaged(), OpenMode::read_only);
  EXPECT_EQ(user.marks(), before);
  EXPECT_EQ(user.digests_since(Date(2026, 1, 1)), old.digests_since(Date(2026, 1, 1)));
  EXPECT_EQ(user.channel_state("terminal", "rewards"), old.channel_state("terminal", "rewards"));
  EXPECT_EQ(user.channel_state("terminal", "rewards")->cursor.arrival, 517);
  EXPECT_TRUE(user.considered("terminal", "rewards").contains(kConsidered));
  EXPECT_EQ(user.notified("terminal"), old.notified("terminal"));
  EXPECT_EQ(user.mail_ledger().find(1), old.mail_ledger().find(1));
  EXPECT_EQ(user.mail_ledger().deliveries(1), old.mail_ledger().deliveries(1));
  struct stat status {};
  ASSERT_EQ(stat(target().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(SalvageTest, WhatChannelsHaveForgottenIsNotLost) {
  fill();
  {
    UserStore user(damaged(), OpenMode::create);
    for (int i = 0; i < 100; ++i) {
      const Date day = kDay + i;
      user.move_channel("terminal", {"rewards", {518 + i, -7}, {}, {kConsidered}, day}, day);
    }
  }
  const Salvage result = salvage();
  EXPECT_LT(table(result, "considered").rows, 100) << "old ones were dropped";
  EXPECT_EQ(table(result, "considered").lost_rows, 0);
  EXPECT_TRUE(result.is_complete());
}

TEST_F(SalvageTest, LeavesALaterPapercupsFileToIt) {
  fill();
  SQLite::Database(damaged().string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  try {
    salvage_user_store(damaged(), target());
    FAIL() << "its rows have shapes that nobody knows yet";
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("has schema 99"), std::string::npos) << error.message();
  }
}

TEST_F(SalvageTest, SaysThatAFolderIsNoFile) {
  std::filesystem::create_directory(damaged());
  EXPECT_THROW(salvage_user_store(damaged(), target()), Error);
}

TEST_F(SalvageTest, LeavesNothingButTheNewFile) {
  fill();
  const std::string stale = ".papercup-salvage-abcdef";
  std::filesystem::create_directory(target().parent_path() / stale);
  std::filesystem::last_write_time(
      target().parent_path() / stale,
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  salvage();
  for (const auto& entry : std::filesystem::directory_iterator(target().parent_path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".papercup-salvage-"))
        << entry.path();
  }
}

TEST_F(SalvageTest, DoesWithoutTheFirstPage) {
  fill();
  overwrite(1, 0, std::string(kPageSize, '\0'));
  salvage();
  EXPECT_EQ(marks().size(), static_cast<std::size_t>(kMarks));
  EXPECT_EQ(UserStore(target(), OpenMode::read_only).digests_since(Date(2026, 1, 1)).size(), 3U);
}

TEST_F(SalvageTest, DoesWithoutTheRootOfATable) {
  fill();
  overwrite(pages_of("mark").front(), 0, std::string(kPageSize, '\xff'));
  const Salvage result = salvage();
  // The root of a table without a rowid holds a row between each two of its pages.
  EXPECT_GT(marks().size(), static_cast<std::size_t>(kMarks) * 99 / 100);
  EXPECT_LT(marks().size(), static_cast<std::size_t>(kMarks));
  EXPECT_EQ(table(result, "mark").lost_pages, 1);
}

TEST_F(SalvageTest, SaysWhatATruncatedFileHasLost) {
  fill();
  std::filesystem::resize_file(damaged(), pages_of("mark").back() * kPageSize);
  const Salvage result = salvage();
  EXPECT_GT(result.missing_pages, 0);
  EXPECT_FALSE(result.is_complete());
  EXPECT_GT(marks().size(), 100U);
}

TEST_F(SalvageTest, CountsDigestsThatAreGone) {
  fill();
  {
    SQLite::Database database(damaged().string(), SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM digest WHERE number = 2");
  }
  const Salvage result = salvage();
  EXPECT_EQ(table(result, "digest").rows, 2);
  EXPECT_EQ(table(result, "digest").lost_rows, 1);
  EXPECT_EQ(table(result, "digest_paper").rows, 2) << "what hangs on it went with it";
  EXPECT_EQ(table(result, "digest_paper").lost_rows, 1);
  UserStore user(target(), OpenMode::create);
  EXPECT_EQ(user.record({"terminal", kNoon, Date(2026, 11, 24)}), 4) << "a number came twice";
}

TEST_F(SalvageTest, ReadsALogThatAKilledProcessLeft) {
  fill();
  const std::filesystem::path other = folder() / "other";
  std::filesystem::create_directory(other);
  {
    UserStore writer(damaged(), OpenMode::create);
    writer.add({{kNoon + std::chrono::hours(9), 0, MarkVerb::done, ArxivId::parse("2611.90001")}});
    for (const char* end : {"", "-wal"}) {
      std::filesystem::copy(damaged().string() + end, (other / "reader.db").string() + end);
    }
  }
  ASSERT_GT(std::filesystem::file_size(other / "reader.db-wal"), 0U);
  salvage_user_store(other / "reader.db", target());
  EXPECT_EQ(marks().size(), static_cast<std::size_t>(kMarks) + 1);
  std::filesystem::remove(target());
  // A frame that was cut counts as none.
  std::filesystem::resize_file(other / "reader.db-wal",
                               std::filesystem::file_size(other / "reader.db-wal") - 1);
  salvage_user_store(other / "reader.db", target());
  EXPECT_EQ(marks().size(), static_cast<std::size_t>(kMarks));
}

TEST_F(SalvageTest, TakesNoRowThatPapercupCannotHaveWritten) {
  fill();
  {
    SQLite::Database database(damaged().string(), SQLite::OPEN_READWRITE);
    database.exec("UPDATE mark SET paper = 'nothing' WHERE paper = '2611.91000'");
    database.exec("UPDATE mark SET verb = 'likf' WHERE paper = '2611.91001'");
    database.exec("UPDATE mark SET time = 9223372036854775807 WHERE paper = '2611.91002'");
  }
  const Salvage result = salvage();
  EXPECT_EQ(table(result, "mark").rows, kMarks - 3);
  EXPECT_EQ(table(result, "mark").lost_rows, 3);
}

TEST_F(SalvageTest, ReadsTheSchemaOfAnEarlierPapercup) {
  for (std::size_t version = 1; version <= user_schema().migrations.size(); ++version) {
    {
      SQLite::Database database(damaged().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      for (std::size_t step = 0; step < version; ++step) {
        database.exec(std::string(user_schema().migrations[step]));
      }
      database.exec(
          "INSERT INTO mark(time, ordinal, verb, paper, focus, known, only_verb)"
          " VALUES (1795520000, 0, 'save', '2611.90001', '', 0, '')");
      database.exec("PRAGMA user_version = " + std::to_string(version));
      database.exec("PRAGMA application_id = " + std::to_string(user_schema().application_id));
    }
    salvage();
    EXPECT_EQ(marks().size(), 1U) << version;
    std::filesystem::remove(damaged());
    std::filesystem::remove(target());
  }
}

TEST_F(SalvageTest, LeavesNothingIfThereIsNothing) {
  std::ofstream(damaged()) << std::string(50'000, 'x');
  EXPECT_THROW(salvage(), Error);
  EXPECT_FALSE(std::filesystem::exists(target()));
  EXPECT_THROW(salvage_user_store(folder() / "none.db", target()), Error);
  EXPECT_FALSE(std::filesystem::exists(target()));
}

TEST_F(SalvageTest, ReplacesNothing) {
  fill();
  std::ofstream(target()) << "precious";
  EXPECT_THROW(salvage(), Error);
  EXPECT_EQ(content_of(target()), "precious");
}

TEST_F(SalvageTest, SaysWhyTheNewFileCannotBeWritten) {
  fill();
  const auto there = folder() / "no" / "reader.db";
  try {
    salvage_user_store(damaged(), there);
    FAIL() << "it was written";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), testing::StartsWith("cannot write "));
    EXPECT_EQ(error.hint(), "Name another folder, one that is empty and yours to write.");
  }
}

// A head of one number of a byte and a text of two (types 1 and 17), and what they are.
TEST(Record, IsExactlyItsBytes) {
  const std::string bytes("\x03\x01\x11\x05hi", 6);
  const auto values = parse_record(bytes);
  ASSERT_TRUE(values);
  ASSERT_EQ(values->size(), 2U);
  EXPECT_EQ(std::get<std::int64_t>(values->at(0)), 5);
  EXPECT_EQ(std::get<std::string>(values->at(1)), "hi");
  EXPECT_FALSE(parse_record(bytes + "!")) << "more bytes than it has values";
  EXPECT_FALSE(parse_record(bytes.substr(0, 5))) << "fewer";
  EXPECT_FALSE(parse_record(std::string("\x02\x81\x11hi", 5))) << "a head that ends within a type";
}

TEST(TreePage, ReadsNothingOutsideOfAnyBytes) {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  constexpr std::array<char, 4> kKinds = {2, 5, 10, 13};
  std::size_t records = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(512 + random() % 600, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % (round % 2 == 0 ? 256 : 24));
    bytes[0] = kKinds.at(random() % kKinds.size());
    bytes[3] = 0;
    const TreePage page(bytes, 0, bytes.size());
    for (const Cell& cell : page.cells([&](std::uint32_t) { return std::string_view(bytes); })) {
      records += cell.record ? 1 : 0;
    }
    (void)parse_record(bytes);
  }
  EXPECT_GT(records, 0U) << "no cell was ever read";
}

// A head that is none says nothing, not even how many bytes of each page are spared.
TEST_F(SalvageTest, BelievesNothingOfAFirstPageThatIsNone) {
  fill();
  overwrite(1, 0, std::string(kPageSize, 'U'));
  salvage();
  EXPECT_EQ(marks().size(), static_cast<std::size_t>(kMarks));
}

}  // namespace
}  // namespace papercup::store
