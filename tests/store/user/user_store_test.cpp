#include "papercup/store/user_store.hpp"

#include <sys/stat.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "store/database/schema.hpp"
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
  std::filesystem::path reader_file() const { return file().parent_path() / "reader.db"; }
  UserStore open_reader() const { return UserStore{reader_file(), OpenMode::create}; }
};

DigestRecord invented_digest(const std::string& channel) {
  RecordedSection first;
  first.focus = "preferences";
  first.focus_name = "Preference learning";
  first.focus_text = "about = 'rewards'\n";
  first.categories = {Category("cs.LG"), Category("cs.CL")};
  first.since = Date(2026, 11, 23);
  first.until = Date(2026, 11, 24);
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
  paper.folded = {ArxivId::parse("2611.90004"), ArxivId::parse("2611.90005")};
  first.papers = {paper, RecordedPaper{kTwo, 2, {0.25, {}}}};
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
  open_reader().add({{kNoon, 0, MarkVerb::like, kOne, "a"}});
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat status {};
    if (::stat((reader_file().string() + suffix).c_str(), &status) == 0) {
      EXPECT_EQ(status.st_mode & 0777, 0600u) << suffix;
    }
  }
}

TEST_F(UserStoreTest, MissingFileReadsAsEmptyAndIsNotMade) {
  const UserStore reader{reader_file(), OpenMode::read_only};
  EXPECT_THAT(reader.marks(), IsEmpty());
  EXPECT_EQ(reader.last_digest("terminal"), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(reader_file()));
}

TEST_F(UserStoreTest, KeepsMarksAndCountsWhatIsNew) {
  std::vector<Mark> marks = {{kNoon, 0, MarkVerb::like, kOne, "a"},
                             {kNoon, 1, MarkVerb::unmark, kTwo, "", false, MarkVerb::save}};
  marks.front().known = true;
  {
    UserStore reader = open_reader();
    EXPECT_EQ(reader.add(marks), 2u);
    EXPECT_EQ(reader.add(marks), 0u);
  }
  EXPECT_EQ(open_reader().marks(), marks);
}

