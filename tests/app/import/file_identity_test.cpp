#include "app/import/file_identity.hpp"

#include <chrono>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"

namespace papercup::app {
namespace {

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
