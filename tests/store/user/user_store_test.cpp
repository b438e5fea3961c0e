#include "papercup/store/user_store.hpp"

#include <sys/stat.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "store/database/database_file.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Time kNoon = Time{Date(2026, 11, 24).days()} + std::chrono::hours(12);
const ArxivId kOne = ArxivId::parse("2611.90001");
const ArxivId kTwo = ArxivId::parse("hep-th/9901001");

class UserStoreTest : public StoreTest {
 protected:
  std::filesystem::path user_file() const { return file().parent_path() / "reader.db"; }
  UserStore open_user_store() const { return UserStore{user_file(), OpenMode::create}; }
};

DigestRecord invented_digest(const std::string& channel) {
  RecordedSection first;
  first.focus = "preferences";
  first.focus_name = "Preference learning";
  first.focus_text = "about = 'rewards'\n";
  first.categories = {Category("cs.LG"), Category("cs.CL")};
  first.window.since = Date(2026, 11, 23);
  first.window.until = Date(2026, 11, 24);
  first.considered = 517;
  first.new_papers = 445;
  first.cross_lists = 72;
  first.reached = 9;
  first.too_common = 2;
  first.ranker = "svm/1";
  first.background = "2025-06-30";
  RecordedPaper paper{
      kOne,
      1,
      {0.5, {{Evidence::keyword, "reward", 0.625}, {Evidence::other, "2 other terms", -0.125}}}};
  paper.percentile = Percentile{0.999, 1000, true};
  paper.kind = AnnouncementKind::cross_list;
  paper.near_duplicates = {ArxivId::parse("2611.90004"), ArxivId::parse("2611.90005")};
  first.papers = {paper, RecordedPaper{kTwo, 2, {0.25, {}}}};
  first.papers.back().first_on = "preference elicitation";
  first.exploration = RecordedPaper{ArxivId::parse("2611.90006"), 4, {0.05, {}}};
  RecordedSection second = first;
  second.focus = "comets";
  second.papers = {RecordedPaper{ArxivId::parse("2611.90003"), 3, {0.1, {}}}};
  second.exploration.reset();
  const RecordedNews news{NewsKind::withdrawn, kTwo,     2, MarkVerb::save, kNoon,
                          "an \"error\"",      "comment"};
  return {channel,
          kNoon,
          Date(2026, 11, 24),
          {first, second},
          {news, {NewsKind::replaced, kOne}},
          WeekCount{Date(2026, 11, 16), Date(2026, 11, 20), 3, 1}};
}

TEST_F(UserStoreTest, IsForItsOwnerOnly) {
  open_user_store().add({{kNoon, 0, MarkVerb::like, kOne, "a"}});
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat status {};
    if (::stat((user_file().string() + suffix).c_str(), &status) == 0) {
      EXPECT_EQ(status.st_mode & 0777, 0600u) << suffix;
    }
  }
}

TEST_F(UserStoreTest, MissingFileReadsAsEmptyAndIsNotMade) {
  const UserStore user{user_file(), OpenMode::read_only};
  EXPECT_THAT(user.marks(), IsEmpty());
  EXPECT_EQ(user.last_digest("terminal"), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(user_file()));
}

TEST_F(UserStoreTest, KeepsMarksAndCountsWhatIsNew) {
  std::vector<Mark> marks = {{kNoon, 0, MarkVerb::like, kOne, "a"},
                             {kNoon, 1, MarkVerb::unmark, kTwo, "", false, MarkVerb::save}};
  marks.front().known = true;
  {
    UserStore user = open_user_store();
    EXPECT_EQ(user.add(marks), 2u);
    EXPECT_EQ(user.add(marks), 0u);
  }
  EXPECT_EQ(open_user_store().marks(), marks);
}

