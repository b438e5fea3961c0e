#include "papercup/core/mail_record.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(MailState, ReadsTheWordsItWrites) {
  for (const MailState state : {MailState::pending, MailState::sending, MailState::sent,
                                MailState::uncertain, MailState::refused}) {
    EXPECT_EQ(parse_mail_state(to_string(state)), state);
  }
  EXPECT_FALSE(parse_mail_state("lost"));
}

}  // namespace
}  // namespace papercup
