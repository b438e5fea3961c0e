#include <algorithm>
#include <array>

#include <gmock/gmock.h>

#include "papercup/store/store.hpp"
#include "store/store_fixture.hpp"

// What becomes of a paper that several sources tell of.

namespace papercup::store {
namespace {

using Ids = std::vector<std::string>;

TEST_F(StoreTest, KeepsTheFormerVersionOfAReplacedPaper) {
  Store store = open();
  Record v1 = record("2611.90001"), v2 = v1;
  v1.paper.version = 1;
  v1.paper.comment = "Code will follow";
  v2.paper.version = 2;
  v2.paper.title = "A Better Title";
  put(store, v1);
  EXPECT_EQ(put(store, v2), UpsertOutcome::changed);
  const auto paper = store.find(v1.paper.id);
  EXPECT_EQ(paper->title, "A Better Title");
  EXPECT_EQ(paper->comment, "");
  const auto versions = store.former_versions(v1.paper.id);
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0].title, v1.paper.title);
  EXPECT_EQ(versions[0].version, 1);
  EXPECT_EQ(put(store, v1), UpsertOutcome::unchanged);
  EXPECT_EQ(found(store, "ti:better"), Ids{"2611.90001"});
  EXPECT_EQ(found(store, "ti:title AND ti:of"), Ids{});
}

// OAI-PMH tells days without a time.
TEST_F(StoreTest, RatherTakesATimeThanItsDayAlone) {
  Store store = open();
  for (const char* id : {"2611.90001", "2611.90002"}) {
    Record exact = record(id), day = exact;
    exact.paper.version = 1;
    exact.paper.announced = day.paper.announced = {};
    exact.paper.published = exact.paper.updated = parse_rfc3339("2026-11-19T23:09:51Z");
    day.paper.published = day.paper.updated = parse_rfc3339("2026-11-19");
    const bool is_exact_first = exact.paper.id == ArxivId::parse("2611.90001");
    put(store, is_exact_first ? exact : day);
    put(store, is_exact_first ? day : exact);
    const auto paper = store.find(exact.paper.id);
    EXPECT_EQ(paper->published, exact.paper.published);
    EXPECT_EQ(paper->updated, exact.paper.updated);
    EXPECT_EQ(paper->announced, Date(2026, 11, 23)) << "after 14:00 of a Thursday";
    EXPECT_EQ(put(store, day), UpsertOutcome::unchanged);
  }
}

TEST_F(StoreTest, TakesTheFirstOfTwoDays) {
  Record later = record("2611.90001"), earlier = later;
  later.paper.published = parse_rfc3339("2026-11-20T10:00:00Z");
  earlier.paper.published = parse_rfc3339("2026-11-19");
  Store store = open();
  put(store, later);
  put(store, earlier);
  EXPECT_EQ(store.find(later.paper.id)->published, earlier.paper.published);
}

// Whatever a source may write can be read again.
TEST_F(StoreTest, HoldsTheOutermostYears) {
  Store store = open();
  for (const char* time : {"0000-01-01T00:00:00+14:00", "0000-01-01", "9999-12-31",
                           "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"}) {
    Record outermost = record("2611.90001");
    outermost.paper.version = {};
    outermost.paper.announced = {};
    outermost.paper.published = outermost.paper.updated = parse_rfc3339(time);
    ASSERT_TRUE(outermost.paper.published) << time;
    put(store, outermost);
    EXPECT_TRUE(store.find(outermost.paper.id)) << time;
    EXPECT_TRUE(store.last_announcement_day({})) << time;
  }
}