TEST_F(UserStoreTest, AMarkThatIsMadeNowComesAfterAllOthersWhateverTheClockSays) {
  UserStore user = open_user_store();
  const auto hours = [](int count) { return std::chrono::hours(count); };
  const auto make = [&](MarkVerb verb, Time now) {
    Mark kept{now, 0, verb, kOne};
    user.transaction([&] { kept = user.append(kept, now); });
    return kept;
  };
  const Mark ahead = make(MarkVerb::save, kNoon + hours(24));
  EXPECT_EQ(ahead.logical, std::nullopt);
  const Mark later = make(MarkVerb::done, kNoon);
  EXPECT_EQ(later.time, kNoon) << "for people";
  EXPECT_EQ(later.logical, kNoon + hours(24));
  EXPECT_TRUE(ahead < later);
  const Mark last = make(MarkVerb::save, kNoon - hours(24 * 365));
  EXPECT_TRUE(later < last);
  EXPECT_THAT(MarkState(user.marks()).saved(), testing::SizeIs(1));
  // Once the clock has come that far, it is enough.
  EXPECT_EQ(make(MarkVerb::done, kNoon + hours(25)).logical, std::nullopt);
  EXPECT_THAT(MarkState(open_user_store().marks()).saved(), IsEmpty());
}

TEST_F(UserStoreTest, LogsOfMarksComeToTheSameInWhateverOrderTheyAreAdded) {
  const Mark without{kNoon, 0, MarkVerb::save, kOne};
  Mark with = without;
  with.logical = kNoon + std::chrono::hours(48);
  const Mark between{kNoon + std::chrono::hours(24), 0, MarkVerb::done, kOne};
  const std::vector<std::vector<Mark>> logs = {{without, between}, {with}, {between}};
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    std::filesystem::remove(user_file());
    UserStore user = open_user_store();
    std::size_t added = 0;
    for (const std::size_t log : order) added += user.add(logs[log]);
    EXPECT_EQ(added, 2U) << "an event is known again";
    EXPECT_EQ(MarkState(user.marks()).saved().size(), 1U);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(UserStoreTest, AChannelMovesForOneFocusAlone) {
  UserStore user = open_user_store();
  const Date today(2026, 11, 24);
  user.move_channel("terminal", {"a", {7, 1}, today, {kOne}, today}, today);
  user.move_channel("terminal", {"a", {9, 2}, {}, {kTwo}, today - 1}, today);
  EXPECT_EQ(user.channel_state("terminal", "a"), (ChannelState{{9, 2}, today}));
  EXPECT_EQ(user.channel_state("terminal", "b"), std::nullopt);
  EXPECT_EQ(user.channel_state("mail", "a"), std::nullopt);
  const ConsideredPapers considered = user.considered("terminal", "a");
  EXPECT_TRUE(considered.contains(kOne));
  EXPECT_TRUE(considered.contains(kTwo));
  EXPECT_FALSE(considered.contains(ArxivId::parse("2611.90003")));
  EXPECT_EQ(considered.until(), today);
  EXPECT_FALSE(user.considered("terminal", "b").contains(kOne));
  EXPECT_FALSE(user.considered("mail", "a").contains(kOne));
}

// A digest a day, each of one paper.
void read_daily(UserStore& user, Date first, int days) {
  for (int day = 0; day < days; ++day) {
    const ArxivId id = ArxivId::parse("2611.9" + std::to_string(1000 + day));
    user.move_channel("terminal", {"a", {day, 1}, {}, {id}, first + day}, first + day);
  }
}

TEST_F(UserStoreTest, TheAccountOfAChannelForgetsWhatCannotComeAgain) {
  UserStore user = open_user_store();
  const Date first(2026, 3, 1);
  read_daily(user, first, 200);
  const ConsideredPapers considered = user.considered("terminal", "a");
  EXPECT_FALSE(considered.contains(ArxivId::parse("2611.91000")));
  EXPECT_TRUE(considered.contains(ArxivId::parse("2611.91199")));
  EXPECT_TRUE(considered.contains(ArxivId::parse("2611.91139"))) << "60 days ago";
  const std::optional<Date> since = user.channel_state("terminal", "a")->since;
  ASSERT_TRUE(since);
  EXPECT_GT(*since, first + 100) << "what it is not whole for is said";
  EXPECT_LE(*since, first + 139);
}

TEST_F(UserStoreTest, TheAccountOfAChannelOutlivesAClockThatIsAYearAhead) {
  UserStore user = open_user_store();
  const Date first(2026, 9, 1);
  read_daily(user, first, 60);
  const Date ahead = first + 60 + 365;
  user.move_channel("terminal", {"a", {60, 1}, {}, {kTwo}, first + 60}, ahead);
  user.move_channel("terminal", {"a", {61, 1}, {}, {kTwo}, ahead}, ahead);
  EXPECT_TRUE(user.considered("terminal", "a").contains(ArxivId::parse("2611.91000")));
}

TEST_F(UserStoreTest, AnAcceptedMailMovesItsChannelToWhereItWasWritten) {
  UserStore user = open_user_store();
  const Date today(2026, 11, 24);
  MailBatch batch;
  batch.focus = "a";
  batch.day = today;
  batch.arrival = 7;
  batch.token = 3;
  batch.number = user.mail_ledger().add(batch);
  EXPECT_EQ(user.mail_ledger().find(batch.number), batch);
  user.move_channel(kMailDraftChannel, {"a", {7, 3}, today - 6, {kOne}, today, batch.number},
                    today);
  user.move_channel(kMailDraftChannel, {"a", {9, 4}, {}, {kTwo}, today, batch.number + 1}, today);
  EXPECT_EQ(user.channel_state(kMailChannel, "a"), std::nullopt);
  for (int time = 0; time < 2; ++time) {
    user.accept_mail(batch, today);
    EXPECT_EQ(user.channel_state(kMailChannel, "a"), (ChannelState{{7, 3}, today - 6}));
    EXPECT_TRUE(user.considered(kMailChannel, "a").contains(kOne));
    EXPECT_FALSE(user.considered(kMailChannel, "a").contains(kTwo)) << "it is not accepted yet";
  }
}

TEST_F(UserStoreTest, GivesADigestBackAsItWasShown) {
  const DigestRecord digest = invented_digest("terminal");
  open_user_store().record(digest);
  UserStore user = open_user_store();
  EXPECT_EQ(user.last_digest("terminal"), digest);
  EXPECT_EQ(user.last_digest("terminal", Date(2026, 11, 24)), digest);
  EXPECT_EQ(user.last_digest("terminal", Date(2026, 11, 23)), std::nullopt);
  EXPECT_EQ(user.last_digest("mail"), std::nullopt);
  EXPECT_THAT(user.papers_shown("terminal", "preferences"),
              UnorderedElementsAre(kOne, kTwo, ArxivId::parse("2611.90004"),
                                   ArxivId::parse("2611.90005"), ArxivId::parse("2611.90006")));
  EXPECT_THAT(user.papers_shown("mail", "preferences"), IsEmpty());
  for (int number = 1; number < 10; ++number) {
    const ArxivId id = ArxivId::parse("2611.9000" + std::to_string(number));
    for (const char* focus : {"preferences", "comets", "none"}) {
      EXPECT_EQ(user.has_shown("terminal", focus, id),
                user.papers_shown("terminal", focus).contains(id))
          << focus << number;
    }
    EXPECT_FALSE(user.has_shown("mail", "preferences", id));
  }
  const std::set<ArxivId> shown = user.papers_shown("terminal", Date(2026, 11, 24));
  EXPECT_EQ(shown.size(), 6u) << "of both foci, with what is folded and the exploration";
  EXPECT_TRUE(shown.contains(ArxivId::parse("2611.90005")));
  EXPECT_EQ(user.papers_shown("terminal", Date(2027, 11, 25)), shown)
      << "digests of last year may be of today, if the clock was wrong";
  EXPECT_THAT(user.papers_shown("mail", Date(2026, 11, 24)), IsEmpty());
}

TEST_F(UserStoreTest, OfOlderDigestsThanTheLastOnesTheDayDecides) {
  UserStore user = open_user_store();
  DigestRecord digest = invented_digest("terminal");
  user.transaction([&] {
    user.record(digest);
    digest.sections.pop_back();
    digest.day = digest.day + 1;
    for (int number = 0; number < 64; ++number) user.record(digest);
  });
  const ArxivId only_in_first = ArxivId::parse("2611.90003");
  EXPECT_TRUE(user.papers_shown("terminal", Date(2026, 11, 24)).contains(only_in_first));
  EXPECT_FALSE(user.papers_shown("terminal", Date(2026, 11, 25)).contains(only_in_first));
}

TEST_F(UserStoreTest, TheLastDigestIsTheOneShownLast) {
  UserStore user = open_user_store();
  DigestRecord digest = invented_digest("terminal");
  user.record(digest);
  digest.shown += std::chrono::hours(1);
  digest.sections.pop_back();
  user.record(digest);
  EXPECT_EQ(user.last_digest("terminal"), digest);
}

TEST_F(UserStoreTest, RemembersWhatEachChannelHasToldOfAPaper) {
  UserStore user = open_user_store();
  user.set_notified("terminal", kOne, {1, false, ""});
  user.set_notified("terminal", kTwo, {std::nullopt, true, "J. Tails 1"});
  user.set_notified("terminal", kOne, {2, false, ""});
  const std::map<ArxivId, NotifiedState> expected = {{kOne, {2, false, ""}},
                                                     {kTwo, {std::nullopt, true, "J. Tails 1"}}};
  EXPECT_EQ(user.notified("terminal"), expected);
  EXPECT_THAT(user.notified("mail"), IsEmpty());
}

TEST_F(UserStoreTest, ATransactionThatFailsLeavesNothing) {
  UserStore user = open_user_store();
  EXPECT_THROW(user.transaction([&] {
    user.add({{kNoon, 0, MarkVerb::like, kOne, "a"}});
    throw std::runtime_error("broken off");
  }),
               std::runtime_error);
  EXPECT_THAT(user.marks(), IsEmpty());
}

TEST_F(UserStoreTest, RefusesThePapersDatabase) {
  open();
  try {
    UserStore{file(), OpenMode::create};
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::storage);
  }
}

