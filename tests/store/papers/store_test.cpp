#include "papercup/store/store.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

using Ids = std::vector<std::string>;

TEST_F(StoreTest, GivesBackWhatItWasGiven) {
  Store store = open();
  Record all = record("2611.90001");
  Paper& paper = all.paper;
  paper.version = 2;
  paper.authors = {"Łukasz Ó", "B"};
  paper.categories = {Category("stat.ML"), Category("new.CAT")};
  paper.published = parse_rfc3339("2026-11-20T10:00:00Z");
  paper.updated = parse_rfc3339("2026-11-23T10:00:00Z");
  paper.comment = "c";
  paper.journal_ref = "j";
  paper.doi = "10.0000/d";
  paper.license = "http://l.example";
  EXPECT_EQ(put(store, all), UpsertOutcome::added);
  EXPECT_EQ(store.find(paper.id), paper);
  EXPECT_EQ(store.load({store.select({}).at(0).key}), (std::vector<Paper>{paper}));
  EXPECT_EQ(store.find(ArxivId::parse("2611.90002")), std::nullopt);
}

TEST_F(StoreTest, FindsPapersByDoiWhateverItsCase) {
  Store store = open();
  Record with_doi = record("2611.90002");
  with_doi.paper.doi = "10.1000/ABC";
  put(store, record("2611.90001"));
  put(store, with_doi);
  const auto found = store.find_by_doi({"10.1000/none", "10.1000/abc", "", "10.1000/abc"});
  ASSERT_EQ(found.size(), 4u);
  EXPECT_FALSE(found[0] || found[2]);
  EXPECT_EQ(found[1], ArxivId::parse("2611.90002"));
  EXPECT_EQ(found[3], found[1]);
}

TEST_F(StoreTest, FindsPapersByTheWordsOfTheirTitles) {
  Store store = open();
  const auto put_title = [&](const char* id, const char* title) {
    Record paper = record(id);
    paper.paper.title = title;
    put(store, paper);
  };
  put_title("2611.90003", "Reward Models: Forget What!");
  put_title("2611.90002", "  reward-models forget what");
  put_title("2611.90004", "Über Größen, ganz kurz");
  put_title("2611.90005", "...");
  const auto found =
      store.find_by_title({"Reward models forget what", "reward models forget",
                           "uber grossen: ganz kurz", "", "?!", "REWARD MODELS; FORGET WHAT"});
  ASSERT_EQ(found.size(), 6u);
  EXPECT_EQ(found[0], ArxivId::parse("2611.90002"));
  EXPECT_EQ(found[2], ArxivId::parse("2611.90004"));
  EXPECT_EQ(found[5], found[0]);
  EXPECT_FALSE(found[1] || found[3] || found[4]);
}

TEST_F(StoreTest, ChangesNothingTheSecondTime) {
  Store store = open();
  Record first = record("2611.90001");
  first.announcements = {{Category("cs.LG"), Date(2026, 11, 24), AnnouncementKind::new_paper}};
  EXPECT_EQ(put(store, first), UpsertOutcome::added);
  const auto arrival = store.next_arrival();
  EXPECT_EQ(put(store, first), UpsertOutcome::unchanged);
  EXPECT_EQ(store.paper_count(), 1);
  EXPECT_EQ(store.next_arrival(), arrival);
}

TEST_F(StoreTest, NumbersArrivals) {
  Store store = open();
  Record paper = record("2611.90001");
  const auto start = store.next_arrival();
  put(store, paper);
  EXPECT_EQ(store.next_arrival(), start + 1);
  paper.announcements = {{Category("cs.CL"), Date(2026, 11, 25), AnnouncementKind::cross_list}};
  put(store, paper);
  EXPECT_EQ(store.next_arrival(), start + 2);
}

TEST_F(StoreTest, MakesFeaturesAnewOnlyWhereTheirSourceChanged) {
  Store store = open();
  int extracted = 0;
  const auto extract = [&](const Paper& paper) { return ++extracted, paper.title; };
  Record paper = record("2611.90001");
  store.transaction([&] { store.upsert(paper, extract); });
  paper.paper.comment = "new comment";
  store.transaction([&] { store.upsert(paper, extract); });
  EXPECT_EQ(extracted, 1);
  paper.paper.title = "Changed";
  store.transaction([&] { store.upsert(paper, extract); });
  EXPECT_EQ(extracted, 2);
  std::string seen;
  store.visit_features({}, [&](const PaperKey&, std::string_view features) { seen += features; });
  EXPECT_EQ(seen, "Changed");
}

