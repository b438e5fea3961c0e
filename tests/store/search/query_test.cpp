#include "papercup/core/error.hpp"
#include "store/store_fixture.hpp"

namespace papercup::store {
namespace {

using Ids = std::vector<std::string>;

class QueryTest : public StoreTest {
 protected:
  QueryTest() : store_(open()) {
    Record a = record("2611.90001");
    a.paper.title = "Graph-based Diffusion for Schrödinger Bridges";
    a.paper.authors = {"Ana del Maestro", "Li Wei"};
    a.paper.categories = {Category("cs.LG"), Category("math.NA")};
    a.paper.published = parse_rfc3339("2026-11-23T10:00:30Z");
    Record b = record("2611.90002");
    b.paper.title = "Neural networks";
    b.paper.abstract = "A neural net of reward models; 50% better.";
    b.paper.authors = {"Wei Zhang", "Li Bo"};
    b.paper.categories = {Category("cmp-lg")};
    b.paper.comment = "Accepted at NeurIPS";
    b.paper.announced = Date(2026, 11, 25);
    Record c = record("hep-th/9901001");
    c.paper.categories = {Category("hep-th")};
    c.paper.journal_ref = "Phys. Rev. D 1 (1999)";
    c.paper.announced = {};
    for (const Record& paper : {a, b, c}) put(store_, paper);
  }

  Ids found(const std::string& query) const { return StoreTest::found(store_, query); }

