#include "papercup/core/category.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::size_t rows_of(CategoryStatus status) {
  return static_cast<std::size_t>(
      std::count_if(taxonomy().begin(), taxonomy().end(),
                    [&](const CategoryInfo& info) { return info.status == status; }));
}

TEST(Taxonomy, IsWhole) {
  EXPECT_EQ(taxonomy().size(), 176U);
  EXPECT_EQ(rows_of(CategoryStatus::active), 155U);
  EXPECT_EQ(rows_of(CategoryStatus::subsumed), 18U);
  EXPECT_EQ(rows_of(CategoryStatus::archive), 3U);
}

TEST(Taxonomy, HasEveryIdOnce) {
  std::set<std::string_view> ids;
  for (const CategoryInfo& info : taxonomy()) EXPECT_TRUE(ids.insert(info.id).second) << info.id;
  EXPECT_EQ(ids.size(), 176U);
}

TEST(Taxonomy, HasNoEmptyCells) {
  for (const CategoryInfo& info : taxonomy()) {
    EXPECT_FALSE(info.id.empty());
    EXPECT_FALSE(info.name.empty()) << info.id;
    EXPECT_FALSE(info.archive.empty()) << info.id;
    EXPECT_FALSE(info.archive_name.empty()) << info.id;
    EXPECT_FALSE(info.group_name.empty()) << info.id;
  }
}

TEST(Taxonomy, LeadsToActiveCategories) {
  for (const CategoryInfo& info : taxonomy()) {
    const CategoryInfo* canonical = find_category(info.canonical_id);
    ASSERT_NE(canonical, nullptr) << info.id;
    EXPECT_EQ(canonical->canonical_id, canonical->id) << info.id;
    if (info.status != CategoryStatus::archive) {
      EXPECT_EQ(canonical->status, CategoryStatus::active) << info.id;
    }
  }
}

TEST(Taxonomy, NamesArchivesAsIdsDo) {
  for (const CategoryInfo& info : taxonomy()) {
    EXPECT_EQ(info.archive, info.id.substr(0, info.id.find('.'))) << info.id;
  }
}

// Sets are group:archive:category, group:archive for whole archives, and the same for a category
// that is an archive.
TEST(Taxonomy, HasTheSetOfEveryName) {
  for (const CategoryInfo& info : taxonomy()) {
    const std::string set = oai_set_of(info.id);
    const std::string canonical = canonical_category(info.id);
    const std::string_view archive = std::string_view(canonical).substr(0, canonical.find('.'));
    std::string expected = ":" + canonical;
    if (archive != canonical) expected[archive.size() + 1] = ':';
    ASSERT_TRUE(set.ends_with(expected)) << info.id << ": " << set;
    const std::string group = set.substr(0, set.size() - expected.size());
    EXPECT_TRUE(group == "physics" || group == archive) << info.id << ": " << set;
  }
  EXPECT_EQ(oai_set_of("astro-ph"), "physics:astro-ph");
  EXPECT_EQ(oai_set_of("cond-mat"), "physics:cond-mat");
  EXPECT_EQ(oai_set_of("nlin"), "physics:nlin");
  EXPECT_EQ(oai_set_of("physics"), "physics:physics");
  EXPECT_EQ(oai_set_of("q-bio"), "q-bio:q-bio");
  EXPECT_EQ(oai_set_of("cs"), "cs:cs");
  EXPECT_EQ(oai_set_of("cmp-lg"), "cs:cs:CL");
  EXPECT_EQ(oai_set_of("cs.NEW"), "cs:cs:NEW");
  EXPECT_EQ(oai_set_of("new.AA"), "");
}

TEST(Category, IsADivisionOfItsArchive) {
  for (const std::string_view name : {"cs", "math", "astro-ph", "cond-mat", "q-bio", "physics"}) {
    EXPECT_TRUE(is_divided_archive(name)) << name;
    EXPECT_FALSE(divisions_of(name).empty()) << name;
  }
  for (const std::string_view name : {"hep-th", "math-ph", "cmp-lg", "cs.LG", "cs.", "", "Cs"}) {
    EXPECT_FALSE(is_divided_archive(name)) << name;
    EXPECT_THAT(divisions_of(name), IsEmpty()) << name;
  }
  EXPECT_EQ(divisions_of("astro-ph").size(), 6U);
}

