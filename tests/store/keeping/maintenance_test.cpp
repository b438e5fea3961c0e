#include "papercup/store/maintenance.hpp"

#include <fstream>
#include <sys/stat.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include "papercup/store/user_store.hpp"
#include "store/database/database_file.hpp"
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

class PruningTest : public StoreTest {
 protected:
  int rows(const std::string& sql) const {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    return database.execAndGet("SELECT count(*) FROM " + sql).getInt();
  }

  void expect_sound() const {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
    SQLite::Statement orphans(database, "PRAGMA foreign_key_check");
    EXPECT_FALSE(orphans.executeStep()) << orphans.getColumn(0).getString();
    database.exec("INSERT INTO paper_text(paper_text) VALUES ('integrity-check')");
  }

  // A paper with two versions, two categories and a listing.
  static Record second_version(const std::string& id) {
    Record paper = record(id);
    paper.paper.version = 2;
    paper.paper.title = "Changed " + id;
    paper.paper.categories = {Category("cs.LG"), Category("cs.CL")};
    paper.announcements = {{Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper}};
    return paper;
  }
};

TEST_F(PruningTest, RemovesAPaperWithAllThatHangsOnIt) {
  {
    Store store = open();
    for (const char* id : {"2611.90001", "2611.90002"}) {
      Record first = record(id);
      first.paper.version = 1;
      put(store, first);
      put(store, second_version(id));
    }
    ASSERT_EQ(store.former_versions(ArxivId::parse("2611.90001")).size(), 1U);
  }
  const std::int64_t arrival = open().next_arrival();
  remove_papers(file(), {ArxivId::parse("2611.90001"), ArxivId::parse("2611.99999")});
  const Store store = open();
  EXPECT_FALSE(store.find(ArxivId::parse("2611.90001")));
  EXPECT_TRUE(store.find(ArxivId::parse("2611.90002")));
  EXPECT_EQ(found(store, "ti:changed"), std::vector<std::string>{"2611.90002"});
  EXPECT_EQ(found(store, "cat:cs.CL"), std::vector<std::string>{"2611.90002"});
  EXPECT_GT(store.next_arrival(), arrival) << "what was learnt before would be taken for new";
  for (const char* table : {"paper", "paper_version", "announcement", "paper_features"}) {
    EXPECT_EQ(rows(table), 1) << table;
  }
  EXPECT_EQ(rows("paper_category"), 2);
  expect_sound();
}

TEST_F(PruningTest, APaperThatWasRemovedCanComeAgain) {
  {
    Store store = open();
    put(store, record("2611.90001"));
  }
  remove_papers(file(), {ArxivId::parse("2611.90001")});
  Store store = open();
  EXPECT_EQ(put(store, record("2611.90001")), UpsertOutcome::added);
  EXPECT_EQ(found(store, "ti:title").size(), 1U);
}

TEST_F(PruningTest, GivesTheRoomBackAndFindsTheRest) {
  std::vector<ArxivId> ids;
  {
    std::vector<Record> papers;
    for (int number = 1000; number < 1600; ++number) {
      Record paper = record("2611.9" + std::to_string(number));
      paper.paper.abstract = "word" + std::to_string(number) + std::string(1000, 'x');
      papers.push_back(paper);
      if (number >= 1010) ids.push_back(paper.paper.id);
    }
    Store store = open();
    put_all(store, papers);
  }
  const auto before = std::filesystem::file_size(file());
  remove_papers(file(), ids);
  compact(file());
  EXPECT_LT(std::filesystem::file_size(file()) * 3, before);
  const Store store = open();
  EXPECT_EQ(store.paper_count(), 10);
  EXPECT_EQ(found(store, "abs:word1003*"), std::vector<std::string>{"2611.91003"});
  EXPECT_TRUE(found(store, "abs:word1300*").empty());
  expect_sound();
}

}  // namespace

}  // namespace papercup::store
