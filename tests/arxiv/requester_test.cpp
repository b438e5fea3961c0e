#include "papercup/arxiv/requester.hpp"

#include <functional>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/moved_clock.hpp"
#include "support/scripted_transport.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::arxiv {
namespace {

using net::ConnectionError;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string value_of(const net::HttpRequest& request, const std::string& header) {
  for (const auto& [name, value] : request.headers) {
    if (name == header) return value;
  }
  return "none";
}

// A scripted one that also notes to whom connections were only tried.
class TriedTransport : public support::ScriptedTransport {
 public:
  using ScriptedTransport::ScriptedTransport;
  void connect(const net::HttpRequest& request) override {
    tried.push_back(request.url);
    if (connects) connects(request);
  }
  std::vector<std::string> tried;
  std::function<void(const net::HttpRequest&)> connects;
};

class RequesterTest : public testing::Test {
 protected:
  void SetUp() override {
    settings.contact = "me@example.org";
    settings.api_key_header = "X-Key";
    settings.api_key = "planted";
    transport.otherwise = [](const net::HttpRequest& request) {
      return net::HttpResponse{200, "<feed/>", {}, request.url};
    };
  }

  Requester requester(Timeouts timeouts = {}) {
    Requester made(transport, limiter, settings, "papercup/test", timeouts);
    made.observe([this](const std::string& key, const std::string& address) {
      moved.push_back(key + " " + address);
    });
    return made;
  }

  void redirect(const std::string& location, int status = 302) {
    transport.then(status, "", {{"location", location}});
  }

  static void refuse_connection(const net::HttpRequest& request) {
    throw ConnectionError(request.url + " refuses", "");
  }
  static net::HttpResponse refuse(const net::HttpRequest& request) {
    refuse_connection(request);
    return {};
  }

  // What each request had of the contact and the key.
  std::vector<std::string> secrets_sent() const {
    std::vector<std::string> sent;
    for (const net::HttpRequest& request : transport.requests) {
      sent.push_back(value_of(request, "User-Agent") + " " + value_of(request, "X-Key"));
    }
    return sent;
  }

