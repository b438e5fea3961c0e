#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/tables/table.hpp"
#include "papercup/core/category.hpp"

namespace papercup {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

struct Asked {
  std::string_view words, best;  // one of those between bars comes first
};

// Words of people of every archive, written down before the search was tried on them.
constexpr Asked kAsked[] = {
    {"cosmology", "astro-ph.CO"},
    {"dark matter", "astro-ph.CO|hep-ph"},
    {"dark energy", "astro-ph.CO"},
    {"exoplanets", "astro-ph.EP"},
    {"asteroids", "astro-ph.EP"},
    {"black holes", "gr-qc|astro-ph.HE"},
    {"gravitational waves", "gr-qc"},
    {"galaxies", "astro-ph.GA"},
    {"Milky Way", "astro-ph.GA"},
    {"supernovae", "astro-ph.HE|astro-ph.SR"},
    {"pulsars", "astro-ph.HE"},
    {"the Sun", "astro-ph.SR"},
    {"telescopes", "astro-ph.IM"},
    {"neutrinos", "hep-ph|hep-ex"},
    {"Higgs boson", "hep-ex|hep-ph"},
    {"string theory", "hep-th"},
    {"lattice QCD", "hep-lat"},
    {"supersymmetry", "hep-ph|hep-th"},
    {"quantum gravity", "gr-qc|hep-th"},
    {"general relativity", "gr-qc"},
    {"heavy ions", "nucl-ex|nucl-th"},
    {"nuclear structure", "nucl-th|nucl-ex"},
    {"topological insulators", "cond-mat.mes-hall"},
    {"graphene", "cond-mat.mes-hall"},
    {"superconductivity", "cond-mat.supr-con"},
    {"superconductors", "cond-mat.supr-con"},
    {"magnetism", "cond-mat.str-el|cond-mat.mtrl-sci"},
    {"Bose-Einstein condensates", "cond-mat.quant-gas"},
    {"cold atoms", "cond-mat.quant-gas"},
    {"polymers", "cond-mat.soft"},
    {"glasses", "cond-mat.soft|cond-mat.dis-nn"},
    {"phase transitions", "cond-mat.stat-mech"},
    {"batteries", "cond-mat.mtrl-sci|physics.chem-ph"},
    {"semiconductors", "cond-mat.mtrl-sci|cond-mat.mes-hall"},
    {"density functional theory", "cond-mat.mtrl-sci|physics.chem-ph"},
    {"chaos", "nlin.CD"},
    {"solitons", "nlin.PS"},
    {"cellular automata", "nlin.CG"},
    {"synchronization", "nlin.AO"},
    {"integrable systems", "nlin.SI"},
    {"climate", "physics.ao-ph"},
    {"weather", "physics.ao-ph"},
    {"oceans", "physics.ao-ph"},
    {"earthquakes", "physics.geo-ph"},
    {"turbulence", "physics.flu-dyn"},
    {"fluid dynamics", "physics.flu-dyn"},
    {"lasers", "physics.optics"},
    {"photonics", "physics.optics"},
    {"fusion", "physics.plasm-ph"},
    {"accelerators", "physics.acc-ph"},
    {"detectors", "physics.ins-det"},
    {"MRI", "physics.med-ph|eess.IV"},
    {"radiotherapy", "physics.med-ph"},
    {"teaching physics", "physics.ed-ph"},
    {"space weather", "physics.space-ph"},
    {"complex networks", "physics.soc-ph|cs.SI"},
    {"quantum computing", "quant-ph"},
    {"entanglement", "quant-ph"},
    {"number theory", "math.NT"},
    {"prime numbers", "math.NT"},
    {"graph theory", "math.CO"},
    {"probability", "math.PR"},
    {"stochastic processes", "math.PR"},
    {"partial differential equations", "math.AP"},
    {"topology", "math.GN|math.AT|math.GT"},
    {"knots", "math.GT"},
    {"set theory", "math.LO"},
    {"algebra", "math.RA|math.AC"},
    {"manifolds", "math.DG|math.GT"},
    {"optimal control", "math.OC"},
    {"numerical methods", "math.NA"},
    {"harmonic analysis", "math.CA"},
    {"Lie groups", "math.RT|math.GR"},
    {"statistics", "stat"},
    {"Bayesian inference", "stat.ME|stat.CO"},
    {"causal inference", "stat.ME"},
    {"clinical trials", "stat.AP|stat.ME"},
    {"Monte Carlo", "stat.CO|physics.comp-ph"},
    {"econometrics", "econ.EM"},
    {"economics", "econ"},
    {"inflation", "astro-ph.CO|econ.GN"},
    {"auctions", "econ.TH|cs.GT"},
    {"labour market", "econ.GN"},
    {"finance", "q-fin"},
    {"stock market", "q-fin.ST|q-fin.TR|q-fin.GN"},
    {"portfolio", "q-fin.PM"},
    {"option pricing", "q-fin.PR"},
    {"credit risk", "q-fin.RM"},
    {"epidemiology", "q-bio.PE"},
    {"neuroscience", "q-bio.NC"},
    {"brain", "q-bio.NC"},
    {"genomics", "q-bio.GN"},
    {"DNA", "q-bio.GN|q-bio.BM"},
    {"proteins", "q-bio.BM"},
    {"evolution", "q-bio.PE"},
    {"ecology", "q-bio.PE"},
    {"cancer", "q-bio.TO|q-bio.CB|q-bio.QM"},
    {"gene regulation", "q-bio.MN"},
    {"drug discovery", "q-bio.BM|q-bio.QM"},
    {"robotics", "cs.RO"},
    {"machine translation", "cs.CL"},
    {"chatbots", "cs.CL"},
    {"cryptography", "cs.CR"},
    {"privacy", "cs.CR"},
    {"compilers", "cs.PL"},
    {"databases", "cs.DB"},
    {"reinforcement learning", "cs.LG"},
    {"deep learning", "cs.LG"},
    {"object detection", "cs.CV"},
    {"self-driving cars", "cs.RO"},
    {"recommender systems", "cs.IR"},
    {"search engines", "cs.IR"},
    {"speech recognition", "eess.AS|cs.CL|cs.SD"},
    {"music", "cs.SD"},
    {"wireless", "eess.SP|cs.NI|cs.IT"},
    {"power grids", "eess.SY"},
    {"control theory", "eess.SY|math.OC"},
    {"medical imaging", "eess.IV"},
    {"blockchain", "cs.CR|cs.DC"},
    {"accessibility", "cs.HC"},
    {"chips", "cs.AR"},
    {"operator theory", "math.FA|math.OA"},
    {"yang-mills", "hep-th|math-ph|hep-lat"},
    {"random matrices", "math.PR|math-ph"},
};

std::vector<std::string> split_at_bars(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '|') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

TEST(SearchCategories, FindsWhatPeopleCallAField) {
  for (const Asked& asked : kAsked) {
    const std::vector<std::string> found = search_categories(asked.words);
    ASSERT_THAT(found, Not(IsEmpty())) << asked.words;
    EXPECT_THAT(split_at_bars(asked.best), Contains(found.front())) << asked.words;
  }
}

TEST(SearchCategories, KnowsWordsOfEveryArchive) {
  std::set<std::string> reached;
  for (const Asked& asked : kAsked) {
    for (const std::string& id : search_categories(asked.words)) {
      const CategoryInfo* info = find_category(id);
      reached.insert(info == nullptr ? id : std::string(info->archive));
    }
  }
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status == CategoryStatus::active) {
      EXPECT_TRUE(reached.contains(std::string(info.archive))) << info.archive;
    }
  }
}

