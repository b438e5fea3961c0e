#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class QueryHasTest : public cli::CliTest {
 protected:
  void SetUp() override { clock.time = Time{Date(2026, 11, 24).days()}; }

  static std::string stating(const std::string& id, const std::string& abstract,
                             const std::string& comment = "") {
    return R"({"id": ")" + id + R"(", "title": "Cups", "abstract": ")" + abstract +
           R"(", "comment": ")" + comment +
           R"(", "authors": ["A. B"], "categories": ["cs.LG"], "announced": "2026-11-24"})" + "\n";
  }

  std::string having(const std::vector<std::string>& signals) {
    std::vector<std::string> command = {"query", "--format", "ids", "--sort", "id"};
    for (const std::string& signal : signals) {
      command.push_back("--has");
      command.push_back(signal);
    }
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }
};

TEST_F(QueryHasTest, FindsWhatPapersState) {
  store(stating("2611.91001", "Code: https://github.com/a/b") +
        stating("2611.91002", "Tea.", "Accepted at ICLR 2027") +
        stating("2611.91003", "Tea.", "This paper has been withdrawn"));
  EXPECT_EQ(having({"code"}), "2611.91001\n");
  EXPECT_EQ(having({"venue"}), "2611.91002\n");
  EXPECT_EQ(having({"withdrawn"}), "2611.91003\n");
  EXPECT_EQ(having({"data"}), "");
}

TEST_F(QueryHasTest, SeveralHaveToBeStatedTogether) {
  store(stating("2611.91001", "Code: https://github.com/a/b", "Accepted at ICLR 2027") +
        stating("2611.91002", "Tea.", "Accepted at ICLR 2027"));
  EXPECT_EQ(having({"venue"}), "2611.91001\n2611.91002\n");
  EXPECT_EQ(having({"venue", "code"}), "2611.91001\n");
}

TEST_F(QueryHasTest, AnUnknownSignalSuggestsTheNearest) {
  const Outcome unknown = run({"query", "--has", "cod"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean code?"));
}

TEST_F(QueryHasTest, APromiseIsDueAfterNinetyDaysUnlessItWasKept) {
  const auto promising = [](const std::string& id, const std::string& announced,
                            const std::string& more = "") {
    return R"({"id": ")" + id + R"(", "title": "Cups", "abstract": "Code will be released.", )" +
           R"("authors": ["A. B"], "categories": ["cs.LG"], "announced": ")" + announced + "\"" +
           more + "}\n";
  };
  store(promising("2608.91001", "2026-08-26") + promising("2608.91002", "2026-08-27") +
        promising("2608.91003", "2026-08-03", R"(, "version": 1)") +
        promising("2608.91004", "2026-08-03", R"(, "version": 1)") +
        promising("2608.91005", "2026-08-03", R"(, "comment": "Code: https://x.org/c")"));
  // The third keeps its promise with a new version, the fourth forgets it.
  store(
      R"({"id": "2608.91003", "version": 2, "title": "Cups", "abstract": "Code: https://github.com/a/b",)"
      R"( "authors": ["A. B"], "categories": ["cs.LG"], "announced": "2026-08-03"})"
      "\n"
      R"({"id": "2608.91004", "version": 2, "title": "Cups", "abstract": "No word.",)"
      R"( "authors": ["A. B"], "categories": ["cs.LG"], "announced": "2026-08-03"})"
      "\n");
  EXPECT_EQ(run({"query", "--has", "promise", "--format", "ids", "--sort", "id"}).out,
            "2608.91001\n2608.91004\n");
}

TEST_F(QueryHasTest, ShowSaysWhatIsNotStated) {
  store(stating("2611.91001", "Tea.", "Accepted at ICLR 2027"));
  EXPECT_THAT(
      run({"show", "2611.91001"}).out,
      AllOf(HasSubstr("code         none stated\n"), HasSubstr("data         none stated\n"),
            HasSubstr("venue        ICLR 2027 (comment)\n")));
}

}  // namespace
}  // namespace papercup::app
