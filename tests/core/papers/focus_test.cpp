#include "papercup/core/focus.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(Ranker, IsParsedFromItsName) {
  ASSERT_EQ(ranker_names().size(), 3u);
  for (const Ranker ranker : {Ranker::standard, Ranker::centroid, Ranker::svm}) {
    EXPECT_EQ(parse_ranker(to_string(ranker)), ranker);
  }
  EXPECT_EQ(to_string(Ranker::standard), "default");
  EXPECT_EQ(parse_ranker("svm/1"), std::nullopt);
}

}  // namespace

}  // namespace papercup
