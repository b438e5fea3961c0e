#include <filesystem>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/store/store.hpp"
#include "support/scripted_transport.hpp"

namespace papercup::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

struct Listed {
  std::string id, title;
  std::string kind = "new";
};

// arXiv with the papers that a test gives it, on Tuesday, 24 November 2026.
class FetchTest : public cli::CliTest {
 protected:
  void SetUp() override {
    transport = [this]() -> net::HttpTransport& { return arxiv; };
    arxiv.otherwise = [this](const net::HttpRequest& request) {
      const std::string& url = request.url;
      const bool is_list = url.find("/atom/") != std::string::npos;
      return net::HttpResponse{200, is_list ? list() : answer(url), {}, url};
    };
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/rewards.toml",
                 "about = 'reward models'\ncategories = ['cs.LG']\n");
  }

  std::string list() const {
    std::string text = R"(<feed xmlns="http://www.w3.org/2005/Atom" )"
                       R"(xmlns:arxiv="http://arxiv.org/schemas/atom"><title>cs.LG updates on )"
                       "arXiv.org</title><id>http://rss.arxiv.org/atom/cs.LG</id>";
    text += "<updated>" + list_day + "T05:00:00Z</updated>";
    for (const Listed& paper : listed) {
      text += "<entry><id>oai:arXiv.org:" + paper.id + "v1</id><title>" + paper.title +
              "</title><summary>arXiv:" + paper.id + "v1 Announce Type: " + paper.kind +
              " \nAbstract: An abstract.</summary><category term=\"cs.LG\"/><published>" +
              list_day + "T05:00:00Z</published><arxiv:announce_type>" + paper.kind +
              "</arxiv:announce_type></entry>";
    }
    return text + "</feed>";
  }

  // By identifiers those of them that are listed, by window `older`.
  std::string answer(const std::string& url) const {
    std::vector<Listed> found;
    if (url.find("id_list") == std::string::npos) {
      if (url.find("&start=0&") != std::string::npos) found = older;
    } else {
      for (const Listed& paper : listed) {
        if (url.find(paper.id) != std::string::npos) found.push_back(paper);
      }
    }
    std::string text =
        R"(<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" )"
        R"(xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>https://arxiv.org/api/x</id>)"
        "<opensearch:totalResults>" +
        std::to_string(found.size()) + "</opensearch:totalResults>";
    for (const Listed& paper : found) {
      text += "<entry><id>http://arxiv.org/abs/" + paper.id + "v1</id><title>" + paper.title +
              "</title><summary>An abstract.</summary><published>2026-11-19T10:00:00Z</published>"
              "<updated>2026-11-19T10:00:00Z</updated><arxiv:comment>12 pages</arxiv:comment>"
              "<category term=\"cs.LG\"/></entry>";
    }
    return text + "</feed>";
  }

  std::vector<std::string> asked() const {
    std::vector<std::string> urls;
    for (const net::HttpRequest& request : arxiv.requests) urls.push_back(request.url);
    return urls;
  }

  void be_on_terminal() {
    terminal.output_is_terminal = true;
    variables["NO_COLOR"] = "1";
  }

  support::ScriptedTransport arxiv{clock};
  std::string list_day = "2026-11-24";
  std::vector<Listed> listed = {{"2611.90001", "Reward models"},
                                {"2611.90002", "Kettles", "cross"}};
  std::vector<Listed> older = {{"2611.90003", "Reward hacking"}};
};