// Every order of what several sources say about one paper ends in the same.
TEST_F(StoreTest, DoesNotDependOnTheOrderOfVersions) {
  std::array<Record, 4> records = {record("2611.90001"), record("2611.90001"), record("2611.90001"),
                                   record("2611.90001")};
  for (int i = 0; i < 3; ++i) {
    Paper& paper = records[static_cast<std::size_t>(i)].paper;
    paper.version = i + 1;
    paper.title = "Version " + std::to_string(i + 1);
    paper.comment = i == 1 ? "middle" : "";
    paper.updated = parse_rfc3339("2026-11-2" + std::to_string(i) + "T10:00:00Z");
    paper.announced = {};
  }
  records[1].paper.published = parse_rfc3339("2026-11-20T10:00:00Z");
  records[3].detail = Detail::summary;
  records[3].paper.version = 3;
  records[3].paper.title = "Version 3";
  records[3].paper.authors.clear();
  records[3].paper.announced = {};
  records[3].announcements = {
      {Category("cs.LG"), Date(2026, 11, 25), AnnouncementKind::cross_list}};
  std::array<int, 4> order = {0, 1, 2, 3};
  std::optional<Paper> first;
  std::optional<std::vector<Paper>> first_history;
  do {
    Store store{file(), OpenMode::create};
    for (const int i : order) put(store, records[static_cast<std::size_t>(i)]);
    const auto paper = store.find(records[0].paper.id);
    const auto history = store.former_versions(records[0].paper.id);
    if (!first) first = paper;
    if (!first_history) first_history = history;
    EXPECT_EQ(paper, first);
    EXPECT_EQ(history, first_history);
    std::filesystem::remove(file());
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(first->title, "Version 3");
  EXPECT_EQ(first->announced, Date(2026, 11, 25));
  EXPECT_EQ(first_history->size(), 2u);
}

TEST_F(StoreTest, NeverLowersAKnownVersion) {
  Store store = open();
  Record known = record("2611.90001"), unknown = known;
  known.paper.version = 3;
  unknown.paper.title = "Something Older Perhaps";
  unknown.paper.doi = "10.0000/x";
  put(store, known);
  put(store, unknown);
  const auto paper = store.find(known.paper.id);
  EXPECT_EQ(paper->version, 3);
  EXPECT_EQ(paper->title, known.paper.title);
  EXPECT_EQ(paper->doi, "10.0000/x");
}

TEST_F(StoreTest, KeepsWhatAListingDoesNotSay) {
  Store store = open();
  Record full = record("2611.90001"), listing = full;
  full.paper.version = 1;
  full.paper.comment = "12 pages";
  listing.detail = Detail::summary;
  listing.paper.version = 2;
  listing.paper.authors.clear();
  put(store, full);
  put(store, listing);
  const auto paper = store.find(full.paper.id);
  EXPECT_EQ(paper->version, 2);
  EXPECT_EQ(paper->comment, "12 pages");
  EXPECT_EQ(paper->authors, full.paper.authors);
}

TEST_F(StoreTest, KeepsEverythingThatAListingDoesNotSay) {
  Store store = open();
  Record full = record("2611.90001");
  full.paper.version = 1;
  full.paper.comment = "12 pages";
  full.paper.journal_ref = "J. Cups 7";
  full.paper.doi = "10.0000/d";
  full.paper.license = "http://l.example";
  const Record listing{
      Paper{.id = full.paper.id, .version = 2, .title = "New"}, Detail::summary, {}};
  put(store, full);
  put(store, listing);
  Paper expected = full.paper;
  expected.version = 2;
  expected.title = "New";
  EXPECT_EQ(store.find(full.paper.id), expected);
}

TEST_F(StoreTest, KeepsTheLicenseThatAnotherSourceToldOfTheSameVersion) {
  Store store = open();
  Record licensed = record("2611.90001");
  licensed.paper.version = 1;
  licensed.paper.license = "http://l.example";
  licensed.paper.comment = "12 pages";
  Record silent = licensed;
  silent.paper.license.clear();
  silent.paper.comment.clear();
  put(store, licensed);
  put(store, silent);
  EXPECT_EQ(store.find(licensed.paper.id)->license, "http://l.example");
  EXPECT_EQ(store.find(licensed.paper.id)->comment, "") << "it was described in full";
}

TEST_F(StoreTest, FillsTheLicenseOfASummaryOfTheSameVersion) {
  Store store = open();
  Record licensed = record("2611.90001");
  licensed.detail = Detail::summary;
  licensed.paper.version = 1;
  licensed.paper.license = "http://l.example";
  Record full = record("2611.90001");
  full.paper.version = 1;
  put(store, licensed);
  put(store, full);
  EXPECT_EQ(store.find(full.paper.id)->license, "http://l.example");
}

TEST_F(StoreTest, KeepsTheLicenseIfNotBothVersionsAreKnown) {
  Record licensed = record("2611.90001");
  licensed.paper.license = "http://l.example";
  Record numbered = record("2611.90001");
  numbered.paper.version = 2;
  for (const auto& [first, second] : {std::pair(licensed, numbered), {numbered, licensed}}) {
    Store store = open();
    put(store, first);
    put(store, second);
    EXPECT_EQ(store.find(licensed.paper.id)->license, "http://l.example");
    EXPECT_EQ(store.find(licensed.paper.id)->version, 2);
    std::filesystem::remove(file());
  }
}

TEST_F(StoreTest, TakesNoLicenseOfAFormerVersionForThatOfOneDescribedInFull) {
  Store store = open();
  Record v1 = record("2611.90001"), v2 = v1;
  v1.paper.version = 1;
  v1.paper.license = "http://l.example";
  v2.paper.version = 2;
  put(store, v1);
  put(store, v2);
  EXPECT_EQ(store.find(v1.paper.id)->license, "");
}

TEST_F(StoreTest, KeepsTheSubmissionIfANewerVersionHasNoTime) {
  Store store = open();
  Record v1 = record("2611.90001"), v2 = v1;
  v1.paper.version = 1;
  v1.paper.published = parse_rfc3339("2026-11-20T10:00:00Z");
  v2.paper.version = 2;
  put(store, v1);
  put(store, v2);
  EXPECT_EQ(store.find(v1.paper.id)->published, v1.paper.published);
  EXPECT_EQ(found(store, "submittedDate:[20261120 TO 20261121]"), Ids{"2611.90001"});
}

TEST_F(StoreTest, TakesTheEarliestOfSeveralTimesForTheSubmission) {
  Record early = record("2611.90001"), late = early;
  early.paper.published = parse_rfc3339("2026-11-20T10:00:00Z");
  late.paper.published = parse_rfc3339("2026-11-23T10:00:00Z");
  for (const auto& [first, second] : {std::pair(early, late), {late, early}}) {
    Store store = open();
    put(store, first);
    put(store, second);
    EXPECT_EQ(store.find(early.paper.id)->published, early.paper.published);
    std::filesystem::remove(file());
  }
}

TEST_F(StoreTest, TellsTheNewerByItsTimeIfNoVersionIsKnown) {
  Record older = record("2611.90001"), newer = older;
  older.paper.updated = parse_rfc3339("2026-11-20T10:00:00Z");
  newer.paper.updated = parse_rfc3339("2026-11-23T10:00:00Z");
  newer.paper.title = "A Better Title";
  for (const auto& [first, second] : {std::pair(older, newer), {newer, older}}) {
    Store store = open();
    put(store, first);
    put(store, second);
    EXPECT_EQ(store.find(older.paper.id)->title, "A Better Title");
    EXPECT_TRUE(store.former_versions(older.paper.id).empty()) << "nobody knows their numbers";
    std::filesystem::remove(file());
  }
}

TEST_F(StoreTest, KeepsNoFormerVersionOfWhichOnlyASummaryIsKnown) {
  Record summary = record("2611.90001"), full = summary;
  summary.detail = Detail::summary;
  summary.paper.version = 1;
  full.paper.version = 2;
  for (const auto& [first, second] : {std::pair(summary, full), {full, summary}}) {
    Store store = open();
    put(store, first);
    put(store, second);
    EXPECT_EQ(store.find(full.paper.id)->version, 2);
    EXPECT_TRUE(store.former_versions(full.paper.id).empty());
    std::filesystem::remove(file());
  }
}

TEST_F(StoreTest, IsFoundByTheCategoriesOfItsNewestVersionAlone) {
  Store store = open();
  Record v1 = record("2611.90001"), v2 = v1;
  v1.paper.version = 1;
  v1.paper.categories = {Category("cs.LG"), Category("stat.ML")};
  v2.paper.version = 2;
  v2.paper.categories = {Category("cs.CL"), Category("stat.ML")};
  put(store, v1);
  put(store, v2);
  EXPECT_EQ(found(store, "cat:cs.LG"), Ids{});
  EXPECT_EQ(found(store, "cat:cs.CL"), Ids{"2611.90001"});
  EXPECT_EQ(found(store, "cat:stat.ML"), Ids{"2611.90001"});
  EXPECT_FALSE(store.has_category("cs.LG"));
}

TEST_F(StoreTest, TellsAnnouncementsInTheOrderOfTheirDays) {
  Store store = open();
  Record listed = record("2611.90001");
  listed.announcements = {{Category("cs.AI"), Date(2026, 11, 26), AnnouncementKind::replacement},
                          {Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper},
                          {Category("cs.CL"), Date(2026, 11, 24), AnnouncementKind::cross_list}};
  put(store, listed);
  put(store, listed);
  EXPECT_EQ(store.announcements(listed.paper.id),
            (std::vector<Announcement>{
                {Category("cs.CL"), Date(2026, 11, 24), AnnouncementKind::cross_list},
                {Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper},
                {Category("cs.AI"), Date(2026, 11, 26), AnnouncementKind::replacement}}));
}

TEST_F(StoreTest, TakesASourcesEstimateIfItIsLaterThanWhatTheIdentifierTells) {
  Store store = open();
  Record estimate = record("2611.90001");
  estimate.paper.announced_is_estimate = true;
  put(store, estimate);
  EXPECT_EQ(store.find(estimate.paper.id)->announced, Date(2026, 11, 24));
  EXPECT_TRUE(store.find(estimate.paper.id)->announced_is_estimate);
  Record earlier = record("2611.90002");
  earlier.paper.announced_is_estimate = true;
  earlier.paper.announced = Date(2026, 10, 1);
  put(store, earlier);
  EXPECT_EQ(store.find(earlier.paper.id)->announced->to_string().substr(0, 7), "2026-11")
      << "it was not announced before the month of its identifier";
  estimate.paper.published = parse_rfc3339("2026-11-19T10:00:00Z");
  put(store, estimate);
  EXPECT_EQ(store.find(estimate.paper.id)->announced, Date(2026, 11, 20))
      << "the time of submission tells more";
}

TEST_F(StoreTest, PrefersAStatedDayAndOfTwoTheFirst) {
  Store store = open();
  Record estimate = record("2611.90001"), stated = estimate, later = estimate;
  estimate.paper.announced = {};
  estimate.paper.published = parse_rfc3339("2026-11-23T10:00:00Z");
  put(store, estimate);
  EXPECT_TRUE(store.find(estimate.paper.id)->announced_is_estimate);
  EXPECT_EQ(store.find(estimate.paper.id)->announced, Date(2026, 11, 24));
  stated.paper.announced = Date(2026, 11, 22);  // a Sunday: stated days are not corrected
  put(store, stated);
  later.paper.announced = Date(2026, 11, 27);
  put(store, later);
  put(store, estimate);
  EXPECT_FALSE(store.find(estimate.paper.id)->announced_is_estimate);
  EXPECT_EQ(store.find(estimate.paper.id)->announced, Date(2026, 11, 22));
}

TEST_F(StoreTest, TakesTheDayFromAnAnnouncement) {
  Store store = open();
  Record listed = record("2611.90001");
  listed.paper.announced = {};
  listed.announcements = {{Category("cs.LG"), Date(2026, 11, 26), AnnouncementKind::cross_list},
                          {Category("cs.CL"), Date(2026, 11, 25), AnnouncementKind::new_paper},
                          {Category("cs.CL"), Date(2026, 11, 20), AnnouncementKind::replacement}};
  put(store, listed);
  EXPECT_EQ(store.find(listed.paper.id)->announced, Date(2026, 11, 25));
  EXPECT_EQ(store.announcements(listed.paper.id).size(), 3u);
}

TEST_F(StoreTest, AWithdrawalIsOfItsOwnVersion) {
  Store store = open();
  Record withdrawn = record("2611.90001");
  withdrawn.paper.version = 2;
  withdrawn.paper.withdrawn = true;
  withdrawn.paper.comment = "withdrawn";
  put(store, withdrawn);
  EXPECT_EQ(store.find(withdrawn.paper.id)->withdrawn, true);
  Record silent = withdrawn;
  silent.paper.withdrawn.reset();
  put(store, silent);
  EXPECT_EQ(store.find(withdrawn.paper.id)->withdrawn, true) << "the API does not tell it";
  Record listed = record("2611.90001");
  listed.detail = Detail::summary;
  listed.paper.version = 3;
  put(store, listed);
  EXPECT_EQ(store.find(withdrawn.paper.id)->withdrawn, std::nullopt);
  EXPECT_EQ(store.find(withdrawn.paper.id)->comment, "") << "it may be withdrawn no more";
}

TEST_F(StoreTest, KnowsAWithdrawalByItsCommentHoweverItIsWritten) {
  for (const char* comment : {"Withdrawn by the author", "This paper is withdrawn", "WITHDRAWN"}) {
    Store store = open();
    Record withdrawn = record("2611.90001");
    withdrawn.paper.version = 2;
    withdrawn.paper.comment = comment;
    Record listed = record("2611.90001");
    listed.detail = Detail::summary;
    listed.paper.version = 3;
    put(store, withdrawn);
    put(store, listed);
    EXPECT_EQ(store.find(withdrawn.paper.id)->comment, "") << comment;
    std::filesystem::remove(file());
  }
}

TEST_F(StoreTest, KeepsTheTimeOfTheLastVersionIfARecordHasNone) {
  Store store = open();
  Record former = record("2611.90001");
  former.paper.version = 2;
  former.paper.updated = parse_rfc3339("2026-11-23T10:00:00Z");
  put(store, former);
  put(store, record("2611.90001"));
  EXPECT_EQ(store.find(former.paper.id)->version, 2);
  EXPECT_EQ(store.find(former.paper.id)->updated, former.paper.updated);
}

TEST_F(StoreTest, TellsHowAPaperWasFirstListedInTheCategoriesThatAreFollowed) {
  Store store = open();
  Record listed = record("2611.90001");
  listed.announcements = {{Category("cs.CL"), Date(2026, 11, 24), AnnouncementKind::cross_list},
                          {Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper},
                          {Category("cs.AI"), Date(2026, 11, 26), AnnouncementKind::replacement}};
  put(store, listed);
  const std::int64_t key = store.select({}).front().key;
  const auto listed_in = [&](const std::vector<std::string>& categories) {
    return store.listed_as({key}, categories).at(0);
  };
  EXPECT_EQ(listed_in({}), AnnouncementKind::new_paper);
  EXPECT_EQ(listed_in({"cs.LG", "cs.CL"}), AnnouncementKind::new_paper);
  EXPECT_EQ(listed_in({"cs.CL"}), AnnouncementKind::cross_list);
  EXPECT_EQ(listed_in({"cs.AI"}), std::nullopt) << "a replacement is no list of new papers";
  EXPECT_EQ(listed_in({"math.CO"}), std::nullopt);
}

}  // namespace
}  // namespace papercup::store
