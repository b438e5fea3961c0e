#include <array>
#include <string>

#include <gtest/gtest.h>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

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
                           "2405.01234.pdf",
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
