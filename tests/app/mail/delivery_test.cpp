#include "app/mail/delivery.hpp"

#include <stdexcept>

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

class DeliveryTest : public MailTest {
 protected:
  // The process ends at once, as far as the ledger is concerned.
  static void die() { throw std::runtime_error("killed"); }

  std::string last_message() const { return server.ended.back().message; }
};

TEST_F(DeliveryTest, WhatWasAcceptedIsNeverSentAgain) {
  mail(0);
  EXPECT_EQ(state(), MailState::sent);
  mail(0);
  be_at(24, 23);
  mail(0);
  EXPECT_EQ(server.orders.size(), 1U);
  EXPECT_THAT(last_message(), HasSubstr("To: ada@example.org\r\n"));
}

TEST_F(DeliveryTest, WhateverFailsBeforeTheEndIsSentByTheNextRun) {
  struct Case {
    MailOutcome outcome;
    int code;
  };
  for (const Case& each : {Case{MailOutcome::deferred, 4}, Case{MailOutcome::unavailable, 4},
                           Case{MailOutcome::rejected, 1}}) {
    server.then(At::before_end, each.outcome);
    mail(each.code);
    EXPECT_EQ(state(), MailState::pending);
  }
  EXPECT_THAT(server.ended, IsEmpty());
  mail(0);
  EXPECT_EQ(state(), MailState::sent);
  EXPECT_EQ(server.ended.size(), 1U);
}

TEST_F(DeliveryTest, AMessageThatTheServerPutsOffAfterItsEndIsSentByTheNextRun) {
  server.then(At::after_end, MailOutcome::deferred);
  mail(4);
  EXPECT_EQ(state(), MailState::pending);
  mail(0);
  EXPECT_EQ(state(), MailState::sent);
  EXPECT_EQ(server.ended[0].message, server.ended[1].message);
}

class RefusalTest : public DeliveryTest,
                    public testing::WithParamInterface<support::ScriptedMailTransport::At> {};

TEST_P(RefusalTest, IsForGoodAndNamedInTheNextMail) {
  server.then(GetParam(), MailOutcome::refused, "550 no");
  EXPECT_THAT(mail(1).err, HasSubstr("550 no"));
  mail(0);
  EXPECT_EQ(state(), MailState::refused);
  be_at(25, 12);
  have_papers(25);
  mail(0);
  EXPECT_THAT(last_message(), HasSubstr("The mail of Tue 24 Nov was refused"));
}

INSTANTIATE_TEST_SUITE_P(BeforeAndAfterTheEnd, RefusalTest,
                         testing::Values(support::ScriptedMailTransport::At::before_end,
                                         support::ScriptedMailTransport::At::after_end));

TEST_F(DeliveryTest, WhatMayHaveArrivedIsNotSentAgainAndNamedOnce) {
  server.then(At::after_end, MailOutcome::uncertain);
  EXPECT_THAT(mail(1).err, HasSubstr("may not have arrived"));
  EXPECT_EQ(state(), MailState::uncertain);
  mail(0);
  EXPECT_EQ(server.orders.size(), 1U);
  be_at(25, 12);
  have_papers(25);
  // A mail that names it and fails names it again.
  server.then(At::before_end, MailOutcome::unavailable);
  mail(4);
  mail(0);
  EXPECT_EQ(state(25), MailState::sent);
  EXPECT_THAT(last_message(), HasSubstr("The mail of Tue 24 Nov"));
  be_at(26, 12);
  have_papers(26);
  mail(0);
  EXPECT_THAT(last_message(), Not(HasSubstr("The mail of Tue 24 Nov")));
}

TEST_F(DeliveryTest, KilledBeforeTheEndItIsSentByTheNextRun) {
  server.then_happens(At::before_end, die);
  mail(1);
  EXPECT_EQ(state(), MailState::pending);
  mail(0);
  EXPECT_EQ(state(), MailState::sent);
}

TEST_F(DeliveryTest, KilledAtTheEndItIsUncertain) {
  server.then_happens(At::after_end, die);
  mail(1);
  EXPECT_EQ(state(), MailState::sending);
  be_at(24, 13);
  EXPECT_THAT(mail(0).err, HasSubstr("may not have arrived"));
  EXPECT_EQ(state(), MailState::uncertain);
  EXPECT_EQ(server.orders.size(), 1U);
}

TEST_F(DeliveryTest, ARefusalStopsNobodyElseAndAServerThatIsAwayStopsAll) {
  configure("to = ['ada@example.org', 'bea@example.org', 'cleo@example.org']\n");
  server.then(At::before_end, MailOutcome::refused)
      .then(At::before_end, MailOutcome::deferred)
      .then(At::after_end, MailOutcome::accepted);
  mail(1);
  EXPECT_THAT(states(), ElementsAre(Pair("ada@example.org", MailState::refused),
                                    Pair("bea@example.org", MailState::pending),
                                    Pair("cleo@example.org", MailState::sent)));
  be_at(25, 12);
  have_papers(25);
  server.then(At::before_end, MailOutcome::unavailable);
  mail(4);
  EXPECT_EQ(server.orders.size(), 4U) << "others were tried though the server is away";
  mail(0);
  EXPECT_EQ(server.orders.size(), 8U);
  EXPECT_EQ(states(24)["bea@example.org"], MailState::sent);
}

