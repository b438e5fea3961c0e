#include "library/fields.hpp"

#include <string>

#include <gtest/gtest.h>

namespace papercup::library {
namespace {

std::string id_in(std::string_view text) {
  const std::optional<ArxivId> id = find_arxiv_id(text);
  return id ? id->to_string() : "none";
}

TEST(FindArxivId, KnowsWhatPeopleCite) {
  for (const char* text :
       {"arXiv:2405.01234v2 [cs.CL]", "arXiv preprint arXiv:2405.01234 (2024).",
        "CoRR abs/2405.01234", "Available at https://www.alphaxiv.org/abs/2405.01234v1.",
        "\\url{https://huggingface.co/papers/2405.01234}", "https://scirate.com/arxiv/2405.01234",
        "arXiv2405.01234", "see arXiv-2405.01234"}) {
    EXPECT_EQ(id_in(text), "2405.01234") << text;
  }
}

TEST(FindArxivId, TakesNoNumberForAnIdentifierThatNothingCallsOne) {
  for (const char* text : {"pp. 2405.01234", "2405.01234", "https://example.org/2405.01234",
                           "vol. 2405.01234, https://example.org"}) {
    EXPECT_EQ(id_in(text), "none") << text;
  }
}

}  // namespace
}  // namespace papercup::library
