#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string oai(std::string_view content) {
  return "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>" + std::string{content} +
         "</OAI-PMH>";
}

TEST(OaiArxiv, GivesEveryField) {
  const Feed feed = parse_fixture("oai_arxiv.xml");
  EXPECT_EQ(feed.format, FeedFormat::oai_pmh);
  ASSERT_EQ(feed.records.size(), 3U);
  const Record& record = feed.records.front();
  const Paper& paper = record.paper;
  EXPECT_EQ(paper.id.to_string(), "2611.90031");
  EXPECT_EQ(paper.version, std::nullopt);
  EXPECT_EQ(paper.title, "Learning the Shape of Cups");
  EXPECT_EQ(paper.abstract, "An invented abstract, in two lines.");
  EXPECT_THAT(paper.authors,
              ElementsAre("Mirelle Tostado", "Øystein A. Kvern III", "The Cup Collaboration"));
  EXPECT_EQ(names(paper.categories), (Strings{"cs.LG", "math.OC", "stat.ML"}));
  EXPECT_EQ(paper.comment, "9 pages");
  EXPECT_EQ(paper.journal_ref, "J. Invented Cups 3 (2026) 4");
  EXPECT_EQ(paper.doi, "10.99999/cups.31");
  EXPECT_EQ(paper.license, "http://creativecommons.org/licenses/by/4.0/");
  EXPECT_EQ(paper.published, parse_rfc3339("2026-11-20"));
  EXPECT_EQ(paper.updated, std::nullopt);
  EXPECT_EQ(paper.announced, std::nullopt);
  EXPECT_EQ(record.detail, Detail::full);
  EXPECT_EQ(record.paper.withdrawn, std::nullopt);
}

TEST(OaiArxiv, OfAnUpdatedPaperDoesNotSayWhenItWasFirstSubmitted) {
  const Paper paper = parse_fixture("oai_arxiv.xml").records.at(1).paper;
  EXPECT_EQ(paper.id.to_string(), "math/0611999");
  EXPECT_EQ(paper.published, std::nullopt);
  EXPECT_EQ(paper.updated, parse_rfc3339("2026-11-22"));
}

TEST(OaiArxiv, IsReadInTheNamespaceOfTheProtocolToo) {
  EXPECT_THAT(parse_fixture("oai_arxiv.xml").records.at(2).paper.authors, ElementsAre("Q. Nobody"));
}

TEST(OaiPmh, SkipsDeletedRecords) {
  EXPECT_THAT(parse_fixture("oai_arxiv.xml").warnings,
              ElementsAre("oai:arXiv.org:2611.90033 was deleted from arXiv"));
}

TEST(OaiPmh, GivesTheResumptionTokenUntilTheLastPage) {
  EXPECT_EQ(parse_fixture("oai_arxiv.xml").resumption_token, "invented|1001");
  EXPECT_EQ(parse_fixture("oai_dc.xml").resumption_token, std::nullopt);
  EXPECT_EQ(parse_feed(oai("<ListRecords><resumptionToken cursor='7'/></ListRecords>"), "x")
                .resumption_token,
            std::nullopt);
}

TEST(OaiPmh, WithoutMatchIsAnEmptyFeed) {
  const Feed feed = parse_feed(oai("<error code='noRecordsMatch'>nothing</error>"), "x");
  EXPECT_THAT(feed.records, IsEmpty());
  EXPECT_EQ(feed.format, FeedFormat::oai_pmh);
}

TEST(OaiPmh, GivesOtherErrorsWithTheMessageAndTheCode) {
  const std::string message =
      feed_error(oai("<error code='badResumptionToken'>the token is stale</error>"));
  EXPECT_THAT(message, HasSubstr("the token is stale"));
  EXPECT_THAT(message, HasSubstr("badResumptionToken"));
}

TEST(OaiPmh, TellsABadTokenFromOtherErrorsByItsCode) {
  const auto code_of = [](const std::string& document) {
    try {
      parse_feed(oai(document), "the feed");
    } catch (const RequestError& error) {
      return std::optional(error.code());
    }
    return std::optional<RequestError::Code>();
  };
  EXPECT_EQ(code_of("<error code='badResumptionToken'>old</error>"),
            RequestError::Code::bad_resumption_token);
  EXPECT_EQ(code_of("<error code='badArgument'>badResumptionToken</error>"),
            RequestError::Code::other);
}