TEST(Category, IsAskedForByAllItsNames) {
  EXPECT_THAT(query_names("cs.LG"), ElementsAre("cs.LG"));
  EXPECT_THAT(query_names("cs.NA"), ElementsAre("math.NA", "cs.NA"));
  EXPECT_THAT(query_names("cmp-lg"), ElementsAre("cs.CL", "cmp-lg"));
  EXPECT_THAT(query_names("hep-th"), ElementsAre("hep-th"));
  EXPECT_THAT(query_names("astro-ph"), ElementsAre("astro-ph", "astro-ph.*"));
  EXPECT_THAT(query_names("q-bio"), ElementsAre("q-bio", "q-bio.*"));
  EXPECT_THAT(query_names("cond-mat"),
              ElementsAre("cond-mat", "cond-mat.*", "mtrl-th", "supr-con"));
  EXPECT_THAT(query_names("cs.NEW"), ElementsAre("cs.NEW"));
}

// As the query API understands names: whole but for a star.
TEST(Category, IsFoundByTheQuestionOfEachArchiveItBelongsTo) {
  const auto finds = [](const std::string& asked, std::string_view category) {
    const bool has_star = asked.ends_with('*');
    return has_star ? category.starts_with(asked.substr(0, asked.size() - 1)) : asked == category;
  };
  std::size_t compared = 0;
  for (const CategoryInfo& archive : taxonomy()) {
    const std::vector<std::string> names = query_names(archive.archive);
    for (const CategoryInfo& info : taxonomy()) {
      const bool is_found = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return finds(name, info.id);
      });
      EXPECT_EQ(is_found, belongs_to(info.id, archive.archive)) << info.id << archive.archive;
      compared += is_found ? 1 : 0;
    }
  }
  EXPECT_GT(compared, taxonomy().size());
}

TEST(Taxonomy, HasAnOaiSetForEveryActiveCategory) {
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status == CategoryStatus::active) {
      EXPECT_FALSE(info.oai_set.empty()) << info.id;
    }
  }
  EXPECT_EQ(find_category("cs.LG")->oai_set, "cs:cs:LG");
  EXPECT_EQ(find_category("hep-th")->oai_set, "physics:hep-th");
}

TEST(FindCategory, FindsTheExactId) {
  ASSERT_NE(find_category("cs.LG"), nullptr);
  EXPECT_EQ(find_category("cs.LG")->name, "Machine Learning");
  EXPECT_EQ(find_category("cs.LG")->archive_name, "Computer Science");
  EXPECT_EQ(find_category("cs.lg"), nullptr);
  EXPECT_EQ(find_category("cs"), nullptr);
  EXPECT_EQ(find_category(""), nullptr);
}

TEST(IsArchive, KnowsTheArchivesOfToday) {
  for (const char* name :
       {"cs", "math", "hep-th", "astro-ph", "math-ph", "q-bio", "econ", "nlin"}) {
    EXPECT_TRUE(is_archive(name)) << name;
  }
  for (const char* name : {"cs.LG", "cmp-lg", "CS", "", "physic"})
    EXPECT_FALSE(is_archive(name)) << name;
}

TEST(EquivalentCategories, PutsTheCanonicalNameFirst) {
  EXPECT_THAT(equivalent_categories("cs.NA"), ElementsAre("math.NA", "cs.NA"));
  EXPECT_THAT(equivalent_categories("math.NA"), ElementsAre("math.NA", "cs.NA"));
  EXPECT_THAT(equivalent_categories("cs.SY"), ElementsAre("eess.SY", "cs.SY"));
  EXPECT_THAT(equivalent_categories("math.MP"), ElementsAre("math-ph", "math.MP"));
  EXPECT_THAT(equivalent_categories("cs.CL"), ElementsAre("cs.CL", "cmp-lg"));
}

TEST(EquivalentCategories, LeavesOthersAlone) {
  EXPECT_THAT(equivalent_categories("cs.LG"), ElementsAre("cs.LG"));
  EXPECT_THAT(equivalent_categories("astro-ph"), ElementsAre("astro-ph"));
  EXPECT_THAT(equivalent_categories("cs.NEW"), ElementsAre("cs.NEW"));
}

TEST(EquivalentCategories, IsAnEquivalence) {
  for (const CategoryInfo& info : taxonomy()) {
    const std::vector<std::string> names = equivalent_categories(info.id);
    EXPECT_THAT(names, testing::Contains(std::string(info.id)));
    for (const std::string& name : names) EXPECT_EQ(equivalent_categories(name), names) << name;
  }
}