TEST_F(StoreTest, LoadsFeaturesInTheOrderOfTheirKeys) {
  Store store = open();
  put(store, record("2611.90001"));
  put(store, record("2611.90002"));
  store.remake_features(2, [](const Paper& paper) { return paper.id.to_string(); });
  EXPECT_EQ(store.load_features({2, 1, 2}),
            (std::vector<std::string>{"2611.90002", "2611.90001", "2611.90002"}));
  EXPECT_THROW(store.load_features({1, 3}), Error);
}

TEST_F(StoreTest, VisitsFeaturesInTheOrderOfKeysHoweverFewPapersAreAskedFor) {
  Store store = open();
  store.transaction([&] {
    for (int i = 1; i <= 100; ++i) {
      Record paper = record(fmt::format("2611.{:05}", 101 - i));
      paper.paper.categories = {Category(i % 33 == 1 ? "hep-th" : i % 3 == 0 ? "cs.AI" : "cs.LG")};
      store.upsert(paper, [](const Paper& stored) { return stored.id.to_string() + ","; });
    }
  });
  const auto visited = [&](std::vector<std::string> categories) {
    Selection selection;
    selection.categories = std::move(categories);
    std::string seen;
    store.visit_features(selection, [&](const PaperKey& paper, std::string_view features) {
      EXPECT_EQ(paper.id.to_string() + ",", features);
      seen += features;
    });
    return seen;
  };
  EXPECT_EQ(visited({"hep-th"}), "2611.00100,2611.00067,2611.00034,2611.00001,");
  const std::string many = visited({"cs.AI"});
  EXPECT_EQ(std::count(many.begin(), many.end(), ','), 33);
  EXPECT_EQ(many.substr(0, 22), "2611.00098,2611.00095,");
  EXPECT_EQ(visited({"math.CO"}), "");
}

