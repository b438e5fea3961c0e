#include "store/database/database_file.hpp"

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include "papercup/core/error.hpp"
#include "papercup/store/user_store.hpp"
#include "store/database/connection.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

std::string no_features(const Paper&) { return {}; }

class DatabaseFileTest : public StoreTest {
 protected:
  std::string integrity() const {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    return database.execAndGet("PRAGMA integrity_check").getString();
  }

  Error error_of_opening(OpenMode mode = OpenMode::create) const {
    try {
      Store{file(), mode};
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return Error{ErrorKind::failure, ""};
  }

  // Runs `work` in a process of its own and returns how that ended.
  template <typename Work>
  static int status_of_child(Work work) {
    const pid_t child = fork();
    if (child == 0) {
      work();
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }
};

TEST_F(DatabaseFileTest, OpensADatabaseOfEveryPastVersion) {
  for (std::size_t version = 0; version <= papers_schema().migrations.size(); ++version) {
    {
      SQLite::Database database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      for (std::size_t step = 0; step < version; ++step)
        database.exec(std::string(papers_schema().migrations[step]));
      database.exec("PRAGMA user_version = " + std::to_string(version));
      if (version > 0)
        database.exec("PRAGMA application_id = " + std::to_string(papers_schema().application_id));
    }
    Store store = open();
    EXPECT_EQ(put(store, record("2611.90001")), UpsertOutcome::added);
    std::filesystem::remove(file());
  }
}

TEST_F(DatabaseFileTest, KnowsThatFeaturesFromBeforeFormsHadNumbersAreOfTheFirst) {
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (std::size_t step = 0; step < 3; ++step) {
      database.exec(std::string(papers_schema().migrations[step]));
    }
    database.exec(
        "INSERT INTO paper VALUES (1, '2611.90001', 1, 't', 'a', '', '', NULL, NULL, 20000, 0,"
        " '', '', '', '', NULL, 0, 1)");
    database.exec("PRAGMA user_version = 3");
    database.exec("PRAGMA application_id = " + std::to_string(papers_schema().application_id));
  }
  EXPECT_EQ(open().feature_form(), 1);
}

TEST_F(DatabaseFileTest, RefusesASchemaNewerThanTheProgram) {
  open();
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version = 99");
  }
  const Error error = error_of_opening();
  EXPECT_EQ(error.kind(), ErrorKind::storage);
  EXPECT_NE(error.message().find("schema 99"), std::string::npos);
}

TEST_F(DatabaseFileTest, RefusesWhatIsNotItsOwn) {
  std::ofstream(file()) << std::string(5000, 'x');
  EXPECT_NE(error_of_opening().message().find("not a database"), std::string::npos);
  std::filesystem::remove(file());
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("CREATE TABLE other(x)");
  }
  EXPECT_NE(error_of_opening().message().find("another program"), std::string::npos);
}

TEST_F(DatabaseFileTest, ReadsAMissingFileAsAnEmptyStore) {
  const Store store{file(), OpenMode::read_only};
  EXPECT_EQ(store.paper_count(), 0);
  EXPECT_TRUE(store.select({}).empty());
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(DatabaseFileTest, ReadOnlyWritesNothing) {
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(std::string(papers_schema().migrations.front()));
    database.exec("PRAGMA user_version = 1");
    database.exec("PRAGMA application_id = " + std::to_string(papers_schema().application_id));
  }
  const auto changed = std::filesystem::last_write_time(file());
  EXPECT_NE(error_of_opening(OpenMode::read_only).message().find("has schema 1"),
            std::string::npos);
  EXPECT_EQ(std::filesystem::last_write_time(file()), changed);

  bring_up_to_date(file(), DatabaseKind::papers);
  Store store{file(), OpenMode::read_only};
  EXPECT_EQ(store.paper_count(), 0);
  EXPECT_THROW(put(store, record("2611.90001")), Error);
  EXPECT_THROW(store.fetch_state().set_feed_tag("cs.LG", "tag"), Error);
  EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), 0);
}

TEST_F(DatabaseFileTest, BringsNoMissingOrForeignDatabaseUpToDate) {
  bring_up_to_date(file(), DatabaseKind::papers);
  EXPECT_FALSE(std::filesystem::exists(file()));
  UserStore(file(), OpenMode::create);
  bring_up_to_date(file(), DatabaseKind::papers);
  EXPECT_EQ(UserStore(file(), OpenMode::read_only).marks().size(), 0U);
}

TEST_F(DatabaseFileTest, AFileWithoutContentIsANewOne) {
  for (const bool has_header : {false, true}) {
    std::filesystem::remove(file());
    std::ofstream(file()).flush();
    if (has_header) {
      SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
      database.execAndGet("PRAGMA journal_mode = WAL");
    }
    const auto size = std::filesystem::file_size(file());
    EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), 0);
    EXPECT_EQ(std::filesystem::file_size(file()), size);
    Store store = open();
    EXPECT_EQ(put(store, record("2611.90001")), UpsertOutcome::added);
  }
}