TEST_F(DeliveryTest, AfterAWeekAMailIsGivenUpAndNamed) {
  be_at(16, 12);
  have_papers(16);
  server.then(At::before_end, MailOutcome::unavailable);
  mail(4);
  be_at(24, 12);
  EXPECT_THAT(mail(1).err, HasSubstr("given up after a week"));
  EXPECT_EQ(state(16), MailState::refused);
  be_at(25, 12);
  have_papers(25);
  mail(0);
  EXPECT_THAT(last_message(), HasSubstr("The mail of Mon 16 Nov"));
}

TEST_F(DeliveryTest, AMailIsTriedForAWeekToTheMinute) {
  be_at(16, 12);
  have_papers(16);
  server.then(At::before_end, MailOutcome::unavailable);
  mail(4);
  be_at(23, 12);
  server.then(At::before_end, MailOutcome::unavailable);
  mail(4);
  EXPECT_EQ(state(16), MailState::pending);
  clock.time += std::chrono::seconds(1);
  mail(1);
  EXPECT_EQ(state(16), MailState::refused);
}

// What mails have shown, by channel.
class MailedDigestTest : public DeliveryTest {
 protected:
  std::vector<DigestRecord> mailed() const {
    store::UserStore user_store(folder.path() / "data/reader.db", store::OpenMode::read_only);
    std::vector<DigestRecord> records = user_store.digests_since(Date(2026, 11, 1));
    std::erase_if(records,
                  [](const DigestRecord& record) { return record.channel != store::kMailChannel; });
    return records;
  }
};

TEST_F(MailedDigestTest, IsRecordedOnceHoweverManyAccept) {
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  server.then(At::before_end, MailOutcome::deferred);
  mail(4);
  EXPECT_THAT(mailed(), testing::SizeIs(1));
  be_at(24, 13);
  mail(0);
  ASSERT_THAT(mailed(), testing::SizeIs(1));
  EXPECT_EQ(mailed()[0].shown, Date(2026, 11, 24).days() + std::chrono::hours(12));
}

TEST_F(MailedDigestTest, IsNotRecordedBeforeSomebodyAccepts) {
  server.then(At::before_end, MailOutcome::refused);
  mail(1);
  EXPECT_THAT(mailed(), IsEmpty());
}

TEST_F(MailedDigestTest, OfOneFocusHasNoSectionOfAnother) {
  folder.write("config/focus/hacking.toml", "about = 'hacking'\ncategories = ['cs.LG']\n");
  server.then(At::before_end, MailOutcome::deferred);
  mail(4);
  ASSERT_THAT(mailed(), testing::SizeIs(1));
  ASSERT_THAT(mailed()[0].sections, testing::SizeIs(1));
  EXPECT_EQ(mailed()[0].sections[0].focus, "rewards");
}

TEST_F(DeliveryTest, ARecipientOfItsOwnMailIsToldOfItsOwnLossesAlone) {
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  server.then(At::before_end, MailOutcome::refused, "550 no");
  mail(1);
  be_at(25, 12);
  have_papers(25);
  mail(0);
  for (const auto& sent : server.ended) {
    const bool names = sent.message.find("The mail of Tue 24 Nov") != std::string::npos;
    EXPECT_EQ(names, sent.envelope.to == "ada@example.org" &&
                         sent.message.find("25 Nov") != std::string::npos);
  }
}

// A mail is written, and fails, while the clock is a year ahead.
class ClockAheadTest : public DeliveryTest {
 protected:
  static constexpr std::chrono::hours kYear{24 * 365};

  void fail_a_year_ahead() {
    have_list(kAhead);
    clock.time += kYear;
    server.then(At::before_end, MailOutcome::rejected, "535 no");
    EXPECT_THAT(mail(1).err, HasSubstr("535 no"));
    EXPECT_EQ(state_of(kAhead), MailState::pending);
    be_at(25, 12);
    have_papers(25);
  }

  MailState state_of(Date day) const {
    store::UserStore user_store(folder.path() / "data/reader.db", store::OpenMode::read_only);
    const auto batch = user_store.mail_ledger().find("rewards", day);
    EXPECT_TRUE(batch);
    return batch ? user_store.mail_ledger().deliveries(batch->number).at(0).state : MailState::sent;
  }

  const Date kAhead = Date(2027, 11, 24);
};

TEST_F(ClockAheadTest, TheMailIsSentAsSoonAsItCanBe) {
  fail_a_year_ahead();
  mail(0);
  EXPECT_EQ(state_of(kAhead), MailState::sent);
  EXPECT_EQ(state_of(Date(2026, 11, 25)), MailState::sent);
}

TEST_F(ClockAheadTest, TheMailIsGivenUpAfterAWeekAndNotAfterAYear) {
  fail_a_year_ahead();
  server.then(At::before_end, MailOutcome::unavailable);
  mail(4);
  EXPECT_EQ(state_of(kAhead), MailState::pending);
  clock.time += std::chrono::hours(24 * 8);
  EXPECT_THAT(mail(1).err, HasSubstr("given up after a week"));
  EXPECT_EQ(state_of(kAhead), MailState::refused);
}

TEST_F(ClockAheadTest, ATroubleThatWasToldThenIsToldNow) {
  fail_a_year_ahead();
  server.then(At::before_end, MailOutcome::rejected, "535 no");
  EXPECT_THAT(mail(1).err, HasSubstr("535 no"));
}

}  // namespace
}  // namespace papercup::app
