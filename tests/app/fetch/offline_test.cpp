#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"
#include "support/scripted_transport.hpp"

namespace papercup::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

bool is_feed(const std::string& url) { return url.find("/atom/") != std::string::npos; }

net::HttpResponse no_connection(const net::HttpRequest& request) {
  const bool feed = is_feed(request.url);
  throw net::ConnectionError(
      fmt::format("cannot find {}: offline?", feed ? "rss.arxiv.org" : "export.arxiv.org"),
      "Look at the network.");
}

// Notes to whom connections were only tried, which fail while the test is offline.
class OfflineTransport : public support::ScriptedTransport {
 public:
  using ScriptedTransport::ScriptedTransport;
  void connect(const net::HttpRequest& request) override {
    tried.push_back(request.url);
    if (is_offline) no_connection(request);
  }
  std::vector<std::string> tried;
  bool is_offline = true;
};

class OfflineCliTest : public cli::CliTest {
 protected:
  void SetUp() override {
    transport = [this]() -> net::HttpTransport& { return arxiv; };
    arxiv.otherwise = no_connection;
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/rewards.toml",
                 "about = 'reward models'\ncategories = ['cs.LG', 'cs.CL']\n");
    store(paper("2611.90001", "Reward models"));
  }

  void be_on_terminal() {
    terminal.output_is_terminal = true;
    terminal.width = 80;
    variables["NO_COLOR"] = "1";
  }

  // The list of the day with one paper, and windows of 300 hits, in pages.
  static net::HttpResponse sound(const net::HttpRequest& request) {
    const bool feed = is_feed(request.url);
    const bool is_second_page = request.url.find("start=200") != std::string::npos;
    std::string text = R"(<feed xmlns="http://www.w3.org/2005/Atom" )"
                       R"(xmlns:arxiv="http://arxiv.org/schemas/atom" )"
                       R"(xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">)"
                       "<id>http://x</id><title>cs.LG updates on arXiv.org</title>"
                       "<updated>2026-11-24T05:00:00Z</updated>";
    if (!feed) text += "<opensearch:totalResults>300</opensearch:totalResults>";
    for (int i = 0; i < (feed ? 1 : is_second_page ? 100 : 200); ++i) {
      const int number = 91000 + i + (is_second_page ? 200 : 0);
      text += fmt::format(
          "<entry><id>{}2611.{}v1</id><title>T</title><summary>{}An abstract.</summary>"
          "<category term=\"cs.LG\"/><published>2026-11-2{}:00:00Z</published>{}</entry>",
          feed ? "oai:arXiv.org:" : "http://arxiv.org/abs/", number,
          feed ? fmt::format("arXiv:2611.{}v1 Announce Type: new \nAbstract: ", number) : "",
          feed ? "4T05" : "0T10", feed ? "<arxiv:announce_type>new</arxiv:announce_type>" : "");
    }
    return {200, text + "</feed>", {}, request.url};
  }

  OfflineTransport arxiv{clock};
};

TEST_F(OfflineCliTest, ADigestIsThereAtOnceAndSaysWhy) {
  be_on_terminal();
  const PreciseTime now = clock.time;
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("Not fetched: cannot find rss.arxiv.org: offline?\n"));
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Reward models"), Not(HasSubstr("FAILED"))));
  EXPECT_EQ(clock.time, now) << "waited";
  EXPECT_THAT(arxiv.requests, SizeIs(1));
}

TEST_F(OfflineCliTest, TheNextDigestAsksAgainAtOnce) {
  be_on_terminal();
  run({});
  arxiv.otherwise = sound;
  arxiv.is_offline = false;
  const PreciseTime now = clock.time;
  EXPECT_THAT(run({}).out, Not(HasSubstr("offline")));
  ASSERT_GT(arxiv.times.size(), 1u);
  EXPECT_EQ(arxiv.times[1], now);
}

TEST_F(OfflineCliTest, AFetchSaysItOnceForAllCategories) {
  const Outcome outcome = run({"fetch"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err, "papercup: cannot find rss.arxiv.org: offline?\nLook at the network.\n");
}

TEST_F(OfflineCliTest, AServerThatIsDownForAllCategoriesIsToldOnce) {
  arxiv.is_offline = false;
  const Outcome outcome = run({"fetch"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("cs.CL: 0 new"), HasSubstr("cs.LG: 0 new")));
  EXPECT_EQ(outcome.err, "papercup: cannot find rss.arxiv.org: offline?\nLook at the network.\n");
  EXPECT_THAT(run({"status"}).out, Not(HasSubstr("FAILED")));
}

TEST_F(OfflineCliTest, AWindowIsNotGivenUpForWantOfAConnection) {
  arxiv.is_offline = false;
  bool has_network = true;
  arxiv.otherwise = [&](const net::HttpRequest& request) {
    if (!has_network && !is_feed(request.url)) return no_connection(request);
    net::HttpResponse response = sound(request);
    // After the first page of a window the network is gone.
    const bool is_window = request.url.find("submittedDate") != std::string::npos;
    has_network = has_network && !is_window;
    return response;
  };
  for (int times = 0; times < 5; ++times) {
    const Outcome outcome = run({"fetch", "--category", "cs.LG"});
    EXPECT_EQ(outcome.code, 4) << outcome.out;
    EXPECT_THAT(outcome.err, Not(HasSubstr("and gave")));
    clock.time += std::chrono::hours(1);
    has_network = false;
  }
  arxiv.otherwise = sound;
  EXPECT_EQ(run({"fetch", "--category", "cs.LG"}).code, 0);
  EXPECT_THAT(run({"query", "--limit", "0", "--format", "ids", "--category", "cs.LG"}).out,
              HasSubstr("2611.91299"));
}

TEST_F(OfflineCliTest, InitSaysWhatToDoNext) {
  const Outcome outcome =
      run({"init", "--name", "hacking", "--about", "Reward hacking.", "--category", "cs.LG"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("cannot find rss.arxiv.org: offline?"));
  EXPECT_THAT(outcome.out, HasSubstr("Next   papercup fetch"));
  EXPECT_THAT(arxiv.requests, SizeIs(1));
}

TEST_F(OfflineCliTest, ADoctorSaysItOfEachInterface) {
  const Outcome outcome = run({"doctor", "--network"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("arXiv's feeds: cannot find rss.arxiv.org: offline?"),
                                 HasSubstr("query API: cannot find export.arxiv.org: offline?")));
  EXPECT_THAT(arxiv.requests, SizeIs(1));
}

TEST_F(OfflineCliTest, AnAddressThatHasMovedForGoodIsToldOnce) {
  arxiv.is_offline = false;
  arxiv.otherwise = [](const net::HttpRequest& request) -> net::HttpResponse {
    const std::string old = "https://rss.arxiv.org/atom";
    if (request.url.rfind(old, 0) != 0) return sound(request);
    return {301, "", {{"location", "https://b.org/atom" + request.url.substr(old.size())}}, ""};
  };
  const std::string err = run({"fetch"}).err;
  EXPECT_EQ(err,
            "papercup: feed_url has moved for good: set feed_url = \"https://b.org/atom\" "
            "under [arxiv] in config.toml\n");
  EXPECT_THAT(run({"doctor", "--network"}).out,
              HasSubstr("Set feed_url = \"https://b.org/atom\" under [arxiv]"));
}

}  // namespace
}  // namespace papercup::app
