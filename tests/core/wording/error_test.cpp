#include "papercup/core/error.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(Error, HasAnExitCodeForEveryKind) {
  EXPECT_EQ(exit_code(ErrorKind::failure), 1);
  EXPECT_EQ(exit_code(ErrorKind::usage), 2);
  EXPECT_EQ(exit_code(ErrorKind::unreachable), 4);
  EXPECT_EQ(exit_code(ErrorKind::storage), 5);
  EXPECT_EQ(exit_code(ErrorKind::interrupted), 130);
}

TEST(Error, KeepsWhatItIsGiven) {
  const Error error{ErrorKind::storage, "the disk is full", "Make room."};
  EXPECT_EQ(error.kind(), ErrorKind::storage);
  EXPECT_EQ(error.message(), "the disk is full");
  EXPECT_EQ(error.hint(), "Make room.");
}

}  // namespace
}  // namespace papercup