TEST_F(DatabaseFileTest, WhatLiesInAFileIsNotReadAsAFolder) {
  std::ofstream(file()) << "a file where the folder should be";
  for (const OpenMode mode : {OpenMode::read_only, OpenMode::create}) {
    EXPECT_THROW(Store(file() / "papers.db", mode), Error);
  }
}

// Else something in an upsert makes FTS5 write out its index for every paper.
TEST_F(DatabaseFileTest, WritesTheIndexOfATransactionAtOnce) {
  Store store = open();
  store.transaction([&] {
    for (int i = 0; i < 30; ++i) {
      Record paper = record("2611.9" + std::to_string(1000 + i));
      paper.announcements = {{Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper}};
      store.upsert(paper, no_features);
    }
  });
  SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
  EXPECT_EQ(database.execAndGet("SELECT count(DISTINCT segid) FROM paper_text_idx").getInt(), 1);
  EXPECT_EQ(database.execAndGet("SELECT max(segid) FROM paper_text_idx").getInt(), 1);
}

TEST_F(DatabaseFileTest, IsReadWhileItIsWritten) {
  Store writer = open();
  put(writer, record("2611.90001"));
  writer.transaction([&] {
    writer.upsert(record("2611.90002"), no_features);
    const Store reader{file(), OpenMode::read_only};
    EXPECT_EQ(reader.paper_count(), 1);
  });
  EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), 2);
}

TEST_F(DatabaseFileTest, ReadsAsOfOneMoment) {
  Store writer = open();
  put(writer, record("2611.90001"));
  Connection reader{file(), papers_schema(), OpenMode::read_only, Journal::write_ahead};
  const auto count = [&] {
    return reader.database().execAndGet("SELECT count(*) FROM paper").getInt();
  };
  {
    const Snapshot snapshot{reader};
    EXPECT_EQ(count(), 1);
    put(writer, record("2611.90002"));
    EXPECT_EQ(count(), 1);
  }
  EXPECT_EQ(count(), 2);
}

TEST_F(DatabaseFileTest, DoesWithoutAWriteAheadLogWhereThatDoesNotWork) {
  const auto journal = [&] {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    return database.execAndGet("PRAGMA journal_mode").getString();
  };
  open();
  EXPECT_EQ(journal(), "wal");
  Connection{file(), papers_schema(), OpenMode::create, Journal::rollback};
  EXPECT_EQ(journal(), "delete");
}

TEST_F(DatabaseFileTest, IsMadeByManyAtOnce) {
  constexpr int kRounds = 15;
  constexpr int kProcesses = 6;
  for (int round = 0; round < kRounds; ++round) {
    int gate[2];
    ASSERT_EQ(pipe(gate), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < kProcesses; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        ::close(gate[1]);
        char end = 0;
        const bool waited = read(gate[0], &end, 1) == 0;
        try {
          Store store = open();
          put(store, record("2611.9000" + std::to_string(i)));
        } catch (const Error& error) {
          std::fprintf(stderr, "%s\n", error.what());
          _exit(1);
        }
        _exit(waited ? 0 : 2);
      }
      children.push_back(child);
    }
    ::close(gate[0]);
    ::close(gate[1]);
    for (const pid_t child : children) {
      int status = 0;
      waitpid(child, &status, 0);
      EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), kProcesses);
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file().string() + suffix);
    }
  }
}

TEST_F(DatabaseFileTest, SurvivesBeingKilled) {
  {
    Store store = open();
    put(store, record("2611.90001"));
  }
  const int status = status_of_child([&] {
    Store store = open();
    store.transaction([&] {
      for (int i = 2; i < 3000; ++i)
        store.upsert(record("2611.9" + std::to_string(1000 + i)), no_features);
      kill(getpid(), SIGKILL);
    });
  });
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(integrity(), "ok");
  EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), 1);
}

TEST_F(DatabaseFileTest, StaysSoundWhereTheDiskIsFull) {
  {
    Store store = open();
    put(store, record("2611.90001"));
  }
  const int status = status_of_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{400'000, 400'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    int code = 1;
    try {
      Store store = open();
      store.transaction([&] {
        for (int i = 2; i < 9000; ++i)
          store.upsert(record("2611.9" + std::to_string(1000 + i)), no_features);
      });
    } catch (const Error& error) {
      code = error.kind() == ErrorKind::storage ? 42 : 2;
    }
    _exit(code);
  });
  EXPECT_EQ(WEXITSTATUS(status), 42);
  EXPECT_EQ(integrity(), "ok");
  EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), 1);
}

TEST_F(DatabaseFileTest, TakesTwoWritersInTurn) {
  open();
  const auto write = [&](int first) {
    Store store = open();
    for (int i = 0; i < 40; ++i) put(store, record("2611.9" + std::to_string(first + i)));
  };
  const pid_t child = fork();
  if (child == 0) {
    write(2000);
    _exit(0);
  }
  write(3000);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Store(file(), OpenMode::read_only).paper_count(), 80);
  EXPECT_EQ(integrity(), "ok");
}

}  // namespace
}  // namespace papercup::store