  const Ids kA{"2611.90001"}, kB{"2611.90002"}, kC{"hep-th/9901001"}, kNone;
  Store store_;
};

TEST_F(QueryTest, FindsWholeFoldedWords) {
  EXPECT_EQ(found("schrodinger"), kA);
  EXPECT_EQ(found("SCHRÖDINGER"), kA);
  EXPECT_EQ(found("diffus"), kNone);
  EXPECT_EQ(found("diffus*"), kA);
  EXPECT_EQ(found("ti:graph-based"), kA);
  EXPECT_EQ(found("ti:based-graph"), kNone);
}

TEST_F(QueryTest, FindsPhrasesInOneField) {
  EXPECT_EQ(found("\"reward models\""), kB);
  EXPECT_EQ(found("\"neural net\"*"), kB);
  EXPECT_EQ(found("ti:\"neural net\""), kNone);
  EXPECT_EQ(found("abs:\"neural net\""), kB);
  EXPECT_EQ(found("\"networks a neural\""), kNone);
}

TEST_F(QueryTest, KeepsAPhraseInsideOneAuthor) {
  EXPECT_EQ(found("au:\"maestro li\""), kNone);
  EXPECT_EQ(found("au:del_maestro"), kA);
  EXPECT_EQ(found("au:\"li wei\""), kA);
  EXPECT_EQ(found("\"zhang li\""), kNone);
}

TEST_F(QueryTest, FindsAuthorsHoweverTheirNameIsWritten) {
  Record reading = record("2611.90011");
  reading.paper.authors = {"Gabriel García Márquez",
                           "Stephen M. de Bruyn Kops",
                           "W. C. Moss III",
                           "Anna van den Berg",
                           "Henry King V",
                           "A. Person (LAB)",
                           "The Virgo Network",
                           "Nova Project",
                           "李 例",
                           "Linnea Sørby",
                           "Yann LeCun",
                           "Ana Araújo"};
  Record family_first = record("2611.90012");
  family_first.paper.authors = {"García Márquez, G.", "de Bruyn Kops, S. M.",
                                "Moss III, W. C.",    "Berg, Anna van den",
                                "Sørby, L.",          "et al. (200 additional authors not shown)"};
  for (const Record& paper : {reading, family_first}) put(store_, paper);

  const Ids first{"2611.90011"}, both{"2611.90011", "2611.90012"};
  for (const char* name : {"Araújo, A", "A. Person (LAB)", "Person, A", "Henry King V",
                           "King, Henry", "The Virgo Network", "Nova Project", "李 例", "李, 例"}) {
    EXPECT_EQ(found("au:\"" + std::string(name) + "\""), first) << name;
  }
  EXPECT_EQ(found("au:LeCun_Y"), first);
  for (const char* name :
       {"García Márquez, G.", "S. M. de Bruyn Kops", "de Bruyn Kops, S. M.", "W. C. Moss III",
        "Moss III, W. C.", "Moss, W. C., III", "Anna van den Berg", "Berg, Anna van den",
        "van den Berg, A", "L. Sørby", "Sørby, L"}) {
    EXPECT_EQ(found("au:\"" + std::string(name) + "\""), both) << name;
  }
  EXPECT_EQ(found("au:\"Kops Stephen\""), kNone);
}

TEST_F(QueryTest, FindsNoAuthorsWhoseNamesBelongToSeveralPeople) {
  Record strangers = record("2611.90013");
  strangers.paper.authors = {"Lars Maria Wang", "Ada M. Sørby", "Anna Berg"};
  put(store_, strangers);
  for (const char* name : {"L. M. Sørby", "Sørby, L. M.", "A. M. Berg", "M. L. Wang"}) {
    EXPECT_EQ(found("au:\"" + std::string(name) + "\""), kNone) << name;
  }
  EXPECT_EQ(found("au:\"A. M. Sørby\""), (Ids{"2611.90013"}));
}

TEST_F(QueryTest, KnowsCategoriesByEveryName) {
  EXPECT_EQ(found("cat:cs.NA"), kA);
  EXPECT_EQ(found("cat:cs.CL"), kB);
  EXPECT_EQ(found("cat:cs"), kNone);
  EXPECT_EQ(found("cat:cs.*"), (Ids{"2611.90001", "2611.90002"}));
  EXPECT_EQ(found("cat:math.*"), kA);
  EXPECT_EQ(found("cat:hep-th"), kC);
}

TEST_F(QueryTest, CombinesByPrecedence) {
  EXPECT_EQ(found("neural OR diffusion AND cat:cs.CL"), kB);
  EXPECT_EQ(found("(neural OR diffusion) AND cat:cs.LG"), kA);
  EXPECT_EQ(found("neural diffusion"), (Ids{"2611.90001", "2611.90002"}));
  EXPECT_EQ(found("au:wei NOT au:zhang"), kA);
  EXPECT_EQ(found("NOT au:wei"), kC);
  EXPECT_EQ(found("NOT NOT au:zhang"), kB);
}

TEST_F(QueryTest, FindsByIdentifierAndDates) {
  EXPECT_EQ(found("id:2611.90001v3"), kA);
  EXPECT_EQ(found("id:hep-th/*"), kC);
  EXPECT_EQ(found("submittedDate:[202611231000 TO 202611231000]"), kA);
  EXPECT_EQ(found("submittedDate:[202611231001 TO *]"), kNone);
  EXPECT_EQ(found("announced:[20261125 TO *]"), kB);
  EXPECT_EQ(found("announced:[1999 TO 1999]"), kC);
  EXPECT_EQ(found("co:neurips OR jr:phys"), (Ids{"2611.90002", "hep-th/9901001"}));
}

TEST_F(QueryTest, TakesTermsAsTextAndNotAsSyntax) {
  EXPECT_EQ(found("\"neural' OR 1=1 --\""), kNone);
  EXPECT_EQ(found("ti:title:neural"), kNone);
  EXPECT_EQ(found("{ti}:^neural"), kNone);
  EXPECT_EQ(found("NEAR"), kNone);
  EXPECT_EQ(found("and"), kNone);
  EXPECT_EQ(found("50%"), kB);
}

TEST_F(QueryTest, PointsAtATermWithoutAWord) {
  try {
    found("neural AND ti:∞");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(error.message().find("              ^"), std::string::npos) << error.message();
  }
}

TEST_F(QueryTest, TakesDeepAndLongQueries) {
  std::string deep = "neural";
  for (int i = 0; i < 190; ++i)
    deep = "(" + deep + " AND (neural OR zzz" + std::to_string(i) + "))";
  EXPECT_EQ(found(deep).size(), 1u);
  std::string wide = "zzz";
  for (int i = 0; i < 3000; ++i) wide += " OR zzz" + std::to_string(i);
  EXPECT_EQ(found(wide + " OR neural"), kB);
}

}  // namespace
}  // namespace papercup::store
