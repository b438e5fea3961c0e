#include <gmock/gmock.h>

#include "app/doctor/doctor_fixture.hpp"
#include "support/scripted_mail_transport.hpp"
#include "support/scripted_transport.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kMail =
    "[mail]\nserver = 'mail.example.org:587'\nfrom = 'a@example.org'\nto = ['a@example.org']\n"
    "user = 'ada'\npassword_command = 'horse'\n";

class RemoteDoctorTest : public DoctorTest {
 protected:
  void SetUp() override {
    DoctorTest::SetUp();
    variables["XDG_STATE_HOME"] = (folder.path() / "state").string();
    transport = [this]() -> net::HttpTransport& { return arxiv; };
    mail_transport = [this]() -> net::MailTransport& { return mail; };
    run_shell = [](const std::string& command, std::string_view) {
      return system::ShellResult{0, true, command + "\n"};
    };
  }

  support::ScriptedTransport arxiv{clock};
  support::ScriptedMailTransport mail;
};

TEST_F(RemoteDoctorTest, NothingIsAskedUnlessTold) {
  write_config(kMail);
  doctor(0);
  EXPECT_TRUE(arxiv.requests.empty());
  EXPECT_TRUE(mail.servers.empty());
}

TEST_F(RemoteDoctorTest, EachInterfaceIsAskedOnceAtArxivsPace) {
  for (int times = 0; times < 3; ++times) {
    arxiv.then(200, "", {{"date", "Tue, 24 Nov 2026 12:00:07 GMT"}});
  }
  const std::string text = doctor(0, {"--network"});
  for (const char* part : {"arXiv's feeds: answers, its certificate is sound",
                           "arXiv's query API: answers", "arXiv's OAI-PMH: answers"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  ASSERT_EQ(arxiv.requests.size(), 3U);
  EXPECT_GE(arxiv.times[2] - arxiv.times[0], std::chrono::seconds(6));
  EXPECT_THAT(arxiv.requests[0].headers[0].second, HasSubstr("papercup/"));
}

TEST_F(RemoteDoctorTest, WhatDoesNotAnswerIsNamedAndTheOthersAreAskedAllTheSame) {
  arxiv.then_fails("no answer from rss.arxiv.org").then(404, "").then(200, "");
  const std::string text = doctor(4, {"--network"});
  EXPECT_THAT(text,
              HasSubstr("TROUBLE  arXiv's feeds: no answer from rss.arxiv.org\n         Look"));
  EXPECT_THAT(text, HasSubstr("answers with status 404"));
  EXPECT_THAT(text, HasSubstr("ok       arXiv's OAI-PMH"));
}

TEST_F(RemoteDoctorTest, ARefusalHoldsEverythingElse) {
  arxiv.then(429, "");
  const std::string text = doctor(4, {"--network"});
  EXPECT_THAT(text, HasSubstr("arXiv asks to wait"));
  EXPECT_EQ(arxiv.requests.size(), 1U);
}

TEST_F(RemoteDoctorTest, AClockThatIsWrongIsFoundByArxivs) {
  arxiv.then(200, "", {{"date", "Tue, 24 Nov 2026 12:06:00 GMT"}}).then(200, "").then(200, "");
  EXPECT_THAT(doctor(1, {"--network"}),
              HasSubstr("the clock says 2026-11-24T12:00:00Z, and arXiv's says 2026-11-24T12:06"));
}

TEST_F(RemoteDoctorTest, TheMailServerIsLoggedInToAndNothingIsSent) {
  write_config(kMail);
  EXPECT_THAT(doctor(0, {"--mail"}),
              HasSubstr("mail.example.org:587 answers, its certificate is sound, and the login "
                        "works"));
  ASSERT_EQ(mail.servers.size(), 1U);
  EXPECT_EQ(mail.servers[0].password, "horse");
  EXPECT_TRUE(mail.orders.empty());
}

TEST_F(RemoteDoctorTest, ALoginThatFailsAndAServerThatIsAwayHaveCodesOfTheirOwn) {
  write_config(kMail);
  mail.login = {MailOutcome::rejected, "535 no"};
  std::string text = doctor(1, {"--mail"});
  EXPECT_THAT(text, HasSubstr("TROUBLE  mail server: 535 no"));
  EXPECT_THAT(text, HasSubstr("app password"));
  EXPECT_THAT(text, Not(HasSubstr("horse")));
  mail.login = {MailOutcome::unavailable, "no route"};
  EXPECT_THAT(doctor(4, {"--mail"}), HasSubstr("TROUBLE  mail server: no route"));
}

TEST_F(RemoteDoctorTest, AskingForMailThatIsNotSetUpIsATrouble) {
  EXPECT_THAT(doctor(2, {"--mail"}), HasSubstr("neither server nor command is set"));
  write_config("[mail]\ncommand = 'cat'\nfrom = 'a@example.org'\nto = ['a@example.org']\n");
  EXPECT_THAT(doctor(0, {"--mail"}), HasSubstr("cannot be tried without sending"));
}

}  // namespace
}  // namespace papercup::app
