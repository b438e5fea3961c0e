#include <map>
#include <random>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "papercup/store/maintenance.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

// Features (of the fixture: titles) and how many papers have them.
using Counts = std::map<std::string, int>;

class ChangeLogTest : public StoreTest {
 protected:
  static Record titled(const std::string& id, const std::string& title, Date announced) {
    Record record = StoreTest::record(id);
    record.paper.title = title;
    record.paper.announced = announced;
    record.paper.announced_is_estimate = true;
    return record;
  }

  static Counts counted(const Store& store, std::optional<Date> until) {
    Counts counts;
    Selection selection;
    selection.until = until;
    store.visit_features(selection, [&](const PaperKey&, std::string_view features) {
      ++counts[std::string(features)];
    });
    return counts;
  }

  // Nothing if the store does not know what changed.
  static std::optional<Counts> updated(const Store& store, const PastPapers& past, Counts counts,
                                       std::optional<Date> until) {
    const bool is_known =
        store.visit_difference(past, until, [&](PaperMove move, std::string_view features) {
          counts[std::string(features)] += move == PaperMove::joined ? 1 : -1;
        });
    std::erase_if(counts, [](const auto& count) { return count.second == 0; });
    return is_known ? std::optional(counts) : std::nullopt;
  }

  std::int64_t rows(const std::string& table) const {
    SQLite::Database database(file().string());
    return database.execAndGet("SELECT count(*) FROM " + table).getInt64();
  }
};

const Date kDay(2026, 11, 24);

TEST_F(ChangeLogTest, CountsBroughtUpToDateAreThoseOfCountingAnew) {
  std::mt19937 random(7);
  const auto below = [&](unsigned count) { return static_cast<int>(random() % count); };
  Store store = open();
  struct Moment {
    PastPapers papers;
    Counts counts;
  };
  std::vector<Moment> moments;
  for (int step = 0; step < 60; ++step) {
    std::vector<Record> records;
    for (int i = below(6); i > 0; --i) {
      records.push_back(titled(fmt::format("2611.9{:04}", below(40)),
                               fmt::format("Title {}", below(12)), kDay - below(5)));
      records.back().paper.version = 1 + below(3);
    }
    put_all(store, records);
    std::optional<Date> until;
    if (below(3) > 0) until = kDay - below(6);
    const Counts anew = counted(store, until);
    for (const Moment& moment : moments) {
      ASSERT_EQ(updated(store, moment.papers, moment.counts, until), anew) << "step " << step;
    }
    moments.push_back({{store.last_arrival(), until}, anew});
  }
  EXPECT_GT(rows("former_paper"), 20) << "papers changed on the way";
}

TEST_F(ChangeLogTest, APastOfAnotherDatabaseIsUnknown) {
  Store store = open();
  put(store, titled("2611.90001", "Reward", kDay));
  Cursor point = store.last_arrival();
  ++point.token;
  EXPECT_EQ(updated(store, {point, {}}, {}, {}), std::nullopt);
}

TEST_F(ChangeLogTest, WhatWasRemovedMakesThePastUnknown) {
  PastPapers past;
  {
    Store store = open();
    put(store, titled("2611.90001", "Reward", kDay));
    put(store, titled("2611.90002", "Comets", kDay));
    past.end = store.last_arrival();
  }
  remove_papers(file(), {ArxivId::parse("2611.90001")});
  EXPECT_EQ(updated(open(), past, {}, {}), std::nullopt);
}

TEST_F(ChangeLogTest, FeaturesOfAnotherFormMakeThePastUnknown) {
  Store store = open();
  put(store, titled("2611.90001", "Reward", kDay));
  put(store, titled("2611.90001", "Reward again", kDay));
  const PastPapers past{store.last_arrival(), {}};
  store.remake_features(2, [](const Paper&) { return std::string("another form"); });
  EXPECT_EQ(rows("former_paper"), 0);
  put(store, titled("2611.90001", "Reward once more", kDay));
  EXPECT_EQ(updated(store, {Cursor{past.end.arrival - 1, past.end.token}, {}}, {}, {}),
            std::nullopt);
}

TEST_F(ChangeLogTest, DoesNotGoBackForEver) {
  PastPapers past;
  {
    Store store = open();
    put(store, titled("2611.90001", "Reward", kDay));
    past.end = store.last_arrival();
    put(store, titled("2611.90001", "Reward models", kDay));
  }
  EXPECT_EQ(rows("former_paper"), 1);
  SQLite::Database(file().string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE arrival SET next = 1000000");
  Store store = open();
  put(store, titled("2611.90002", "Comets", kDay));
  EXPECT_EQ(rows("former_paper"), 0);
  EXPECT_EQ(updated(store, past, {}, {}), std::nullopt);
}

}  // namespace
}  // namespace papercup::store
