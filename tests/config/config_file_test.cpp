#include "papercup/config/config_file.hpp"

#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/temporary_folder.hpp"

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

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Config load(std::string_view text) {
  const support::TemporaryFolder folder;
  return load_config(folder.write("config.toml", text));
}

std::string error_of(std::string_view text) {
  try {
    load(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.message() + "\n" + error.hint();
  }
  return "no error";
}

// Line by line, without the comment signs of options and sections.
std::string uncommented(const std::string& text) {
  std::string result;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    std::string line = text.substr(start, end - start);
    const bool is_option = line.find(" = ") != std::string::npos || line.rfind("# [", 0) == 0;
    if (line.rfind("# ", 0) == 0 && is_option) line.erase(0, 2);
    result += line + "\n";
    start = end + 1;
  }
  return result;
}

TEST(ConfigFile, MissingMeansDefaults) {
  const support::TemporaryFolder folder;
  const Config config = load_config(folder.path() / "config.toml");
  EXPECT_EQ(config.arxiv, ArxivSettings{});
  EXPECT_EQ(config.digest, DigestSettings{});
}

TEST(ConfigFile, ReadsEveryOption) {
  const Config config = load(R"(
[arxiv]
api_url = "http://127.0.0.1:8080/api/query/"
feed_url = "http://localhost/atom"
oai_url = "http://[::1]:9/oai"
contact = "me@example.org"
api_key_header = "X-Key"
api_key = "secret"
min_interval = 0.25
pace_dir = "/tmp/pace"
[digest]
coffee = 15
per_day = 4.5
variety = false
explore = false
ranker = "centroid"
days = ["Mon", "Thu"]
[mail]
from = "papercup@example.org"
)");
  EXPECT_EQ(config.arxiv.api_url, "http://127.0.0.1:8080/api/query");
  EXPECT_EQ(config.arxiv.contact, "me@example.org");
  EXPECT_EQ(config.arxiv.min_interval, std::chrono::milliseconds(250));
  EXPECT_EQ(config.arxiv.pace_dir, "/tmp/pace");
  EXPECT_EQ(config.digest.coffee, 15);
  EXPECT_EQ(config.digest.per_day, 4.5);
  EXPECT_FALSE(config.digest.variety);
  EXPECT_FALSE(config.digest.explore);
  EXPECT_EQ(config.digest.ranker, Ranker::centroid);
  EXPECT_THAT(config.digest.days, ElementsAre(1u, 4u));
  EXPECT_THAT(config.warnings, IsEmpty());
}

TEST(ConfigFile, WarnsOfUnknownKeysAndNamesTheNearest) {
  const Config config = load("[digest]\ncofee = 5\n[arxif]\nx = 1\n");
  ASSERT_EQ(config.warnings.size(), 2u);
  EXPECT_THAT(config.warnings[0] + config.warnings[1],
              HasSubstr(":2: unknown key 'cofee'; did you mean coffee?"));
  EXPECT_THAT(config.warnings[0] + config.warnings[1],
              HasSubstr("unknown section 'arxif'; did you mean arxiv?"));
}

TEST(ConfigFile, RefusesWhatCannotBeMeantAndSaysWhere) {
  EXPECT_THAT(error_of("[digest]\ncoffee = 0\n"), HasSubstr(":2: coffee has to be a number"));
  EXPECT_THAT(error_of("[digest]\ncoffee = nan\n"), HasSubstr(":2: coffee has to be a number"));
  EXPECT_THAT(error_of("[digest]\nper_day = \"7\"\n"), HasSubstr("per_day"));
  EXPECT_THAT(error_of("[digest]\ndays = [\"Monday\"]\n"), HasSubstr("Sun, Mon"));
  EXPECT_THAT(error_of("[digest]\nexplore = 1\n"), HasSubstr("true or false"));
  EXPECT_THAT(error_of("[digest]\nvariety = \"no\"\n"), HasSubstr("true or false"));
  EXPECT_THAT(error_of("[digest]\nranker = \"zentroid\"\n"),
              HasSubstr(":2: unknown ranker 'zentroid'; did you mean centroid?"));
  EXPECT_THAT(error_of("[arxiv]\napi_url = \"ftp://x\"\n"), HasSubstr("https://"));
  EXPECT_THAT(error_of("digest = 5\n"), HasSubstr("[digest]"));
}

TEST(ConfigFile, AnIntervalBelowArxivsIsForThisMachineOnly) {
  EXPECT_THAT(error_of("[arxiv]\nmin_interval = 1\n"), HasSubstr("below 3 seconds"));
  EXPECT_THAT(error_of("[arxiv]\nmin_interval = 1\napi_url = \"http://127.0.0.1.example.org/\"\n"),
              HasSubstr("below 3 seconds"));
  EXPECT_EQ(load("[arxiv]\nmin_interval = 5\n").arxiv.min_interval, std::chrono::seconds(5));
}

