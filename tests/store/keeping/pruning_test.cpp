#include "papercup/store/pruning.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

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
