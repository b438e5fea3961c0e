#include "papercup/net/http_transport.hpp"

#include <chrono>
#include <string>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/loopback_server.hpp"

namespace papercup::net {
namespace {

// Listens while it lives.
class LoopbackServer : public support::LoopbackServer {
 public:
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()) + "/atom/cs.LG"; }
};

Error failure_of(const HttpRequest& request, IsInterrupted is_interrupted) {
  try {
    make_curl_transport(is_interrupted)->get(request);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::failure, "an answer came");
}

TEST(CurlTransport, DoesNotWaitLongerThanARequestMayTake) {
  const LoopbackServer server;
  const auto start = std::chrono::steady_clock::now();
  const Error error = failure_of({server.url(), {}, std::chrono::seconds(1)}, nullptr);
  EXPECT_EQ(error.kind(), ErrorKind::unreachable) << error.message();
  EXPECT_NE(error.message().find(" in 1 s"), std::string::npos) << error.message();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(100));
}

TEST(CurlTransport, IsBrokenOffByTheReader) {
  const LoopbackServer server;
  const Error error = failure_of({server.url()}, [] { return true; });
  EXPECT_EQ(error.kind(), ErrorKind::interrupted) << error.message();
}

TEST(CurlTransport, AsksOnceAndGivesTheWholeAnswer) {
  const LoopbackServer server;
  auto asked = server.answer_once(
      "HTTP/1.1 404 Not Found\r\nETag: a\r\netag:  b \r\nContent-Length: 5\r\n\r\nwords");
  const HttpRequest request{server.url(), {{"X-First", "one"}, {"User-Agent", "papercup/test"}}};
  const HttpResponse response = make_curl_transport(nullptr)->get(request);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "words");
  EXPECT_EQ(response.header("etag"), "b");
  EXPECT_EQ(response.header("content-length"), "5");
  EXPECT_EQ(response.header("server"), "");
  EXPECT_EQ(response.url, request.url);
  const std::string text = asked.get();
  EXPECT_THAT(text, testing::StartsWith("GET /atom/cs.LG HTTP/1.1\r\n"));
  EXPECT_THAT(text, testing::HasSubstr("\r\nX-First: one\r\n"));
  EXPECT_THAT(text, testing::HasSubstr("\r\nUser-Agent: papercup/test\r\n"));
  EXPECT_THAT(text, testing::HasSubstr("gzip"));
}

TEST(CurlTransport, FollowsNoRedirect) {
  const LoopbackServer server;
  auto asked = server.answer_once(
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  const HttpResponse response = make_curl_transport(nullptr)->get({server.url()});
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.header("location"), "http://127.0.0.1:1/");
  asked.get();
}

TEST(CurlTransport, RefusesAnAnswerThatIsTooLarge) {
  const LoopbackServer server;
  auto asked = server.answer_once("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" +
                                  std::string(std::size_t{3} << 20, 'x'));
  HttpRequest request{server.url()};
  request.largest_body = std::size_t{2} << 20;
  const Error error = failure_of(request, nullptr);
  EXPECT_EQ(error.kind(), ErrorKind::unreachable);
  EXPECT_EQ(error.message(), "the answer of " + server.url() + " is larger than 2 MiB");
}

TEST(CurlTransport, TellsAnAnswerThatIsCutOff) {
  const LoopbackServer server;
  auto asked = server.answer_once("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nwords");
  const Error error = failure_of({server.url()}, nullptr);
  EXPECT_EQ(error.kind(), ErrorKind::unreachable);
  EXPECT_THAT(error.message(), testing::StartsWith("no answer from " + server.url() + ": "));
}

// The port was a server's a moment ago.
TEST(CurlTransport, SaysThatNobodyTakesTheConnection) {
  std::string url;
  {
    const LoopbackServer server;
    url = server.url();
  }
  const std::string place = url.substr(7, url.find('/', 7) - 7);
  try {
    make_curl_transport(nullptr)->get({url});
    ADD_FAILURE() << "somebody answered";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.message(), place + " refuses the connection");
  }
}

TEST(CurlTransport, ConnectsWithoutAsking) {
  const LoopbackServer server;
  EXPECT_NO_THROW(make_curl_transport(nullptr)->connect({server.url()}));
}

}  // namespace
}  // namespace papercup::net
