#include "papercup/store/health.hpp"

#include <fstream>
#include <sys/stat.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include "papercup/store/user_store.hpp"
#include "store/database/schema.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

class HealthTest : public StoreTest {
 protected:
  DatabaseHealth health() const { return examine_database(file(), DatabaseKind::papers); }

  // A store of many pages.
  void fill() const {
    std::vector<Record> papers;
    for (int number = 1000; number < 1400; ++number) {
      papers.push_back(record("2611.9" + std::to_string(number)));
      papers.back().paper.abstract = std::string(1000, 'x');
    }
    Store store = open();
    put_all(store, papers);
  }
};

TEST_F(HealthTest, ADatabaseThatIsNotThereHasNoFaults) {
  EXPECT_FALSE(health().exists);
  EXPECT_TRUE(health().faults.empty());
  EXPECT_FALSE(std::filesystem::exists(file())) << "it was made by looking";
}

TEST_F(HealthTest, ASoundDatabaseHasASchemaAndASize) {
  fill();
  EXPECT_TRUE(health().exists);
  EXPECT_EQ(static_cast<std::size_t>(health().schema), papers_schema().migrations.size());
  EXPECT_GT(health().bytes, 400'000U);
  EXPECT_TRUE(health().faults.empty()) << health().faults.front();
}

TEST_F(HealthTest, FindsDamage) {
  fill();
  {
    std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(40'960);
    stream << std::string(200'000, '\x5a');
  }
  ASSERT_FALSE(health().faults.empty());
}

TEST_F(HealthTest, FindsADamagedFullTextIndex) {
  fill();
  SQLite::Database(file().string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE paper_text_config SET v = 0 WHERE k = 'version'");
  ASSERT_EQ(health().faults.size(), 1U);
  EXPECT_NE(health().faults[0].find("damaged"), std::string::npos) << health().faults[0];
}

TEST_F(HealthTest, AFileThatOthersLockIsNotTakenForDamaged) {
  fill();
  SQLite::Database other(file().string(), SQLite::OPEN_READWRITE);
  other.exec("PRAGMA locking_mode = EXCLUSIVE");
  other.exec("BEGIN EXCLUSIVE");
  const DatabaseHealth found = health();
  EXPECT_TRUE(found.faults.empty()) << found.faults.front();
  ASSERT_TRUE(found.obstacle);
  EXPECT_EQ(found.obstacle->hint().find("move"), std::string::npos) << found.obstacle->hint();
}

TEST_F(HealthTest, FindsAFileThatIsNoDatabase) {
  std::ofstream(file()) << "These are not the papers that you are looking for, by no means.";
  ASSERT_EQ(health().faults.size(), 1U);
  EXPECT_NE(health().faults[0].find("not a database"), std::string::npos) << health().faults[0];
}

TEST_F(HealthTest, FindsAnotherProgramsDatabaseAndALaterSchema) {
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("CREATE TABLE guest(name TEXT)");
  }
  EXPECT_EQ(health().faults, std::vector<std::string>{
                                 "it is no database of papercup's, or its first page is damaged"});
  std::filesystem::remove(file());
  open();
  SQLite::Database(file().string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  ASSERT_EQ(health().faults.size(), 1U);
  EXPECT_NE(health().faults[0].find("99"), std::string::npos);
}

TEST_F(HealthTest, AReaderThatOthersCanReadIsSeen) {
  const auto user = file().parent_path() / "reader.db";
  UserStore(user, OpenMode::create).marks();
  EXPECT_FALSE(examine_database(user, DatabaseKind::user).is_readable_by_others);
  ASSERT_EQ(::chmod(user.c_str(), 0640), 0);
  EXPECT_TRUE(examine_database(user, DatabaseKind::user).is_readable_by_others);
  EXPECT_FALSE(examine_database(user, DatabaseKind::papers).faults.empty())
      << "a reader's database was taken for one of papers";
}

TEST_F(HealthTest, SaysThatAFileIsEmpty) {
  std::ofstream(file()).flush();
  EXPECT_TRUE(health().exists);
  EXPECT_TRUE(health().is_empty);
  EXPECT_TRUE(health().faults.empty());
  open();
  EXPECT_FALSE(health().is_empty);
}

}  // namespace
}  // namespace papercup::store
