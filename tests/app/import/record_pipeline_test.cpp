#include "app/import/record_pipeline.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "papercup/app/kept_signals.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::app {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kStep = static_cast<int>(kStepEntries);

std::string lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += fmt::format("{{\"id\": \"2611.{}\", \"title\": \"Paper {}\"}}\n", 10000 + i, i);
  }
  return text;
}

TEST(RecordPipeline, HandsOverAFileInStepsInItsOrder) {
  std::istringstream in(lines(kStep + 3));
  RecordPipeline pipeline("-", in, 0);
  const auto first = pipeline.next();
  ASSERT_TRUE(first);
  ASSERT_EQ(first->entries(), kStep);
  EXPECT_EQ(first->records.front().paper.title, "Paper 0");
  const auto second = pipeline.next();
  ASSERT_TRUE(second);
  ASSERT_EQ(second->entries(), 3);
  EXPECT_EQ(second->records.back().paper.title, fmt::format("Paper {}", kStep + 2));
  EXPECT_FALSE(first->is_last);
  EXPECT_TRUE(second->is_last);
  EXPECT_FALSE(pipeline.next());
}

TEST(RecordPipeline, NamesTheLineOfABrokenEntryAfterTheFirstStep) {
  std::istringstream in(lines(kStep + 1) + "{\"id\": \"nonsense\"}\n" + lines(1));
  RecordPipeline pipeline("-", in, 0);
  const auto first = pipeline.next();
  ASSERT_TRUE(first);
  EXPECT_THAT(first->warnings, IsEmpty());
  const auto second = pipeline.next();
  ASSERT_TRUE(second);
  EXPECT_THAT(second->warnings, ElementsAre(HasSubstr(fmt::format("line {} ", kStep + 2))));
  EXPECT_EQ(second->records.size(), 2u);
}

TEST(RecordPipeline, TellsWhereInTheFileAStepIs) {
  const support::TemporaryFolder folder;
  const std::string text = lines(kStep + 3);
  RecordPipeline pipeline(folder.write("papers.jsonl", text), std::cin, 0);
  const auto first = pipeline.next();
  const auto second = pipeline.next();
  ASSERT_TRUE(first && second);
  EXPECT_LT(first->first_byte, first->last_byte);
  EXPECT_LE(first->last_byte, second->first_byte);
  EXPECT_EQ(second->last_byte, static_cast<std::int64_t>(text.size()));
}

// Tells when all of a text has been read from it. What reads it may be a few pieces behind.
class WatchedText : public std::stringbuf {
 public:
  using std::stringbuf::stringbuf;

  void wait_for_end() const { is_read_.wait(false); }

 protected:
  std::streamsize xsgetn(char* to, std::streamsize size) override {
    const std::streamsize read = std::stringbuf::xsgetn(to, size);
    if (read < size) tell_end();
    return read;
  }
  int_type underflow() override {
    const int_type next = std::stringbuf::underflow();
    if (next == traits_type::eof()) tell_end();
    return next;
  }

 private:
  void tell_end() {
    is_read_ = true;
    is_read_.notify_all();
  }

  std::atomic<bool> is_read_ = false;
};

TEST(RecordPipeline, PreparesWhatTheStoreWouldMakeItselfWhileNobodyWaits) {
  // So many empty lines that the end is read only when the entry before them has been.
  const std::string empty_lines(std::size_t{1} << 23, '\n');
  WatchedText text(lines(kStep) +
                   R"({"id": "2611.09999", "title": "Comets", "abstract": )"
                   R"("Our code is at https://github.com/a/b."})" +
                   empty_lines);
  std::istream in(&text);
  RecordPipeline pipeline("-", in, 0);
  ASSERT_TRUE(pipeline.next());
  text.wait_for_end();
  const auto step = pipeline.next();
  ASSERT_TRUE(step);
  ASSERT_EQ(step->prepared.size(), 1u);
  ASSERT_TRUE(step->prepared[0]);
  const Paper& paper = step->records[0].paper;
  EXPECT_EQ(step->prepared[0]->features, rank::packed_features(paper));
  EXPECT_EQ(step->prepared[0]->text, store::text_columns(paper));
  EXPECT_EQ(step->prepared[0]->signals, signal_bits(paper, {}));
  EXPECT_NE(step->prepared[0]->signals, 0u);
}

