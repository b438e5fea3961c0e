#include "papercup/system/process.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::system {
namespace {

// As in the program: what a command leaves unread ends nothing.
class ShellTest : public testing::Test {
 protected:
  ShellTest() { (void)std::signal(SIGPIPE, SIG_IGN); }
};

TEST_F(ShellTest, GivesTheInputAndTakesTheOutput) {
  const ShellResult result = run_shell("tr a-z A-Z", "words");
  EXPECT_TRUE(result.started);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "WORDS");
}

TEST_F(ShellTest, ACommandWithoutInputFindsItsEnd) {
  EXPECT_EQ(run_shell("cat; echo done", "").output, "done\n");
}

TEST_F(ShellTest, MoreThanPipesHoldGoesBothWaysAndTheFirst64KibibytesAreKept) {
  std::string input;
  for (int line = 0; input.size() < 500'000; ++line) input += std::to_string(line) + "\n";
  // The ends of the pipes get numbers that mean nothing else.
  const std::array<int, 4> taken = {::dup(0), ::dup(0), ::dup(0), ::dup(0)};
  const ShellResult result = run_shell("cat", input);
  for (const int number : taken) ::close(number);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_GE(result.output.size(), 65536u);
  EXPECT_LT(result.output.size(), 65536u + 4096u);
  EXPECT_EQ(result.output, input.substr(0, result.output.size()));
}

TEST_F(ShellTest, ACommandMayLeaveItsInputUnread) {
  const ShellResult result = run_shell("exec 0<&-; echo done", std::string(500'000, 'x'));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "done\n");
}

TEST_F(ShellTest, TellsHowTheCommandEnded) {
  EXPECT_EQ(run_shell("exit 3", "").exit_code, 3);
  const ShellResult killed = run_shell("kill -9 $$", "");
  EXPECT_TRUE(killed.started);
  EXPECT_FALSE(killed.exit_code);
}

// Or `yes | head` in the reader's command would go on for ever.
TEST_F(ShellTest, ACommandIsEndedByABrokenPipeAsUsual) {
  EXPECT_FALSE(run_shell("kill -PIPE $$; exit 5", "").exit_code);
}

TEST_F(ShellTest, ReadsAWordAsItWasWritten) {
  for (const std::string word :
       {"plain-1.0_x", "two words", "it's", "''", "$HOME `id` \\", "a\nb", "*?[x]", "", "é"}) {
    EXPECT_EQ(run_shell("printf %s. " + shell_word(word), "").output, word + ".") << word;
  }
}

TEST(ShellWord, IsPlainIfItCanBe) {
  EXPECT_EQ(shell_word("/home/ada/marks-2026.tar.zst"), "/home/ada/marks-2026.tar.zst");
  EXPECT_EQ(shell_word("~/marks.jsonl"), "~/marks.jsonl");
  EXPECT_EQ(shell_word("two words"), "'two words'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Program, TellsWhetherItRanAndSucceeded) {
  EXPECT_TRUE(run_program({"true"}));
  EXPECT_FALSE(run_program({"false"}));
  EXPECT_FALSE(run_program({"papercup-has-no-program-of-this-name"}));
  EXPECT_FALSE(run_program({"sh", "-c", "kill -9 $$"}));
}

TEST(Program, IsEndedByABrokenPipeAsUsual) {
  (void)std::signal(SIGPIPE, SIG_IGN);
  EXPECT_FALSE(run_program({"sh", "-c", "kill -PIPE $$; exit 0"}));
}

TEST(CommandWords, AreDividedAsByAShell) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(command_words("vim -p"), (Words{"vim", "-p"}));
  EXPECT_EQ(command_words("  'my editor'  --title=\"a 'b'\" c\\ d '' "),
            (Words{"my editor", "--title=a 'b'", "c d", ""}));
  EXPECT_EQ(command_words("'C:\\x' \"a\\\"b\""), (Words{"C:\\x", "a\"b"}));
  EXPECT_EQ(command_words("'not closed"), Words());
  EXPECT_EQ(command_words(""), Words());
}

TEST(CommandWords, ThePathOfAProgramIsOneWord) {
  const support::TemporaryFolder folder;
  const auto program = folder.path() / "my program";
  (void)folder.write("my program", "#!/bin/sh\nexit 0\n");
  const std::string command = program.string();
  EXPECT_EQ(command_words(command).size(), 2U);  // it cannot be run yet
  ASSERT_EQ(::chmod(command.c_str(), 0700), 0);
  EXPECT_EQ(command_words(command), std::vector<std::string>{command});
  EXPECT_TRUE(run_pager(command, ""));
}

TEST(Program, GetsItsArgumentsAsTheyAre) {
  EXPECT_TRUE(run_program({"test", "a  b", "=", "a  b"}));
  EXPECT_FALSE(run_program({"test", "a  b", "=", "a b"}));
}

class PagerTest : public ShellTest {
 protected:
  // What a pager that writes this to a file has written.
  std::string written_by(const std::string& command, std::string_view text) {
    const auto file = folder.path() / "written";
    EXPECT_TRUE(run_pager(command + " > " + file.string(), text));
    return support::read_file(file);
  }

  support::TemporaryFolder folder;
};

TEST_F(PagerTest, ShowsTheWholeText) {
  const std::string text(200'000, 'x');
  EXPECT_EQ(written_by("cat", text), text);
}

TEST_F(PagerTest, ThatIsLeftEarlyIsNoFailure) {
  EXPECT_TRUE(run_pager("exec 0<&-", std::string(500'000, 'x')));
  EXPECT_TRUE(run_pager("cat > /dev/null; exit 1", "text"));
}

TEST_F(PagerTest, ThatIsNotThereIsOne) {
  EXPECT_FALSE(run_pager("papercup-has-no-program-of-this-name 2> /dev/null", "text"));
}

TEST_F(PagerTest, ThatFailsBeforeItHasReadIsOne) {
  for (const char* pager :
       {"false", "exit 1", "exit 126", "kill -9 $$", "/dev/null 2> /dev/null"}) {
    EXPECT_FALSE(run_pager(pager, "text")) << pager;
    EXPECT_FALSE(run_pager(pager, std::string(500'000, 'x'))) << pager;
  }
  EXPECT_TRUE(run_pager("head -c 1 > /dev/null; exit 1", std::string(500'000, 'x')));
}

TEST_F(PagerTest, IsAskedToLeaveTheTextOnTheScreenUnlessTheReaderHasOptionsOfLess) {
  ::unsetenv("LESS");
  EXPECT_EQ(written_by("printf %s \"$LESS\"", ""), "FRX");
  ::setenv("LESS", "S", 1);
  EXPECT_EQ(written_by("printf %s \"$LESS\"", ""), "S");
  ::unsetenv("LESS");
}

TEST_F(PagerTest, IsToldThatTheTextIsUtf8UnlessTheReaderHasACharacterSetOfLess) {
  ::unsetenv("LESSCHARSET");
  ::unsetenv("LESSCHARDEF");
  EXPECT_EQ(written_by("printf %s \"$LESSCHARSET\"", ""), "utf-8");
  ::setenv("LESSCHARSET", "latin1", 1);
  EXPECT_EQ(written_by("printf %s \"$LESSCHARSET\"", ""), "latin1");
  ::unsetenv("LESSCHARSET");
  ::setenv("LESSCHARDEF", "8bcccbcc18b95.b", 1);
  EXPECT_EQ(written_by("printf %s \"$LESSCHARSET\"", ""), "");
  ::unsetenv("LESSCHARDEF");
}

TEST_F(PagerTest, SignalsAreTakenAsBefore) {
  (void)std::signal(SIGINT, SIG_DFL);
  EXPECT_TRUE(run_pager("cat > /dev/null", "text"));
  EXPECT_EQ(std::signal(SIGINT, SIG_DFL), SIG_DFL);
  EXPECT_EQ(std::signal(SIGPIPE, SIG_IGN), SIG_IGN);
}

// Ctrl-C goes to all of the terminal, and is the pager's.
TEST_F(PagerTest, CtrlCDoesNotEndTheProgram) {
  (void)std::signal(SIGINT, SIG_DFL);
  EXPECT_TRUE(run_pager("cat > /dev/null; kill -INT $PPID", "text"));
}

TEST(ProcessVariables, AreThoseOfTheEnvironment) {
  ::setenv("PAPERCUP_TEST_VARIABLE", "a=b", 1);
  EXPECT_EQ(process_variables().at("PAPERCUP_TEST_VARIABLE"), "a=b");
  ::unsetenv("PAPERCUP_TEST_VARIABLE");
  EXPECT_FALSE(process_variables().contains("PAPERCUP_TEST_VARIABLE"));
}

TEST(ProcessZone, IsThatOfTheMoment) {
  ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  ::tzset();
  const Time summer{Date(2026, 7, 1).days()};
  const Time winter{Date(2026, 12, 1).days()};
  EXPECT_EQ(process_utc_offset(summer), std::chrono::hours(2));
  EXPECT_EQ(process_utc_offset(winter), std::chrono::hours(1));
  EXPECT_EQ(process_zone_name(summer), "CEST");
  EXPECT_EQ(process_zone_name(winter), "CET");
  ::setenv("TZ", "UTC", 1);
  ::tzset();
}

TEST(ProcessHostName, IsThisMachines) {
  EXPECT_EQ(process_host_name() + "\n", run_shell("uname -n", "").output);
}

TEST(InterruptionDeathTest, TheFirstIsNotedAndTheSecondEndsTheProgram) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(
        {
          (void)std::signal(SIGHUP, SIG_DFL);
          note_interruptions();
          if (is_interrupted()) std::_Exit(1);
          (void)std::raise(signal);
          std::_Exit(is_interrupted() ? 0 : 2);
        },
        testing::ExitedWithCode(0), "");
    EXPECT_EXIT(
        {
          (void)std::signal(SIGHUP, SIG_DFL);
          note_interruptions();
          (void)std::raise(signal);
          (void)std::raise(signal);
          std::_Exit(0);
        },
        testing::KilledBySignal(signal), "");
  }
}

// As under nohup.
TEST(InterruptionDeathTest, AClosedTerminalThatIsIgnoredStaysSo) {
  EXPECT_EXIT(
      {
        (void)std::signal(SIGHUP, SIG_IGN);
        note_interruptions();
        (void)std::raise(SIGHUP);
        std::_Exit(is_interrupted() ? 1 : 0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(InterruptionDeathTest, EndsAWait) {
  EXPECT_EXIT(
      {
        note_interruptions();
        (void)std::raise(SIGINT);
        const SystemClock clock;
        try {
          clock.wait_until(clock.precise_now() + std::chrono::hours(1));
        } catch (const Error& error) {
          std::_Exit(error.kind() == ErrorKind::interrupted ? 0 : 1);
        }
        std::_Exit(2);
      },
      testing::ExitedWithCode(0), "");
}

TEST(SystemClock, WaitsUntilTheMomentAndNotForOneThatIsOver) {
  const SystemClock clock;
  const PreciseTime begin = clock.precise_now();
  clock.wait_until(begin - std::chrono::hours(1));
  clock.wait_until(begin + std::chrono::milliseconds(20));
  EXPECT_GE(clock.precise_now(), begin + std::chrono::milliseconds(20));
}

}  // namespace
}  // namespace papercup::system