TEST(SearchCategories, PutsTheSubjectBeforeNamesThatHoldTheWord) {
  const std::vector<std::string> found = search_categories("neural networks");
  EXPECT_EQ(found.front(), "cs.LG");
  EXPECT_THAT(found, Contains("cond-mat.dis-nn"));
}

TEST(SearchCategories, FindsSingularAndPlural) {
  for (const auto& [one, many] :
       std::vector<std::pair<std::string, std::string>>{{"galaxy", "galaxies"},
                                                        {"black hole", "Black Holes"},
                                                        {"battery", "batteries"},
                                                        {"glass", "glasses"},
                                                        {"random matrix", "random matrices"},
                                                        {"gene", "genes"}}) {
    EXPECT_EQ(search_categories(one), search_categories(many)) << one;
    EXPECT_THAT(search_categories(one), Not(IsEmpty())) << one;
  }
}

TEST(SearchCategories, OffersTheCategoriesOfAnArchiveAfterIt) {
  const std::vector<std::string> found = search_categories("Astrophysics");
  EXPECT_EQ(found.front(), "astro-ph");
  EXPECT_THAT(found, Contains("astro-ph.SR"));
}

TEST(SearchCategories, FindsNoNamesThatOnlyBeginAsTheSubject) {
  EXPECT_THAT(search_categories("gene"), Not(Contains("math.GM"))) << "General Mathematics";
}

