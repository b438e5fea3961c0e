#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "papercup/net/http_transport.hpp"

struct curl_slist;

// What the transports over libcurl share.
namespace papercup::net {

// Handles of libcurl, to which a CURL is a void.
struct FreeEasyHandle {
  void operator()(void* easy) const;
};
struct FreeStringList {
  void operator()(curl_slist* list) const;
};
using EasyHandle = std::unique_ptr<void, FreeEasyHandle>;
using StringList = std::unique_ptr<curl_slist, FreeStringList>;

// A new handle; libcurl is started with the first one. Throws Error{failure} if it cannot be.
EasyHandle make_easy_handle();

// The file of certificates to trust where nobody has named one. It is empty, which leaves the
// choice to libcurl, if the file that libcurl was built to look for (`built_in`) is there; else the
// first that another distribution has below `root`, or empty if there is none. A libcurl that came
// along from one distribution to another knows the place of the first alone.
std::string certificates_of_system(const std::filesystem::path& root, const std::string& built_in);
// The same for this system and the libcurl that is used.
std::string certificates_of_system();

inline bool never_interrupted() { return false; }

// The machine that a connection was tried to.
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
  certificates,        // no file of them to know the server by
  encryption,          // it could not be encrypted
  proxy,               // a proxy was not found, or did not let us through
  answer,              // the server took the connection
};

struct Failure {
  std::string url = {};
  Stage stage = Stage::answer;
  std::optional<Peer> peer = {};  // the server, or a proxy
  int system_error = 0;           // errno of the connection
  int proxy_status = 0;           // what a proxy answered; 0 if none did
  std::string words = {};         // libcurl's
};

// Throws the ConnectionError that says what went wrong before any answer, and what to look at.
// `time` is how long connecting was allowed to take.
[[noreturn]] void throw_connection_error(const Failure& failure, std::chrono::seconds time);

}  // namespace papercup::net