// A reader.db of a former schema with a mark, a channel and a digest that was shown.
void write_former(const std::filesystem::path& file, std::size_t version) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  for (std::size_t step = 0; step < version; ++step) {
    database.exec(std::string(user_schema().migrations[step]));
  }
  database.exec("PRAGMA user_version = " + std::to_string(version));
  database.exec("PRAGMA application_id = " + std::to_string(user_schema().application_id));
  database.exec(
      "INSERT INTO mark(time, ordinal, verb, paper, focus, known, only_verb)"
      " VALUES (1795521600, 0, 'save', '2611.90001', '', 0, '');"
      "INSERT INTO channel(name, focus, arrival) VALUES ('terminal', 'preferences', 7);"
      "INSERT INTO digest(channel, shown, day) VALUES ('terminal', 1795521600, 20781);"
      "INSERT INTO digest_section(digest, position, focus, focus_name, focus_text, categories, "
      "since,"
      " until, considered, ranker, background) VALUES"
      " (1, 0, 'preferences', 'Preferences', '', 'cs.LG', 20781, 20781, 3, 'svm/1', 'x');"
      "INSERT INTO digest_paper(digest, rank, section, paper, score, provisional, kind)"
      " VALUES (1, 1, 0, '2611.90001', 0.5, 0, 'new')");
}

