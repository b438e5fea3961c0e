#include "papercup/app/mail_state.hpp"

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class MailStateTest : public MailTest {
 protected:
  // The row of the focus in the table of foci.
  std::string row() {
    const std::string text = run({"status"}).out;
    const std::size_t begin = text.find("\nrewards") + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  }
};

TEST_F(MailStateTest, AMailThatWasSentSaysWhen) {
  EXPECT_THAT(row(), EndsWith("  due"));
  mail(0);
  be_at(24, 20);
  EXPECT_THAT(row(), EndsWith("  sent today 12:00"));
  be_at(25, 3);
  EXPECT_THAT(row(), EndsWith("  sent Tue 24 Nov 12:00"));
  EXPECT_THAT(run({"status", "--format", "json"}).out,
              HasSubstr(R"("mail":{"state":"sent","changed":"2026-11-24T12:00:00Z"})"));
}

TEST_F(MailStateTest, WhatItWaitsForIsNamed) {
  have_list(Date(2026, 11, 24), ListingState::stale);
  be_at(24, 8);
  EXPECT_THAT(row(), EndsWith("  waits for cs.LG"));
  EXPECT_THAT(run({"status", "--format", "json"}).out,
              HasSubstr(R"("mail":{"state":"waits","missing":["cs.LG"]})"));
}

TEST_F(MailStateTest, TroubleComesBeforeWhatIsWell) {
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  server.then(At::after_end, MailOutcome::accepted).then(At::before_end, MailOutcome::deferred);
  mail(4);
  EXPECT_THAT(row(), EndsWith("  not sent yet"));
  server.then(At::after_end, MailOutcome::uncertain);
  mail(1);
  EXPECT_THAT(row(), EndsWith("  UNCERTAIN today 12:00"));
}

TEST_F(MailStateTest, WithoutMailThereIsADash) {
  folder.write("config/config.toml", "");
  EXPECT_THAT(row(), EndsWith("  -"));
  configure("");
  EXPECT_THAT(row(), EndsWith("  -")) << "nobody gets it";
  EXPECT_THAT(run({"status", "--format", "json"}).out, Not(HasSubstr("\"mail\"")));
}

TEST_F(MailStateTest, NothingIsSaidOfDaysWithoutReading) {
  configure("to = ['ada@example.org']\n[digest]\ndays = ['Mon']\n");
  EXPECT_THAT(row(), EndsWith("  none today"));
}

TEST_F(MailStateTest, AMailWithoutPapersThatIsNotWantedIsNothingToSend) {
  configure("to = ['ada@example.org']\nsend_empty = 'never'\n");
  folder.write("config/focus/rewards.toml", "about = 'zzyzx quux'\ncategories = ['cs.LG']\n");
  mail(0);
  EXPECT_THAT(row(), EndsWith("  nothing to send"));
}

TEST_F(MailStateTest, AfterThreeListsItIsATroubleThatTheTerminalHearsOf) {
  mail(0);
  terminal.output_is_terminal = true;
  const auto digest = [&] { return run({"digest", "--no-fetch"}).out; };
  be_at(26, 12);
  EXPECT_THAT(digest(), Not(HasSubstr("No mail")));
  EXPECT_THAT(run({"status", "--check"}).out, Not(HasSubstr("no mail")));
  be_at(27, 12);  // without a list, for a holiday
  for (const unsigned day : {25U, 26U, 30U}) have_list(Date(2026, 11, day));
  clock.time = Date(2026, 11, 30).days() + std::chrono::hours(12);
  EXPECT_THAT(digest(), HasSubstr("No mail of rewards has gone out for 3 lists, since that of Wed "
                                  "25 Nov 2026"));
  EXPECT_THAT(run({"status"}).out, HasSubstr("NOT SENT for 3 lists, since Wed 25 Nov"));
  const Outcome check = run({"status", "--check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_THAT(check.out, HasSubstr("rewards: no mail for 3 lists, since Wed 25 Nov"));
  terminal.output_is_terminal = false;
  EXPECT_THAT(digest(), Not(HasSubstr("No mail")));
  mail(0);
  terminal.output_is_terminal = true;
  EXPECT_THAT(digest(), Not(HasSubstr("No mail")));
}

}  // namespace
}  // namespace papercup::app