TEST_F(UserStoreTest, AMarkThatIsMadeNowComesAfterAllOthersWhateverTheClockSays) {
  UserStore reader = open_reader();
  const auto hours = [](int count) { return std::chrono::hours(count); };
  const auto make = [&](MarkVerb verb, Time now) {
    Mark kept{now, 0, verb, kOne};
    reader.transaction([&] { kept = reader.append(kept, now); });
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
  EXPECT_THAT(MarkState(reader.marks()).saved(), testing::SizeIs(1));
  // Once the clock has come that far, it is enough.
  EXPECT_EQ(make(MarkVerb::done, kNoon + hours(25)).logical, std::nullopt);
  EXPECT_THAT(MarkState(open_reader().marks()).saved(), IsEmpty());
}

TEST_F(UserStoreTest, LogsOfMarksComeToTheSameInWhateverOrderTheyAreAdded) {
  const Mark without{kNoon, 0, MarkVerb::save, kOne};
  Mark with = without;
  with.logical = kNoon + std::chrono::hours(48);
  const Mark between{kNoon + std::chrono::hours(24), 0, MarkVerb::done, kOne};
  const std::vector<std::vector<Mark>> logs = {{without, between}, {with}, {between}};
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    std::filesystem::remove(reader_file());
    UserStore reader = open_reader();
    std::size_t added = 0;
    for (const std::size_t log : order) added += reader.add(logs[log]);
    EXPECT_EQ(added, 2U) << "an event is known again";
    EXPECT_EQ(MarkState(reader.marks()).saved().size(), 1U);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(UserStoreTest, AChannelMovesForOneFocusAlone) {
  UserStore reader = open_reader();
  const Date today(2026, 11, 24);
  reader.move_channel("terminal", {"a", {7, 1}, today, {kOne}, today}, today);
  reader.move_channel("terminal", {"a", {9, 2}, {}, {kTwo}, today - 1}, today);
  EXPECT_EQ(reader.channel_state("terminal", "a"), (ChannelState{{9, 2}, today}));
  EXPECT_EQ(reader.channel_state("terminal", "b"), std::nullopt);
  EXPECT_EQ(reader.channel_state("mail", "a"), std::nullopt);
  const ConsideredPapers considered = reader.considered("terminal", "a");
  EXPECT_TRUE(considered.contains(kOne));
  EXPECT_TRUE(considered.contains(kTwo));
  EXPECT_FALSE(considered.contains(ArxivId::parse("2611.90003")));
  EXPECT_EQ(considered.until(), today);
  EXPECT_FALSE(reader.considered("terminal", "b").contains(kOne));
  EXPECT_FALSE(reader.considered("mail", "a").contains(kOne));
}

// A digest a day, each of one paper.
void read_daily(UserStore& reader, Date first, int days) {
  for (int day = 0; day < days; ++day) {
    const ArxivId id = ArxivId::parse("2611.9" + std::to_string(1000 + day));
    reader.move_channel("terminal", {"a", {day, 1}, {}, {id}, first + day}, first + day);
  }
}

TEST_F(UserStoreTest, TheAccountOfAChannelForgetsWhatCannotComeAgain) {
  UserStore reader = open_reader();
  const Date first(2026, 3, 1);
  read_daily(reader, first, 200);
  const ConsideredPapers considered = reader.considered("terminal", "a");
  EXPECT_FALSE(considered.contains(ArxivId::parse("2611.91000")));
  EXPECT_TRUE(considered.contains(ArxivId::parse("2611.91199")));
  EXPECT_TRUE(considered.contains(ArxivId::parse("2611.91139"))) << "60 days ago";
  const std::optional<Date> since = reader.channel_state("terminal", "a")->since;
  ASSERT_TRUE(since);
  EXPECT_GT(*since, first + 100) << "what it is not whole for is said";
  EXPECT_LE(*since, first + 139);
}

TEST_F(UserStoreTest, TheAccountOfAChannelOutlivesAClockThatIsAYearAhead) {
  UserStore reader = open_reader();
  const Date first(2026, 9, 1);
  read_daily(reader, first, 60);
  const Date ahead = first + 60 + 365;
  reader.move_channel("terminal", {"a", {60, 1}, {}, {kTwo}, first + 60}, ahead);
  reader.move_channel("terminal", {"a", {61, 1}, {}, {kTwo}, ahead}, ahead);
  EXPECT_TRUE(reader.considered("terminal", "a").contains(ArxivId::parse("2611.91000")));
}

TEST_F(UserStoreTest, AnAcceptedMailMovesItsChannelToWhereItWasWritten) {
  UserStore reader = open_reader();
  const Date today(2026, 11, 24);
  MailBatch batch;
  batch.focus = "a";
  batch.day = today;
  batch.arrival = 7;
  batch.token = 3;
  batch.number = reader.mail_ledger().add(batch);
  EXPECT_EQ(reader.mail_ledger().find(batch.number), batch);
  reader.move_channel(kMailDraftChannel, {"a", {7, 3}, today - 6, {kOne}, today, batch.number},
                      today);
  reader.move_channel(kMailDraftChannel, {"a", {9, 4}, {}, {kTwo}, today, batch.number + 1}, today);
  EXPECT_EQ(reader.channel_state(kMailChannel, "a"), std::nullopt);
  for (int time = 0; time < 2; ++time) {
    reader.accept_mail(batch, today);
    EXPECT_EQ(reader.channel_state(kMailChannel, "a"), (ChannelState{{7, 3}, today - 6}));
    EXPECT_TRUE(reader.considered(kMailChannel, "a").contains(kOne));
    EXPECT_FALSE(reader.considered(kMailChannel, "a").contains(kTwo)) << "it is not accepted yet";
  }
}

TEST_F(UserStoreTest, GivesADigestBackAsItWasShown) {
  const DigestRecord digest = invented_digest("terminal");
  open_reader().record(digest);
  UserStore reader = open_reader();
  EXPECT_EQ(reader.last_digest("terminal"), digest);
  EXPECT_EQ(reader.last_digest("terminal", Date(2026, 11, 24)), digest);
  EXPECT_EQ(reader.last_digest("terminal", Date(2026, 11, 23)), std::nullopt);
  EXPECT_EQ(reader.last_digest("mail"), std::nullopt);
  EXPECT_THAT(reader.papers_shown("terminal", "preferences"),
              UnorderedElementsAre(kOne, kTwo, ArxivId::parse("2611.90004"),
                                   ArxivId::parse("2611.90005"), ArxivId::parse("2611.90006")));
  EXPECT_THAT(reader.papers_shown("mail", "preferences"), IsEmpty());
  const std::set<ArxivId> shown = reader.papers_shown("terminal", Date(2026, 11, 24));
  EXPECT_EQ(shown.size(), 6u) << "of both foci, with what is folded and the exploration";
  EXPECT_TRUE(shown.contains(ArxivId::parse("2611.90005")));
  EXPECT_EQ(reader.papers_shown("terminal", Date(2027, 11, 25)), shown)
      << "digests of last year may be of today, if the clock was wrong";
  EXPECT_THAT(reader.papers_shown("mail", Date(2026, 11, 24)), IsEmpty());
}

TEST_F(UserStoreTest, OfOlderDigestsThanTheLastOnesTheDayDecides) {
  UserStore reader = open_reader();
  DigestRecord digest = invented_digest("terminal");
  reader.transaction([&] {
    reader.record(digest);
    digest.sections.pop_back();
    digest.day = digest.day + 1;
    for (int number = 0; number < 64; ++number) reader.record(digest);
  });
  const ArxivId only_in_first = ArxivId::parse("2611.90003");
  EXPECT_TRUE(reader.papers_shown("terminal", Date(2026, 11, 24)).contains(only_in_first));
  EXPECT_FALSE(reader.papers_shown("terminal", Date(2026, 11, 25)).contains(only_in_first));
}

TEST_F(UserStoreTest, TheLastDigestIsTheOneShownLast) {
  UserStore reader = open_reader();
  DigestRecord digest = invented_digest("terminal");
  reader.record(digest);
  digest.shown += std::chrono::hours(1);
  digest.sections.pop_back();
  reader.record(digest);
  EXPECT_EQ(reader.last_digest("terminal"), digest);
}

TEST_F(UserStoreTest, RemembersWhatEachChannelHasToldOfAPaper) {
  UserStore reader = open_reader();
  reader.set_notified("terminal", kOne, {1, false, ""});
  reader.set_notified("terminal", kTwo, {std::nullopt, true, "J. Tails 1"});
  reader.set_notified("terminal", kOne, {2, false, ""});
  const std::map<ArxivId, NotifiedState> expected = {{kOne, {2, false, ""}},
                                                     {kTwo, {std::nullopt, true, "J. Tails 1"}}};
  EXPECT_EQ(reader.notified("terminal"), expected);
  EXPECT_THAT(reader.notified("mail"), IsEmpty());
}

std::optional<std::string> kept_model(const UserStore& reader, const std::string& focus,
                                      std::string_view key) {
  std::string model;
  const bool is_kept =
      reader.visit_model(focus, key, [&](std::string_view bytes) { model = bytes; });
  return is_kept ? std::optional(model) : std::nullopt;
}

TEST_F(UserStoreTest, KeepsOneModelForEachFocus) {
  UserStore reader = open_reader();
  const std::string bytes("\0model\xff", 7);
  reader.keep_model("a", "key 1", bytes);
  EXPECT_EQ(kept_model(reader, "a", "key 1"), bytes);
  EXPECT_EQ(kept_model(reader, "b", "key 1"), std::nullopt);
  reader.keep_model("a", "key 2", "other");
  EXPECT_EQ(kept_model(reader, "a", "key 1"), std::nullopt);
  EXPECT_EQ(kept_model(reader, "a", "key 2"), "other");
}

TEST_F(UserStoreTest, ATransactionThatFailsLeavesNothing) {
  UserStore reader = open_reader();
  EXPECT_THROW(reader.transaction([&] {
    reader.add({{kNoon, 0, MarkVerb::like, kOne, "a"}});
    throw std::runtime_error("broken off");
  }),
               std::runtime_error);
  EXPECT_THAT(reader.marks(), IsEmpty());
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
    std::filesystem::remove(reader_file());
    write_former(reader_file(), version);
    UserStore reader = open_reader();
    EXPECT_EQ(reader.marks().size(), 1U) << version;
    EXPECT_EQ(reader.channel_state(kTerminalChannel, "preferences"), ChannelState{{7}}) << version;
    EXPECT_EQ(reader.marks().front().logical, std::nullopt) << version;
    const auto digest = reader.last_digest(kTerminalChannel);
    ASSERT_TRUE(digest) << version;
    ASSERT_EQ(digest->sections.size(), 1U);
    ASSERT_EQ(digest->sections[0].papers.size(), 1U);
    EXPECT_EQ(digest->sections[0].papers[0].id, kOne);
    // What later versions added works.
    MailBatch batch;
    batch.focus = "preferences";
    batch.day = Date(2026, 11, 24);
    EXPECT_EQ(reader.mail_ledger().add(batch), 1) << version;
    reader.record(invented_digest("terminal"));
    EXPECT_EQ(reader.last_digest("terminal")->news.size(), 2U) << version;
  }
}

}  // namespace
}  // namespace papercup::store
