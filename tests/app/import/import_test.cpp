#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/app/context.hpp"
#include "papercup/app/file_import.hpp"
#include "support/places.hpp"

namespace papercup::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ImportTest : public cli::CliTest {
 protected:
  static std::string broken_lines(int count) {
    std::string lines;
    for (int i = 0; i < count; ++i) lines += "{\"id\": \"nonsense\"}\n";
    return lines;
  }
};

TEST_F(ImportTest, SaysWhatIsNewWhatChangedAndWhatIsAsItWas) {
  store(paper("2611.90001", "One") + paper("2611.90002", "Two"));
  const Outcome outcome =
      run({"import", "-"}, paper("2611.90001", "One") + paper("2611.90002", "Another") +
                               paper("2611.90003", "Three"));
  EXPECT_EQ(outcome.out, "standard input: 3 papers: 1 new, 1 changed, 1 unchanged\n");
}

TEST_F(ImportTest, NamesTenSkippedRecordsAndCountsTheRest) {
  const std::string lines = paper("2611.90001", "One") + broken_lines(12);
  const Outcome outcome = run({"import", "-"}, lines);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("12 skipped"));
  EXPECT_THAT(outcome.err, HasSubstr("line 11 "));
  EXPECT_THAT(outcome.err, Not(HasSubstr("line 12 ")));
  EXPECT_THAT(outcome.err, HasSubstr("and 2 more"));
  EXPECT_THAT(run({"import", "-", "-v"}, lines).err, HasSubstr("line 13 "));
  EXPECT_EQ(run({"import", "-", "-q"}, lines).err, "");
}

TEST_F(ImportTest, ShowsProgressOnATerminalAndRemovesIt) {
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += paper("2611." + std::to_string(90000 + i), "One");
  terminal.error_is_terminal = true;
  const Outcome outcome = run({"import", "-"}, lines);
  EXPECT_THAT(outcome.err, HasSubstr("\r2,000 papers"));
  EXPECT_THAT(outcome.err, testing::EndsWith("\r\x1b[K"));
  EXPECT_EQ(run({"import", "-", "-q"}, lines).err, "");
}

TEST_F(ImportTest, ShowsHowMuchOfAFileItHasRead) {
  std::string lines;
  for (int i = 0; i < 4000; ++i) lines += paper("2611." + std::to_string(90000 + i), "One");
  terminal.error_is_terminal = true;
  const Outcome outcome = run({"import", folder.write("papers.jsonl", lines).string()});
  EXPECT_THAT(outcome.err, HasSubstr("\r2,000 papers, 50 %"));
  EXPECT_THAT(outcome.err, HasSubstr("\r4,000 papers, 100 %"));
}

TEST_F(ImportTest, AFileThatBreaksOffLeavesTheStoreAsItWas) {
  store(paper("2611.90001", "One"));
  const std::string feed =
      support::read_file(support::source_folder() / "data/sample/2026-11-24.xml");
  const Outcome outcome = run({"import", "-"}, feed.substr(0, feed.size() / 2));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("standard input"));
  EXPECT_EQ(run({"query", "--format", "ids"}).out, "2611.90001\n");
}

TEST_F(ImportTest, AFileGoesOnAfterItsLastWholeStep) {
  std::string lines;
  for (int i = 0; i < 12000; ++i) lines += paper("2611." + std::to_string(80000 + i), "One");
  const std::string file = folder.write("papers.jsonl", lines).string();
  std::vector<std::string> notes;
  std::istringstream input;
  World world{clock, input, {}, [](Time) { return std::chrono::seconds{0}; }};
  world.variables = variables;
  world.note = [&](std::string_view text) { notes.emplace_back(text); };
  bool breaks_off = true;
  world.progress = [&](std::string_view line) {
    if (breaks_off && line.starts_with("12,000")) throw Error(ErrorKind::storage, "disk full");
  };
  const Context context(std::move(world));
  store::Store papers = context.open_store(store::OpenMode::create);
  EXPECT_THROW(import_file(context, papers, file), Error);
  EXPECT_THAT(notes, ElementsAre(file + ": the first 10,000 entries are stored; the same command "
                                        "continues from there"));
  notes.clear();
  breaks_off = false;
  EXPECT_EQ(import_file(context, papers, file).added, 2000);
  EXPECT_THAT(notes, ElementsAre(file + ": resuming at entry 10,001; those before are stored"));
  notes.clear();
  EXPECT_EQ(import_file(context, papers, file).unchanged, 12000)
      << "a file that is in is forgotten";
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(ImportTest, TheOrderOfFilesDoesNotMatter) {
  const std::string sample = support::source_folder() / "data/sample/";
  std::vector<std::string> files = {sample + "2026-11-20.xml", sample + "2026-11-23.xml",
                                    sample + "2026-11-24.xml"};
  const auto digest_of = [&](const std::string& data) {
    std::vector<std::string> import = {"import", "--data", data};
    import.insert(import.end(), files.begin(), files.end());
    EXPECT_EQ(run(import).code, 0);
    return run({"digest", "--data", data, "--format", "jsonl", "--focus-file",
                sample + "focus.toml"})
        .out;
  };
  const std::string forwards = digest_of((folder.path() / "forwards").string());
  std::reverse(files.begin(), files.end());
  EXPECT_THAT(forwards, HasSubstr("2611.90417"));
  EXPECT_EQ(digest_of((folder.path() / "backwards").string()), forwards);
}

}  // namespace
}  // namespace papercup::app
