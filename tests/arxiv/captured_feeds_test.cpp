// Answers that arXiv gave, in the folder beside the checkout: api/, rss/, oai/ and html/.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"
#include "papercup/arxiv/record_source.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path kFeeds = support::shared_folder() / "feeds";

#define SKIP_WITHOUT_CAPTURED_FEEDS() \
  if (!std::filesystem::exists(kFeeds)) GTEST_SKIP() << "no captured feeds at " << kFeeds

struct Expected {
  FeedFormat format;
  std::size_t records;
  std::string token;
};

// Counted with another XML parser: the entry, item and record elements, none of which is deleted.
const std::map<std::string, Expected> kExpected = {
    {"api/lukasschwab__id_0000.0000_s0_m100_8b51d9633a68.xml", {FeedFormat::api_atom, 0, ""}},
    {"api/lukasschwab__id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.xml",
     {FeedFormat::api_atom, 1, ""}},
    {"api/lukasschwab__id_0808.05394_s0_m100_7b0c7d0a7cdd.xml", {FeedFormat::api_atom, 0, ""}},
    {"api/lukasschwab__id_1605.08386_s0_m100_199195aa31ad.xml", {FeedFormat::api_atom, 1, ""}},
    {"api/lukasschwab__id_1707.08567_s0_m100_6a1afebfc6a3.xml", {FeedFormat::api_atom, 1, ""}},
    {"api/lukasschwab__id_2104.12255v1_s0_m100_6ae69987ffe1.xml", {FeedFormat::api_atom, 1, ""}},
    {"api/lukasschwab__id_astro-ph_0601001_s0_m100_3150dca9dc76.xml",
     {FeedFormat::api_atom, 1, ""}},
    {"api/lukasschwab__id_quant-ph_0201082v1_s0_m100_86989fe779ef.xml",
     {FeedFormat::api_atom, 1, ""}},
    {"api/lukasschwab__q_testing_s0_m100_cfe7536492ca.xml", {FeedFormat::api_atom, 100, ""}},
    {"api/lukasschwab__q_testing_s0_m10_bc5a6c384fe9.xml", {FeedFormat::api_atom, 10, ""}},
    {"api/lukasschwab__q_testing_s10_m10_34e56e15aaac.xml", {FeedFormat::api_atom, 10, ""}},
    {"api/lukasschwab__q_testing_s20_m10_348a237fecab.xml", {FeedFormat::api_atom, 10, ""}},
    {"api/lukasschwab__q_testing_s50_m10_7f488ab8598c.xml", {FeedFormat::api_atom, 10, ""}},
    {"api/tamnd__api_1207.7214.xml", {FeedFormat::api_atom, 1, ""}},
    {"api/tamnd__api_1706.03762.xml", {FeedFormat::api_atom, 1, ""}},
    {"api/tamnd__api_hep-th_9711200.xml", {FeedFormat::api_atom, 1, ""}},
    {"api/tamnd__api_zero_results.xml", {FeedFormat::api_atom, 0, ""}},
    {"oai/adsabs__arxiv_multi_20230125.xml", {FeedFormat::oai_pmh, 3, "6460044|1001"}},
    {"oai/inspirehep__arxiv-physics-hep-ex.xml", {FeedFormat::oai_pmh, 3, ""}},
    {"oai/inspirehep__sample_arxiv_record.xml", {FeedFormat::oai_pmh, 12, ""}},
    {"oai/internetarchive__arxivraw_1810.09584.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/litpuvn__ListRecords.xml", {FeedFormat::oai_pmh, 387, "1403493|1001"}},
    {"oai/shishir167__1.xml", {FeedFormat::oai_pmh, 1000, "1122234|1001"}},
    {"oai/shishir167__103.xml", {FeedFormat::oai_pmh, 538, ""}},
    {"oai/tamnd__oai_arxiv_1207.7214.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_arxiv_1706.03762.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_arxiv_hep-th_9711200.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_dc_1207.7214.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_dc_1706.03762.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_raw_1207.7214.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_raw_1706.03762.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"oai/tamnd__oai_raw_hep-th_9711200.xml", {FeedFormat::oai_pmh, 1, ""}},
    {"rss/TideDra__arxiv_rss_example.xml", {FeedFormat::listing_atom, 7, ""}},
    {"rss/tamnd__rss_cs.CL.xml", {FeedFormat::listing_rss, 139, ""}},
};

// Answers that are errors, with arXiv's messages.
const std::map<std::string, std::string> kErrors = {
    {"api/lukasschwab__id_abc_s0_m100_b79c8dcf6bc3.xml", "incorrect id format for abc"},
    {"api/tamnd__api_error_start.xml", "start must be an integer"},
};

Feed captured(const std::string& name) { return parse_feed(file_bytes(kFeeds / name), name); }

TEST(CapturedFeeds, AreAllInTheTables) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  std::set<std::string> files;
  for (const std::string folder : {"api", "rss", "oai"}) {
    for (const auto& entry : std::filesystem::directory_iterator{kFeeds / folder}) {
      files.insert(folder + "/" + entry.path().filename().string());
    }
  }
  std::set<std::string> listed;
  for (const auto& [name, expected] : kExpected) listed.insert(name);
  for (const auto& [name, message] : kErrors) listed.insert(name);
  EXPECT_EQ(files, listed);
}