TEST(OaiPmh, WithoutRecordsIsAnError) {
  EXPECT_THAT(feed_error(oai("<Identify><repositoryName>arXiv</repositoryName></Identify>")),
              HasSubstr("without records"));
}

TEST(OaiPmh, SkipsRecordsItCannotRead) {
  const Feed feed = parse_feed(
      oai("<ListRecords><record><header><identifier>oai:arXiv.org:2611.90035</identifier></header>"
          "<metadata><marc xmlns='urn:marc'/></metadata></record><record/></ListRecords>"),
      "x");
  EXPECT_THAT(feed.warnings,
              ElementsAre("oai:arXiv.org:2611.90035 has metadata in a form that is not read",
                          "entry 2 has no metadata"));
}

TEST(OaiArxivRaw, TakesTimesAndVersionFromTheListWhateverItsOrder) {
  const Paper paper = parse_fixture("oai_arxiv_raw.xml").records.at(0).paper;
  EXPECT_EQ(paper.version, 2);
  EXPECT_EQ(paper.published, parse_rfc3339("2026-11-05T01:02:03Z"));
  EXPECT_EQ(paper.updated, parse_rfc3339("2026-11-20T09:10:11Z"));
}

TEST(OaiArxivRaw, SplitsTheAuthors) {
  const Paper paper = parse_fixture("oai_arxiv_raw.xml").records.at(0).paper;
  EXPECT_THAT(paper.authors, ElementsAre("Mirelle Tostadó", "Øystein Kvern", "Sam Tass Jr."));
}

TEST(OaiArxivRaw, SaysWhetherTheNewestVersionIsAWithdrawal) {
  const Feed feed = parse_fixture("oai_arxiv_raw.xml");
  ASSERT_EQ(feed.records.size(), 2U);
  EXPECT_EQ(feed.records[0].paper.withdrawn, true);
  EXPECT_EQ(feed.records[1].paper.withdrawn, false);
}

TEST(OaiDc, GivesWhatItHas) {
  const Feed feed = parse_fixture("oai_dc.xml");
  ASSERT_EQ(feed.records.size(), 2U);
  const Record& record = feed.records.front();
  const Paper& paper = record.paper;
  EXPECT_EQ(record.detail, Detail::summary);
  EXPECT_EQ(paper.id.to_string(), "2611.90051");
  EXPECT_THAT(paper.authors,
              ElementsAre("Mirelle Tostado", "Øystein Kvern Jr", "The Cup Collaboration"));
  EXPECT_EQ(paper.abstract, "An invented abstract.");
  EXPECT_EQ(paper.comment, "5 pages");
  EXPECT_EQ(paper.journal_ref, "J. Invented Cups 5 (2026) 5");
  EXPECT_EQ(paper.doi, "10.99999/cups.51");
  EXPECT_EQ(paper.published, parse_rfc3339("2026-10-02"));
  EXPECT_EQ(paper.updated, parse_rfc3339("2026-11-20"));
  EXPECT_EQ(feed.records[1].paper.comment, "6 pages");
  EXPECT_EQ(feed.records[1].paper.updated, std::nullopt);
}

TEST(OaiDc, TellsCategoriesOfOneNameApartByTheSets) {
  const Feed feed = parse_fixture("oai_dc.xml");
  EXPECT_EQ(names(feed.records.at(0).paper.categories), (Strings{"stat.ML", "cs.CL"}));
  EXPECT_EQ(names(feed.records.at(1).paper.categories), (Strings{"math.LO"}));
}

// Papers of before its division.
TEST(OaiDc, KnowsAnArchiveThatWasACategory) {
  const Feed feed = parse_feed(
      R"(<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header>)"
      R"(<identifier>oai:arXiv.org:astro-ph/9402999</identifier>)"
      R"(<setSpec>physics:astro-ph</setSpec></header><metadata>)"
      R"(<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" )"
      R"(xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Cups of Old</dc:title>)"
      R"(<dc:subject>Astrophysics</dc:subject></oai_dc:dc></metadata></record></ListRecords>)"
      R"(</OAI-PMH>)",
      "records");
  ASSERT_EQ(feed.records.size(), 1U);
  EXPECT_EQ(names(feed.records[0].paper.categories), (Strings{"astro-ph"}));
}

}  // namespace
}  // namespace papercup::arxiv
