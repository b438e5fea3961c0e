#include <SQLiteCpp/SQLiteCpp.h>

#include "papercup/store/maintenance.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

constexpr std::int64_t kRules = 5;
constexpr SignalBits kLong = 1, kFormerLong = 2;

bool is_long(const Paper& paper) { return paper.title.size() > 20; }

// A stand-in for digest's rules: a paper states something if its title is long.
SignalBits find_long(const Paper& paper, const std::vector<Paper>& former_versions) {
  SignalBits bits = is_long(paper) ? kLong : 0;
  for (const Paper& former : former_versions) bits |= is_long(former) ? kFormerLong : 0;
  return bits;
}

class SignalRowsTest : public StoreTest {
 protected:
  static Record versioned(const std::string& id, int version, bool is_long) {
    Record one = record(id);
    one.paper.version = version;
    one.paper.title = is_long ? "A title that has many words" : "Short";
    return one;
  }

  Store keeping(std::int64_t rules = kRules) const {
    Store store = open();
    store.keep_signals(rules, find_long);
    return store;
  }

  static std::vector<std::string> stating(const Store& store, SignalBits any,
                                          std::int64_t rules = kRules) {
    Selection selection;
    selection.states = SignalWish{rules, {any}};
    return ids(store.select(selection));
  }

  // All rows, for comparisons.
  std::string rows() const {
    SQLite::Database database(file().string());
    SQLite::Statement rows(database, "SELECT signal, paper FROM paper_signal ORDER BY 1, 2");
    std::string text;
    while (rows.executeStep()) {
      text += rows.getColumn(0).getString() + ":" + rows.getColumn(1).getString() + " ";
    }
    return text;
  }

  const std::vector<std::string> kNone = {};
};

TEST_F(SignalRowsTest, AreKeptFromTheFirstPaperOn) {
  Store store = keeping();
  put_all(store, {versioned("2611.90001", 1, true), versioned("2611.90002", 1, false)});
  EXPECT_EQ(stating(store, kLong), (std::vector<std::string>{"2611.90001"}));
  EXPECT_EQ(stating(store, kFormerLong), kNone);
  put(store, versioned("2611.90001", 2, false));
  EXPECT_EQ(stating(store, kLong), kNone);
  EXPECT_EQ(stating(store, kFormerLong), (std::vector<std::string>{"2611.90001"}));
  EXPECT_FALSE(store.find_signals(10));
}

TEST_F(SignalRowsTest, LeaveEveryPaperThatWasNotLookedAt) {
  {
    Store store = open();
    put_all(store, {versioned("2611.90001", 1, true), versioned("2611.90002", 1, false)});
  }
  Store store = keeping();
  const std::vector<std::string> both = {"2611.90001", "2611.90002"};
  EXPECT_EQ(store.signals_found_up_to(kRules), 0);
  EXPECT_EQ(stating(store, kLong), both);
  EXPECT_TRUE(store.find_signals(1));
  EXPECT_EQ(store.signals_found_up_to(kRules), 1);
  EXPECT_EQ(stating(store, kFormerLong), (std::vector<std::string>{"2611.90002"}));
  EXPECT_TRUE(store.find_signals(1));
  EXPECT_FALSE(store.find_signals(1));
  EXPECT_EQ(stating(store, kLong), (std::vector<std::string>{"2611.90001"}));
}

TEST_F(SignalRowsTest, AreNoneOfOtherRules) {
  {
    Store store = keeping();
    put(store, versioned("2611.90001", 1, true));
  }
  Store store = keeping(kRules + 1);
  EXPECT_EQ(store.signals_found_up_to(kRules + 1), 0);
  EXPECT_EQ(stating(store, kFormerLong, kRules + 1), (std::vector<std::string>{"2611.90001"}));
  while (store.find_signals(10)) {
  }
  EXPECT_EQ(stating(store, kFormerLong, kRules + 1), kNone);
  EXPECT_EQ(stating(store, kLong, kRules + 1), (std::vector<std::string>{"2611.90001"}));
}

TEST_F(SignalRowsTest, AreDoubtedOnceAPaperWasStoredWithoutThem) {
  {
    Store store = keeping();
    put_all(store, {versioned("2611.90001", 1, false), versioned("2611.90002", 1, false)});
  }
  Store store = open();
  put(store, versioned("2611.90002", 2, true));
  EXPECT_EQ(stating(store, kLong), (std::vector<std::string>{"2611.90002"}));
}

TEST_F(SignalRowsTest, EqualThoseOfAFullSearchWhateverCameBetween) {
  {
    Store store = open();
    std::vector<Record> papers;
    for (int i = 10; i < 60; ++i) {
      papers.push_back(versioned("2611.900" + std::to_string(i), 1, i % 3 == 0));
    }
    put_all(store, papers);
  }
  {
    Store store = keeping();
    store.find_signals(20);
    for (int i = 20; i < 50; i += 7) {
      put(store, versioned("2611.900" + std::to_string(i), 2, i % 2 == 0));
    }
    put(store, versioned("2611.90099", 1, true));
    EXPECT_THROW(store.transaction([&] {
      store.upsert(versioned("2611.90012", 2, false), [](const Paper&) { return std::string(); });
      throw Error(ErrorKind::failure, "broken off");
    }),
                 Error);
    while (store.find_signals(7)) {
    }
  }
  remove_papers(file(), {ArxivId::parse("2611.90015"), ArxivId::parse("2611.90099")});
  const std::string kept = rows();
  EXPECT_FALSE(kept.empty());
  SQLite::Database(file().string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE signal_rules SET rules = 0, found_up_to = 0");
  Store store = keeping();
  while (store.find_signals(100)) {
  }
  EXPECT_EQ(rows(), kept);
}

TEST_F(SignalRowsTest, AreNotNeededToReadADatabaseThatHasNone) {
  put(*std::make_unique<Store>(open()), versioned("2611.90001", 1, true));
  SQLite::Database(file().string(), SQLite::OPEN_READWRITE)
      .exec("DROP TABLE paper_signal; DROP TABLE signal_rules; PRAGMA user_version = 7");
  const Store store(file(), OpenMode::read_only);
  EXPECT_EQ(store.signals_found_up_to(kRules), 0);
  EXPECT_EQ(stating(store, kFormerLong), (std::vector<std::string>{"2611.90001"}));
}

}  // namespace
}  // namespace papercup::store
