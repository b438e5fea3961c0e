#include "papercup/app/mail_run.hpp"

#include <stdexcept>

#include <gmock/gmock.h>

#include "app/mail/mail_fixture.hpp"
#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"
#include "support/scripted_transport.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using State = FocusMail::State;

class MailRunTest : public MailTest {
 protected:
  using Outcome = MailReport::Outcome;

  MailReport run_it() { return run_mail(context(), {}); }

  static FocusMail focus_mail(State state, unsigned day = 24) {
    return {"rewards", Date(2026, 11, day), state};
  }
  static SentMail sent_to(const std::string& recipient, unsigned day = 24) {
    return {"rewards", Date(2026, 11, day), recipient};
  }
};

TEST_F(MailRunTest, ADueMailIsSentToItsRecipients) {
  const MailReport report = run_it();
  EXPECT_EQ(report.outcome, Outcome::done);
  EXPECT_THAT(report.foci, ElementsAre(focus_mail(State::due)));
  EXPECT_THAT(report.sent, ElementsAre(sent_to("ada@example.org")));
  EXPECT_EQ(to_string(report.sent.at(0)), "rewards of Tue 24 Nov 2026 to ada@example.org");
  EXPECT_EQ(report.waiting, 0U);
}

TEST_F(MailRunTest, AMailThatExistsIsReportedWithItsCounts) {
  run_it();
  const MailReport report = run_it();
  FocusMail expected = focus_mail(State::exists);
  expected.recipients = expected.accepted = 1;
  EXPECT_EQ(report.outcome, Outcome::done);
  EXPECT_THAT(report.foci, ElementsAre(expected));
  EXPECT_THAT(report.sent, IsEmpty());
}

TEST_F(MailRunTest, ARecipientWhoIsAddedAfterwardsGetsTheSameMail) {
  run_it();
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  const MailReport report = run_it();
  FocusMail expected = focus_mail(State::exists);
  expected.recipients = 2;
  expected.accepted = 1;
  EXPECT_THAT(report.foci, ElementsAre(expected));
  EXPECT_THAT(report.sent, ElementsAre(sent_to("bea@example.org")));
}

TEST_F(MailRunTest, ARecipientWhoIsAddedAfterAQuietDayGetsNoEmptyMail) {
  configure("to = ['ada@example.org']\nsend_empty = 'never'\n");
  run_it();
  be_at(25, 12);
  have_list(Date(2026, 11, 25), ListingState::quiet);
  run_it();
  configure("to = ['ada@example.org', 'bea@example.org']\nsend_empty = 'never'\n");
  const MailReport report = run_it();
  EXPECT_THAT(report.foci, ElementsAre(focus_mail(State::exists, 25)));
  EXPECT_THAT(report.sent, IsEmpty());
  EXPECT_THAT(states(25), IsEmpty());
  EXPECT_THAT(server.orders, SizeIs(1));
}

TEST_F(MailRunTest, ARecipientWhoIsAddedGetsTheMailOfTodayAndNotThoseBefore) {
  run_it();
  be_at(25, 12);
  have_papers(25);
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  EXPECT_THAT(run_it().sent,
              ElementsAre(sent_to("ada@example.org", 25), sent_to("bea@example.org", 25)));
  EXPECT_THAT(states(24), testing::SizeIs(1));
}

TEST_F(MailRunTest, OnAQuietDayThereIsNothingToTell) {
  configure("to = ['ada@example.org']\nsend_empty = 'quiet'\n");
  run_it();
  be_at(25, 12);
  have_list(Date(2026, 11, 25), ListingState::quiet);
  EXPECT_THAT(run_it().sent, IsEmpty());
  const MailReport report = run_it();
  EXPECT_EQ(report.outcome, Outcome::done);
  EXPECT_THAT(report.foci, ElementsAre(focus_mail(State::exists, 25)));
}

