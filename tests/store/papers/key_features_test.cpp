#include <algorithm>
#include <map>

#include <SQLiteCpp/Database.h>

#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

// What the keys alone give is what the papers give.
class KeyFeaturesTest : public StoreTest {
 protected:
  KeyFeaturesTest() : store_(open()) {
    std::vector<Record> papers;
    for (int i = 0; i < 400; ++i) {
      Record one = record("2611." + std::to_string(10000 + i));
      one.paper.title = i % 9 == 0 ? "Rare " + std::to_string(i) : "Title " + std::to_string(i);
      one.paper.categories = {Category(i % 40 == 0 ? "math.NA" : "cs.LG")};
      one.paper.announced = Date(2026, 11, 2) + i % 20;
      papers.push_back(one);
    }
    put_all(store_, papers);
  }

  using Features = std::map<std::int64_t, std::string>;

  Features of_papers(const Selection& selection) const {
    Features features;
    store_.visit_features(selection, [&](const PaperKey& paper, std::string_view bytes) {
      features.emplace(paper.key, bytes);
    });
    return features;
  }

  Features of_keys(const Selection& selection) const {
    Features features;
    store_.visit_features(selection, KeyVisitor{[&](std::int64_t key, std::string_view bytes) {
                            EXPECT_TRUE(features.emplace(key, bytes).second) << key;
                          }});
    return features;
  }

  Store store_;
};

TEST_F(KeyFeaturesTest, AreThoseOfTheSelectedPapers) {
  EXPECT_EQ(of_keys({}).size(), 400);
  int selections_with_papers = 0;
  for (int i = 0; i < 32; ++i) {
    Selection selection;
    if ((i & 1) != 0) selection.categories = {(i & 16) != 0 ? "math" : "cs.LG"};
    if ((i & 2) != 0) selection.since = Date(2026, 11, 5);
    if ((i & 4) != 0) selection.until = Date(2026, 11, 9);
    if ((i & 8) != 0) selection.query = parse_query("rare");
    const Features expected = of_papers(selection);
    selections_with_papers += expected.empty() ? 0 : 1;
    EXPECT_EQ(of_keys(selection), expected) << i;
  }
  EXPECT_GT(selections_with_papers, 20);
}

TEST_F(KeyFeaturesTest, AreVisitedAlsoIfTheyWereLost) {
  {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM paper_features WHERE paper % 50 = 7");
  }
  const Features all = of_keys({});
  EXPECT_EQ(all, of_papers({}));
  EXPECT_EQ(all.size(), 400);
  EXPECT_EQ(std::ranges::count_if(all, [](const auto& one) { return one.second.empty(); }), 8);
}

TEST_F(KeyFeaturesTest, IdentifyPapersInTheirOrder) {
  const auto key = [this](const std::string& id) { return *store_.key_of(ArxivId::parse(id)); };
  const std::vector<PaperKey> papers =
      store_.identify({key("2611.10007"), key("2611.10003"), key("2611.10007")});
  EXPECT_EQ(ids(papers), (std::vector<std::string>{"2611.10007", "2611.10003", "2611.10007"}));
  EXPECT_EQ(papers[1].announced, Date(2026, 11, 5));
  EXPECT_FALSE(store_.key_of(ArxivId::parse("2611.99999")));
  EXPECT_THROW(store_.identify({4711}), Error);
}

}  // namespace
}  // namespace papercup::store