TEST(ConfigFile, AsWrittenMeansTheDefaults) {
  const std::string text = config_template({});
  const Config as_is = load(text);
  EXPECT_EQ(as_is.arxiv, ArxivSettings{});
  EXPECT_EQ(as_is.digest, DigestSettings{});
  const Config all = load(uncommented(text));
  EXPECT_EQ(all.arxiv, ArxivSettings{});
  EXPECT_EQ(all.digest, DigestSettings{});
  EXPECT_THAT(all.warnings, IsEmpty());
  EXPECT_EQ(uncommented(text).find("# coffee"), std::string::npos);
}

TEST(ConfigFile, DescribesTheOptionsThatItReads) {
  std::string text, shown;
  std::string_view section;
  for (const OptionDescription& option : described_options()) {
    EXPECT_FALSE(option.meaning.empty() || option.meaning.ends_with('.')) << option.key;
    const std::string line = fmt::format("{} = {}\n", option.key, option.standard_value);
    EXPECT_THAT(load(fmt::format("[{}]\n{}", option.section, line)).warnings, IsEmpty()) << line;
    if (option.section != section) {
      text += fmt::format("{}[{}]\n", section.empty() ? "" : "\n", option.section);
    }
    section = option.section;
    text += line;
  }
  EXPECT_EQ(text, config_text({}));
}

TEST(ConfigFile, KeepsWhatIsSetWhenWritten) {
  Config config;
  config.arxiv.pace_dir = "\"quoted\" \\ and\nbroken";
  config.digest.days = {1};
  for (const std::string& text : {config_template(config), config_text(config)}) {
    EXPECT_EQ(load(text).arxiv, config.arxiv);
    EXPECT_EQ(load(text).digest, config.digest);
  }
}

TEST(ConfigFile, IsShownWithoutSecrets) {
  const Config config = load(R"(
[arxiv]
api_url = "https://ada:planted@a.org/api?key=planted&x=1"
feed_url = "https://planted@a.org/atom"
oai_url = "https://ada:planted@a.org/oai"
api_key_header = "X-Key"
api_key = "planted"
[mail]
command = "send --password planted"
password_command = "echo planted"
)");
  EXPECT_EQ(config.arxiv.api_key, "planted");
  const std::string text = config_text(config);
  EXPECT_THAT(text, testing::Not(HasSubstr("planted")));
  EXPECT_THAT(text, HasSubstr("api_key = \"***\"\n"));
  EXPECT_THAT(text, HasSubstr("https://***@a.org/api?key=***&x=1"));
  EXPECT_THAT(text, HasSubstr("password_command = \"echo ***\""));
  EXPECT_THAT(config_text(Config{}), HasSubstr("api_key = \"\"\n"));
}

TEST(ConfigFile, RefusesAddressesThatAreReadDifferently) {
  for (const char* url : {"https://a.org\\\\@evil.org/", "https://a b.org/", "https://a.org:port/",
                          "https://a.org/\\n", "https://a.org/#x"}) {
    const std::string error = error_of(std::string("[arxiv]\napi_url = \"") + url + "\"");
    EXPECT_THAT(error, HasSubstr("api_url cannot be read as a web address")) << url;
  }
  EXPECT_THAT(
      error_of("[arxiv]\nfeed_url = 'https://ada:plan/ted@a.org/'"),
      testing::AllOf(HasSubstr("cannot be read as a web address"), testing::Not(HasSubstr("ted"))));
}

TEST(ConfigFile, NothingInItAddsAHeader) {
  EXPECT_THAT(error_of("[arxiv]\napi_key = \"a\\r\\nEvil: planted\""),
              testing::AllOf(HasSubstr("api_key must have no line ends"),
                             testing::Not(HasSubstr("planted"))));
  EXPECT_THAT(error_of("[arxiv]\ncontact = \"a\\nEvil: 1\""), HasSubstr("contact must have"));
  EXPECT_THAT(error_of("[arxiv]\napi_key_header = \"X-Key: 1\""),
              HasSubstr("has to be the name of a header"));
}

TEST(ConfigFile, WarnsOfASecretThatAnybodyCouldRead) {
  const std::string key = "api_key_header = 'X-Key'\napi_key = 'planted'\n";
  EXPECT_THAT(
      load("[arxiv]\napi_url = 'http://a.org:8/x'\n" + key).warnings,
      ElementsAre(HasSubstr("api_key is not sent unencrypted, as anybody on the way to a.org:8")));
  EXPECT_THAT(load("[arxiv]\nfeed_url = 'http://ada:planted@a.org/'").warnings,
              ElementsAre(testing::AllOf(HasSubstr("the password in feed_url is not sent"),
                                         testing::Not(HasSubstr("planted")))));
  EXPECT_THAT(load("[arxiv]\napi_url = 'http://127.0.0.1:8/x'\n" + key).warnings, IsEmpty());
  EXPECT_THAT(load("[arxiv]\napi_url = 'https://a.org/x'\n" + key).warnings, IsEmpty());
  EXPECT_THAT(load("[arxiv]\napi_url = 'http://export.arxiv.org/api/query'").warnings, IsEmpty());
}

}  // namespace

}  // namespace papercup::config