TEST_F(MailRunTest, MissingListsAreNamedAndWaitedForUntilTheConfiguredTime) {
  configure("to = ['ada@example.org']\nsend_by = '09:00'\n");
  be_at(25, 8);
  MailReport report = run_it();
  FocusMail expected = focus_mail(State::waits, 25);
  expected.missing = {"cs.LG"};
  expected.until = Date(2026, 11, 25).days() + std::chrono::hours(9);
  EXPECT_THAT(report.foci, ElementsAre(expected));
  EXPECT_THAT(report.sent, IsEmpty());
  be_at(25, 9);
  report = run_it();
  EXPECT_THAT(report.foci, ElementsAre(focus_mail(State::due, 25)));
}

TEST_F(MailRunTest, WithoutAnAnswerOfArxivTheRunIsToBeTriedLater) {
  support::ScriptedTransport arxiv{clock};
  arxiv.then_fails("no answer");
  transport = [&]() -> net::HttpTransport& { return arxiv; };
  variables["XDG_STATE_HOME"] = (folder.path() / "state").string();
  be_at(25, 8);
  const MailReport report = run_it();
  EXPECT_EQ(report.outcome, Outcome::try_later);
  EXPECT_FALSE(arxiv.requests.empty());
  ASSERT_THAT(report.foci, SizeIs(1));
  EXPECT_EQ(report.foci[0].state, State::waits);
}

// arXiv is down, and the mails of a day are due whatever is missing.
class MissingListsMailTest : public MailRunTest {
 protected:
  void SetUp() override {
    MailRunTest::SetUp();
    run_it();
    transport = [this]() -> net::HttpTransport& { return arxiv_; };
    arxiv_.otherwise = [](const net::HttpRequest&) -> net::HttpResponse {
      throw Error(ErrorKind::unreachable, "no answer");
    };
    be_at(25, 9);
  }

 private:
  support::ScriptedTransport arxiv_{clock};
};

TEST_F(MissingListsMailTest, TheMailSaysWhyListsAreMissing) {
  const MailReport report = run_it();
  EXPECT_THAT(report.sent, ElementsAre(sent_to("ada@example.org", 25)));
  EXPECT_EQ(report.outcome, Outcome::try_later) << "though the mail went out";
  EXPECT_THAT(server.ended.back().message, HasSubstr("Not fetched for cs.LG: no answer."));
}

TEST_F(MissingListsMailTest, AMailThatMissesNothingDoesNotSpeakOfFetching) {
  configure("to = []\n");
  folder.write("config/focus/rewards.toml",
               "about = 'reward'\ncategories = ['cs.LG']\nto = ['ada@example.org']\n");
  folder.write("config/focus/comets.toml",
               "about = 'comets'\ncategories = ['astro-ph.EP']\nto = ['bea@example.org']\n");
  have_papers(25);
  EXPECT_THAT(run_it().sent, SizeIs(2));
  for (const auto& mail : server.ended) {
    const bool speaks = mail.message.find("Not fetched for astro-ph.EP") != std::string::npos;
    EXPECT_EQ(speaks, mail.envelope.to == "bea@example.org") << mail.message;
  }
}

TEST_F(MailRunTest, NothingIsWrittenOnADayWithoutReading) {
  configure("to = ['ada@example.org']\n[digest]\ndays = ['Mon']\n");
  EXPECT_THAT(run_it().foci, ElementsAre(focus_mail(State::no_reading_day)));
}

TEST_F(MailRunTest, TheOutcomeSaysWhetherToWaitOrToLook) {
  server.then(At::before_end, MailOutcome::deferred);
  MailReport report = run_it();
  EXPECT_EQ(report.outcome, Outcome::try_later);
  EXPECT_EQ(report.waiting, 1U);
  EXPECT_THAT(alarms, IsEmpty()) << "it may pass";
  server.then(At::before_end, MailOutcome::refused, "550 no");
  report = run_it();
  EXPECT_EQ(report.outcome, Outcome::needs_a_look);
  EXPECT_EQ(report.waiting, 0U);
  EXPECT_THAT(alarms, ElementsAre(HasSubstr("550 no")));
}