TEST_F(FetchTest, TakesTheListThenItsMetadataThenTheDaysBefore) {
  const Outcome outcome = run({"fetch"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            "cs.LG: 3 new, 2 changed, 1 unchanged in the store; list of Tue 24 Nov 2026: 1 new, "
            "1 cross-listed, 0 replaced\n");
  ASSERT_THAT(arxiv.requests, SizeIs(4));
  EXPECT_EQ(arxiv.requests[0].url, "https://rss.arxiv.org/atom/cs.LG");
  EXPECT_THAT(arxiv.requests[1].url, HasSubstr("id_list=2611.90001%2C2611.90002"));
  EXPECT_THAT(arxiv.requests[2].url,
              HasSubstr("submittedDate%3A%5B202611110000%20TO%20202611241200%5D"));
  // Moderators hold papers, a few of them for weeks.
  EXPECT_THAT(arxiv.requests[3].url,
              HasSubstr("submittedDate%3A%5B202610190000%20TO%20202611110000%5D"));
  for (std::size_t i = 1; i < arxiv.times.size(); ++i) {
    EXPECT_GE(arxiv.times[i] - arxiv.times[i - 1], std::chrono::seconds(3));
  }
  const Outcome shown = run({"show", "2611.90002"});
  EXPECT_THAT(shown.out, AllOf(HasSubstr("12 pages"), HasSubstr("cross")));
}

TEST_F(FetchTest, AsksForNothingThatItHas) {
  run({"fetch"});
  arxiv.requests.clear();
  EXPECT_THAT(run({"fetch"}).out, HasSubstr("0 new, 0 changed, 2 unchanged"));
  EXPECT_THAT(asked(), testing::ElementsAre("https://rss.arxiv.org/atom/cs.LG"));
  EXPECT_EQ(run({"fetch", "--changed"}).code, 3);
  arxiv.requests.clear();
  EXPECT_EQ(run({"fetch", "--if-due", "--changed"}).code, 3);
  EXPECT_THAT(asked(), IsEmpty());
}

TEST_F(FetchTest, FillsInWhatWasMissed) {
  run({"fetch"});
  clock.time += std::chrono::hours(24 * 7);
  list_day = "2026-12-01";
  listed = {{"2612.90001", "Reward models again"}};
  arxiv.requests.clear();
  run({"fetch", "--if-due"});
  ASSERT_THAT(arxiv.requests, SizeIs(5));
  // From some days before the first list that was missed; then what was replaced; and then from a
  // month before that list: moderators hold papers.
  EXPECT_THAT(arxiv.requests[2].url, HasSubstr("202611180000%20TO%20202612011200"));
  EXPECT_THAT(arxiv.requests[3].url, HasSubstr("sortBy=lastUpdatedDate&sortOrder=descending"));
  EXPECT_THAT(arxiv.requests[4].url, HasSubstr("202610260000%20TO%20202611180000"));
}

TEST_F(FetchTest, FindsWhatOldPapersStateWhileItWaitsForItsTurn) {
  run({"fetch"});
  const std::filesystem::path database = folder.path() / "data/papers.db";
  {
    store::Store store(database, store::OpenMode::create);
    store.keep_signals(1, [](const Paper&, const std::vector<Paper>&) { return 0u; });
    while (store.find_signals(100)) {
    }
  }
  clock.time += std::chrono::hours(24 * 7);
  list_day = "2026-12-01";
  listed = {{"2612.90001", "Reward models again"}};
  std::vector<bool> is_found;  // at each request
  const auto answer = arxiv.otherwise;
  arxiv.otherwise = [&](const net::HttpRequest& request) {
    const store::Store store(database, store::OpenMode::read_only);
    is_found.push_back(store.signals_found_up_to(digest::signal_rules()) >= store.highest_key());
    return answer(request);
  };
  EXPECT_EQ(run({"fetch", "--if-due"}).code, 0);
  EXPECT_THAT(is_found, testing::ElementsAre(false, true, true, true, true));
}

TEST_F(FetchTest, TakesEverythingThoughWhatOldPapersStateCannotBeFound) {
  run({"fetch"});
  const std::filesystem::path database = folder.path() / "data/papers.db";
  SQLite::Database(database.string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE signal_rules SET rules = 1; DROP TABLE paper_signal");
  clock.time += std::chrono::hours(24 * 7);
  list_day = "2026-12-01";
  listed = {{"2612.90001", "Reward models again"}};
  arxiv.requests.clear();
  const Outcome outcome = run({"fetch", "--if-due"});
  EXPECT_THAT(arxiv.requests, SizeIs(5));
  EXPECT_THAT(outcome.out, HasSubstr("1 new"));
  EXPECT_NE(outcome.code, 0) << "what is left is still looked for at the end";
  EXPECT_EQ(run({"show", "2612.90001"}).code, 0);
}

TEST_F(FetchTest, ListsAreNotTakenForThereSinceTheClockWasAYearAhead) {
  run({"fetch"});
  const PreciseTime now = clock.time;
  clock.time = now + std::chrono::hours(24 * 365);
  run({"fetch"});
  clock.time = now + std::chrono::hours(24);
  list_day = "2026-11-25";
  listed = {{"2611.90011", "Reward models again"}};
  arxiv.requests.clear();
  EXPECT_THAT(run({"status"}).out, HasSubstr("waiting"));
  EXPECT_THAT(run({"fetch", "--if-due"}).out, HasSubstr("list of Wed 25 Nov 2026"));
  EXPECT_THAT(asked(), Not(IsEmpty()));
  arxiv.requests.clear();
  clock.time += std::chrono::hours(24);
  EXPECT_THAT(run({"fetch", "--if-due"}).err,
              Not(HasSubstr("there is nothing to ask arXiv for now")));
  EXPECT_THAT(asked(), Not(IsEmpty())) << "nor the lists after it";
  EXPECT_THAT(run({"doctor"}).out, Not(HasSubstr("and arXiv was asked at")));
}

TEST_F(FetchTest, AClockThatIsAYearBehindMakesNothingDueAndHoldsNothingUp) {
  run({"fetch"});
  const PreciseTime now = clock.time;
  clock.time = now - std::chrono::hours(24 * 365);
  EXPECT_THAT(run({"fetch", "--if-due"}).err, HasSubstr("there is nothing to ask arXiv for now"));
  clock.time = now + std::chrono::hours(24);
  list_day = "2026-11-25";
  listed = {{"2611.90011", "Reward models again"}};
  EXPECT_THAT(run({"fetch", "--if-due"}).out, HasSubstr("list of Wed 25 Nov 2026"));
}

// Machines without a clock of their own begin in 1970.
TEST_F(FetchTest, FetchesNothingByAClockThatCannotBeRight) {
  const PreciseTime right = clock.time;
  for (const Date wrong : {Date(), Date(1985, 1, 1), Date(2300, 1, 1)}) {
    clock.time = Time{wrong.days()} + std::chrono::hours(12);
    const Outcome outcome = run({"fetch"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.err,
                HasSubstr("the clock of this machine is wrong: it says " + wrong.to_string()));
  }
  EXPECT_THAT(asked(), IsEmpty());
  clock.time = right;
  EXPECT_THAT(run({"fetch"}).out, HasSubstr("cs.LG: 3 new"));
}

TEST_F(FetchTest, TakesDaysBeforeArxivForItsFirstOne) {
  EXPECT_EQ(run({"fetch", "--since", "1900-01-01", "--until", "1990-01-01"}).code, 0);
  EXPECT_EQ(run({"fetch"}).code, 0);
  EXPECT_EQ(run({"fetch", "--since", "2026-11-23", "--until", "9999-12-31"}).code, 0);
  EXPECT_EQ(run({"status"}).code, 0);
}

TEST_F(FetchTest, AStoreMadeAnewIsFilledFromWhereItsChannelsStand) {
  be_on_terminal();
  run({});
  const auto remove_papers = [&] {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(folder.path() / ("data/papers.db" + std::string(suffix)));
    }
  };
  clock.time += std::chrono::hours(24 * 21);
  list_day = "2026-12-15";
  listed = {{"2612.90001", "Reward models again"}};
  remove_papers();
  arxiv.requests.clear();
  run({"fetch"});
  ASSERT_GT(arxiv.requests.size(), 2U);
  // From some days before Tuesday, 24 November, instead of before the last five lists.
  EXPECT_THAT(arxiv.requests[2].url, HasSubstr("202611170000%20TO%20202612151200"));
  arxiv.requests.clear();
  run({"fetch", "--if-due"});
  EXPECT_THAT(asked(), IsEmpty()) << "once";
}

TEST_F(FetchTest, OlderDaysSayNothingOfTheNewestList) {
  run({"fetch", "--category", "cs.LG", "--since", "2026-11-02", "--until", "2026-11-03"});
  EXPECT_THAT(run({"status"}).out, HasSubstr("cs.LG      Tue 3 Nov   waiting"));
  run({"fetch", "--if-due"});
  EXPECT_THAT(run({"status"}).out, HasSubstr("cs.LG      Tue 24 Nov  fresh"));
}

TEST_F(FetchTest, EveryOutputSaysThatListsAreMissing) {
  run({"fetch"});
  clock.time += std::chrono::hours(24);
  EXPECT_EQ(run({"query"}).err, "");
  clock.time += std::chrono::hours(24 * 6);
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"query"},
                                             {"search", "reward"},
                                             {"show", "2611.90001"},
                                             {"why", "2611.90001"},
                                             {"why", "2611.90001", "--format", "json"},
                                             {"similar", "2611.90001"},
                                             {"saved"},
                                             {"query", "--format", "csv"},
                                             {"query", "--format", "html"},
                                             {"digest", "--since", "30d"},
                                             {"digest", "--format", "ids"},
                                             {"digest", "--format", "jsonl"},
                                             {"digest", "--format", "atom"},
                                             {"digest", "--format", "html"}}) {
    EXPECT_THAT(run(command).err,
                HasSubstr("cs.LG: 4 LISTS ARE MISSING since Tue 24 Nov 2026: papercup fetch"))
        << testing::PrintToString(command);
  }
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"digest"},
                                             {"digest", "--format", "markdown"},
                                             {"digest", "--format", "html"},
                                             {"digest", "--format", "email"},
                                             {"status"},
                                             {"status", "--check"}}) {
    EXPECT_THAT(run(command).out, HasSubstr("4 LISTS MISSING")) << testing::PrintToString(command);
  }
  EXPECT_EQ(run({"status", "--check"}).code, 1);
}