TEST(CanonicalCategory, NamesWhatArxivPrefers) {
  EXPECT_EQ(canonical_category("cs.NA"), "math.NA");
  EXPECT_EQ(canonical_category("math.IT"), "cs.IT");
  EXPECT_EQ(canonical_category("stat.TH"), "math.ST");
  EXPECT_EQ(canonical_category("q-fin.EC"), "econ.GN");
  EXPECT_EQ(canonical_category("cmp-lg"), "cs.CL");
  EXPECT_EQ(canonical_category("cs.LG"), "cs.LG");
  EXPECT_EQ(canonical_category("cs.NEW"), "cs.NEW");
}

TEST(NearestCategories, PutsDifferencesOfCaseFirst) {
  EXPECT_EQ(nearest_categories("cs.lg").front(), "cs.LG");
  EXPECT_EQ(nearest_categories("CS.CL").front(), "cs.CL");
  EXPECT_EQ(nearest_categories("HEP-TH").front(), "hep-th");
  EXPECT_EQ(nearest_categories("Cs").front(), "cs");
}

TEST(NearestCategories, KnowsSubjectClassesAlone) {
  EXPECT_EQ(nearest_categories("LG").front(), "cs.LG");
  EXPECT_THAT(nearest_categories("ml"), ElementsAre("stat.ML"));
  EXPECT_EQ(nearest_categories("str-el").front(), "cond-mat.str-el");
}

TEST(NearestCategories, ForgivesSlips) {
  EXPECT_EQ(nearest_categories("hepth").front(), "hep-th");
  EXPECT_EQ(nearest_categories("mth").front(), "math");
  EXPECT_EQ(nearest_categories("stat.LM").front(), "stat.ML");
  EXPECT_EQ(nearest_categories("quan-ph").front(), "quant-ph");
}

TEST(NearestCategories, GivesAtMostAsManyAsAsked) {
  EXPECT_EQ(nearest_categories("cs.XX", 5).size(), 5U);
  EXPECT_EQ(nearest_categories("cs.XX").size(), 3U);
  EXPECT_THAT(nearest_categories("cs.XX", 0), IsEmpty());
}

TEST(NearestCategories, SaysNothingWhereNothingIsNear) {
  EXPECT_THAT(nearest_categories("machine learning"), IsEmpty());
  EXPECT_THAT(nearest_categories(""), IsEmpty());
  EXPECT_THAT(nearest_categories(std::string(100'000, 'c')), IsEmpty());
}

std::vector<std::string> found(std::string_view words) { return search_categories(words); }

TEST(SearchCategories, FindsWordsOfNames) {
  EXPECT_THAT(found("language"), ElementsAre("cs.CL", "cs.FL", "cs.PL"));
  EXPECT_THAT(found("Machine  learn"), ElementsAre("cs.LG", "stat.ML"));
  EXPECT_THAT(found("nuclear theory"), ElementsAre("nucl-th"));
}

TEST(SearchCategories, FindsIds) {
  EXPECT_THAT(found("cs.lg"), ElementsAre("cs.LG"));
  EXPECT_EQ(found("q-bio").size(), 10U);
}

TEST(SearchCategories, LooksAtTheStartOfWords) { EXPECT_THAT(found("earning"), IsEmpty()); }

TEST(SearchCategories, ShowsAllActiveOnesWithoutWords) { EXPECT_EQ(found("  ").size(), 155U); }

TEST(SearchCategories, LeavesSubsumedOnesOut) { EXPECT_THAT(found("cmp-lg"), IsEmpty()); }

TEST(BelongsTo, KnowsAllNamesAndArchives) {
  EXPECT_TRUE(belongs_to("cs.LG", "cs.LG"));
  EXPECT_TRUE(belongs_to("cs.LG", "cs"));
  EXPECT_TRUE(belongs_to("math.NA", "cs.NA"));
  EXPECT_TRUE(belongs_to("math.NA", "cs"));
  EXPECT_TRUE(belongs_to("hep-th", "hep-th"));
  EXPECT_FALSE(belongs_to("cs.LG", "cs.L"));
  EXPECT_FALSE(belongs_to("cs.LG", "math"));
  EXPECT_FALSE(belongs_to("cs.LG", ""));
}

}  // namespace
}  // namespace papercup