TEST(CapturedFeeds, GiveEveryPaperWithoutAWarning) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  for (const auto& [name, expected] : kExpected) {
    const Feed feed = captured(name);
    EXPECT_EQ(feed.format, expected.format) << name;
    EXPECT_EQ(feed.records.size(), expected.records) << name;
    EXPECT_EQ(feed.resumption_token.value_or(""), expected.token) << name;
    EXPECT_TRUE(feed.warnings.empty()) << name << ": " << feed.warnings.front();
  }
}

TEST(CapturedFeeds, OfErrorsAreErrors) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  for (const auto& [name, message] : kErrors) {
    EXPECT_THAT(message_of([&, &file = name] { captured(file); }), HasSubstr(message)) << name;
  }
}

// What every paper of a captured feed has.
void expect_whole(const Record& record, const std::string& name) {
  const Paper& paper = record.paper;
  const std::string where = name + " " + paper.id.to_string();
  EXPECT_FALSE(paper.title.empty()) << where;
  EXPECT_FALSE(paper.abstract.empty()) << where;
  EXPECT_FALSE(paper.authors.empty()) << where;
  EXPECT_FALSE(paper.categories.empty()) << where;
  for (const std::string& text : {paper.title, paper.abstract, paper.comment, paper.journal_ref}) {
    EXPECT_EQ(text.find('\n'), std::string::npos) << where;
    EXPECT_EQ(text.find("  "), std::string::npos) << where;
    EXPECT_FALSE(text.starts_with(' ') || text.ends_with(' ')) << where;
  }
  EXPECT_FALSE(paper.abstract.starts_with("arXiv:")) << where;
  for (const std::string& author : paper.authors) {
    EXPECT_EQ(author.find_first_of(",()"), std::string::npos) << where << ": " << author;
    EXPECT_FALSE(author.starts_with("and ") || author.empty()) << where << ": " << author;
  }
}

TEST(CapturedFeeds, GiveWholePapers) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  for (const auto& [name, expected] : kExpected) {
    for (const Record& record : captured(name).records) expect_whole(record, name);
  }
}

TEST(CapturedFeeds, OfTheApiGiveVersionTimesAndPrimaryCategory) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  for (const auto& [name, expected] : kExpected) {
    if (expected.format != FeedFormat::api_atom) continue;
    for (const Record& record : captured(name).records) {
      const Paper& paper = record.paper;
      EXPECT_TRUE(paper.version && paper.published && paper.updated) << name;
      EXPECT_LE(paper.published, paper.updated) << name;
      EXPECT_EQ(record.detail, Detail::full) << name;
    }
  }
}

