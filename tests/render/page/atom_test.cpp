#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pugixml.hpp>

#include "papercup/render/digest.hpp"

namespace papercup::render {
namespace {

Paper atom_paper() {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.title = "A Bound of $\\mathcal{O}(\\sqrt{T})$";
  return paper;
}

Collection with(const Paper& paper) {
  Collection collection{"bandits", "results\nbandits", Time(std::chrono::hours(24 * 20'000))};
  collection.groups = {{"", {}, {{paper, {}, 0, {}, {}}}, {}}};
  return collection;
}

// The text of the first node at a path below the feed.
std::string text_at(const Collection& collection, const char* path) {
  pugi::xml_document document;
  const std::string feed = atom_feed(collection, {});
  EXPECT_TRUE(document.load_string(feed.c_str()));
  return document.child("feed").first_element_by_path(path).text().as_string("(absent)");
}

TEST(Atom, EntryIsIdentifiedByItsPageWithoutAVersion) {
  Paper paper = atom_paper();
  paper.version = 3;
  EXPECT_EQ(text_at(with(paper), "entry/id"), "https://arxiv.org/abs/2611.90001");
  EXPECT_EQ(text_at(with(paper), "entry/title"), "A Bound of O(√T)");
}

TEST(Atom, UpdatedFallsBackToPublishedThenAnnouncedThenTheIdentifiersMonth) {
  Paper paper = atom_paper();
  EXPECT_EQ(text_at(with(paper), "entry/updated"), "2026-11-01T00:00:00Z");
  paper.announced = Date(2026, 11, 24);
  EXPECT_EQ(text_at(with(paper), "entry/updated"), "2026-11-24T00:00:00Z");
  EXPECT_EQ(text_at(with(paper), "entry/published"), "(absent)");
  paper.published = parse_rfc3339("2026-11-20T18:00:01Z");
  EXPECT_EQ(text_at(with(paper), "entry/updated"), "2026-11-20T18:00:01Z");
  paper.updated = parse_rfc3339("2026-11-23T18:00:01Z");
  EXPECT_EQ(text_at(with(paper), "entry/updated"), "2026-11-23T18:00:01Z");
  EXPECT_EQ(text_at(with(paper), "entry/published"), "2026-11-20T18:00:01Z");
}

TEST(Atom, FeedIsAsNewAsItsNewestEntryAndAnEmptyOneAsItsMaking) {
  Collection collection = with(atom_paper());
  EXPECT_EQ(text_at(collection, "updated"), "2026-11-01T00:00:00Z");
  collection.groups.clear();
  EXPECT_EQ(text_at(collection, "updated"), to_rfc3339(collection.made));
}

TEST(Atom, FeedIsTheSameForTheSameSubject) {
  Collection collection = with(atom_paper());
  const std::string id = text_at(collection, "id");
  EXPECT_THAT(id,
              testing::MatchesRegex(
                  "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  collection.made += std::chrono::hours(24);
  EXPECT_EQ(text_at(collection, "id"), id);
  collection.subject += " and more";
  EXPECT_NE(text_at(collection, "id"), id);
}

TEST(Atom, NamesTheAuthorsThatHaveNames) {
  Paper paper = atom_paper();
  paper.authors = {"\xE2\x80\x8B", "Lena Sørby"};
  EXPECT_EQ(text_at(with(paper), "entry/author/name"), "Lena Sørby");
  EXPECT_EQ(text_at(with(paper), "author/name"), "arXiv");
}

TEST(Atom, MarkupOfAFeedStaysText) {
  Paper paper = atom_paper();
  paper.title = "<script>alert(1)</script> ]]> & \"x\"";
  paper.abstract = paper.title;
  paper.license = "javascript:alert(1)";
  paper.doi = "10.1/<x>\"";
  const Collection collection = with(paper);
  EXPECT_EQ(text_at(collection, "entry/title"), paper.title);
  EXPECT_THAT(text_at(collection, "entry/content"),
              testing::AllOf(testing::HasSubstr("&lt;script&gt;"),
                             testing::HasSubstr("href=\"https://doi.org/10.1/%3Cx%3E%22\""),
                             testing::Not(testing::HasSubstr("<script"))));
  EXPECT_THAT(atom_feed(collection, {}), testing::Not(testing::HasSubstr("javascript")));
}

TEST(Atom, HoldsOnlyCharactersOfXml) {
  Paper paper = atom_paper();
  paper.title = std::string("a\0b\x1b[31m\xff \xEF\xBF\xBE \xEF\xBF\xBF", 17);
  EXPECT_EQ(text_at(with(paper), "entry/title"), "a b [31m\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD");
}

}  // namespace
}  // namespace papercup::render