// arXiv's lists end after 2,000 papers, and new ones are what they leave out.
TEST_F(FetchTest, AsksForWhatAListLeavesOut) {
  run({"fetch"});
  clock.time += std::chrono::hours(24);
  list_day = "2026-11-25";
  listed.clear();
  for (int i = 0; i < 2000; ++i) {
    listed.push_back({"2611.9" + std::to_string(2000 + i), "Reward models", "replace"});
  }
  arxiv.requests.clear();
  run({"fetch", "--source", "feed"});
  EXPECT_THAT(run({"status", "--check"}).out,
              HasSubstr("the feed has only 2000 papers of the list"));
  run({"fetch"});
  EXPECT_THAT(asked(), testing::Contains(HasSubstr("202611180000%20TO%202026112512")));
  EXPECT_THAT(asked(), testing::Not(testing::Contains(HasSubstr("20261026"))));
  EXPECT_THAT(run({"status"}).out, HasSubstr("cs.LG      Wed 25 Nov  fresh        -     -     -"));
}

TEST_F(FetchTest, StatusTellsOfCategoriesThatWereNeverFetched) {
  EXPECT_THAT(run({"status"}).out, AllOf(HasSubstr("1 needs a look"), HasSubstr("never fetched"),
                                         Not(HasSubstr("well"))));
  const Outcome checked = run({"status", "--check"});
  EXPECT_EQ(checked.out, "cs.LG: never fetched: papercup fetch\n");
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(run({"status", "--format", "json"}).out, HasSubstr("\"never_fetched\":true"));
  run({"fetch"});
  EXPECT_EQ(run({"status", "--check"}).out, "all is well\n");
}

