#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/core/settings.hpp"
#include "papercup/net/http_transport.hpp"
#include "papercup/net/rate_limiter.hpp"
#include "papercup/net/redirects.hpp"

namespace papercup::arxiv {

// How long a reader lets arXiv take.
struct Timeouts {
  // The longest wait for the end of a backoff, or for another papercup that is asking; if it is
  // longer, there is no wait at all.
  std::chrono::seconds backoff{600};
  std::optional<PreciseTime> deadline = {};  // for everything that is asked
  std::chrono::seconds connect{15};          // for a server to take a connection
  // For an answer; arXiv has been seen to take three minutes
  // (https://groups.google.com/a/arxiv.org/g/api).
  std::chrono::seconds answer{200};
};

// The deadline has passed. The kind is `unreachable`.
class DeadlineExceeded : public Error {
 public:
  using Error::Error;
};

// Sends requests to arXiv's servers, one at a time and at arXiv's pace, and follows their
// redirects, each of which is a request of its own.
//
// The contact is sent to the configured servers, the key with questions to the query API. Both are
// sent only if nobody can read them on the way, and not to another server that one redirects to.
//
// A server that takes no connection is not tried again while this object lives, but one that has
// answered before is tried kConnections times in all. If no server has answered yet, the others are
// tried then, without asking them anything; if none takes a connection, this machine is offline.
class Requester {
 public:
  static constexpr int kConnections = 4;
  using Headers = std::vector<std::pair<std::string, std::string>>;
  // Told once of each configured address that has moved for good: its key in config.toml, and the
  // address where it is now, without secrets.
  using MoveObserver = std::function<void(const std::string& key, const std::string& address)>;

  // `program` is how papercup introduces itself (User-Agent): name and version.
  Requester(net::HttpTransport& transport, net::RateLimiter& limiter, ArxivSettings settings,
            std::string program, Timeouts timeouts);

  void observe(MoveObserver observer) { observer_ = std::move(observer); }

  // The answer after all redirects, whatever its status; the limiter has been told of it. `more`
  // are further headers. Throws net::ConnectionError, DeadlineExceeded, Error{failure} as
  // net::Redirects::follow does, and otherwise as net::RateLimiter::run and
  // net::HttpTransport::get do.
  net::HttpResponse get(const std::string& url, const Headers& more);

  // Whether asking on is of no use now: arXiv has asked to wait, this machine is offline, or the
  // deadline has passed.
  bool is_exhausted() const;

 private:
  // A configured address, and the one it has moved to if that is known.
  struct Base {
    std::string key, address;
    std::string moved_to = {};  // empty: it has not moved
    net::Trust trust = net::Trust::full;
  };

  Base* base_of(const std::string& url);
  net::HttpResponse ask(const net::Redirects& redirects, const Headers& more, const Base* base);
  void remember_move(Base& base, const std::string& url, const net::Redirects& redirects);
  net::HttpResponse send(const net::HttpRequest& request, const std::string& place);
  void check_connection(const net::HttpRequest& request, const std::string& place);
  void note_unreachable(const std::string& place, const Error& error, PreciseTime began);
  bool can_connect_to_another(const std::string& place);
  void limit(net::HttpRequest& request) const;

  net::HttpTransport& transport_;
  net::RateLimiter& limiter_;
  ArxivSettings settings_;
  std::string program_;
  Timeouts timeouts_;
  MoveObserver observer_;
  std::vector<Base> bases_;
  std::map<std::string, int> lost_{};  // servers that have answered; connections lost since
  std::map<std::string, Error> unreachable_{};  // servers, and what is wrong
  std::map<std::string, Error> astray_{};       // configured addresses that redirect to nowhere
  bool is_offline_ = false;
};

// Whether an answer asks to wait: its status is 429 or 503 (RFC 6585, 4; RFC 9110, 15.6.4), or it
// says "Rate exceeded." with any status.
bool is_refusal(const net::HttpResponse& response);

}  // namespace papercup::arxiv
