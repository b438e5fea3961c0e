#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Date kTuesday{2026, 11, 24};

std::string rss(std::string_view channel) {
  return "<rss version='2.0'><channel>" + std::string{channel} + "</channel></rss>";
}

TEST(DayFeedRss, GivesEveryFieldOfAnItem) {
  const Feed feed = parse_fixture("day.rss.xml");
  EXPECT_EQ(feed.format, FeedFormat::listing_rss);
  EXPECT_EQ(feed.feed_name, "cs.CL");
  EXPECT_EQ(feed.day, kTuesday);
  ASSERT_EQ(feed.records.size(), 3U);
  const Record& record = feed.records.front();
  const Paper& paper = record.paper;
  EXPECT_EQ(paper.id.to_string(), "2611.90011");
  EXPECT_EQ(paper.version, 1);
  EXPECT_EQ(paper.title, "Cups That Speak");
  EXPECT_EQ(paper.abstract, "Announce Type: is a phrase, and Abstract: is another.");
  EXPECT_THAT(paper.authors, ElementsAre("Mirelle Tostado", "Øystein Kvern", "Sam Tass Jr."));
  EXPECT_EQ(names(paper.categories), (Strings{"cs.CL", "cs.AI"}));
  EXPECT_EQ(paper.license, "http://creativecommons.org/licenses/by/4.0/");
  EXPECT_EQ(paper.published, std::nullopt);
  EXPECT_EQ(paper.updated, std::nullopt);
  EXPECT_EQ(paper.announced, kTuesday);
  EXPECT_FALSE(paper.announced_is_estimate);
  EXPECT_EQ(record.detail, Detail::summary);
  EXPECT_EQ(record.paper.withdrawn, std::nullopt);
}

TEST(DayFeedRss, SaysWhatWasAnnouncedWhereAndHow) {
  const Feed feed = parse_fixture("day.rss.xml");
  const Category category{"cs.CL"};
  EXPECT_THAT(feed.records.at(0).announcements,
              ElementsAre(Announcement{category, kTuesday, AnnouncementKind::new_paper}));
  EXPECT_THAT(
      feed.records.at(2).announcements,
      ElementsAre(Announcement{category, kTuesday, AnnouncementKind::replacement_cross_list}));
}

TEST(DayFeedRss, FindsTheKindInTheTextWhereTheElementIsMissing) {
  const Record record = parse_fixture("day.rss.xml").records.at(1);
  ASSERT_EQ(record.announcements.size(), 1U);
  EXPECT_EQ(record.announcements[0].kind, AnnouncementKind::cross_list);
  EXPECT_EQ(record.paper.announced, kTuesday);
  EXPECT_EQ(record.paper.abstract, "An invented abstract.");
}

TEST(DayFeedRss, DoesNotTakeAReplacementForTheFirstAnnouncement) {
  const Record record = parse_fixture("day.rss.xml").records.at(2);
  EXPECT_EQ(record.paper.announced, std::nullopt);
  EXPECT_EQ(record.paper.version, 4);
  EXPECT_EQ(record.paper.doi, "10.99999/cups.13");
  EXPECT_EQ(record.paper.journal_ref, "J. Invented Cups 2 (2026) 1-2");
}

TEST(DayFeedRss, SkipsAnItemThatIsNoPaper) {
  EXPECT_THAT(parse_fixture("day.rss.xml").warnings, ElementsAre("cups has no arXiv identifier"));
}

TEST(DayFeedRss, FallsBackToTheLinkForTheIdentifier) {
  const Feed feed = parse_feed(
      rss("<item><title>T</title><link>https://arxiv.org/abs/2611.90014</link></item>"), "x");
  ASSERT_EQ(feed.records.size(), 1U);
  EXPECT_EQ(feed.records[0].paper.version, std::nullopt);
  EXPECT_TRUE(feed.records[0].announcements.empty());
}

TEST(DayFeedRss, IsOfTheDayInUsEasternTime) {
  const auto day_of = [](const std::string& date) {
    return parse_feed(rss("<pubDate>" + date + "</pubDate>"), "x").day;
  };
  EXPECT_EQ(day_of("Tue, 24 Nov 2026 00:00:00 -0500"), kTuesday);
  EXPECT_EQ(day_of("Tue, 24 Nov 2026 05:00:00 +0000"), kTuesday);
  EXPECT_EQ(day_of("Wed, 25 Nov 2026 04:59:59 GMT"), kTuesday);
  EXPECT_EQ(day_of("Wed, 15 Jul 2026 04:00:00 GMT"), Date(2026, 7, 15));
  EXPECT_EQ(day_of("one of these days"), std::nullopt);
}

TEST(DayFeedRss, OfADayWithoutPapersIsEmpty) {
  const Feed feed = parse_feed(rss("<title>cs.CL updates on arXiv.org</title>"
                                   "<pubDate>Sun, 22 Nov 2026 00:00:00 -0500</pubDate>"),
                               "x");
  EXPECT_TRUE(feed.records.empty());
  EXPECT_EQ(feed.feed_name, "cs.CL");
  EXPECT_EQ(feed.day, Date(2026, 11, 22));
}

TEST(DayFeedRss, OfABadNameIsAnError) {
  EXPECT_THAT(feed_error(rss("<title>Feed error for query: cups</title>"
                             "<description>cups is not a valid archive</description>")),
              HasSubstr("cups is not a valid archive"));
}

TEST(DayFeedAtom, TakesPublishedForTheAnnouncement) {
  const Feed feed = parse_fixture("day.atom.xml");
  const Date day{2026, 7, 15};
  EXPECT_EQ(feed.format, FeedFormat::listing_atom);
  EXPECT_EQ(feed.feed_name, "math.CO");
  EXPECT_EQ(feed.day, day);
  ASSERT_EQ(feed.records.size(), 2U);
  const Record& record = feed.records.front();
  EXPECT_EQ(record.paper.id.to_string(), "2607.90021");
  EXPECT_EQ(record.paper.abstract, "There are seven.");
  EXPECT_EQ(record.paper.published, std::nullopt);
  EXPECT_EQ(record.paper.updated, std::nullopt);
  EXPECT_EQ(record.paper.announced, day);
  EXPECT_EQ(record.detail, Detail::summary);
  EXPECT_THAT(record.announcements,
              ElementsAre(Announcement{Category{"math.CO"}, day, AnnouncementKind::new_paper}));
  EXPECT_EQ(feed.records[1].paper.announced, std::nullopt);
  EXPECT_THAT(feed.records[1].announcements,
              ElementsAre(Announcement{Category{"math.CO"}, day, AnnouncementKind::replacement}));
}

TEST(DayFeedAtom, OfADayWithoutPapersIsKnownByItsTitle) {
  const Feed feed = parse_feed(
      "<feed xmlns='http://www.w3.org/2005/Atom'><title>cs.CL updates on arXiv.org</title>"
      "<updated>2026-11-22T05:00:01+00:00</updated></feed>",
      "x");
  EXPECT_EQ(feed.format, FeedFormat::listing_atom);
  EXPECT_EQ(feed.day, Date(2026, 11, 22));
  EXPECT_TRUE(feed.records.empty());
}

}  // namespace
}  // namespace papercup::arxiv