TEST_F(UserStoreTest, OpensADatabaseOfEveryFormerVersionWithWhatIsInIt) {
  ASSERT_GE(user_schema().migrations.size(), 3U);
  for (std::size_t version = 1; version <= user_schema().migrations.size(); ++version) {
    std::filesystem::remove(user_file());
    write_former(user_file(), version);
    UserStore user = open_user_store();
    EXPECT_EQ(user.marks().size(), 1U) << version;
    EXPECT_EQ(user.channel_state(kTerminalChannel, "preferences"), ChannelState{{7}}) << version;
    EXPECT_EQ(user.marks().front().logical, std::nullopt) << version;
    const auto digest = user.last_digest(kTerminalChannel);
    ASSERT_TRUE(digest) << version;
    ASSERT_EQ(digest->sections.size(), 1U);
    ASSERT_EQ(digest->sections[0].papers.size(), 1U);
    EXPECT_EQ(digest->sections[0].papers[0].id, kOne);
    // What later versions added works.
    MailBatch batch;
    batch.focus = "preferences";
    batch.day = Date(2026, 11, 24);
    EXPECT_EQ(user.mail_ledger().add(batch), 1) << version;
    user.record(invented_digest("terminal"));
    EXPECT_EQ(user.last_digest("terminal")->news.size(), 2U) << version;
  }
}

