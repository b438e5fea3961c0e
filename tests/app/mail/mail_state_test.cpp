#include "papercup/app/mail_state.hpp"

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"
#include "papercup/app/mail_run.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;
using std::chrono::hours;
using std::chrono::minutes;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class MailStateTest : public MailTest {
 protected:
  static Focus rewards() {
    Focus focus;
    focus.categories = {Category("cs.LG")};
    return focus;
  }
  MailSchedule schedule() {
    const Context context = this->context();
    return mail_schedule(context, context.open_store(store::OpenMode::read_only), rewards());
  }
  render::MailStatus status() {
    const Context context = this->context();
    store::UserStore user_store = context.open_user_store(store::OpenMode::create);
    return mail_state(context, context.open_store(store::OpenMode::read_only), user_store,
                      "rewards", rewards());
  }

  // The row of the focus in the table of foci, where all of it has room.
  std::string row() {
    const std::string text = run({"status", "--width", "120"}).out;
    const std::size_t begin = text.find("\nrewards") + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  }
};

// The list of 24 November is out at 05:00 UTC: the evening before in America, the next evening in
// New Zealand. A time of day that has passed by then is that of the reader's next day.
TEST_F(MailStateTest, TheLastMomentIsTheFirstOfItsTimeOfDayOnceTheListIsOut) {
  struct Case {
    hours zone;
    const char* send_by;
    hours moment;  // after the beginning of 24 November, UTC
  };
  for (const Case& each :
       {Case{hours(0), "05:00", hours(5)}, Case{hours(0), "09:00", hours(9)},
        Case{hours(0), "04:00", hours(28)}, Case{hours(-10), "19:00", hours(5)},
        Case{hours(-10), "20:00", hours(6)}, Case{hours(-10), "07:00", hours(17)},
        Case{hours(13), "18:00", hours(5)}, Case{hours(13), "17:00", hours(28)},
        Case{hours(13), "07:00", hours(18)}}) {
    utc_offset = each.zone;
    configure(std::string("to = ['ada@example.org']\nsend_by = '") + each.send_by + "'\n");
    EXPECT_EQ(schedule().send_by, Date(2026, 11, 24).days() + each.moment)
        << each.send_by << " at UTC" << each.zone.count();
  }
}

TEST_F(MailStateTest, AMailIsDueOnceItsListsAreThereOrItsTimeHasCome) {
  MailSchedule schedule = this->schedule();
  const Time send_by = *schedule.send_by;
  EXPECT_TRUE(schedule.is_due(send_by - hours(1))) << "nothing is missing";
  schedule.lists[0].state = ListingState::waiting;
  EXPECT_FALSE(schedule.is_due(send_by - minutes(1)));
  EXPECT_TRUE(schedule.is_due(send_by));
  schedule.send_by.reset();
  EXPECT_FALSE(schedule.is_due(send_by));
  schedule.lists[0].state = ListingState::quiet;
  EXPECT_TRUE(schedule.is_due(send_by));
  schedule.is_reading_day = false;
  EXPECT_FALSE(schedule.is_due(send_by));
}

TEST_F(MailStateTest, AMailThatIsNotDueYetIsNotCountedAsUnsent) {
  run_mail(context(), {});
  be_at(25, 8);
  EXPECT_EQ(status().state, render::MailStatus::State::waits);
  EXPECT_EQ(status().unsent_lists, 0);
  be_at(25, 9);
  EXPECT_EQ(status().state, render::MailStatus::State::due);
  EXPECT_EQ(status().unsent_lists, 1);
  EXPECT_EQ(status().unsent_since, Date(2026, 11, 25));
}

TEST_F(MailStateTest, UnsentListsAreCountedFromTheLastMailThatWasAccepted) {
  EXPECT_EQ(status().unsent_lists, 0) << "before the first mail";
  run_mail(context(), {});
  EXPECT_EQ(status().unsent_lists, 0);
  for (const unsigned day : {25U, 26U}) {
    be_at(day, 12);
    have_papers(day);
    server.then(At::before_end, MailOutcome::unavailable);
    run_mail(context(), {});
  }
  EXPECT_EQ(status().state, render::MailStatus::State::unsent);
  EXPECT_EQ(status().unsent_lists, 2);
  EXPECT_EQ(status().unsent_since, Date(2026, 11, 25));
  configure("to = ['ada@example.org']\n[digest]\ndays = ['Tue', 'Thu']\n");
  EXPECT_EQ(status().unsent_lists, 1) << "Wednesday is no day of reading";
  EXPECT_EQ(status().unsent_since, Date(2026, 11, 26));
}

TEST_F(MailStateTest, AListWithoutAnythingToSendIsNotUnsent) {
  configure("to = ['ada@example.org']\nsend_empty = 'never'\n");
  run_mail(context(), {});
  be_at(25, 12);
  have_list(Date(2026, 11, 25), ListingState::quiet);
  run_mail(context(), {});
  EXPECT_EQ(status().state, render::MailStatus::State::nothing);
  EXPECT_EQ(status().unsent_lists, 0);
}

TEST_F(MailStateTest, TheStateIsAsOldAsItsLastChange) {
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  server.then(At::after_end, MailOutcome::accepted).then(At::before_end, MailOutcome::deferred);
  run_mail(context(), {});
  be_at(24, 14);
  run_mail(context(), {});
  EXPECT_EQ(status().state, render::MailStatus::State::sent);
  EXPECT_EQ(status().changed, Date(2026, 11, 24).days() + hours(14));
}

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