TEST_F(MailRunTest, ASecondRunLeavesTheWorkToTheFirst) {
  system::FileLock lock(folder.path() / "data/mail.lock", "");
  ASSERT_TRUE(lock.try_acquire());
  const MailReport report = run_it();
  EXPECT_EQ(report.outcome, Outcome::another_at_work);
  EXPECT_THAT(report.foci, IsEmpty());
  EXPECT_THAT(server.orders, IsEmpty());
}

TEST_F(MailRunTest, APreviewHasTheMessagesAndChangesNothing) {
  const MailPreview preview = preview_mail(context(), {});
  EXPECT_THAT(preview.messages, ElementsAre(HasSubstr("To: ada@example.org\r\n")));
  EXPECT_THAT(preview.foci, ElementsAre(focus_mail(State::due)));
  EXPECT_THAT(server.orders, IsEmpty());
  EXPECT_THAT(states(), IsEmpty());
}

TEST_F(MailRunTest, APreviewNeedsNoRecipient) {
  configure("");
  EXPECT_THAT(preview_mail(context(), {}).messages,
              ElementsAre(HasSubstr("To: p@example.org\r\n")));
}

TEST_F(MailRunTest, OnlyTheAddressesOfTheRequestGetMail) {
  MailRequest request;
  request.only = {"cleo@example.org"};
  EXPECT_THAT(run_mail(context(), request).sent, ElementsAre(sent_to("cleo@example.org")));
}

TEST_F(MailRunTest, WaitingMailsOfOthersWaitIfAddressesAreGiven) {
  configure("to = ['ada@example.org', 'bea@example.org']\n");
  server.then(At::before_end, MailOutcome::deferred).then(At::before_end, MailOutcome::deferred);
  run_it();
  MailRequest request;
  request.only = {"ada@example.org"};
  const MailReport report = run_mail(context(), request);
  EXPECT_THAT(report.sent, ElementsAre(sent_to("ada@example.org")));
  EXPECT_THAT(states(),
              testing::UnorderedElementsAre(testing::Pair("ada@example.org", MailState::sent),
                                            testing::Pair("bea@example.org", MailState::pending)));
}

TEST_F(MailRunTest, AMailOfARunThatWasKilledIsToldOnceAndTheRunIsDone) {
  server.then_happens(At::after_end, [] { throw std::runtime_error("killed"); });
  EXPECT_THROW(run_it(), std::runtime_error);
  be_at(24, 13);
  run_it();
  EXPECT_THAT(alarms, ElementsAre(HasSubstr("may not have arrived, and is not sent again")));
  be_at(24, 14);
  EXPECT_EQ(run_it().outcome, Outcome::done);
  be_at(25, 14);
  run_it();
  EXPECT_THAT(alarms, SizeIs(1));
}

TEST_F(MailRunTest, ThreeMissingListsAreATroubleAndTwoAreNot) {
  run_it();
  be_at(26, 12);
  run_it();
  EXPECT_THAT(alarms, IsEmpty());
  be_at(30, 12);
  run_it();
  EXPECT_THAT(alarms, ElementsAre(HasSubstr("cs.LG: 3 LISTS ARE MISSING since Tue 24 Nov 2026")));
}

TEST_F(MailRunTest, AFocusThatCannotBeReadIsToldInTheMailsOfTheOthers) {
  folder.write("config/focus/comets.toml", "about = \n");
  EXPECT_THAT(run_it().sent, ElementsAre(sent_to("ada@example.org")));
  EXPECT_THAT(alarms, ElementsAre(HasSubstr("The focus comets is left out")));
  EXPECT_THAT(server.ended.back().message, HasSubstr("The focus comets is left out"));
}

TEST_F(MailRunTest, APreviewHasTheMailsThatWaitForTheServer) {
  server.then(At::before_end, MailOutcome::unavailable);
  run_it();
  be_at(24, 13);
  EXPECT_THAT(preview_mail(context(), {}).messages,
              ElementsAre(HasSubstr("To: ada@example.org\r\n")));
}

}  // namespace
}  // namespace papercup::app