// Remembers something of the focus "preferences" in every way there is.
void remember_focus(UserStore& user) {
  const Date today(2026, 11, 24);
  user.add({{kNoon, 0, MarkVerb::like, kOne, "preferences"}, {kNoon, 1, MarkVerb::save, kTwo, ""}});
  user.move_channel("terminal", {"preferences", {7, 1}, today, {kOne}, today}, today);
  user.record(invented_digest("terminal"));
  MailBatch batch;
  batch.focus = "preferences";
  batch.day = today;
  user.mail_ledger().add(batch);
}

TEST_F(UserStoreTest, AFocusIsRenamedInEverythingThatNamesIt) {
  UserStore user = open_user_store();
  remember_focus(user);
  const FocusTraces traces{1, 1, 1, 1};
  EXPECT_EQ(user.traces_of("preferences"), traces);
  EXPECT_TRUE(user.traces_of("rewards").empty());

  user.transaction([&] { user.rename_focus("preferences", "rewards"); });
  EXPECT_EQ(user.traces_of("rewards"), traces);
  EXPECT_TRUE(user.traces_of("preferences").empty());
  EXPECT_EQ(user.channel_state("terminal", "rewards")->cursor, (Cursor{7, 1}));
  EXPECT_TRUE(user.considered("terminal", "rewards").contains(kOne));
  EXPECT_EQ(user.last_digest("terminal")->sections.front().focus, "rewards");
  EXPECT_EQ(user.traces_of("comets").digests, 1U) << "another focus of the same digest";
}

// A table that is added later must not be forgotten.
TEST_F(UserStoreTest, NoTableKeepsTheOldNameOfAFocus) {
  {
    UserStore user = open_user_store();
    remember_focus(user);
    user.transaction([&] { user.rename_focus("preferences", "rewards"); });
  }
  SQLite::Database database(user_file().string());
  SQLite::Statement tables(database,
                           "SELECT name FROM sqlite_master AS tables WHERE type = 'table' AND"
                           " EXISTS (SELECT 1 FROM pragma_table_info(tables.name)"
                           " WHERE name = 'focus')");
  int seen = 0;
  for (; tables.executeStep(); ++seen) {
    const std::string table = tables.getColumn(0);
    const std::string rows = "SELECT count(*) FROM " + table + " WHERE focus = ";
    EXPECT_EQ(database.execAndGet(rows + "'preferences'").getInt(), 0) << table;
    EXPECT_EQ(database.execAndGet(rows + "'rewards'").getInt(), 1) << table;
  }
  EXPECT_EQ(seen, 5);
}

TEST_F(UserStoreTest, AFolderInItsPlaceIsNamedWithTheReason) {
  std::filesystem::create_directories(user_file());
  try {
    open_user_store();
    ADD_FAILURE() << "it was opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::storage);
    EXPECT_THAT(error.message(), testing::StartsWith(user_file().string() + " "));
    EXPECT_FALSE(error.hint().empty());
  }
}

}  // namespace
}  // namespace papercup::store
