#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"
#include "arxiv/xml/feed_formats.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Date kDay{2026, 11, 24};
const std::vector<Category> kCategories = {Category{"cs.CL"}, Category{"math.CO"},
                                           Category{"cs.LG"}};

TEST(FeedName, ComesFromTheTitle) {
  EXPECT_EQ(feed_name("cs.CL updates on arXiv.org", ""), "cs.CL");
  EXPECT_EQ(feed_name("cs.CL+cs.LG updates on arXiv.org", ""), "cs.CL+cs.LG");
}

TEST(FeedName, ComesFromTheAddressWhereTheTitleSaysNothing) {
  EXPECT_EQ(feed_name("Today", "http://rss.arxiv.org/rss/cs.CL"), "cs.CL");
  EXPECT_EQ(feed_name("", ""), "");
}

TEST(FeedName, HasTheLettersOfTheTaxonomy) {
  EXPECT_EQ(feed_name("cs.cl updates on arXiv.org", ""), "cs.CL");
}

TEST(ListingText, IsTakenApart) {
  const ListingText text = parse_listing_text(
      "arXiv:2203.91250v3 Announce Type: replace-cross \nAbstract: Cups\nand more cups.");
  EXPECT_EQ(text.kind, AnnouncementKind::replacement_cross_list);
  EXPECT_EQ(text.abstract, "Cups and more cups.");
}

TEST(ListingText, WithoutTheBeginningIsAnAbstract) {
  for (const std::string text :
       {"Cups.", "Abstract: Cups.", "arXiv:2203.91250 is about cups. Announce Type: new",
        "The Announce Type: of a feed, and its Abstract: both are text.",
        "arXiv:2203.91250v3 Abstract: on cups. Announce Type: new"}) {
    EXPECT_EQ(parse_listing_text(text).abstract, text);
    EXPECT_EQ(parse_listing_text(text).kind, std::nullopt);
  }
}

TEST(ListingText, MayEndAfterTheKind) {
  const ListingText text = parse_listing_text("arXiv:2203.91250v3 Announce Type: new");
  EXPECT_EQ(text.kind, AnnouncementKind::new_paper);
  EXPECT_EQ(text.abstract, "");
}

TEST(ListingText, OfAnUnknownKindKeepsTheAbstract) {
  const ListingText text =
      parse_listing_text("arXiv:2203.91250v3 Announce Type: cup \nAbstract: A.");
  EXPECT_EQ(text.kind, std::nullopt);
  EXPECT_EQ(text.abstract, "A.");
}

TEST(Announcements, OfAFeedOfOneCategoryAreOfThatCategory) {
  EXPECT_THAT(announcements_of("math.CO", kCategories, kDay, AnnouncementKind::cross_list),
              ElementsAre(Announcement{Category{"math.CO"}, kDay, AnnouncementKind::cross_list}));
  EXPECT_THAT(announcements_of("hep-th", kCategories, kDay, AnnouncementKind::cross_list),
              ElementsAre(Announcement{Category{"hep-th"}, kDay, AnnouncementKind::cross_list}));
}

TEST(Announcements, OfAFeedOfAnArchiveAreOfThePapersCategories) {
  EXPECT_THAT(announcements_of("cs", kCategories, kDay, AnnouncementKind::new_paper),
              ElementsAre(Announcement{Category{"cs.CL"}, kDay, AnnouncementKind::new_paper},
                          Announcement{Category{"cs.LG"}, kDay, AnnouncementKind::cross_list}));
}

// astro-ph was a category before it was divided.
TEST(Announcements, OfAFeedOfAnArchiveThatWasACategoryAreOfItsDivisions) {
  const std::vector<Category> categories = {Category{"astro-ph.CO"}, Category{"hep-ph"},
                                            Category{"astro-ph.GA"}};
  EXPECT_THAT(
      announcements_of("astro-ph", categories, kDay, AnnouncementKind::new_paper),
      ElementsAre(Announcement{Category{"astro-ph.CO"}, kDay, AnnouncementKind::new_paper},
                  Announcement{Category{"astro-ph.GA"}, kDay, AnnouncementKind::cross_list}));
  EXPECT_THAT(
      announcements_of("astro-ph", {Category{"astro-ph"}}, kDay, AnnouncementKind::replacement),
      ElementsAre(Announcement{Category{"astro-ph"}, kDay, AnnouncementKind::replacement}));
}

TEST(Announcements, OfAFeedOfAnArchiveAreOfOtherNamesOfItsDivisions) {
  EXPECT_THAT(announcements_of("cs", {Category{"math.NA"}}, kDay, AnnouncementKind::new_paper),
              ElementsAre(Announcement{Category{"math.NA"}, kDay, AnnouncementKind::new_paper}));
  EXPECT_THAT(announcements_of("cs", {Category{"hep-th"}}, kDay, AnnouncementKind::new_paper),
              ElementsAre(Announcement{Category{"cs"}, kDay, AnnouncementKind::new_paper}));
}

TEST(Announcements, OfAFeedOfSeveralCategoriesAreOfThoseItNames) {
  EXPECT_THAT(
      announcements_of("math.CO+cs.LG", kCategories, kDay, AnnouncementKind::replacement),
      ElementsAre(Announcement{Category{"math.CO"}, kDay, AnnouncementKind::replacement_cross_list},
                  Announcement{Category{"cs.LG"}, kDay, AnnouncementKind::replacement_cross_list}));
}

