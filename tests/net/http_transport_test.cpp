#include "papercup/net/http_transport.hpp"

#include <chrono>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "papercup/core/error.hpp"

namespace papercup::net {
namespace {

// On this machine; takes connections and says nothing.
class SilentServer {
 public:
  SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, general, size), 0);
    EXPECT_EQ(::listen(socket_, 1), 0);
    EXPECT_EQ(::getsockname(socket_, general, &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~SilentServer() { ::close(socket_); }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/atom/cs.LG"; }

 private:
  int socket_;
  int port_ = 0;
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
  const SilentServer server;
  const auto start = std::chrono::steady_clock::now();
  const Error error = failure_of({server.url(), {}, std::chrono::seconds(1)}, nullptr);
  EXPECT_EQ(error.kind(), ErrorKind::unreachable) << error.message();
  EXPECT_NE(error.message().find(" in 1 s"), std::string::npos) << error.message();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(100));
}

TEST(CurlTransport, IsBrokenOffByTheReader) {
  const SilentServer server;
  const Error error = failure_of({server.url()}, [] { return true; });
  EXPECT_EQ(error.kind(), ErrorKind::interrupted) << error.message();
}

}  // namespace
}  // namespace papercup::net
