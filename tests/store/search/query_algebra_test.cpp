#include <algorithm>
#include <iterator>
#include <random>
#include <set>

#include <fmt/format.h>

#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

using IdSet = std::set<std::string>;

constexpr int kPapers = 2600;  // more than are looked at one by one
const Date kFirstDay(2026, 11, 2);
constexpr int kDays = 20;

IdSet both(const IdSet& a, const IdSet& b) {
  IdSet result;
  std::ranges::set_intersection(a, b, std::inserter(result, result.end()));
  return result;
}

IdSet either(const IdSet& a, const IdSet& b) {
  IdSet result;
  std::ranges::set_union(a, b, std::inserter(result, result.end()));
  return result;
}

IdSet without(const IdSet& a, const IdSet& b) {
  IdSet result;
  std::ranges::set_difference(a, b, std::inserter(result, result.end()));
  return result;
}

// A query's text and the papers that it has to find.
struct Expected {
  std::string text;
  IdSet ids;
};

// Papers of which some words, categories and people are in all, many, few and one.
class QueryAlgebraTest : public StoreTest {
 protected:
  QueryAlgebraTest() : store_(open()) {
    std::vector<Record> papers;
    for (int i = 0; i < kPapers; ++i) papers.push_back(paper(i));
    put_all(store_, papers);
    for (const Record& one : papers) all_.insert(one.paper.id.to_string());
    for (const char* term : {"everywhere",
                             "half",
                             "rare",
                             "single",
                             "absent",
                             "everyw*",
                             "\"rare word\"",
                             "ti:rare",
                             "au:\"Kim, Q\"",
                             "au:common",
                             "au:\"Q. Kim\"",
                             "au:\"U. Common\"",
                             "cat:cs.LG",
                             "cat:math.NA",
                             "cat:math.*",
                             "cat:hep-th",
                             "id:2611.00007",
                             "id:2611.001*",
                             "announced:[20261103 TO 20261104]",
                             "announced:[20261101 TO *]",
                             "submittedDate:[202611010000 TO 202611012359]",
                             "submittedDate:[2026 TO *]"}) {
      terms_.push_back({term, ids_of(term)});
    }
  }

  static Record paper(int i) {
    Record one = record(fmt::format("2611.{:05}", i + 1));
    one.paper.title = i % 97 == 3 ? "A rare word" : "Another title";
    one.paper.abstract = i % 2 == 0 ? "Everywhere and half." : "Everywhere.";
    if (i == 1234) one.paper.abstract += " Single.";
    one.paper.authors = {i % 50 == 1 ? "Quentin Kim" : "Uta Common"};
    if (i % 70 == 5) one.paper.authors = {"Kim, Quentin"};
    one.paper.categories = {Category(i % 3 == 0 ? "cs.LG" : "hep-th")};
    if (i % 40 == 0) one.paper.categories.emplace_back("math.NA");
    one.paper.announced = kFirstDay + i % kDays;
    one.paper.published = kFirstTime + std::chrono::hours(i);
    return one;
  }

  IdSet ids_of(const std::string& query) const {
    const std::vector<std::string> ids = found(store_, query);
    return {ids.begin(), ids.end()};
  }

  Expected made(int depth) {
    const auto draw = [this](std::size_t below) {
      return static_cast<std::size_t>(random_() % below);
    };
    const std::size_t kind = depth == 0 ? 0 : draw(4);
    if (kind == 0) return terms_[draw(terms_.size())];
    const Expected a = made(depth - 1);
    if (kind == 1) return {"NOT (" + a.text + ")", without(all_, a.ids)};
    const Expected b = made(depth - 1);
    if (kind == 2) return {"(" + a.text + ") OR (" + b.text + ")", either(a.ids, b.ids)};
    return {"(" + a.text + ") AND (" + b.text + ")", both(a.ids, b.ids)};
  }

  static constexpr Time kFirstTime{std::chrono::seconds{1793491200}};  // 2026-11-01

  Store store_;
  IdSet all_;
  std::vector<Expected> terms_;
  std::mt19937 random_{20};
};

TEST_F(QueryAlgebraTest, TermsAreFoundInAllManyFewAndOne) {
  for (const auto& [text, count] : std::vector<std::pair<std::string, std::size_t>>{
           {"everywhere", kPapers},
           {"half", kPapers / 2},
           {"rare", 27},
           {"single", 1},
           {"absent", 0},
           {"cat:math.NA", 65},
           {"id:2611.00007", 1},
           {"id:2611.001*", 100},
           {"announced:[20261103 TO 20261104]", 260},
           {"submittedDate:[202611010000 TO 202611012359]", 24}}) {
    EXPECT_EQ(ids_of(text).size(), count) << text;
  }
  EXPECT_FALSE(ids_of("au:\"Q. Kim\"").empty());
  EXPECT_EQ(ids_of("au:\"U. Common\""), ids_of("au:\"Uta Common\""));
  EXPECT_EQ(ids_of("au:common_v"), IdSet{});
}

TEST_F(QueryAlgebraTest, PartsTogetherFindWhatSetsOfThemHave) {
  for (int i = 0; i < 400; ++i) {
    const Expected query = made(1 + i % 3);
    ASSERT_EQ(ids_of(query.text), query.ids) << query.text;
  }
}

TEST_F(QueryAlgebraTest, DaysAndCategoriesNarrowAnyQuery) {
  const auto day_of = [](const std::string& id) {
    return kFirstDay + (std::stoi(id.substr(5)) - 1) % kDays;
  };
  for (int i = 0; i < 100; ++i) {
    const Expected query = made(i % 3);
    Selection selection;
    selection.query = parse_query(query.text);
    if (i % 2 == 0) selection.since = kFirstDay + i % kDays;
    if (i % 5 < 3) selection.until = kFirstDay + (i % kDays + i % 7);
    if (i % 3 == 1) selection.categories = {i % 4 == 0 ? "math" : "cs.LG"};
    IdSet expected;
    for (const std::string& id : query.ids) {
      const bool is_late = selection.since && day_of(id) < *selection.since;
      if (!is_late && !(selection.until && day_of(id) > *selection.until)) expected.insert(id);
    }
    if (!selection.categories.empty()) {
      const bool is_archive = selection.categories.front() == "math";
      expected = both(expected, ids_of(is_archive ? "cat:math.*" : "cat:cs.LG"));
    }
    const std::vector<std::string> selected = ids(store_.select(selection));
    ASSERT_EQ(IdSet(selected.begin(), selected.end()), expected) << query.text << " " << i;
    std::optional<Date> last;
    for (const std::string& id : expected) last = std::max(last, std::optional(day_of(id)));
    ASSERT_EQ(store_.last_announcement_day(selection), last) << query.text << " " << i;
  }
}

}  // namespace
}  // namespace papercup::store
