#include <sstream>

#include <gmock/gmock.h>

#include "app/mail/delivery.hpp"
#include "app/mail/mail_fixture.hpp"

namespace papercup::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

// Runs of the nightly job at some time after the first, each of which meets troubles or none.
class MailAlertsTest : public MailTest {
 protected:
  void run_after(minutes since_first, const std::vector<std::string>& troubles,
                 Urgency urgency = Urgency::when_persistent) {
    clock.time = start_ + since_first;
    const Context context = this->context();
    store::UserStore user_store = context.open_user_store(store::OpenMode::create);
    MailAlerts alerts(context, user_store.mail_ledger());
    for (const std::string& trouble : troubles) alerts.tell(trouble, trouble, urgency);
    alerts.end_others();
  }

 private:
  const PreciseTime start_ = clock.time;
};

TEST_F(MailAlertsTest, WhatPassesWithinSixHoursIsNotTold) {
  run_after(hours(0), {"server"});
  run_after(hours(6) - minutes(1), {"server"});
  EXPECT_THAT(alarms, IsEmpty());
  run_after(hours(6), {"server"});
  EXPECT_THAT(alarms, ElementsAre("server"));
}

TEST_F(MailAlertsTest, ATroubleThatEndedBeginsAnewTheNextTime) {
  run_after(hours(0), {"server"});
  run_after(hours(1), {});
  run_after(hours(7), {"server"});
  run_after(hours(12), {"server"});
  EXPECT_THAT(alarms, IsEmpty());
  run_after(hours(13), {"server"});
  EXPECT_THAT(alarms, ElementsAre("server"));
}

TEST_F(MailAlertsTest, TheEndOfOneTroubleIsNotTheEndOfAnother) {
  run_after(hours(0), {"server", "deferred ada@example.org"});
  run_after(hours(3), {"server"});
  run_after(hours(6), {"server", "deferred ada@example.org"});
  EXPECT_THAT(alarms, ElementsAre("server"));
}

TEST_F(MailAlertsTest, WhatDoesNotPassIsToldAtOnceAndOnceADay) {
  run_after(hours(0), {"login"}, Urgency::at_once);
  run_after(hours(1), {"login"}, Urgency::at_once);
  run_after(hours(23) - minutes(1), {"login"}, Urgency::at_once);
  EXPECT_THAT(alarms, ElementsAre("login"));
  run_after(hours(23), {"login"}, Urgency::at_once);
  EXPECT_THAT(alarms, ElementsAre("login", "login"));
  run_after(hours(24), {"login"}, Urgency::at_once);
  EXPECT_THAT(alarms, ElementsAre("login", "login")) << "a day counts from when it was told last";
}

TEST_F(MailAlertsTest, ATroubleThatLastsIsToldOnceADay) {
  run_after(hours(0), {"server"});
  run_after(hours(6), {"server"});
  run_after(hours(7), {"server"});
  run_after(hours(28), {"server"});
  EXPECT_THAT(alarms, ElementsAre("server"));
  run_after(hours(29), {"server"});
  EXPECT_THAT(alarms, ElementsAre("server", "server"));
}

TEST_F(MailAlertsTest, AReaderWhoWatchesIsToldEachTime) {
  std::istringstream no_input;
  World world{clock, no_input, {}, [](Time) { return std::chrono::seconds(0); }};
  world.variables = variables;
  world.alarm = [this](std::string_view text) { alarms.emplace_back(text); };
  world.is_watched = true;
  const Context context(std::move(world));
  store::UserStore user_store = context.open_user_store(store::OpenMode::create);
  MailAlerts alerts(context, user_store.mail_ledger());
  alerts.tell("server", "away", Urgency::when_persistent);
  alerts.tell("server", "still away", Urgency::when_persistent);
  EXPECT_THAT(alarms, ElementsAre("away", "still away"));
}

}  // namespace
}  // namespace papercup::app