TEST(Announcements, OfAFeedWithoutNameAreNone) {
  EXPECT_THAT(announcements_of("", kCategories, kDay, AnnouncementKind::new_paper), IsEmpty());
}

std::string rss(std::string_view channel) {
  return "<rss version='2.0'><channel>" + std::string{channel} + "</channel></rss>";
}

TEST(ListingRss, GivesEveryFieldOfAnItem) {
  const Feed feed = parse_fixture("day.rss.xml");
  EXPECT_EQ(feed.format, FeedFormat::listing_rss);
  EXPECT_EQ(feed.feed_name, "cs.CL");
  EXPECT_EQ(feed.day, kDay);
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
  EXPECT_EQ(paper.announced, kDay);
  EXPECT_FALSE(paper.announced_is_estimate);
  EXPECT_EQ(record.detail, Detail::summary);
  EXPECT_EQ(record.paper.withdrawn, std::nullopt);
}

TEST(ListingRss, SaysWhatWasAnnouncedWhereAndHow) {
  const Feed feed = parse_fixture("day.rss.xml");
  const Category category{"cs.CL"};
  EXPECT_THAT(feed.records.at(0).announcements,
              ElementsAre(Announcement{category, kDay, AnnouncementKind::new_paper}));
  EXPECT_THAT(feed.records.at(2).announcements,
              ElementsAre(Announcement{category, kDay, AnnouncementKind::replacement_cross_list}));
}

TEST(ListingRss, FindsTheKindInTheTextWhereTheElementIsMissing) {
  const Record record = parse_fixture("day.rss.xml").records.at(1);
  ASSERT_EQ(record.announcements.size(), 1U);
  EXPECT_EQ(record.announcements[0].kind, AnnouncementKind::cross_list);
  EXPECT_EQ(record.paper.announced, kDay);
  EXPECT_EQ(record.paper.abstract, "An invented abstract.");
}

TEST(ListingRss, DoesNotTakeAReplacementForTheFirstAnnouncement) {
  const Record record = parse_fixture("day.rss.xml").records.at(2);
  EXPECT_EQ(record.paper.announced, std::nullopt);
  EXPECT_EQ(record.paper.version, 4);
  EXPECT_EQ(record.paper.doi, "10.99999/cups.13");
  EXPECT_EQ(record.paper.journal_ref, "J. Invented Cups 2 (2026) 1-2");
}

TEST(ListingRss, SkipsAnItemThatIsNoPaper) {
  EXPECT_THAT(parse_fixture("day.rss.xml").warnings, ElementsAre("cups has no arXiv identifier"));
}

TEST(ListingRss, FallsBackToTheLinkForTheIdentifier) {
  const Feed feed = parse_feed(
      rss("<item><title>T</title><link>https://arxiv.org/abs/2611.90014</link></item>"), "x");
  ASSERT_EQ(feed.records.size(), 1U);
  EXPECT_EQ(feed.records[0].paper.version, std::nullopt);
  EXPECT_TRUE(feed.records[0].announcements.empty());
}

TEST(ListingRss, IsOfTheDayInUsEasternTime) {
  const auto day_of = [](const std::string& date) {
    return parse_feed(rss("<pubDate>" + date + "</pubDate>"), "x").day;
  };
  EXPECT_EQ(day_of("Tue, 24 Nov 2026 00:00:00 -0500"), kDay);
  EXPECT_EQ(day_of("Tue, 24 Nov 2026 05:00:00 +0000"), kDay);
  EXPECT_EQ(day_of("Wed, 25 Nov 2026 04:59:59 GMT"), kDay);
  EXPECT_EQ(day_of("Wed, 15 Jul 2026 04:00:00 GMT"), Date(2026, 7, 15));
  EXPECT_EQ(day_of("one of these days"), std::nullopt);
}

// A day without an hour, where arXiv's own midnight is 04:00 or 05:00.
TEST(ListingRss, IsOfTheDayItNamesAtMidnightOfUtc) {
  const Feed feed = parse_feed(rss("<pubDate>Tue, 24 Nov 2026 00:00:00 +0000</pubDate>"), "x");
  EXPECT_EQ(feed.day, kDay);
}

TEST(ListingRss, OfADayWithoutPapersIsEmpty) {
  const Feed feed = parse_feed(rss("<title>cs.CL updates on arXiv.org</title>"
                                   "<pubDate>Sun, 22 Nov 2026 00:00:00 -0500</pubDate>"),
                               "x");
  EXPECT_TRUE(feed.records.empty());
  EXPECT_EQ(feed.feed_name, "cs.CL");
  EXPECT_EQ(feed.day, Date(2026, 11, 22));
}

TEST(ListingRss, OfABadNameIsAnError) {
  EXPECT_THAT(feed_error(rss("<title>Feed error for query: cups</title>"
                             "<description>cups is not a valid archive</description>")),
              HasSubstr("cups is not a valid archive"));
}

TEST(ListingAtom, TakesPublishedForTheAnnouncement) {
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

TEST(ListingAtom, OfADayWithoutPapersIsKnownByItsTitle) {
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
