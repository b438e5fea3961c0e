#include "papercup/arxiv/client.hpp"

#include <ostream>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/moved_clock.hpp"
#include "support/scripted_transport.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::arxiv {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;

// An answer of the query API with these papers.
std::string page(const std::vector<std::string>& ids, std::int64_t total) {
  std::string text =
      R"(<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">)"
      "<id>https://arxiv.org/api/x</id><opensearch:totalResults>" +
      std::to_string(total) + "</opensearch:totalResults>";
  for (const std::string& id : ids) {
    text += "<entry><id>http://arxiv.org/abs/" + id + "v1</id><title>A title</title>" +
            "<summary>An abstract.</summary><published>2026-11-20T10:00:00Z</published>" +
            R"(<category term="cs.LG"/></entry>)";
  }
  return text + "</feed>";
}

constexpr const char* kErrorFeed =
    R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Search Results</title><entry>)"
    "<id>https://arxiv.org/api/errors#x</id><title>Error</title>"
    "<summary>incorrect id format for abc</summary></entry></feed>";

class ClientTest : public testing::Test {
 protected:
  Client client(Timeouts timeouts = {}) {
    return Client(transport, limiter, settings, "papercup/test", timeouts);
  }

  // The error of asking for one paper.
  Error failure(Timeouts timeouts = {}) {
    Client asked = client(timeouts);
    try {
      asked.papers({ArxivId::parse("2611.90417")});
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "did not throw";
    return Error(ErrorKind::failure, "");
  }

  support::TemporaryFolder folder;
  support::MovedClock clock;
  support::ScriptedTransport transport{clock};
  ArxivSettings settings;
  net::RateLimiter limiter{folder.path(), settings.min_interval, clock};
};

TEST_F(ClientTest, SaysWhoAsks) {
  settings.contact = "me@example.org";
  transport.then(200, page({"2611.90417"}, 1));
  EXPECT_THAT(client().papers({ArxivId::parse("2611.90417")}).records, SizeIs(1));
  EXPECT_THAT(transport.requests.at(0).headers,
              Contains(Pair("User-Agent", "papercup/test (me@example.org)")));
  EXPECT_THAT(transport.requests.at(0).headers, Contains(Pair("Accept", "*/*")));
}

// "Not modified" answers only a request that says what is known already.
TEST_F(ClientTest, AsksAgainAfterAnAnswerThatNothingIsNew) {
  transport.then(304, "");
  transport.then(200, page({"2611.90417"}, 1));
  EXPECT_THAT(client().papers({ArxivId::parse("2611.90417")}).records, SizeIs(1));
}

TEST_F(ClientTest, AsksForPapersWithAsManyResults) {
  transport.then(200, page({"2611.90417", "hep-th/9901001"}, 2));
  client().papers({ArxivId::parse("2611.90417"), ArxivId::parse("hep-th/9901001")});
  EXPECT_EQ(
      transport.requests.at(0).url,
      "https://export.arxiv.org/api/query?id_list=2611.90417%2Chep-th%2F9901001&max_results=2");
}

TEST_F(ClientTest, AsksForAWindowByAllNamesOfACategory) {
  transport.then(200, page({"2611.90417"}, 1));
  client().submitted("math.NA", {Time{Date(2026, 11, 1).days()}, Time{Date(2026, 11, 2).days()}},
                     200, 200, 0);
  EXPECT_THAT(transport.requests.at(0).url,
              HasSubstr("search_query=%28cat%3Amath.NA%20OR%20cat%3Acs.NA%29%20AND%20"
                        "submittedDate%3A%5B202611010000%20TO%20202611020000%5D&start=200"));
}

TEST_F(ClientTest, GivesItsKeyToTheQueryApiOnly) {
  settings.api_key_header = "X-Key";
  settings.api_key = "secret";
  transport.then(200, page({"2611.90417"}, 1)).then(200, page({}, 0));
  Client asking = client();
  asking.papers({ArxivId::parse("2611.90417")});
  asking.listing("cs.LG", "");
  EXPECT_THAT(transport.requests.at(0).headers, Contains(Pair("X-Key", "secret")));
  EXPECT_THAT(transport.requests.at(1).headers, testing::Not(Contains(Pair("X-Key", "secret"))));
}

TEST_F(ClientTest, AsksAgainForAPageWithoutItsPapers) {
  transport.then(200, page({}, 3)).then(200, "").then(200, page({"2611.90417"}, 3).substr(0, 200));
  transport.then_fails("reset").then(200, page({"2611.90417"}, 3));
  Client asking(transport, limiter, settings, "papercup", {});
  // The fifth answer is not asked for; the first one was an answer at least.
  EXPECT_THAT(asking.papers({ArxivId::parse("2611.90417")}).records, SizeIs(0));
  EXPECT_THAT(transport.requests, SizeIs(Client::kAttempts));
  EXPECT_THAT(asking.papers({ArxivId::parse("2611.90417")}).records, SizeIs(1));
}

TEST_F(ClientTest, TakesNoHitsForAnAnswer) {
  transport.then(200, page({}, 0));
  EXPECT_THAT(client().papers({ArxivId::parse("2611.90417")}).records, SizeIs(0));
}

struct Refusal {
  const char* name;
  int status;
  const char* body;
};
void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

class Refused : public ClientTest, public testing::WithParamInterface<Refusal> {};

TEST_P(Refused, EndsAtOnceAndBacksOffForAMinute) {
  transport.then(GetParam().status, GetParam().body);
  EXPECT_EQ(failure().kind(), ErrorKind::unreachable);
  EXPECT_THAT(transport.requests, SizeIs(1));
  EXPECT_TRUE(limiter.is_backing_off());
  EXPECT_EQ(failure({seconds(59)}).kind(), ErrorKind::unreachable);
  EXPECT_THAT(transport.requests, SizeIs(1)) << "asked during the hold";
  transport.then(200, page({"2611.90417"}, 1));
  client().papers({ArxivId::parse("2611.90417")});
  EXPECT_EQ(transport.times.at(1) - transport.times.at(0), seconds(60));
}

INSTANTIATE_TEST_SUITE_P(ByArxiv, Refused,
                         testing::Values(Refusal{"TooMany", 429, "Rate exceeded."},
                                         Refusal{"TooManyWithStatus200", 200, "Rate exceeded."},
                                         Refusal{"Overloaded", 503, "first byte timeout"}),
                         [](const auto& refusal) { return refusal.param.name; });

TEST_F(ClientTest, HonoursRetryAfterAsNumberAndAsDate) {
  transport.then(429, "", {{"retry-after", "300"}});
  failure();
  transport.then(429, "", {{"retry-after", "Tue, 24 Nov 2026 12:11:40 GMT"}});
  failure();
  transport.then(200, page({}, 0));
  client().papers({ArxivId::parse("2611.90417")});
  EXPECT_EQ(transport.times.at(1) - transport.times.at(0), seconds(300));
  EXPECT_EQ(transport.times.at(2) - transport.times.at(0), seconds(700));
}

TEST_F(ClientTest, StopsAtADenialAndSaysWhereToRead) {
  transport.then(403, "<html>denied</html>");
  const Error error = failure();
  EXPECT_EQ(error.kind(), ErrorKind::failure);
  EXPECT_THAT(error.hint(), HasSubstr("denied"));
  EXPECT_THAT(transport.requests, SizeIs(1));
}

TEST_F(ClientTest, DoesNotRepeatWhatArxivCallsWrong) {
  transport.then(400, kErrorFeed);
  const Error error = failure();
  EXPECT_EQ(error.kind(), ErrorKind::failure);
  EXPECT_THAT(error.message(), HasSubstr("incorrect id format for abc"));
  EXPECT_THAT(transport.requests, SizeIs(1));
}

TEST_F(ClientTest, GivesUpOnWhatIsNoFeed) {
  for (int i = 0; i < Client::kAttempts; ++i) transport.then(200, "<!DOCTYPE html><html></html>");
  EXPECT_EQ(failure().kind(), ErrorKind::unreachable);
  EXPECT_THAT(transport.requests, SizeIs(Client::kAttempts));
}

TEST_F(ClientTest, KeepsToItsDeadline) {
  transport.then([&](const net::HttpRequest& request) {
    EXPECT_EQ(request.timeout, seconds(20));
    clock.time += seconds(15);
    return net::HttpResponse{200, "", {}, request.url};
  });
  transport.then([&](const net::HttpRequest& request) {
    EXPECT_EQ(request.timeout, seconds(2)) << "three more seconds went by between the two";
    clock.time += seconds(2);
    return net::HttpResponse{200, "", {}, request.url};
  });
  EXPECT_EQ(failure({seconds(0), clock.time + seconds(20)}).kind(), ErrorKind::unreachable);
  EXPECT_THAT(transport.requests, SizeIs(2));
}

// The page after the last one has none, and arXiv counts as many as went before.
TEST_F(ClientTest, ThePageAfterTheLastIsWholeThoughItIsEmpty) {
  transport.then(200, page({}, 200));
  EXPECT_THAT(client().updated("cs.LG", 200, 100).records, SizeIs(0));
  EXPECT_EQ(transport.requests.size(), 1u);
  transport.then(200, page({}, 201)).then(200, page({"2611.90417"}, 201));
  EXPECT_THAT(client().updated("cs.LG", 200, 100).records, SizeIs(1));
}

}  // namespace
}  // namespace papercup::arxiv
