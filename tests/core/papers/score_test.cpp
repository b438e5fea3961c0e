#include "papercup/core/score.hpp"

#include <set>

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(Evidence, HasANameForEveryKind) {
  std::set<std::string_view> names;
  for (const auto kind :
       {Evidence::description, Evidence::keyword, Evidence::author, Evidence::category,
        Evidence::like, Evidence::dislike, Evidence::other, Evidence::intercept}) {
    names.insert(to_string(kind));
  }
  EXPECT_EQ(names, (std::set<std::string_view>{"description", "keyword", "author", "category",
                                               "like", "dislike", "other", "intercept"}));
}

}  // namespace
}  // namespace papercup
