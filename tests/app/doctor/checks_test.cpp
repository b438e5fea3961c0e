#include "papercup/app/checks.hpp"

#include <fstream>
#include <sys/stat.h>

#include <gmock/gmock.h>

#include "app/doctor/doctor_fixture.hpp"
#include "papercup/store/store.hpp"

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

TEST_F(DoctorTest, ADamagedStoreIsATroubleOfTheDisk) {
  std::string papers;
  for (int number = 1000; number < 1300; ++number) {
    papers += paper("2611.9" + std::to_string(number), "Title");
  }
  store(papers);
  {
    std::fstream stream(folder.path() / "data/papers.db",
                        std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(8'192);
    stream << std::string(80'000, '\x5a');
  }
  const std::string text = doctor(5);
  EXPECT_THAT(text, HasSubstr("TROUBLE  ~/data/papers.db: "));
  EXPECT_THAT(text, HasSubstr("Your marks are not in it"));
}

TEST_F(DoctorTest, APrivateDatabaseThatOthersCanReadIsATrouble) {
  ASSERT_EQ(run({"save", "2611.90001"}).code, 0);
  ASSERT_EQ(::chmod((folder.path() / "data/reader.db").c_str(), 0644), 0);
  EXPECT_THAT(doctor(5), HasSubstr("others can read it\n         chmod 600 ~/data/reader.db"));
}

TEST_F(DoctorTest, AClockThatWentBackIsATrouble) {
  {
    store::Store store(folder.path() / "data/papers.db", store::OpenMode::create);
    Listing list;
    list.category = "cs.LG";
    list.day = Date(2026, 11, 27);
    list.looked = clock.now() + std::chrono::hours(72);
    store.transaction([&] { store.fetch_state().set_list(list); });
  }
  const std::string text = doctor(1);
  EXPECT_THAT(text, HasSubstr("the clock says 2026-11-24T12:00:00Z, and arXiv was asked at "
                              "2026-11-27T12:00:00Z already"));
}

TEST_F(DoctorTest, TellsTheZone) {
  utc_offset = -std::chrono::minutes(3 * 60 + 30);
  EXPECT_THAT(doctor(0), HasSubstr("clock: Tue 24 Nov 2026, 08:30, zone UTC (UTC-03:30)"));
}

TEST(JudgeRoom, LittleIsRemarkedOnAndNoneIsATrouble) {
  EXPECT_EQ(judge_room(500'000'000, "/x").severity, Severity::good);
  EXPECT_EQ(judge_room(499'999'999, "/x").severity, Severity::remark);
  EXPECT_EQ(judge_room(49'999'999, "/x").severity, Severity::trouble);
  EXPECT_EQ(judge_room(1'000'000, "/x").what, "disk: only 1.0 MB free for /x");
  EXPECT_EQ(judge_room(72'513'000'000, "/x").what, "disk: 72.5 GB free");
}

}  // namespace
}  // namespace papercup::app
