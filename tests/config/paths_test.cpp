#include "papercup/config/paths.hpp"

#include <map>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"

namespace papercup::config {
namespace {

VariableLookup variables(std::map<std::string, std::string> values) {
  return [values](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

TEST(Paths, LieBelowHome) {
  const Paths paths = resolve_paths({}, {}, variables({{"HOME", "/home/ada"}}));
  EXPECT_EQ(paths.config, "/home/ada/.config/papercup");
  EXPECT_EQ(paths.data, "/home/ada/.local/share/papercup");
  EXPECT_EQ(paths.state, "/home/ada/.local/state/papercup");
}

TEST(Paths, FollowTheBaseDirectories) {
  const Paths paths = resolve_paths({}, {},
                                    variables({{"HOME", "/home/ada"},
                                               {"XDG_CONFIG_HOME", "/c"},
                                               {"XDG_DATA_HOME", "/d"},
                                               {"XDG_STATE_HOME", "/s"}}));
  EXPECT_EQ(paths.config, "/c/papercup");
  EXPECT_EQ(paths.data, "/d/papercup");
  EXPECT_EQ(paths.state, "/s/papercup");
}

TEST(Paths, IgnoreRelativeAndEmptyBaseDirectories) {
  const auto lookup =
      variables({{"HOME", "/home/ada"}, {"XDG_CONFIG_HOME", "relative"}, {"XDG_DATA_HOME", ""}});
  EXPECT_EQ(config_folder({}, lookup), "/home/ada/.config/papercup");
  EXPECT_EQ(data_folder({}, lookup), "/home/ada/.local/share/papercup");
}

TEST(Paths, PreferTheOptionToTheVariableToTheBaseDirectory) {
  const auto lookup = variables({{"PAPERCUP_DATA", "mine"}, {"XDG_DATA_HOME", "/d"}});
  EXPECT_EQ(data_folder({}, lookup), "mine");
  EXPECT_EQ(data_folder("given", lookup), "given");
}

TEST(Paths, TakeAnEmptyVariableForUnset) {
  const auto lookup = variables({{"PAPERCUP_CONFIG", ""}, {"XDG_CONFIG_HOME", "/c"}});
  EXPECT_EQ(config_folder({}, lookup), "/c/papercup");
}

TEST(Paths, NeedHomeOnlyWhereNothingElseIsGiven) {
  const auto nothing = variables({});
  EXPECT_EQ(data_folder("given", nothing), "given");
  try {
    data_folder({}, nothing);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.hint(), testing::HasSubstr("--data"));
  }
  EXPECT_THROW(resolve_paths("c", "d", nothing), Error);  // the state folder has no option
}

TEST(Paths, RefuseAnEmptyOption) { EXPECT_THROW(data_folder("", variables({})), Error); }

}  // namespace
}  // namespace papercup::config
