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

// The feed of a category's listing of the day.
struct ListingFeed {
  std::optional<Feed> feed;  // absent: the same as under the tag that was given
  std::string tag;           // the ETag to ask with the next time; may be empty
};

// Asks arXiv's query API (https://info.arxiv.org/help/api/user-manual.html), its feeds
// (https://info.arxiv.org/help/rss_specifications.html) and its OAI-PMH interface
// (https://info.arxiv.org/help/oa/index.html), one request at a time and at arXiv's pace.
//
// An answer may differ from what was asked for (see each method). One that is cut off, empty, no
// feed or a server's error is asked for again, at most kAttempts times in all. Then every method
// throws
// - net::ConnectionError if the server takes no connection, after the first attempt;
// - DeadlineExceeded if the deadline has passed and no attempt has failed otherwise;
// - RequestError if arXiv calls the request wrong, after the first attempt;
// - Error{failure} if arXiv refuses this reader (403), after which nothing more may be asked, or a
//   redirect leads astray;
// - Error{interrupted} if the reader breaks it off;
// - Error{unreachable} if arXiv asks to wait, and for everything else.
class Client {
 public:
  static constexpr int kAttempts = 4;
  static constexpr std::size_t kIdsAtOnce = 100;
  // Papers on a page, and the sizes to try if pages of that size fail or stop short.
  static constexpr std::array<std::int64_t, 4> kPageSizes = {200, 100, 50, 20};
  // The query API answers no more than 10,000 hits of a query.
  static constexpr std::int64_t kMostHits = 9000;
  // Entries of a listing. If there are more, arXiv leaves out new papers first
  // (https://info.arxiv.org/help/rss.html).
  static constexpr std::size_t kLongestListing = 2000;

  // The arguments are those of a Requester.
  Client(net::HttpTransport& transport, net::RateLimiter& limiter, const ArxivSettings& settings,
         std::string program, const Timeouts& timeouts);

  void observe(Requester::MoveObserver observer) { requester_.observe(std::move(observer)); }

  // Whether asking on is of no use now: arXiv refuses this reader altogether, or the requester is
  // exhausted (Requester::is_exhausted).
  bool is_exhausted() const;

  // The listing of the day of a category or an archive: membership and kinds, without comments and
  // dates. It may still be that of an earlier day (see Feed::day), and arXiv cuts it off after
  // kLongestListing entries. `tag` is that of the listing that is known, or empty.
  ListingFeed listing(const std::string& category, const std::string& tag);
  // Whole metadata of at most kIdsAtOnce papers; papers that arXiv does not know are missing. An
  // answer with fewer papers than it counts is asked for again, and then taken as it is.
  Feed papers(const std::vector<ArxivId>& ids);
  // A page of at most `size` papers of a category (of all names) or an archive (of all its
  // divisions) that were submitted in a window, oldest first, from hit number `start`, counted from
  // 0. `start` is a multiple of `size`, since the API counts in pages. A page without entries is
  // asked for again if the answer, or `known_total`, says that there should be some, and the first
  // page in any case. A page may have fewer entries than it should.
  Feed submitted(const std::string& category, const SubmissionWindow& window, std::int64_t start,
                 std::int64_t size, std::int64_t known_total);
  // A page of a category's papers; those whose newest version was submitted last come first.
  Feed updated(const std::string& category, std::int64_t start, std::int64_t size);
  // The paper of a category that was submitted last, and nothing else.
  Feed newest(const std::string& category);
  // The first page of what changed in a set since a day (OAI-PMH 2.0, 4.5 ListRecords). If nothing
  // changed, that may be old news that a cache kept: check it otherwise.
  Feed harvest(const std::string& set, Date since);
  // The page of a resumption token (OAI-PMH 2.0, 3.5). An empty page is asked for again. Throws
  // RequestError with bad_resumption_token if the token has expired; arXiv's do so at midnight.
  Feed harvest(const std::string& resumption_token);

 private:
  using Headers = Requester::Headers;

  // What to do with an answer that is not whole however often it is asked for.
  enum class Incomplete { refuse, accept };

  Feed ask(const std::string& url, const std::function<bool(const Feed&)>& is_whole,
           Incomplete incomplete = Incomplete::refuse);
  ListingFeed ask(const std::string& url, const Headers& more,
                  const std::function<bool(const Feed&)>& is_whole,
                  Incomplete incomplete = Incomplete::refuse);
  net::HttpResponse request(const std::string& url, const Headers& more);
  // Nothing, and why in `trouble`, if it is worth asking again.
  std::optional<net::HttpResponse> try_request(const std::string& url, const Headers& more,
                                               std::optional<Error>& trouble);

  ArxivSettings settings_;
  Requester requester_;
  bool is_denied_ = false;
};

}  // namespace papercup::arxiv
