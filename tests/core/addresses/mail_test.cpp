#include "papercup/core/mail.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

TEST(MailAddress, ReadsPlainAddressesAndThoseWithNames) {
  EXPECT_EQ(MailAddress::parse(" ada@example.org "), (MailAddress{"", "ada@example.org"}));
  EXPECT_EQ(MailAddress::parse("Ada Byron <ada+x@example.org>"),
            (MailAddress{"Ada Byron", "ada+x@example.org"}));
  EXPECT_EQ(MailAddress::parse("\"Byron, Ada \\\"A\\\"\" <ada@localhost>"),
            (MailAddress{"Byron, Ada \"A\"", "ada@localhost"}));
  EXPECT_EQ(MailAddress::parse("L. Sørby <l@example.org>")->name, "L. Sørby");
}

TEST(MailAddress, RefusesWhatIsNoneOrCouldBeMore) {
  for (const char* text : {"",
                           "ada",
                           "@example.org",
                           "ada@",
                           "ada@@example.org",
                           "a@b@c",
                           "ada@example..org",
                           ".ada@example.org",
                           "ada@-example.org",
                           "ada byron@example.org",
                           "ada@example.org, b@c.org",
                           "ada@example.org\nBcc: b@c.org",
                           "Ada\r\nBcc: b@c.org <ada@example.org>",
                           "Ada <ada@example.org> <b@c.org>",
                           "ada@ex\xC3\xA4mple.org",
                           "a(comment)@example.org",
                           "<ada@example.org",
                           "Ada <ada@example.org>\r\nX: y",
                           "Ada\x01 <a@b.org>",
                           "\xFF <a@b.org>"}) {
    EXPECT_FALSE(MailAddress::parse(text)) << text;
  }
}

TEST(MailAddress, CapitalsMakeNoOtherMailbox) {
  EXPECT_TRUE(is_same_mailbox({"Ada", "Ada@Example.org"}, {"", "ada@example.ORG"}));
  EXPECT_FALSE(is_same_mailbox({"", "ada@example.org"}, {"", "bea@example.org"}));
  EXPECT_EQ((MailAddress{"", "ada@example.org"}).domain(), "example.org");
}

TEST(MailState, ReadsTheWordsItWrites) {
  for (const MailState state : {MailState::pending, MailState::sending, MailState::sent,
                                MailState::uncertain, MailState::refused}) {
    EXPECT_EQ(parse_mail_state(to_string(state)), state);
  }
  EXPECT_FALSE(parse_mail_state("lost"));
}

}  // namespace

}  // namespace papercup
