#include <gmock/gmock.h>

#include "app/doctor/doctor_fixture.hpp"

namespace papercup::app {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(DoctorTest, ASoundInstallationHasNoTroubles) {
  const std::string text = doctor(0);
  for (const char* part : {"ok       config.toml\n", "ok       focus rewards\n", "papers.db: sound",
                           "reader.db: none yet", "clock: Tue 24 Nov 2026, 12:00",
                           "mail: not set up", "not asked: arXiv (--network), the mail server"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("TROUBLE")));
}

TEST_F(DoctorTest, EveryFaultOfTheConfigurationIsNamedWithItsMend) {
  write_config("[digest]\ncofee = 12\n");
  write_focus("broken", "about = \n");
  write_focus("empty", "name = 'Nothing'\n");
  write_focus("everywhere", "about = 'rewards'\n");
  write_focus("lost", "about = 'x'\ncategories = ['cs.LG', 'cs.XX']\n");
  const std::string text = doctor(2);
  EXPECT_THAT(text, HasSubstr("cofee"));
  EXPECT_THAT(text, HasSubstr("TROUBLE  focus broken"));
  EXPECT_THAT(text, HasSubstr("note     focus empty: it says nothing"));
  EXPECT_THAT(text, HasSubstr("papercup focus edit empty"));
  EXPECT_THAT(text, HasSubstr("note     focus everywhere: it names no categories"));
  EXPECT_THAT(text, HasSubstr("cs.XX"));
  EXPECT_THAT(text, HasSubstr("ok       focus rewards"));
}

TEST_F(DoctorTest, WithoutAFocusThereIsNothingToDo) {
  std::filesystem::remove(folder.path() / "config/focus/rewards.toml");
  EXPECT_THAT(doctor(2), HasSubstr("there is no focus\n         papercup init"));
}

TEST_F(DoctorTest, ABrokenConfigurationDoesNotStopTheOtherChecks) {
  write_config("[digest\n");
  const std::string text = doctor(2);
  EXPECT_THAT(text, HasSubstr("TROUBLE  config.toml: "));
  EXPECT_THAT(text, HasSubstr("papers.db: sound"));
}

TEST_F(DoctorTest, MailThatNobodyGetsIsATrouble) {
  write_config("[mail]\nserver = 'mail.example.org'\nuser = 'ada'\npassword_env = 'SECRET'\n");
  const std::string text = doctor(2);
  EXPECT_THAT(text, HasSubstr("TROUBLE  mail: nobody gets it"));
  EXPECT_THAT(text, HasSubstr("the password is in an environment variable"));
  EXPECT_THAT(text, HasSubstr("it comes from papercup@localhost"));
  write_config("[mail]\ncommand = 'cat'\nfrom = 'a@example.org'\nto = ['a@example.org']\n");
  EXPECT_THAT(doctor(0), HasSubstr("ok       mail: by cat"));
}

}  // namespace
}  // namespace papercup::app
