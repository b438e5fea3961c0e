#include "papercup/app/composing.hpp"

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"

namespace papercup::app {
namespace {

// What is sent of days without a paper above the line, by send_empty.
class EmptyMailTest : public MailTest {
 protected:
  // How many mails a day has given.
  std::size_t mails_of_day(const std::string& wish, unsigned day) {
    configure("to = ['ada@example.org']\nsend_empty = '" + wish + "'\n");
    const std::size_t before = server.ended.size();
    be_at(day, 12);
    mail(0);
    return server.ended.size() - before;
  }
};

TEST_F(EmptyMailTest, OfAListThatReachedNothingAndOfOneWithoutPapers) {
  folder.write("config/focus/rewards.toml", "about = 'zzyzx quux'\ncategories = ['cs.LG']\n");
  struct Case {
    const char* wish;
    unsigned day;  // with a day behind it that has a list, too
    std::size_t nothing_reached, nothing_came;
  };
  for (const Case& each :
       {Case{"never", 16, 0, 0}, Case{"quiet", 18, 1, 0}, Case{"always", 23, 1, 1}}) {
    have_papers(each.day);
    EXPECT_EQ(mails_of_day(each.wish, each.day), each.nothing_reached) << each.wish;
    have_list(Date(2026, 11, each.day + 1), ListingState::quiet);
    EXPECT_EQ(mails_of_day(each.wish, each.day + 1), each.nothing_came) << each.wish;
  }
}

TEST_F(EmptyMailTest, AListThatIsMissingIsTold) {
  mail(0);
  struct Case {
    const char* wish;
    unsigned day;
    std::size_t mails;
  };
  for (const Case& each : {Case{"never", 25, 0}, Case{"quiet", 26, 1}, Case{"always", 30, 1}}) {
    EXPECT_EQ(mails_of_day(each.wish, each.day), each.mails) << each.wish;
  }
}

using RecipientsTest = MailTest;

TEST_F(RecipientsTest, AreThoseOfAllMailsAndOfTheFocusEachOnce) {
  configure("to = ['Ada <ada@example.org>', 'bea@example.org']\n");
  Focus focus;
  focus.to = {"cleo@example.org", "ADA@example.org", "bea@example.org"};
  std::vector<std::string> addresses;
  for (const MailAddress& address : mail_recipients(context(), focus)) {
    addresses.push_back(address.address);
  }
  EXPECT_THAT(addresses,
              testing::ElementsAre("ada@example.org", "bea@example.org", "cleo@example.org"));
}

// Two foci about the papers of one list.
class TwoMailsTest : public MailTest {
 protected:
  void SetUp() override {
    MailTest::SetUp();
    folder.write("config/focus/hacking.toml", "about = 'hacking'\ncategories = ['cs.LG']\n");
  }
};

TEST_F(TwoMailsTest, HaveOneRecordOfWhatTheyShow) {
  mail(0);
  store::UserStore user_store(folder.path() / "data/reader.db", store::OpenMode::read_only);
  const auto first = user_store.mail_ledger().find("hacking", Date(2026, 11, 24));
  const auto second = user_store.mail_ledger().find("rewards", Date(2026, 11, 24));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->digest, second->digest);
  EXPECT_NE(first->digest, 0);
}

TEST_F(TwoMailsTest, ToTheSameReaderShowAPaperOnce) {
  mail(0);
  ASSERT_EQ(server.ended.size(), 2U);
  int shown = 0;
  for (const auto& mail : server.ended) {
    shown += mail.message.find("arxiv.org/abs/2611.92402") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(shown, 1);
}

}  // namespace
}  // namespace papercup::app