  support::TemporaryFolder folder;
  support::MovedClock clock;
  TriedTransport transport{clock};
  ArxivSettings settings;
  net::RateLimiter limiter{folder.path(), settings.min_interval, clock};
  std::vector<std::string> moved;
};

const std::string kOpen = "papercup/test none";
const std::string kSecret = "papercup/test (me@example.org) planted";

TEST_F(RequesterTest, SendsTheKeyWithQuestionsToTheQueryApiOnly) {
  Requester asked = requester();
  asked.get(settings.api_url + "?id_list=2611.90417", {});
  asked.get(settings.feed_url + "/cs.LG", {});
  EXPECT_THAT(secrets_sent(), ElementsAre(kSecret, "papercup/test (me@example.org) none"));
}

TEST_F(RequesterTest, AnAddressThatBeginsAlikeIsAnotherOne) {
  settings.api_url = "https://a.org";
  settings.feed_url = "https://a.org.evil.org/atom";
  requester().get(settings.feed_url + "/cs.LG", {});
  EXPECT_THAT(secrets_sent(), ElementsAre("papercup/test (me@example.org) none"));
}

TEST_F(RequesterTest, ARedirectElsewhereTakesNoSecretsAlong) {
  redirect("https://evil.org/api/query?id_list=1");
  redirect(settings.api_url + "?id_list=2");
  requester().get(settings.api_url + "?id_list=1", {});
  EXPECT_THAT(secrets_sent(), ElementsAre(kSecret, kOpen, kOpen));
}

TEST_F(RequesterTest, ARedirectAtTheSameServerKeepsThem) {
  settings.api_url = "http://export.arxiv.org/api/query";
  redirect("https://export.arxiv.org/api/query?id_list=1", 307);
  requester().get(settings.api_url + "?id_list=1", {});
  EXPECT_THAT(secrets_sent(), ElementsAre(kOpen, kSecret)) << "nothing secret without encryption";
}

TEST_F(RequesterTest, EachRedirectIsARequestAtArxivsPace) {
  redirect("/1");
  redirect("/2");
  requester().get(settings.api_url + "?id_list=1", {});
  ASSERT_THAT(transport.times, SizeIs(3));
  EXPECT_EQ(transport.times[1] - transport.times[0], seconds(3));
  EXPECT_EQ(transport.times[2] - transport.times[1], seconds(3));
}

TEST_F(RequesterTest, WhatHasMovedForGoodIsToldOnceAndAskedThere) {
  settings.oai_url = "https://export.arxiv.org/oai2";
  redirect("https://oaipmh.arxiv.org/oai?verb=Identify", 301);
  Requester asked = requester();
  asked.get(settings.oai_url + "?verb=Identify", {});
  asked.get(settings.oai_url + "?verb=ListSets", {});
  ASSERT_THAT(transport.requests, SizeIs(3));
  EXPECT_EQ(transport.requests[2].url, "https://oaipmh.arxiv.org/oai?verb=ListSets");
  EXPECT_EQ(secrets_sent()[2], kOpen) << "it is another server still";
  EXPECT_THAT(moved, ElementsAre("oai_url https://oaipmh.arxiv.org/oai"));
}

TEST_F(RequesterTest, WhatHasMovedForNowIsNotTold) {
  redirect("https://b.org/api/query?id_list=1", 302);
  Requester asked = requester();
  asked.get(settings.api_url + "?id_list=1", {});
  asked.get(settings.api_url + "?id_list=2", {});
  EXPECT_EQ(transport.requests[2].url, settings.api_url + "?id_list=2");
  EXPECT_THAT(moved, IsEmpty());
}

TEST_F(RequesterTest, WhatRedirectsToNowhereIsNotAskedAgain) {
  redirect("http://portal.example/login");
  Requester asked = requester();
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.LG", {}), Error);
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.CL", {}), Error);
  EXPECT_THAT(transport.requests, SizeIs(1));
  asked.get(settings.api_url + "?id_list=1", {});
}

TEST_F(RequesterTest, WithoutAnyConnectionThisMachineIsOffline) {
  transport.connects = refuse_connection;
  transport.then(refuse);
  Requester asked = requester();
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_TRUE(asked.is_exhausted());
  EXPECT_THAT(transport.tried, ElementsAre(settings.api_url, settings.oai_url));
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.CL", {}), ConnectionError);
  EXPECT_THROW(asked.get(settings.api_url + "?id_list=1", {}), ConnectionError);
  EXPECT_THAT(transport.requests, SizeIs(1)) << "asked again";
  EXPECT_EQ(clock.time, Date(2026, 11, 24).days() + std::chrono::hours(12)) << "waited";
}

TEST_F(RequesterTest, OneServerThatRefusesIsNotTheNetwork) {
  transport.then(refuse);
  Requester asked = requester();
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_FALSE(asked.is_exhausted());
  EXPECT_EQ(asked.get(settings.api_url + "?id_list=1", {}).status, 200);
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.CL", {}), ConnectionError);
  EXPECT_THAT(transport.requests, SizeIs(2));
}

TEST_F(RequesterTest, AReaderWhoWaitsDoesNotWaitForTheOthersToo) {
  transport.then([&](const net::HttpRequest& request) {
    EXPECT_EQ(request.connect_timeout, seconds(5));
    clock.time += request.connect_timeout;
    return refuse(request);
  });
  Requester asked = requester({seconds(0), clock.time + seconds(20), seconds(5)});
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_TRUE(asked.is_exhausted());
  EXPECT_THAT(transport.tried, IsEmpty());
}

TEST_F(RequesterTest, ThePaceIsNotWaitedForToFindThatThereIsNoConnection) {
  requester().get(settings.feed_url + "/cs.LG", {});
  transport.connects = refuse_connection;
  const PreciseTime now = clock.time;
  Requester next = requester();
  EXPECT_THROW(next.get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_EQ(clock.time, now);
  EXPECT_THAT(transport.requests, SizeIs(1));
}

TEST_F(RequesterTest, AHoldIsNotWaitedForEither) {
  limiter.run([&] { limiter.refused(429); }, seconds(0));
  Requester hasty = requester({seconds(0)});
  EXPECT_THROW(hasty.get(settings.feed_url + "/cs.LG", {}), Error);
  EXPECT_THAT(transport.tried, IsEmpty());
  transport.connects = refuse_connection;
  const PreciseTime now = clock.time;
  Requester patient = requester();
  EXPECT_THROW(patient.get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_EQ(clock.time, now);
}

TEST_F(RequesterTest, AConnectionThatFailedMakesNobodyWait) {
  transport.connects = refuse_connection;
  transport.then(refuse);
  EXPECT_THROW(requester().get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_LE(limiter.next_turn(), clock.time);
}

TEST_F(RequesterTest, AServerThatHasAnsweredIsTriedAgainAtArxivsPace) {
  Requester asked = requester();
  asked.get(settings.feed_url + "/cs.LG", {});
  for (int i = 0; i < Requester::kConnections; ++i) transport.then(refuse);
  transport.connects = refuse_connection;
  for (int i = 1; i < Requester::kConnections; ++i) {
    try {
      asked.get(settings.feed_url + "/cs.LG", {});
      FAIL() << "an answer came";
    } catch (const ConnectionError&) {
      FAIL() << "gave up after " << i;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::unreachable);
    }
  }
  EXPECT_THROW(asked.get(settings.feed_url + "/cs.LG", {}), ConnectionError);
  EXPECT_TRUE(asked.is_exhausted());
  EXPECT_EQ(transport.times.back() - transport.times.front(), seconds(12));
}

}  // namespace
}  // namespace papercup::arxiv
