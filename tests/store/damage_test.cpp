// What a damaged file may not do: decide which memory is written, ask for gigabytes, or end the
// program.

#include <algorithm>
#include <fstream>
#include <limits>

#include <SQLiteCpp/SQLiteCpp.h>

#include "papercup/core/error.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/store/user_store.hpp"
#include "store/database/statement.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(RowValues, RefuseWhatPapercupCannotHaveWritten) {
  EXPECT_EQ(id_in("2611.90001").to_string(), "2611.90001");
  EXPECT_EQ(day_in(20'000).days_since_epoch(), 20'000);
  EXPECT_EQ(key_in(kHighestKey), kHighestKey);
  EXPECT_EQ(count_in(0), 0);
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kLow = std::numeric_limits<std::int64_t>::min();
  EXPECT_THROW(id_in("no paper"), SQLite::Exception);
  for (const std::int64_t number : {kHuge, kLow, std::int64_t{1} << 40}) {
    EXPECT_THROW(day_in(number), SQLite::Exception) << number;
    EXPECT_THROW(list_day_in(number), SQLite::Exception) << number;
    EXPECT_THROW(time_in(number), SQLite::Exception) << number;
    EXPECT_THROW(key_in(number), SQLite::Exception) << number;
    EXPECT_THROW(small_count_in(number), SQLite::Exception) << number;
  }
  EXPECT_THROW(key_in(0), SQLite::Exception);
  EXPECT_THROW(count_in(-1), SQLite::Exception);
  EXPECT_THROW(count_in(kHuge), SQLite::Exception);
  EXPECT_THROW(finite_in(std::numeric_limits<double>::infinity()), SQLite::Exception);
}

class DamageTest : public StoreTest {
 protected:
  std::filesystem::path user_file() const { return file().parent_path() / "reader.db"; }

  void fill() const {
    std::vector<Record> papers;
    for (int number = 1; number < 10; ++number) {
      papers.push_back(record("2611.9000" + std::to_string(number)));
    }
    Store store = open();
    put_all(store, papers);
  }

  static void change(const std::filesystem::path& file, const std::string& sql) {
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(sql);
  }

  // The error's message and hint; empty without one.
  template <typename Work>
  static std::string storage_error_of(Work work) {
    try {
      work();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::storage) << error.message();
      return error.message() + "\n" + error.hint();
    }
    return {};
  }

  // The byte with the rowid of a row of paper_features becomes this one.
  void change_rowid(std::size_t row, char rowid) const {
    std::int64_t begin = 0;
    {
      SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
      database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
      begin = database.execAndGet("SELECT pgoffset FROM dbstat WHERE name = 'paper_features'")
                  .getInt64();
    }
    std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
    std::string page(16384, '\0');
    stream.seekg(begin);
    stream.read(page.data(), static_cast<std::streamsize>(page.size()));
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(page[at]); };
    const std::size_t pointer = 8 + 2 * row;
    std::size_t at = byte(pointer) * 256u + byte(pointer + 1);
    while (byte(at) >= 0x80) ++at;  // the size of the payload
    page[at + 1] = rowid;
    stream.seekp(begin);
    stream.write(page.data(), static_cast<std::streamsize>(page.size()));
  }

  static std::size_t visited(const Store& store) {
    std::size_t count = 0;
    store.visit_features({}, [&](const PaperKey&, std::string_view) { ++count; });
    return count;
  }
};

TEST_F(DamageTest, AKeyOutOfOrderWritesIntoNoMemory) {
  fill();
  change_rowid(2, 0);
  const Store store = open();
  EXPECT_TRUE(has(storage_error_of([&] { visited(store); }), "papers.db is damaged"));
}

TEST_F(DamageTest, PapersWhoseFeaturesAreLostAreVisitedWithoutThem) {
  fill();
  change(file(), "DELETE FROM paper_features WHERE paper IN (2, 9)");
  const Store store = open();
  EXPECT_EQ(visited(store), 9U);
  EXPECT_EQ(store.load_features({1, 2, 9}),
            (std::vector<std::string>{"Title of 2611.90001", "", ""}));
}

TEST_F(DamageTest, AHugeOrNegativeKeyAsksForNoMemory) {
  for (const char* key : {"-5", "9223372036854775807", "1152921504606846976"}) {
    fill();
    change(file(), std::string("PRAGMA foreign_keys = OFF; UPDATE paper SET key = ") + key +
                       " WHERE key = 9; UPDATE paper_category SET paper = " + key +
                       " WHERE paper = 9");
    const Store store = open();
    Selection category;
    category.categories = {"cs.LG"};
    EXPECT_TRUE(has(storage_error_of([&] { store.select({}); }), "papers.db is damaged")) << key;
    EXPECT_TRUE(has(storage_error_of([&] { store.select(category); }), "is damaged")) << key;
    std::filesystem::remove(file());
  }
}

TEST_F(DamageTest, AMarkOfNoPaperIsDamageOfTheReadersDatabase) {
  UserStore(user_file(), OpenMode::create);
  change(user_file(),
         "INSERT INTO mark(time, ordinal, verb, paper, focus, known, only_verb)"
         " VALUES (1, 0, 'like', 'no paper', '', 0, '')");
  const UserStore user(user_file(), OpenMode::read_only);
  const std::string error = storage_error_of([&] { user.marks(); });
  EXPECT_TRUE(has(error, "reader.db is damaged")) << error;
  EXPECT_TRUE(has(error, "--salvage")) << error;
  const DatabaseHealth health = examine_database(user_file(), DatabaseKind::user);
  ASSERT_EQ(health.faults.size(), 1U);
  EXPECT_TRUE(has(health.faults[0], "identifier")) << health.faults[0];
}

TEST_F(DamageTest, ASchemaThatNoProgramHasIsDamage) {
  for (const char* version : {"-7", "2000000000"}) {
    open();
    change(file(), std::string("PRAGMA user_version = ") + version);
    EXPECT_TRUE(has(storage_error_of([&] { open(); }), "papers.db is damaged")) << version;
    std::filesystem::remove(file());
  }
}

}  // namespace
}  // namespace papercup::store