TEST_F(FetchTest, SaysWhichListAFeedRepeats) {
  run({"fetch"});
  clock.time += std::chrono::hours(24);
  list_day = "2026-11-25";
  EXPECT_THAT(run({"fetch"}).out,
              HasSubstr("; the feed repeats Tue 24 Nov (1 of 1 ids already here)"));
  EXPECT_THAT(run({"status"}).out,
              AllOf(HasSubstr("STALE"),
                    HasSubstr("           the feed repeats Tue 24 Nov (1 of 1 ids already here)")));
}

TEST_F(FetchTest, FillsInTheDaysAskedFor) {
  run({"fetch", "--category", "cs.LG", "--since", "2026-11-02", "--until", "2026-11-03"});
  ASSERT_THAT(arxiv.requests, SizeIs(1));
  EXPECT_THAT(arxiv.requests[0].url, HasSubstr("202610260000%20TO%20202611040000"));
}

TEST_F(FetchTest, FetchesThePapersOfFociAndMarks) {
  folder.write(".config/papercup/focus/rewards.toml",
               "about = 'reward models'\ncategories = ['cs.LG']\nlikes = ['2611.90007']\n");
  run({"save", "2611.90008"});
  run({"fetch"});
  EXPECT_THAT(asked(),
              testing::Contains(HasSubstr("id_list=2611.90007%2C2611.90008&max_results=2")));
}

TEST_F(FetchTest, GoesOnWithTheOtherCategoriesWhereOneIsBroken) {
  for (int i = 0; i < papercup::arxiv::Client::kAttempts; ++i) arxiv.then(500, "");
  const Outcome outcome = run({"fetch", "--category", "cs.CL", "--category", "cs.LG"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("cs.CL: 0 new, 0 changed, 0 unchanged, then failed\n"),
                                 HasSubstr("cs.LG: 3 new")));
  EXPECT_THAT(outcome.err, HasSubstr("status 500"));
}

TEST_F(FetchTest, GoesOnAfterAnswersThatTookTooLong) {
  const auto takes_too_long = [&](const net::HttpRequest& request) -> net::HttpResponse {
    EXPECT_EQ(request.timeout, std::chrono::seconds(200));
    clock.time += request.timeout;
    throw Error(ErrorKind::unreachable, "no answer from " + request.url + ": timed out");
  };
  for (int i = 0; i < papercup::arxiv::Client::kAttempts; ++i) arxiv.then(takes_too_long);
  EXPECT_EQ(run({"fetch"}).code, 4);
  EXPECT_THAT(run({"status"}).out, AllOf(HasSubstr("FAILED"), HasSubstr("timed out")));
  clock.time += std::chrono::minutes(10);
  EXPECT_EQ(run({"fetch", "--if-due"}).out,
            "cs.LG: 3 new, 2 changed, 1 unchanged in the store; list of Tue 24 Nov 2026: 1 new, "
            "1 cross-listed, 0 replaced\n");
}