TEST_F(StoreTest, GivesNoFeaturesThatItWasToldToRefuse) {
  Store store = open();
  put(store, record("2611.90001"));
  store.refuse_features(Error(ErrorKind::storage, "they are of another form"));
  const auto complaint = [](const std::function<void()>& read) -> std::string {
    try {
      read();
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  };
  EXPECT_EQ(complaint([&] { store.load_features({1}); }), "they are of another form");
  EXPECT_EQ(complaint([&] { store.visit_features({}, [](const PaperKey&, std::string_view) {}); }),
            "they are of another form");
  EXPECT_EQ(store.paper_count(), 1) << "the papers are read all the same";
}

TEST_F(StoreTest, MakesFeaturesAnewInAnotherForm) {
  Store store = open();
  EXPECT_EQ(store.feature_form(), 0);
  put(store, record("2611.90001"));
  put(store, record("2611.90002"));
  store.remake_features(7, [](const Paper& paper) { return "new " + paper.id.to_string() + ","; });
  EXPECT_EQ(store.feature_form(), 7);
  std::string seen;
  store.visit_features({}, [&](const PaperKey&, std::string_view features) { seen += features; });
  EXPECT_EQ(seen, "new 2611.90001,new 2611.90002,");
  EXPECT_EQ(store.highest_key(), 2);
}

TEST_F(StoreTest, FindsCategoriesInTheSameWayHoweverManyPapersAreAskedFor) {
  Store store = open();
  store.transaction([&] {
    for (int i = 1; i <= 7000; ++i) {
      Record paper = record(fmt::format("2611.{:05}", i));
      const char* names[] = {"cs.LG", "math.NA", "hep-th", "cs.AI"};
      paper.paper.categories = {Category(names[i % 4])};
      store.upsert(paper, [](const Paper&) { return std::string(); });
    }
  });
  for (const char* name : {"cs", "cs.NA", "math", "hep-th", "cs.LG", "stat.ML"}) {
    Selection all;
    all.categories = {name};
    Selection since = all;  // looks papers up one by one at first
    since.since = Date(2026, 11, 24);
    EXPECT_EQ(ids(store.select(since)), ids(store.select(all))) << name;
    EXPECT_EQ(store.last_announcement_day(all).has_value(), !store.select(all).empty()) << name;
  }
}

TEST_F(StoreTest, RollsBackWhereTheWorkFails) {
  Store store = open();
  EXPECT_THROW(store.transaction([&] {
    store.upsert(record("2611.90001"), [](const Paper&) { return std::string(); });
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(store.paper_count(), 0);
  EXPECT_EQ(found(store, "ti:title"), Ids{});
}

TEST_F(StoreTest, ForgetsTheTextsOfATransactionThatIsUndone) {
  Store store = open();
  Record undone = record("2611.90001");
  undone.paper.title = "Zymurgy";
  EXPECT_THROW(store.transaction([&] {
    store.upsert(undone, [](const Paper&) { return std::string(); });
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  put(store, record("2611.90002"));
  EXPECT_EQ(found(store, "ti:zymurgy"), Ids{});
  EXPECT_EQ(found(store, "ti:title"), Ids{"2611.90002"});
}

TEST_F(StoreTest, FindsByTextWithinATransactionWhatItAddedAndChanged) {
  Store store = open();
  const auto no_features = [](const Paper&) { return std::string(); };
  put(store, record("2611.90001"));
  store.transaction([&] {
    Record paper = record("2611.90002");
    store.upsert(paper, no_features);
    store.upsert(record("2611.90003"), no_features);
    paper.paper.title = "Zymurgy";
    store.upsert(paper, no_features);
    EXPECT_EQ(found(store, "ti:zymurgy"), Ids{"2611.90002"});
    EXPECT_EQ(found(store, "ti:title"), (Ids{"2611.90001", "2611.90003"}));
    EXPECT_EQ(store.relevance(parse_query("zymurgy")).size(), 1u);
    store.upsert(record("2611.90004"), no_features);
  });
  EXPECT_EQ(found(store, "ti:title"), (Ids{"2611.90001", "2611.90003", "2611.90004"}));
}

TEST_F(StoreTest, TakesWhatWasPreparedBeforehand) {
  Store store = open();
  const auto extract = [](const Paper&) { return std::string("made by the store"); };
  store.keep_signals(1, [](const Paper&, const std::vector<Paper>&) { return SignalBits{1}; });
  const Record paper = record("2611.90001");
  PreparedPaper prepared{"made beforehand", text_columns(paper.paper), SignalBits{2}};
  prepared.text[0] = "zymurgy";
  store.transaction([&] { store.upsert(paper, extract, &prepared); });
  EXPECT_EQ(found(store, "ti:zymurgy"), Ids{"2611.90001"});
  const std::int64_t key = store.highest_key();
  EXPECT_EQ(store.load_features({key}).at(0), "made beforehand");
  EXPECT_EQ(store.that_may_state({1, {SignalBits{2}}}), std::vector<std::int64_t>{key});
  EXPECT_TRUE(store.that_may_state({1, {SignalBits{1}}}).empty());
}

TEST_F(StoreTest, MakesFeaturesItselfWhereTheWordsAreNotThoseOfTheRecord) {
  Store store = open();
  const auto extract = [](const Paper& paper) { return "of " + paper.title; };
  const PreparedPaper prepared{"made beforehand", {}, 0};
  Record first = record("2611.90001");
  first.paper.version = 1;
  store.transaction([&] { store.upsert(first, extract); });
  Record summary = record("2611.90001");
  summary.detail = Detail::summary;
  summary.paper.version = 2;
  summary.paper.title = "Comets";
  summary.paper.abstract.clear();
  store.transaction([&] { store.upsert(summary, extract, &prepared); });
  EXPECT_EQ(store.load_features({store.highest_key()}).at(0), "of Comets");
}

TEST_F(StoreTest, SelectsByDaysCategoriesAndAuthors) {
  Store store = open();
  Record a = record("2611.90001"), b = record("2611.90002"), c = record("2611.90003");
  a.paper.announced = Date(2026, 11, 20);
  b.paper.categories = {Category("math.NA")};
  c.paper.authors = {"Yang Wei", "Li Bo"};
  for (const Record& paper : {a, b, c}) put(store, paper);
  Selection selection;
  selection.since = Date(2026, 11, 21);
  EXPECT_EQ(ids(store.select(selection)), (Ids{"2611.90002", "2611.90003"}));
  selection.categories = {"cs.NA"};
  EXPECT_EQ(ids(store.select(selection)), Ids{"2611.90002"});
  selection = {};
  selection.categories = {"math", "hep-th"};
  EXPECT_EQ(ids(store.select(selection)), Ids{"2611.90002"});
  selection = {};
  selection.authors = {"wei li"};
  EXPECT_EQ(ids(store.select(selection)), Ids{});
  selection.authors = {"wei li", "YANG wei"};
  EXPECT_EQ(ids(store.select(selection)), Ids{"2611.90003"});
  EXPECT_EQ(store.last_announcement_day({}), Date(2026, 11, 24));
  selection = {};
  selection.until = Date(2026, 11, 23);
  EXPECT_EQ(store.last_announcement_day(selection), Date(2026, 11, 20));
  EXPECT_TRUE(store.has_category("math.NA"));
  EXPECT_FALSE(store.has_category("cs.NA"));
}

TEST_F(StoreTest, OrdersByRelevance) {
  Store store = open();
  Record title = record("2611.90001"), abstract = record("2611.90002"),
         neither = record("2611.90003");
  title.paper.title = "Diffusion";
  abstract.paper.abstract = "A long text that mentions diffusion somewhere near the end of it all.";
  for (const Record& paper : {abstract, title, neither}) put(store, paper);
  auto relevant = store.relevance(parse_query("diffusion NOT abstract"));
  ASSERT_EQ(relevant.size(), 2u);
  std::sort(relevant.begin(), relevant.end(), [](auto& a, auto& b) { return a.second > b.second; });
  EXPECT_EQ(store.load({relevant[0].first})[0].title, "Diffusion");
  EXPECT_TRUE(store.relevance(parse_query("cat:cs.LG")).empty());
}

TEST_F(StoreTest, OrdersWhatHasAllTermsAsAmongThoseThatHaveAny) {
  Store store = open();
  std::vector<Record> records;
  for (const char* title : {"Diffusion of cups", "Diffusion", "Cups", "Tea"}) {
    records.push_back(record("2611.9000" + std::to_string(records.size() + 1)));
    records.back().paper.title = title;
    put(store, records.back());
  }
  const auto any = store.relevance(parse_query("ti:diffusion OR ti:cups"));
  ASSERT_EQ(any.size(), 3u);
  const auto all = store.relevance(parse_query("ti:diffusion AND ti:cups AND cat:cs.LG"));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_DOUBLE_EQ(all[0].second, std::ranges::find(any, all[0].first, [](auto& pair) {
                                    return pair.first;
                                  })->second);
  EXPECT_EQ(store.relevance(parse_query("ti:diffusion AND (cat:cs.LG OR ti:cups)")).size(), 3u);
  EXPECT_EQ(store.frequency({QueryField::title, "DIFFUSION"}), 2);
  EXPECT_EQ(store.frequency({QueryField::title, "--"}), 0);
}

TEST_F(StoreTest, FindsWhatHasAllOfManyTerms) {
  Store store = open();
  Record many = record("2611.90001"), fewer = record("2611.90002");
  std::string query;
  for (int i = 0; i < 1500; ++i) {
    const std::string word = "w" + std::to_string(i);
    many.paper.abstract += " " + word;
    if (i != 1400) fewer.paper.abstract += " " + word;
    query += (i > 0 ? " AND " : "") + word;
  }
  put(store, many);
  put(store, fewer);
  EXPECT_EQ(found(store, query), Ids{"2611.90001"});
  EXPECT_EQ(found(store, "ti:nothing AND " + query), Ids{});
  EXPECT_EQ(found(store, query + " AND NOT w7"), Ids{});
  EXPECT_EQ(store.relevance(parse_query(query)).size(), 2u) << "of the first hundred terms";
}

TEST_F(StoreTest, RefusesATermWithoutLettersThoughNothingIsLeft) {
  Store store = open();
  EXPECT_THROW(found(store, "ti:nothing AND ti:…"), Error);
  EXPECT_THROW(found(store, "ti:nothing AND (a OR ti:…)"), Error);
}

}  // namespace
}  // namespace papercup::store
