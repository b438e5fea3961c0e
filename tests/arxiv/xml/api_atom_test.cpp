#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ApiAtom, GivesEveryFieldOfAnEntry) {
  const Feed feed = parse_fixture("api.xml");
  ASSERT_EQ(feed.records.size(), 2U);
  const Record& record = feed.records.front();
  const Paper& paper = record.paper;
  EXPECT_EQ(paper.id.to_string(), "2611.90001");
  EXPECT_EQ(paper.version, 3);
  EXPECT_EQ(paper.title, "Folding Paper Cups by Gradient Descent");
  EXPECT_EQ(paper.abstract, "We fold $n < 7$ cups. Each one holds coffee.");
  EXPECT_THAT(paper.authors, ElementsAre("Mirelle Tostado", "Øystein Kvern"));
  EXPECT_EQ(paper.published, parse_rfc3339("2026-10-05T01:02:03Z"));
  EXPECT_EQ(paper.updated, parse_rfc3339("2026-11-20T09:10:11Z"));
  EXPECT_EQ(paper.comment, "7 pages, 2 figures");
  EXPECT_EQ(paper.journal_ref, "J. Invented Cups 1 (2026) 1-7");
  EXPECT_EQ(paper.doi, "10.99999/cups.1");
  EXPECT_EQ(paper.announced, std::nullopt);
  EXPECT_EQ(record.detail, Detail::full);
  EXPECT_TRUE(record.announcements.empty());
  EXPECT_EQ(record.paper.withdrawn, std::nullopt);
}

TEST(ApiAtom, PutsThePrimaryCategoryFirstAndDropsClassesOfOtherSchemes) {
  const Feed feed = parse_fixture("api.xml");
  EXPECT_EQ(names(feed.records.at(0).paper.categories), (Strings{"cs.LG", "stat.ML", "cups.NW"}));
}

TEST(ApiAtom, ReadsOldIdentifiersWithoutVersionAndATitleOfZero) {
  const Paper paper = parse_fixture("api.xml").records.at(1).paper;
  EXPECT_EQ(paper.id.to_string(), "hep-th/0701999");
  EXPECT_EQ(paper.version, std::nullopt);
  EXPECT_EQ(paper.title, "0");
}

TEST(ApiAtom, SkipsEntriesWithoutIdentifierOrTitleWithAWarningThatNamesThem) {
  const Feed feed = parse_fixture("api.xml");
  EXPECT_THAT(feed.warnings,
              ElementsAre("http://arxiv.org/abs/2613.90002v1 has no arXiv identifier",
                          "http://arxiv.org/abs/2611.90003v1 has no title"));
}

TEST(ApiAtom, NamesAnEntryWithoutIdByItsNumber) {
  const Feed feed = parse_feed(
      api_document(api_entry("2611.90001v1", "One") + "<entry><title>Two</title></entry>"), "x");
  EXPECT_EQ(feed.records.size(), 1U);
  EXPECT_THAT(feed.warnings, ElementsAre("entry 2 has no arXiv identifier"));
}

TEST(ApiAtom, StatesTheCountsOfTheServer) {
  const Feed feed = parse_fixture("api.xml");
  EXPECT_EQ(feed.format, FeedFormat::api_atom);
  EXPECT_EQ(feed.total_results, 25);
  EXPECT_EQ(feed.start_index, 20);
  EXPECT_EQ(feed.items_per_page, 10);
  EXPECT_EQ(feed.resumption_token, std::nullopt);
}

TEST(ApiAtom, HasNoCountsWhereTheyAreNotNumbers) {
  const Feed feed = parse_feed(
      api_document("<o:totalResults xmlns:o='http://a9.com/-/spec/opensearch/1.1/'>7 or so"
                   "</o:totalResults>"),
      "x");
  EXPECT_EQ(feed.total_results, std::nullopt);
}

TEST(ApiAtom, ReadsTheStyleOfBefore2025) {
  const Feed feed = parse_fixture("api_before_2025.xml");
  ASSERT_EQ(feed.records.size(), 1U);
  const Paper& paper = feed.records.front().paper;
  EXPECT_EQ(feed.format, FeedFormat::api_atom);
  EXPECT_EQ(feed.total_results, 1);
  EXPECT_EQ(names(paper.categories), (Strings{"math.CO", "cs.DM"}));
  EXPECT_THAT(paper.authors, ElementsAre("Mirelle Tostado"));
  EXPECT_EQ(paper.comment, "4 pages");
  EXPECT_EQ(paper.doi, "10.99999/cups.4");
}

TEST(ApiAtom, TakesAFeedOfAnErrorForTheErrorItIs) {
  const auto error = error_of([] { parse_fixture("api_error.xml"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::failure);
  EXPECT_THAT(error->message(), HasSubstr("api_error.xml"));
  EXPECT_THAT(error->message(), HasSubstr("cups must be an integer"));
}

TEST(ApiAtom, DoesNotTakeAPaperCalledErrorForAnError) {
  EXPECT_EQ(parse_feed(api_document(api_entry("2611.90001v1", "Error")), "x").records.size(), 1U);
}

TEST(ApiAtom, MayBeEmpty) {
  const Feed feed = parse_feed(api_document(""), "x");
  EXPECT_TRUE(feed.records.empty());
  EXPECT_TRUE(feed.warnings.empty());
}

TEST(ApiAtom, KnowsElementsByNamespaceWhateverThePrefix) {
  const Feed feed = parse_feed(
      "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns='urn:other'><a:entry>"
      "<id>http://arxiv.org/abs/2611.90009v9</id>"
      "<a:id>http://arxiv.org/abs/2611.90001v1</a:id><title>Of another namespace</title>"
      "<a:title>Right</a:title><b:comment xmlns:b='http://arxiv.org/schemas/atom'>7 pages"
      "</b:comment><arxiv:comment xmlns:arxiv='urn:other'>no</arxiv:comment></a:entry></a:feed>",
      "x");
  ASSERT_EQ(feed.records.size(), 1U);
  EXPECT_EQ(feed.records[0].paper.id.to_string(), "2611.90001");
  EXPECT_EQ(feed.records[0].paper.title, "Right");
  EXPECT_EQ(feed.records[0].paper.comment, "7 pages");
}

TEST(ApiAtom, JoinsTextThatCommentsAndCdataDivide) {
  const Feed feed =
      parse_feed(api_document(api_entry("2611.90001v1",
                                        "A<!-- x --> cup <![CDATA[<of> ]]>tea &amp; <b>milk</b>")),
                 "x");
  ASSERT_EQ(feed.records.size(), 1U);
  EXPECT_EQ(feed.records[0].paper.title, "A cup <of> tea & milk");
}

TEST(ApiAtom, LetsNoControlCharacterThrough) {
  const Feed feed =
      parse_feed(api_document(api_entry("2611.90001v1", "A&#27;[31m red\xC2\x9B cup\x07")), "x");
  ASSERT_EQ(feed.records.size(), 1U);
  for (const char c : feed.records[0].paper.title) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  }
  EXPECT_EQ(feed.records[0].paper.title.find("\xC2\x9B"), std::string::npos);
}

}  // namespace
}  // namespace papercup::arxiv