TEST(CapturedFeeds, OfTheDayAnnounceEveryPaperOnThatDay) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  const std::map<std::string, std::pair<std::string, Date>> expected = {
      {"rss/tamnd__rss_cs.CL.xml", {"cs.CL", Date{2026, 8, 13}}},
      {"rss/TideDra__arxiv_rss_example.xml", {"cs.AI", Date{2025, 8, 20}}}};
  for (const auto& [name, listing] : expected) {
    const Feed feed = captured(name);
    EXPECT_EQ(feed.feed_name, listing.first);
    EXPECT_EQ(feed.day, listing.second);
    for (const Record& record : feed.records) {
      ASSERT_EQ(record.announcements.size(), 1U);
      const Announcement& announcement = record.announcements.front();
      EXPECT_EQ(announcement.category.to_string(), listing.first);
      EXPECT_EQ(announcement.day, listing.second);
      const bool first = announcement.kind == AnnouncementKind::new_paper ||
                         announcement.kind == AnnouncementKind::cross_list;
      EXPECT_EQ(record.paper.announced.has_value(), first);
      if (announcement.kind == AnnouncementKind::new_paper) {
        EXPECT_EQ(record.paper.categories.front().to_string(), listing.first);
      }
    }
  }
}

TEST(CapturedFeeds, OfOnePaperAgreeAcrossInterfaces) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  const Record api = captured("api/tamnd__api_1706.03762.xml").records.at(0);
  const Record arxiv = captured("oai/tamnd__oai_arxiv_1706.03762.xml").records.at(0);
  const Record raw = captured("oai/tamnd__oai_raw_1706.03762.xml").records.at(0);
  const Record dublin_core = captured("oai/tamnd__oai_dc_1706.03762.xml").records.at(0);
  for (const Record& other : {arxiv, raw, dublin_core}) {
    EXPECT_EQ(other.paper.id, api.paper.id);
    EXPECT_EQ(other.paper.title, api.paper.title);
    EXPECT_EQ(other.paper.abstract, api.paper.abstract);
    EXPECT_EQ(other.paper.authors, api.paper.authors);
    EXPECT_EQ(other.paper.categories, api.paper.categories);
    EXPECT_EQ(other.paper.comment, api.paper.comment);
    EXPECT_EQ(other.paper.doi, api.paper.doi);
  }
  EXPECT_EQ(raw.paper.version, api.paper.version);
  EXPECT_EQ(raw.paper.published, api.paper.published);
  EXPECT_EQ(raw.paper.updated, api.paper.updated);
  EXPECT_EQ(raw.paper.withdrawn, false);
  EXPECT_EQ(dublin_core.paper.published, parse_rfc3339(utc_date(*api.paper.published).to_string()));
  EXPECT_EQ(arxiv.paper.published, std::nullopt);
}

TEST(CapturedFeeds, OfRawMetadataKnowWithdrawalsAndLetters) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  const Feed feed = captured("oai/litpuvn__ListRecords.xml");
  std::size_t withdrawn = 0;
  for (const Record& record : feed.records) {
    for (const std::string& author : record.paper.authors) {
      EXPECT_EQ(author.find('\\'), std::string::npos) << author;
    }
    ASSERT_TRUE(record.paper.withdrawn.has_value());
    if (*record.paper.withdrawn) ++withdrawn;
  }
  EXPECT_EQ(withdrawn, 6U);
  EXPECT_EQ(feed.records.front().paper.withdrawn, true);
}

TEST(CapturedAnswers, ThatAreNoFeedsAreNamed) {
  SKIP_WITHOUT_CAPTURED_FEEDS();
  const auto error_for = [](const std::string& name) {
    return error_of([&] {
      std::istringstream nothing;
      read_records(
          kFeeds / name, nothing, [](const Record&) {}, [](const std::string&) {});
    });
  };
  const auto page = error_for("html/abs_0902.4054_withdrawn.html");
  const auto limit = error_for("html/rate_exceeded.txt");
  ASSERT_TRUE(page && limit);
  EXPECT_EQ(page->kind(), ErrorKind::failure);
  EXPECT_THAT(page->message(), HasSubstr("is an HTML page, not a feed"));
  EXPECT_EQ(limit->kind(), ErrorKind::unreachable);
  EXPECT_THAT(limit->message(), HasSubstr("asks to wait"));
}

}  // namespace
}  // namespace papercup::arxiv
