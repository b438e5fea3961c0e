#pragma once

#include <array>
#include <future>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <gtest/gtest.h>
#include <netinet/in.h>

namespace papercup::support {

// A server on this machine; takes connections and says nothing, unless it is told to.
class LoopbackServer {
 public:
  explicit LoopbackServer(int family = AF_INET)
      : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (family == AF_INET6) {
      sockaddr_in6 address{};
      address.sin6_family = AF_INET6;
      address.sin6_addr = in6addr_loopback;
      listen_at(address);
      port_ = ntohs(address.sin6_port);
    } else {
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      listen_at(address);
      port_ = ntohs(address.sin_port);
    }
  }
  ~LoopbackServer() { ::close(socket_); }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  // The machine may have no IPv6.
  bool is_listening() const { return is_listening_; }
  int socket() const { return socket_; }
  int port() const { return port_; }

  // Takes one connection, reads a request of HTTP, answers and closes.
  std::future<std::string> answer_once(std::string answer) const {
    return std::async(std::launch::async, [socket = socket_, answer = std::move(answer)] {
      const int connection = ::accept(socket, nullptr, nullptr);
      std::string request;
      std::array<char, 4096> buffer{};
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t count = ::read(connection, buffer.data(), buffer.size());
        if (count <= 0) break;
        request.append(buffer.data(), static_cast<std::size_t>(count));
      }
      // Who has heard enough closes the connection.
      (void)::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
      ::close(connection);
      return request;
    });
  }

 private:
  template <typename Address>
  void listen_at(Address& address) {
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    is_listening_ = ::bind(socket_, general, size) == 0 && ::listen(socket_, 1) == 0 &&
                    ::getsockname(socket_, general, &size) == 0;
  }

  int socket_;
  int port_ = 0;
  bool is_listening_ = false;
};

}  // namespace papercup::support