TEST(SearchCategories, FindsTheBeginningOfASubject) {
  EXPECT_EQ(search_categories("exopl").front(), "astro-ph.EP");
  EXPECT_THAT(search_categories("gravitational"), Contains("gr-qc"));
}

TEST(SearchCategories, NamesOnlyCategoriesAndArchives) {
  for (const Asked& asked : kAsked) {
    for (const std::string& id : search_categories(asked.words)) {
      EXPECT_TRUE(find_category(id) != nullptr || is_archive(id)) << id;
    }
  }
}

TEST(CategoryWords, StandOnceEachWithCategoriesOfToday) {
  const auto rows = table_rows(data::category_words_tsv(), 2);
  ASSERT_GT(rows.size(), 400U);
  std::set<std::string_view> words;
  for (const auto& row : rows) {
    EXPECT_TRUE(words.insert(row[0]).second) << row[0];
    std::istringstream ids{std::string(row[1])};
    std::size_t count = 0;
    for (std::string id; ids >> id; ++count) {
      const CategoryInfo* info = find_category(id);
      const bool is_active = info != nullptr && info->status == CategoryStatus::active;
      EXPECT_TRUE(is_active || is_divided_archive(id)) << row[0] << ": " << id;
    }
    EXPECT_GT(count, 0U) << row[0];
  }
}

TEST(NearestSubjects, AreThoseThatWereMeant) {
  for (const auto& [misspelt, meant] : std::vector<std::pair<std::string, std::string>>{
           {"cosmolgy", "cosmology"},
           {"dark mater", "dark matter"},
           {"exoplents", "exoplanets"},
           {"superconductvity", "superconductivity"},
           {"epidemology", "epidemiology"},
           {"nueroscience", "neuroscience"},
           {"criptography", "cryptography"},
           {"probabilty", "probability"},
           {"gravitational waevs", "gravitational waves"},
           {"brian", "brain"},
           {"Nubmer Theory", "number theory"}}) {
    EXPECT_THAT(nearest_subjects(misspelt), Contains(meant)) << misspelt;
  }
}

TEST(NearestSubjects, AreNoneOfShortOrFarWords) {
  EXPECT_THAT(nearest_subjects("dns"), IsEmpty());
  EXPECT_THAT(nearest_subjects("qqqqqqqqq"), IsEmpty());
  EXPECT_THAT(nearest_subjects(""), IsEmpty());
  EXPECT_THAT(nearest_subjects(std::string(100'000, 'c')), IsEmpty());
}

}  // namespace
}  // namespace papercup
