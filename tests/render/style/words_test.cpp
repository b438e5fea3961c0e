#include "render/style/words.hpp"

#include <gtest/gtest.h>

namespace papercup::render {
namespace {

TEST(WithThousands, GroupsByThree) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(196500), "196,500");
  EXPECT_EQ(with_thousands(3077861), "3,077,861");
}

}  // namespace
}  // namespace papercup::render
