#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "papercup/net/http_transport.hpp"

namespace papercup::net {

// Whom a connection was tried to.
struct Peer {
  std::string address;  // a number
  int port = 0;
};

// How far a request came.
enum class Stage {
  name,                // the server's name was not found,
  name_in_time,        // or nobody said in time
  connection,          // there was no connection,
  connection_in_time,  // or none in time
  encryption,          // it could not be encrypted
  proxy,               // a proxy was not found, or did not let us through
  answer,              // the server took the connection
};

struct Failure {
  std::string url = {};
  Stage stage = Stage::answer;
  std::optional<Peer> peer = {};  // the server, or a proxy
  int system_error = 0;           // errno of the connection
  int proxy_status = 0;           // what a proxy answered; 0 without
  std::string words = {};         // libcurl's
};

// Says of a failure before any answer what it is, and what to look at. `time` is what connecting
// was given.
[[noreturn]] void throw_connection_error(const Failure& failure, std::chrono::seconds time);

}  // namespace papercup::net
