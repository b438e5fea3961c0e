#include "papercup/core/arxiv_id.hpp"

#include <array>
#include <string>
#include <unordered_set>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup {
namespace {

std::string error_of(std::string_view text) {
  try {
    return "no error, but " + ArxivId::parse(text).to_string();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.message();
  }
}

TEST(ArxivId, KeepsTheNewForm) {
  for (const char* text :
       {"0704.0001", "1412.9999", "1501.00001", "2405.01234", "2611.90001", "9912.99999"}) {
    EXPECT_EQ(ArxivId::parse(text).to_string(), text);
  }
}

TEST(ArxivId, KeepsTheOldForm) {
  for (const char* text :
       {"hep-th/9107001", "hep-th/9901001", "math/0611800", "astro-ph/0703999", "cmp-lg/9404001"}) {
    EXPECT_EQ(ArxivId::parse(text).to_string(), text);
  }
}

TEST(ArxivId, DropsTheSubjectClassOfTheOldForm) {
  EXPECT_EQ(ArxivId::parse("math.AG/0611800").to_string(), "math/0611800");
  EXPECT_EQ(ArxivId::parse("cond-mat.mtrl-sci/0001001").to_string(), "cond-mat/0001001");
  EXPECT_EQ(ArxivId::parse("physics.acc-ph/9901001").to_string(), "physics/9901001");
}

TEST(ArxivId, LowersTheArchive) {
  EXPECT_EQ(ArxivId::parse("HEP-TH/9901001").to_string(), "hep-th/9901001");
  EXPECT_EQ(ArxivId::parse("Math.ag/0611800"), ArxivId::parse("math/0611800"));
}

TEST(ArxivId, RejectsMonthThirteen) {
  EXPECT_EQ(error_of("2413.01234"),
            "'2413.01234' is not an arXiv identifier: its third and fourth digits are not a month, "
            "01 to 12");
  EXPECT_NE(error_of("2400.01234").find("month"), std::string::npos);
  EXPECT_NE(error_of("hep-th/9913001").find("month"), std::string::npos);
  EXPECT_NE(error_of("hep-th/9900001").find("month"), std::string::npos);
}

TEST(ArxivId, AsksForAsManyDigitsAsTheYearHas) {
  EXPECT_NE(error_of("1501.0001").find("five digits"), std::string::npos);
  EXPECT_NE(error_of("1412.00001").find("four digits"), std::string::npos);
  EXPECT_NE(error_of("0704.00001").find("four digits"), std::string::npos);
}

TEST(ArxivId, KnowsWhenTheFormChanged) {
  EXPECT_NE(error_of("0703.0001").find("begin with 0704"), std::string::npos);
  EXPECT_NE(error_of("0000.0000").find("month"), std::string::npos);
  EXPECT_NE(error_of("hep-th/0704001").find("end with 0703"), std::string::npos);
  EXPECT_NE(error_of("hep-th/9106001").find("begin with 9107"), std::string::npos);
  EXPECT_NE(error_of("hep-th/5001001").find("begin with 9107"), std::string::npos);
}

TEST(ArxivId, RejectsNumberZero) {
  EXPECT_NE(error_of("0704.0000").find("begin with 1"), std::string::npos);
  EXPECT_NE(error_of("2405.00000").find("begin with 1"), std::string::npos);
  EXPECT_NE(error_of("hep-th/9901000").find("begin with 1"), std::string::npos);
}

TEST(ArxivId, RejectsArchivesThatNeverWere) {
  EXPECT_NE(error_of("hep/9901001").find("no archive"), std::string::npos);
  EXPECT_NE(error_of("/9901001").find("no archive"), std::string::npos);
  EXPECT_NE(error_of("cs.LG.x/9901001").find("neither the form"), std::string::npos);
}

TEST(ArxivId, RejectsEverythingElse) {
  for (const char* text : {"",
                           " ",
                           ".",
                           "/",
                           "2405",
                           "2405.",
                           ".01234",
                           "2405.1",
                           "2405.012345",
                           "24050.1234",
                           "2405.0123a",
                           "240a.01234",
                           " 2405.01234",
                           "2405.01234 ",
                           "2405.01234v1",
                           "2405.01234.1",
                           "hep-th/",
                           "hep-th/990100",
                           "hep-th/99010011",
                           "hep-th/9901001v1",
                           "hep-th/990100a",
                           "hep-th./9901001",
                           "hep-th.1/9901001",
                           "a/b/c",
                           "+405.01234",
                           "-405.01234"}) {
    EXPECT_FALSE(ArxivId::try_parse(text)) << text;
    EXPECT_THROW(ArxivId::parse(text), Error) << text;
  }
}

TEST(ArxivId, DoesNotRepeatControlCharactersInErrors) {
  const std::string message = error_of("\x1b[31mred\x07");
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
  EXPECT_EQ(message.find('\x07'), std::string::npos);
  EXPECT_NE(message.find("[31mred"), std::string::npos);
}

TEST(ArxivId, CutsEndlessTextsInErrors) {
  EXPECT_LT(error_of(std::string(100'000, 'x')).size(), 200U);
}

TEST(ArxivId, HasAPage) {
  EXPECT_EQ(ArxivId::parse("2611.90001").url(), "https://arxiv.org/abs/2611.90001");
  EXPECT_EQ(ArxivId::parse("math.AG/0611800").url(), "https://arxiv.org/abs/math/0611800");
}

TEST(ArxivId, SaysTheMonth) {
  using namespace std::chrono;
  EXPECT_EQ(ArxivId::parse("2611.90001").month(), 2026y / November);
  EXPECT_EQ(ArxivId::parse("0704.0001").month(), 2007y / April);
  EXPECT_EQ(ArxivId::parse("9101.00001").month(), 2091y / January);
  EXPECT_EQ(ArxivId::parse("hep-th/9108001").month(), 1991y / August);
  EXPECT_EQ(ArxivId::parse("hep-th/0001001").month(), 2000y / January);
  EXPECT_EQ(ArxivId::parse("hep-th/0703001").month(), 2007y / March);
}

TEST(ArxivId, IsAKey) {
  const std::unordered_set<ArxivId> ids = {
      ArxivId::parse("2611.90001"), ArxivId::parse("2611.90002"), ArxivId::parse("2611.90001")};
  EXPECT_EQ(ids.size(), 2U);
  EXPECT_LT(ArxivId::parse("2611.90001"), ArxivId::parse("2611.90002"));
}

struct Form {
  const char* text;
  const char* reference;
};

class PaperRefForm : public testing::TestWithParam<Form> {};

TEST_P(PaperRefForm, IsUnderstood) {
  const PaperRef ref = PaperRef::parse(GetParam().text);
  EXPECT_EQ(ref.to_string(), GetParam().reference);
  EXPECT_EQ(PaperRef::parse(ref.to_string()), ref);
}

INSTANTIATE_TEST_SUITE_P(Bare, PaperRefForm,
                         testing::Values(Form{"2405.01234", "2405.01234"},
                                         Form{"2405.01234v2", "2405.01234v2"},
                                         Form{"2405.01234V12", "2405.01234v12"},
                                         Form{"  2405.01234v2\n", "2405.01234v2"},
                                         Form{"hep-th/9901001", "hep-th/9901001"},
                                         Form{"hep-th/9901001v3", "hep-th/9901001v3"},
                                         Form{"math.AG/0611800v1", "math/0611800v1"},
                                         Form{"solv-int/9901001v2", "solv-int/9901001v2"}));

INSTANTIATE_TEST_SUITE_P(Prefixed, PaperRefForm,
                         testing::Values(Form{"arXiv:2405.01234", "2405.01234"},
                                         Form{"arxiv:2405.01234v2", "2405.01234v2"},
                                         Form{"ARXIV: 2405.01234", "2405.01234"},
                                         Form{"arXiv:hep-th/9901001", "hep-th/9901001"},
                                         Form{"oai:arXiv.org:2405.01234", "2405.01234"},
                                         Form{"oai:arXiv.org:2405.01234v3", "2405.01234v3"},
                                         Form{"oai:arXiv.org:math/0611800", "math/0611800"}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, PaperRefForm,
    testing::Values(Form{"https://arxiv.org/abs/2405.01234", "2405.01234"},
                    Form{"http://arxiv.org/abs/2405.01234v2", "2405.01234v2"},
                    Form{"https://www.arxiv.org/abs/2405.01234", "2405.01234"},
                    Form{"http://export.arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001v1"},
                    Form{"https://arxiv.org/pdf/2405.01234", "2405.01234"},
                    Form{"https://arxiv.org/pdf/2405.01234v2.pdf", "2405.01234v2"},
                    Form{"https://arxiv.org/pdf/math/0611800.PDF", "math/0611800"},
                    Form{"https://arxiv.org/html/2405.01234v1/", "2405.01234v1"},
                    Form{"https://arxiv.org/html/2405.01234v1#S3.p2", "2405.01234v1"},
                    Form{"https://arxiv.org/format/2405.01234", "2405.01234"},
                    Form{"https://arxiv.org/abs/2405.01234?context=cs.LG", "2405.01234"},
                    Form{"https://arxiv.org/abs/2405.01234/?a=b#c", "2405.01234"},
                    Form{"HTTPS://ArXiv.org/ABS/2405.01234", "2405.01234"},
                    Form{"https://arxiv.org/abs/hep-th%2F9901001", "hep-th/9901001"},
                    Form{"arxiv.org/abs/2405.01234", "2405.01234"}));

INSTANTIATE_TEST_SUITE_P(
    Dois, PaperRefForm,
    testing::Values(Form{"10.48550/arXiv.2405.01234", "2405.01234"},
                    Form{"10.48550/ARXIV.2405.01234", "2405.01234"},
                    Form{"doi:10.48550/arXiv.2405.01234", "2405.01234"},
                    Form{"DOI: 10.48550/arxiv.hep-th/9901001", "hep-th/9901001"},
                    Form{"https://doi.org/10.48550/arXiv.2405.01234", "2405.01234"},
                    Form{"http://dx.doi.org/10.48550/arXiv.math/0611800", "math/0611800"},
                    Form{"https://www.doi.org/10.48550/arXiv.2405.01234v2?x=y", "2405.01234v2"}));

INSTANTIATE_TEST_SUITE_P(
    Cited, PaperRefForm,
    testing::Values(Form{"arXiv:2405.01234v2 [cs.CL]", "2405.01234v2"},
                    Form{"arXiv:2405.01234v2  [cs.CL]  23 Jan 2024", "2405.01234v2"},
                    Form{"arXiv:2405.01234[astro-ph.CO]", "2405.01234"},
                    Form{"arXiv:2405.01234 (cs.CL).", "2405.01234"},
                    Form{"arXiv:hep-th/9901001v1 [hep-th] 4 January 1999", "hep-th/9901001v1"},
                    Form{"arXiv preprint arXiv:2405.01234 (2024).", "2405.01234"},
                    Form{"arXiv preprint arXiv:2405.01234, 2024.", "2405.01234"},
                    Form{"arXiv e-print 2405.01234", "2405.01234"},
                    Form{"arXiv:2405.01234 [quant-ph], May 2024", "2405.01234"},
                    Form{"arXiv2405.01234", "2405.01234"}, Form{"arXiv 2405.01234", "2405.01234"},
                    Form{"arXiv.2405.01234", "2405.01234"},
                    Form{"arXiv-2405.01234v1", "2405.01234v1"},
                    Form{"arXiv.org:2405.01234", "2405.01234"},
                    Form{"CoRR abs/2405.01234", "2405.01234"}, Form{"abs/2405.01234", "2405.01234"},
                    Form{"DBLP:journals/corr/abs-2405-01234", "2405.01234"},
                    Form{"https://dblp.org/rec/journals/corr/abs-2405-01234.html", "2405.01234"},
                    Form{"hep-th9901001", "hep-th/9901001"},
                    Form{"math.AG_0611800v2", "math/0611800v2"}));

INSTANTIATE_TEST_SUITE_P(
    Wrapped, PaperRefForm,
    testing::Values(Form{"(arXiv:2405.01234)", "2405.01234"},
                    Form{"[arXiv:2405.01234v2]", "2405.01234v2"},
                    Form{"[arXiv:2405.01234 [cs.CL]]", "2405.01234"},
                    Form{"<https://arxiv.org/abs/2405.01234>", "2405.01234"},
                    Form{"\"2405.01234\"", "2405.01234"}, Form{"“2405.01234”,", "2405.01234"},
                    Form{"{2405.01234},", "2405.01234"}, Form{"2405.01234.", "2405.01234"},
                    Form{"2405.01234v2;", "2405.01234v2"},
                    Form{"https://arxiv.org/abs/2405.01234v1).", "2405.01234v1"},
                    Form{"[A title](https://arxiv.org/abs/2405.01234)", "2405.01234"},
                    Form{"\\url{https://arxiv.org/abs/2405.01234}", "2405.01234"},
                    Form{"- 2405.01234", "2405.01234"}, Form{"• arXiv:2405.01234", "2405.01234"},
                    Form{"\u00A02405.01234\u3000", "2405.01234"},
                    Form{"2405.\u200B01234", "2405.01234"},
                    Form{"\uFEFFarXiv:\u00A02405.01234\u200E", "2405.01234"},
                    Form{"hep\u2011th/9901001", "hep-th/9901001"},
                    Form{"astro\u2013ph/9901001", "astro-ph/9901001"}));

INSTANTIATE_TEST_SUITE_P(Files, PaperRefForm,
                         testing::Values(Form{"2405.01234.pdf", "2405.01234"},
                                         Form{"2405.01234v1.pdf", "2405.01234v1"},
                                         Form{"2405.01234v1.PDF", "2405.01234v1"},
                                         Form{"2405.01234v1 (1).pdf", "2405.01234v1"},
                                         Form{"arXiv-2405.01234v2.tar.gz", "2405.01234v2"},
                                         Form{"papers/2024/2405.01234.pdf", "2405.01234"},
                                         Form{"/home/x/2405.01234v3.ps.gz", "2405.01234v3"},
                                         Form{"C:\\papers\\2405.01234.pdf", "2405.01234"},
                                         Form{"file:///home/x/2405.01234.html", "2405.01234"},
                                         Form{"hep-th9901001v2.pdf", "hep-th/9901001v2"},
                                         Form{"papers/hep-th/9901001.pdf", "hep-th/9901001"}));

INSTANTIATE_TEST_SUITE_P(
    OtherPages, PaperRefForm,
    testing::Values(Form{"https://arxiv.org/src/2405.01234v2", "2405.01234v2"},
                    Form{"https://arxiv.org/e-print/2405.01234", "2405.01234"},
                    Form{"https://arxiv.org/ps/hep-th/9901001", "hep-th/9901001"},
                    Form{"https://arxiv.org/abs/arXiv:2405.01234v1", "2405.01234v1"},
                    Form{"https://arxiv.org/bibtex/2405.01234", "2405.01234"},
                    Form{"https://arxiv.org/2405.01234", "2405.01234"},
                    Form{"https://arxiv.org:443/abs/2405.01234", "2405.01234"},
                    Form{"https://de.arxiv.org/abs/2405.01234", "2405.01234"},
                    Form{"https://browse.arxiv.org/html/2405.01234v1", "2405.01234v1"},
                    Form{"http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001"},
                    Form{"xxx.lanl.gov/pdf/2405.01234.pdf", "2405.01234"},
                    Form{"https://www.alphaxiv.org/abs/2405.01234v2", "2405.01234v2"},
                    Form{"https://alphaxiv.org/overview/2405.01234", "2405.01234"},
                    Form{"https://ar5iv.labs.arxiv.org/html/2405.01234", "2405.01234"},
                    Form{"https://ar5iv.org/abs/math/0611800", "math/0611800"},
                    Form{"https://huggingface.co/papers/2405.01234#community", "2405.01234"},
                    Form{"https://hf.co/papers/2405.01234", "2405.01234"},
                    Form{"https://scirate.com/arxiv/2405.01234", "2405.01234"},
                    Form{"https://www.arxiv-vanity.com/papers/2405.01234/", "2405.01234"},
                    Form{"https://www.semanticscholar.org/arxiv/2405.01234", "2405.01234"},
                    Form{"https://api.semanticscholar.org/arXiv:2405.01234", "2405.01234"},
                    Form{"https://ui.adsabs.harvard.edu/abs/arXiv:2405.01234", "2405.01234"},
                    Form{"https://ui.adsabs.harvard.edu/abs/arXiv%3Ahep-th%2F9901001",
                         "hep-th/9901001"},
                    Form{"https%3A%2F%2Farxiv.org%2Fabs%2F2405.01234", "2405.01234"},
                    Form{"doi:https://doi.org/10.48550/arXiv.2405.01234", "2405.01234"},
                    Form{"https://doi.org/10.48550%2FarXiv.2405.01234.", "2405.01234"}));

TEST(PaperRef, RejectsWhatOnlyResemblesAReference) {
  for (const char* text : {"2405.01234 2405.01235",
                           "2405.01234,2405.01235",
                           "2405.01234 3",
                           "2405.01234 and more",
                           "arXiv:2405.01234 [cs.CL] and arXiv:2405.01235",
                           "https://notarxiv.org/abs/2405.01234",
                           "https://alphaxiv.org.example/abs/2405.01234",
                           "https://example.org/2405.01234.pdf",
                           "https://huggingface.co/models/2405.01234",
                           "arXiv:2405.01234 [cs.NOPE]",
                           "[cs.CL]",
                           "()",
                           "- ",
                           "%",
                           "%2",
                           "\u200B",
                           "SU2405",
                           "sha-2405001",
                           "abs-2405-012345",
                           "cs2024.pdf"}) {
    EXPECT_FALSE(PaperRef::try_parse(text)) << text;
    EXPECT_THROW(PaperRef::parse(text), Error) << text;
  }
}

TEST(PaperRef, TakesLongTextForNoReference) {
  EXPECT_FALSE(PaperRef::try_parse(std::string(1'000'000, '(') + "2405.01234"));
}

using Parts = std::vector<std::string>;

TEST(References, AreDividedAsPeopleListThem) {
  EXPECT_EQ(divide_references("2405.01234 2405.01235"), (Parts{"2405.01234", "2405.01235"}));
  EXPECT_EQ(divide_references(" 2405.01234,hep-th/9901001; 3 "),
            (Parts{"2405.01234", "hep-th/9901001", "3"}));
  EXPECT_EQ(divide_references("arXiv:2405.01234v2 [cs.CL]"), (Parts{"arXiv:2405.01234v2 [cs.CL]"}));
  EXPECT_EQ(divide_references("arXiv:2405.01234 [cs.CL], arXiv: 2405.01235 [cs.LG]"),
            (Parts{"arXiv:2405.01234 [cs.CL]", "arXiv: 2405.01235 [cs.LG]"}));
  EXPECT_EQ(divide_references("arXiv:2405.01234 [cs.CL] arXiv:2405.01235 [cs.LG]"),
            (Parts{"arXiv:2405.01234", "arXiv:2405.01235"}));
  EXPECT_EQ(divide_references("2405.01234\u00A02405.01235\r"), (Parts{"2405.01234", "2405.01235"}));
  EXPECT_EQ(divide_references("[cs.CL]"), (Parts{"[cs.CL]"}));
  EXPECT_EQ(divide_references(" ,; "), Parts{});
}

TEST(PaperRef, KeepsTheVersion) {
  EXPECT_EQ(PaperRef::parse("2405.01234v17").version, 17);
  EXPECT_EQ(PaperRef::parse("2405.01234").version, std::nullopt);
}

TEST(PaperRef, RejectsWhatIsNoReference) {
  for (const char* text : {"",
                           "   ",
                           "arXiv:",
                           "oai:arXiv.org:",
                           "doi:",
                           "https://",
                           "https://arxiv.org",
                           "https://arxiv.org/abs/",
                           "https://arxiv.org/list/2405.01234",
                           "https://arxiv.org.example/abs/2405.01234",
                           "https://example.org/abs/2405.01234",
                           "ftp://arxiv.org/abs/2405.01234",
                           "arXiv:arXiv:2405.01234",
                           "10.1103/PhysRevD.76.013009",
                           "doi:10.1103/PhysRevD.76.013009",
                           "https://doi.org/10.1000/182",
                           "2405.01234v",
                           "2405.01234v0",
                           "2405.01234v01",
                           "2405.01234v-1",
                           "2405.01234v1v2",
                           "2405.01234v1234567",
                           "v1",
                           "2405.01234 v1",
                           "https://arxiv.org/abs/2405.01234/x",
                           "2413.01234",
                           "attention is all you need"}) {
    EXPECT_FALSE(PaperRef::try_parse(text)) << text;
    EXPECT_THROW(PaperRef::parse(text), Error) << text;
  }
}

TEST(PaperRef, SaysWhyAndWhatIsAccepted) {
  try {
    PaperRef::parse("https://arxiv.org/abs/2413.01234v2");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.message(),
              "'https://arxiv.org/abs/2413.01234v2' is not an arXiv identifier: its third and "
              "fourth digits are not a "
              "month, 01 to 12");
    EXPECT_NE(error.hint().find("2405.01234"), std::string::npos);
  }
}

TEST(PaperRef, SortsByIdThenVersion) {
  EXPECT_LT(PaperRef::parse("2405.01234v9"), PaperRef::parse("2405.01234v10"));
  EXPECT_LT(PaperRef::parse("2405.01234"), PaperRef::parse("2405.01234v1"));
}

}  // namespace
}  // namespace papercup