TEST_F(FetchTest, StopsAltogetherWhereArxivRefusesTheReader) {
  arxiv.then(403, "<html>denied</html>");
  const Outcome outcome = run({"fetch", "--category", "cs.CL", "--category", "cs.LG"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("Do not ask again before you know why"));
  EXPECT_THAT(arxiv.requests, SizeIs(1));
}

TEST_F(FetchTest, StopsWhereArxivAsksToWait) {
  arxiv.then(429, "Rate exceeded.");
  EXPECT_EQ(run({"fetch", "--category", "cs.CL", "--category", "cs.LG"}).code, 4);
  EXPECT_THAT(arxiv.requests, SizeIs(1));
}

TEST_F(FetchTest, RefusesWhatIsNoCategory) {
  EXPECT_EQ(run({"fetch", "--category", "cs.LGG"}).code, 2);
  EXPECT_THAT(asked(), IsEmpty());
}

TEST_F(FetchTest, ADigestOnATerminalFetchesWhereAListIsDue) {
  be_on_terminal();
  EXPECT_THAT(run({}).out, AllOf(HasSubstr("Reward models"), HasSubstr("Reward hacking")));
  const std::size_t requests = arxiv.requests.size();
  EXPECT_GT(requests, 0u);
  run({});
  EXPECT_THAT(arxiv.requests, SizeIs(requests));
}

TEST_F(FetchTest, ADigestInAPipeFetchesOnlyWhereItIsTold) {
  run({"digest"});
  EXPECT_THAT(asked(), IsEmpty());
  EXPECT_THAT(run({"digest", "--fetch"}).out, HasSubstr("Reward models"));
  be_on_terminal();
  const std::size_t requests = arxiv.requests.size();
  clock.time += std::chrono::hours(24);
  run({"digest", "--no-fetch"});
  EXPECT_THAT(arxiv.requests, SizeIs(requests));
}

TEST_F(FetchTest, ADigestSaysFirstWhatIsMissingAndShowsWhatIsStored) {
  be_on_terminal();
  run({"fetch"});
  clock.time += std::chrono::hours(24);
  arxiv.then(429, "Rate exceeded.");
  Outcome outcome = run({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("Not fetched: arXiv asks to wait (status 429).\n"));
  EXPECT_THAT(outcome.out, HasSubstr("Reward models"));
  const std::size_t requests = arxiv.requests.size();
  EXPECT_THAT(run({}).out, HasSubstr("cs.LG: FAILED, last list Tue 24 Nov; arXiv asks to wait"));
  EXPECT_THAT(arxiv.requests, SizeIs(requests)) << "waited for a hold, or asked during it";
}

TEST_F(FetchTest, ADigestWaitsTwentySecondsAtMost) {
  be_on_terminal();
  const PreciseTime start = clock.time;
  arxiv.otherwise = [&](const net::HttpRequest& request) -> net::HttpResponse {
    clock.time += request.timeout;
    throw Error(ErrorKind::unreachable, "no answer from " + request.url + ": timed out");
  };
  EXPECT_THAT(run({}).out, StartsWith("Not fetched"));
  EXPECT_LE(clock.time - start, std::chrono::seconds(21));
}

TEST_F(FetchTest, InitFetchesAndShowsTheFirstDigest) {
  const Outcome outcome =
      run({"init", "--name", "hacking", "--about", "Reward hacking.", "--category", "cs.LG"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("Fetching 5 lists, Wed 18 to Tue 24 Nov 2026, one request every 3 s"),
                    HasSubstr("cs.LG          3 new papers\n"), HasSubstr("Your first digest"),
                    HasSubstr("papercup like ID")));
}

TEST_F(FetchTest, InitKeepsItsFilesWhereArxivCannotBeReached) {
  arxiv.otherwise = [](const net::HttpRequest&) -> net::HttpResponse {
    throw Error(ErrorKind::unreachable, "no answer");
  };
  const Outcome outcome =
      run({"init", "--name", "hacking", "--about", "Reward hacking.", "--category", "cs.LG"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Wrote"), HasSubstr("papercup fetch")));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / ".config/papercup/focus/hacking.toml"));
}

}  // namespace
}  // namespace papercup::app
