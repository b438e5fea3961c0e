#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "papercup/store/maintenance.hpp"
#include "store/database/database_file.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

// The log of arrivals, and what happens to its places when the file is replaced.
class ArrivalTest : public StoreTest {
 protected:
  Cursor arrive(const std::string& id) const {
    Store store = open();
    put(store, record(id));
    return store.last_arrival();
  }
  std::filesystem::path copy() const { return file().parent_path() / "copy.db"; }
  void back_up() const { std::filesystem::copy_file(file(), copy()); }
  void restore() const {
    remove();
    std::filesystem::copy_file(copy(), file());
  }
  void remove() const {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file().string() + suffix);
    }
  }
};

TEST_F(ArrivalTest, APlaceIsKnownAgainWhileTheLogGrows) {
  const Cursor first = arrive("2611.90001");
  const Cursor second = arrive("2611.90002");
  EXPECT_EQ(first.arrival, 1);
  EXPECT_NE(first.token, 0);
  EXPECT_NE(first.token, second.token);
  EXPECT_TRUE(open().has_reached(first));
  EXPECT_TRUE(open().has_reached(second));
  EXPECT_EQ(arrive("2611.90002"), second) << "what changes nothing leads nowhere";
  remove_papers(file(), {ArxivId::parse("2611.90001")});
  EXPECT_NE(open().last_arrival(), second);
  EXPECT_NE(open().last_arrival().token, 0);
  EXPECT_TRUE(open().has_reached(second)) << "pruning is no other log";
}

TEST_F(ArrivalTest, ARestoredLogHasNotReachedWhatCameAfterTheBackup) {
  const Cursor before = arrive("2611.90001");
  back_up();
  const Cursor after = arrive("2611.90002");
  restore();
  EXPECT_TRUE(open().has_reached(before));
  EXPECT_FALSE(open().has_reached(after));
  const Cursor other = arrive("2611.90003");
  EXPECT_EQ(other.arrival, after.arrival) << "the same number";
  EXPECT_FALSE(open().has_reached(after)) << "of another paper";
}

TEST_F(ArrivalTest, ALogMadeAnewHasReachedNothingOfTheFormerOne) {
  const Cursor former = arrive("2611.90001");
  remove();
  EXPECT_FALSE(open().has_reached(former));
  EXPECT_EQ(arrive("2611.90001").arrival, former.arrival);
  EXPECT_FALSE(open().has_reached(former));
}

TEST_F(ArrivalTest, APlaceWithoutATokenCountsIfTheDatabaseIsFromThen) {
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (std::size_t step = 0; step < 5; ++step) {
      database.exec(std::string(papers_schema().migrations[step]));
    }
    database.exec("PRAGMA user_version = 5");
    database.exec("PRAGMA application_id = " + std::to_string(papers_schema().application_id));
    database.exec("UPDATE arrival SET next = 8");
  }
  EXPECT_EQ(open().last_arrival().arrival, 7);
  EXPECT_NE(open().last_arrival().token, 0);
  EXPECT_TRUE(open().has_reached({5, 0}));
  EXPECT_TRUE(open().has_reached({7, 0}));
  EXPECT_EQ(arrive("2611.90001").arrival, 8);
  EXPECT_FALSE(open().has_reached({8, 0})) << "that was another papers.db";
  EXPECT_FALSE(open().has_reached({5, 1}));
}

}  // namespace
}  // namespace papercup::store
