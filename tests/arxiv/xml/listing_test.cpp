#include "arxiv/xml/listing.hpp"

#include <gmock/gmock.h>

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
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
       {"Cups.", "Abstract: Cups.", "arXiv:2203.91250 is about cups. Announce Type: new"}) {
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

}  // namespace
}  // namespace papercup::arxiv
