#include "app/ranking/model_cache.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/app_fixture.hpp"
#include "papercup/app/training.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFocus = "about = 'reward models'\ncategories = ['cs.LG']\n";

class ModelCacheTest : public AppTest {
 protected:
  ModelCacheTest() {
    std::string papers;
    for (int i = 0; i < 150; ++i) {
      papers += paper(fmt::format("2611.9{:04}", i), i % 9 == 0 ? "Reward models" : "Comets",
                      i < 100 ? "2026-11-20" : "2026-11-23");
    }
    store(papers);
    write_focus("rewards", kFocus);
    cache = folder.path() / ".cache/papercup";
  }

  std::string digest(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"query",    "--focus", "rewards",  "--sort",  "score",
                                          "--format", "jsonl",   "--fields", "id,score"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return outcome.out;
  }

  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    if (fs::exists(cache)) {
      for (const auto& entry : fs::directory_iterator(cache)) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
  }

  std::vector<std::string> kinds() const {
    std::vector<std::string> names;
    for (const fs::path& file : files()) {
      const std::string name = file.filename().string();
      names.push_back(name.substr(0, name.find('-')));
    }
    return names;
  }

  fs::path cache;
};

TEST_F(ModelCacheTest, IsOfTheReaderAlone) {
  digest();
  EXPECT_THAT(kinds(), testing::ElementsAre("draw", "frequency", "levels", "model"));
  for (const fs::path& file : files()) {
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  }
  EXPECT_EQ(fs::status(cache).permissions(), fs::perms::owner_all);
}

TEST_F(ModelCacheTest, IsFilledAtTheEndOfAnImport) {
  fs::remove_all(cache);
  store(paper("2611.90900", "Reward models again", "2026-11-24"));
  EXPECT_THAT(kinds(), testing::ElementsAre("draw", "frequency", "levels", "model"));
  const std::vector<fs::path> kept = files();
  std::vector<fs::file_time_type> times;
  for (const fs::path& file : kept) times.push_back(fs::last_write_time(file));
  digest();
  digest({"--as-of", "2026-11-24"});
  EXPECT_EQ(files(), kept) << "the present day is asked for either way";
  for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(fs::last_write_time(kept[i]), times[i]);
}

TEST_F(ModelCacheTest, WhateverHappensToItTheAnswerIsTheSame) {
  const std::string right = digest();
  const auto with_each = [&](const std::function<void(const fs::path&)>& harm) {
    for (const fs::path& file : files()) harm(file);
    EXPECT_EQ(digest(), right);
    EXPECT_EQ(digest(), right);
  };
  with_each([](const fs::path& file) { fs::remove(file); });
  with_each([](const fs::path& file) { fs::resize_file(file, 0); });
  with_each([](const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); });
  with_each([](const fs::path& file) { fs::resize_file(file, 2 * fs::file_size(file)); });
  for (const std::uintmax_t part : {0U, 10U, 90U, 500U, 900U, 999U}) {
    with_each([part](const fs::path& file) {
      std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
      const auto place = static_cast<std::streamoff>(fs::file_size(file) * part / 1000);
      stream.seekg(place);
      const int byte = stream.get();
      stream.seekp(place);
      stream.put(static_cast<char>(byte ^ 16));
    });
  }
  with_each([](const fs::path& file) {
    fs::remove(file);
    fs::create_directory(file);
  });
}

TEST_F(ModelCacheTest, OneThatCannotBeMadeIsDoneWithout) {
  const std::string right = digest();
  fs::remove_all(cache);
  folder.write(".cache/papercup", "in the way");
  EXPECT_EQ(digest(), right);
  variables.erase("HOME");
  variables["XDG_CACHE_HOME"] = "/dev/null/x";
  variables["XDG_CONFIG_HOME"] = (folder.path() / ".config").string();
  EXPECT_EQ(digest(), right);
}

class KeptScoresTest : public ModelCacheTest {
 protected:
  // The best five of a question, which are those of all that it finds.
  void expect_best(const std::vector<std::string>& more) {
    std::vector<std::string> few = more;
    few.insert(few.end(), {"--limit", "5"});
    const std::string all = digest(more);
    for (int i = 0; i < 2; ++i) {
      const std::string best = digest(few);
      EXPECT_EQ(std::ranges::count(best, '\n'), 5);
      EXPECT_TRUE(all.starts_with(best)) << best << all;
    }
  }
  std::size_t kept() const {
    const std::vector<std::string> all = kinds();
    return static_cast<std::size_t>(std::ranges::count(all, "scores"));
  }
};

TEST_F(KeptScoresTest, AreThoseOfTheSameQuestionOnly) {
  expect_best({});
  EXPECT_EQ(kept(), 1u);
  expect_best({"--since", "2026-11-21"});
  expect_best({"--until", "2026-11-20"});
  expect_best({"--as-of", "2026-11-20"});
  expect_best({"--category", "cs"});
  EXPECT_EQ(kept(), 5u);
  expect_best({"ti:reward OR ti:comets"});
  EXPECT_EQ(kept(), 5u) << "what a query finds is not kept";
}

TEST_F(KeptScoresTest, AreNotThoseOfFormerPapersOrModels) {
  expect_best({});
  digest({"--limit", "30"});
  store(paper("2611.90900", "Reward models again", "2026-11-24"));
  expect_best({});
  EXPECT_NE(digest({"--limit", "30"}).find("2611.90900"), std::string::npos);
  const std::string before = digest({"--limit", "5"});
  EXPECT_EQ(run({"like", "2611.90001", "2611.90002", "--focus", "rewards"}).code, 0);
  expect_best({});
  EXPECT_NE(digest({"--limit", "5"}), before);
}

TEST_F(KeptScoresTest, WhateverHappensToThemTheAnswerIsTheSame) {
  const std::string right = digest({"--limit", "5"});
  for (const std::uintmax_t part : {0U, 1U, 300U, 600U, 999U}) {
    for (const fs::path& file : files()) fs::resize_file(file, fs::file_size(file) * part / 1000);
    EXPECT_EQ(digest({"--limit", "5"}), right);
  }
}

// Frequencies that were counted before are brought up to date.
TEST_F(ModelCacheTest, AFormerStateIsNoneOfTheAnswer) {
  digest();
  for (int i = 0; i < 5; ++i) {
    store(paper(fmt::format("2611.91{:03}", i), "Reward hacking of comets", "2026-11-24") +
          paper(fmt::format("2611.9{:04}", i), fmt::format("Another title {}", i), "2026-11-20"));
    const std::string kept = digest();
    const std::string past = digest({"--as-of", "2026-11-20"});
    fs::remove_all(cache);
    EXPECT_EQ(digest({"--as-of", "2026-11-20"}), past);
    EXPECT_EQ(digest(), kept);
    digest();
  }
}

TEST_F(ModelCacheTest, KeepsTheNewestOfEachKind) {
  const Context here = context();
  const ModelCache models(here);
  for (int i = 0; i < 20; ++i) models.keep(KeptKind::levels, std::to_string(i), "key", "bytes");
  EXPECT_LE(files().size(), 10u);
}

}  // namespace
}  // namespace papercup::app