TEST(RecordPipeline, PreparesNothingIfThatIsNotWanted) {
  std::istringstream in(lines(3 * kStep));
  RecordPipeline pipeline("-", in, 0);
  pipeline.prepare(false);
  ASSERT_TRUE(pipeline.next());
  ASSERT_TRUE(pipeline.next());
  const auto third = pipeline.next();
  ASSERT_TRUE(third);
  EXPECT_EQ(third->records.size(), kStepEntries);
  EXPECT_THAT(third->prepared, Each(Eq(std::nullopt)));
}

TEST(RecordPipeline, GoesOnAfterEntriesThatWereHandedOverBefore) {
  std::istringstream in("{\"id\": \"nonsense\"}\n" + lines(4));
  RecordPipeline pipeline("-", in, 3);
  const auto step = pipeline.next();
  ASSERT_TRUE(step);
  EXPECT_THAT(step->warnings, IsEmpty());
  ASSERT_EQ(step->records.size(), 2u);
  EXPECT_EQ(step->records.front().paper.title, "Paper 2");
}

TEST(RecordPipeline, NothingIsLeftOfAFileThatWasReadToItsEnd) {
  std::istringstream in(lines(4));
  RecordPipeline pipeline("-", in, 4);
  const auto step = pipeline.next();
  ASSERT_TRUE(step);
  EXPECT_EQ(step->entries(), 0);
  EXPECT_FALSE(step->failure);
}

TEST(RecordPipeline, SaysAtTheEndWhyAFileCannotBeRead) {
  std::istringstream in("{\"id\": \"nonsense\"}\n");
  RecordPipeline pipeline("-", in, 0);
  const auto step = pipeline.next();
  ASSERT_TRUE(step);
  EXPECT_EQ(step->warnings.size(), 1u);
  ASSERT_TRUE(step->failure);
  EXPECT_THROW(std::rethrow_exception(step->failure), Error);
  EXPECT_FALSE(pipeline.next());
}

TEST(RecordPipeline, CanBeLeftAtAnyTime) {
  std::istringstream in(lines(3 * kStep));
  RecordPipeline pipeline("-", in, 0);
  ASSERT_TRUE(pipeline.next());
}

constexpr std::size_t kLookedAt = 65536;

class FileIdentityTest : public testing::Test {
 protected:
  // The same file again, changed at the same time.
  std::string content(const std::string& bytes) {
    const auto file = folder.write("papers.jsonl", bytes);
    std::filesystem::last_write_time(file, moment);
    return identify(file).content;
  }

  support::TemporaryFolder folder;
  std::filesystem::file_time_type moment = std::filesystem::file_time_type::clock::now();
};

TEST_F(FileIdentityTest, IsThatOfTheSameBytesUnderAnyNameOfTheFile) {
  const std::string before = content("as it is");
  EXPECT_EQ(content("as it is"), before);
  std::filesystem::create_symlink("papers.jsonl", folder.path() / "link");
  EXPECT_EQ(identify(folder.path() / "link").path, identify(folder.path() / "papers.jsonl").path);
}

TEST_F(FileIdentityTest, TellsAnotherSizeAnotherTimeAndAnotherBeginning) {
  const std::string large(kLookedAt + 10, 'x');
  const std::string before = content(large);
  EXPECT_NE(content(large + "x"), before);
  EXPECT_NE(content("y" + large.substr(1)), before);
  EXPECT_EQ(content(large), before);
  moment += std::chrono::seconds(1);
  EXPECT_NE(content(large), before);
}

TEST_F(FileIdentityTest, NothingIsKnownOfWhatIsNoFile) {
  EXPECT_FALSE(identify(folder.path()).is_known());
  EXPECT_FALSE(identify(folder.path() / "absent").is_known());
  EXPECT_FALSE(identify("/dev/null").is_known());
  EXPECT_TRUE(identify(folder.write("empty", "")).is_known());
}

}  // namespace
}  // namespace papercup::app
