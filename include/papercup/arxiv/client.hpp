#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/arxiv/requester.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/settings.hpp"
#include "papercup/net/http_transport.hpp"
#include "papercup/net/rate_limiter.hpp"

namespace papercup::arxiv {

// Moments between which papers were submitted for the first time, to the minute, both inclusive.
struct SubmissionWindow {
  Time from, to;
};

// The list of the day of a category.
struct Listing {
  std::optional<Feed> feed;  // nothing: the same as under the tag that was given
  std::string tag;           // to ask with the next time; may be empty
};

// Asks arXiv, one request at a time and at arXiv's pace.
//
// What arXiv answers is not always what was asked for (see each method); an answer that is cut off,
// empty, no feed or a server's error is asked for again, at most kAttempts times in all. Then, and
// if arXiv refuses, takes no connection (net::ConnectionError) or takes longer than the reader's
// timeouts, Error{unreachable}; Error{failure} where it calls a
// request wrong, or refuses this reader (403), after which nothing more may be asked;
// Error{interrupted} where the reader broke off.
class Client {
 public:
  static constexpr int kAttempts = 4;
  static constexpr std::size_t kIdsAtOnce = 100;
  // Papers a page, and what is tried where pages of that size fail or stop short.
  static constexpr std::array<std::int64_t, 4> kPageSizes = {200, 100, 50, 20};
  // The query API answers no more than 10,000 hits of a query.
  static constexpr std::int64_t kMostHits = 9000;
  // Entries of a list of the day, of which arXiv leaves out new papers first when there are more
  // (https://info.arxiv.org/help/rss.html).
  static constexpr std::size_t kLongestListing = 2000;

  // As for a Requester.
  Client(net::HttpTransport& transport, net::RateLimiter& limiter, const ArxivSettings& settings,
         std::string program, const Timeouts& timeouts);

  void observe(Requester::MoveObserver observer) { requester_.observe(std::move(observer)); }

  // Whether asking on is of no use now: arXiv refuses this reader altogether, or as
  // Requester::is_exhausted.
  bool is_exhausted() const;

  // The list of the day of a category or an archive: membership and kinds, without comments and
  // dates. It may be that of an earlier day still (see Feed::day), and arXiv cuts it off after
  // kLongestListing entries. `tag` is that of the list that is known, or
  // empty.
  Listing listing(const std::string& category, const std::string& tag);
  // Whole metadata of at most kIdsAtOnce papers; what arXiv does not know is not in the answer. One
  // with fewer papers than it counts is asked for again, and then taken as it is.
  Feed papers(const std::vector<ArxivId>& ids);
  // A page of at most `size` papers of a category (of all names) or an archive (of all its
  // divisions) that were submitted in a window,
  // oldest first, from the hit with the number `start`, a multiple of `size`: the API counts in
  // pages. A page without entries is asked for again where the answer, or `known_total`, says that
  // there should be some, and the first one in any case. It may have fewer entries than it should.
  Feed submitted(const std::string& category, const SubmissionWindow& window, std::int64_t start,
                 std::int64_t size, std::int64_t known_total);
  // A page of a category's papers, that whose newest version was submitted last before the others.
  Feed updated(const std::string& category, std::int64_t start, std::int64_t size);
  // The paper of a category that was submitted last, and nothing else.
  Feed newest(const std::string& category);
  // A page of what changed in a set since a day, or the page of a resumption token. That nothing
  // did may be old news that a cache kept: for the first page, to be checked otherwise; for the
  // others, asked for again.
  Feed harvest(const std::string& set, Date since);
  Feed harvest(const std::string& resumption_token);

 private:
  using Headers = Requester::Headers;

  // What becomes of an answer that is not whole however often it is asked for.
  enum class Incomplete { refuse, accept };

  Feed ask(const std::string& url, const std::function<bool(const Feed&)>& is_whole,
           Incomplete incomplete = Incomplete::refuse);
  Listing ask(const std::string& url, const Headers& more,
              const std::function<bool(const Feed&)>& is_whole,
              Incomplete incomplete = Incomplete::refuse);
  net::HttpResponse request(const std::string& url, const Headers& more);

  ArxivSettings settings_;
  Requester requester_;
  bool is_denied_ = false;
};

}  // namespace papercup::arxiv
