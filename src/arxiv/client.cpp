#include "papercup/arxiv/client.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/web_address.hpp"

namespace papercup::arxiv {
namespace {

// The kind of an answer, before anybody looks for papers in it.
enum class AnswerKind { feed, unchanged, refusal, forbidden, failure };

AnswerKind kind_of(const net::HttpResponse& response) {
  if (is_refusal(response)) return AnswerKind::refusal;
  if (response.status == 403) return AnswerKind::forbidden;
  if (response.status == 304) return AnswerKind::unchanged;
  // A request that arXiv calls wrong has an error feed, which says why.
  const bool has_feed = response.status == 200 || response.status == 400;
  const bool is_empty = response.body.find_first_not_of(" \t\r\n") == std::string::npos;
  return has_feed && !is_empty ? AnswerKind::feed : AnswerKind::failure;
}

// "202611242359", as the query API takes it.
std::string minute_text(Time time) {
  const std::string text = to_rfc3339(time);
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2) + text.substr(11, 2) +
         text.substr(14, 2);
}

// Percent-encoded (RFC 3986, 2.3): everything but letters, digits and -._~.
std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_plain =
        ascii::is_letter_or_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
    result += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

// `base` with a query of these names and values.
std::string url_with(const std::string& base,
                     const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string url = base;
  char divider = base.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    url += divider + encoded(name) + "=" + encoded(value);
    divider = '&';
  }
  return url;
}

std::string category_query(const std::string& category) {
  std::vector<std::string> terms;
  for (const std::string& name : query_names(category)) terms.push_back("cat:" + name);
  return fmt::format("({})", fmt::join(terms, " OR "));
}

}  // namespace

Client::Client(net::HttpTransport& transport, net::RateLimiter& limiter,
               const ArxivSettings& settings, std::string program, const Timeouts& timeouts)
    : settings_(settings), requester_(transport, limiter, settings, std::move(program), timeouts) {}

bool Client::is_exhausted() const { return is_denied_ || requester_.is_exhausted(); }

ListingFeed Client::listing(const std::string& category, const std::string& tag) {
  Headers headers;
  if (!tag.empty()) headers.emplace_back("If-None-Match", tag);
  return ask(settings_.feed_url + "/" + canonical_category(category), headers,
             [](const Feed&) { return true; });
}

Feed Client::papers(const std::vector<ArxivId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const ArxivId& id : ids) texts.push_back(id.to_string());
  const std::string count = std::to_string(ids.size());
  return ask(
      url_with(settings_.api_url,
               {{"id_list", fmt::format("{}", fmt::join(texts, ","))}, {"max_results", count}}),
      [&](const Feed& feed) {
        const auto entries = static_cast<std::int64_t>(feed.records.size() + feed.warnings.size());
        const auto asked = static_cast<std::int64_t>(ids.size());
        return entries >= std::min(asked, feed.total_results.value_or(0));
      },
      Incomplete::accept);
}

Feed Client::submitted(const std::string& category, const SubmissionWindow& window,
                       std::int64_t start, std::int64_t size, std::int64_t known_total) {
  const std::string query = fmt::format("{} AND submittedDate:[{} TO {}]", category_query(category),
                                        minute_text(window.from), minute_text(window.to));
  bool is_first = start == 0;
  return ask(url_with(settings_.api_url, {{"search_query", query},
                                          {"start", std::to_string(start)},
                                          {"max_results", std::to_string(size)},
                                          {"sortBy", "submittedDate"},
                                          {"sortOrder", "ascending"}}),
             [&, is_first](const Feed& feed) mutable {
               const std::int64_t total = std::max(feed.total_results.value_or(0), known_total);
               return !feed.records.empty() || (total <= start && !std::exchange(is_first, false));
             });
}

Feed Client::updated(const std::string& category, std::int64_t start, std::int64_t size) {
  return ask(url_with(settings_.api_url, {{"search_query", category_query(category)},
                                          {"start", std::to_string(start)},
                                          {"max_results", std::to_string(size)},
                                          {"sortBy", "lastUpdatedDate"},
                                          {"sortOrder", "descending"}}),
             [&](const Feed& feed) {
               return !feed.records.empty() || feed.total_results.value_or(0) <= start;
             });
}

Feed Client::newest(const std::string& category) {
  return ask(url_with(settings_.api_url, {{"search_query", category_query(category)},
                                          {"start", "0"},
                                          {"max_results", "1"},
                                          {"sortBy", "submittedDate"},
                                          {"sortOrder", "descending"}}),
             [](const Feed&) { return true; });
}

Feed Client::harvest(const std::string& set, Date since) {
  return ask(url_with(settings_.oai_url, {{"verb", "ListRecords"},
                                          {"metadataPrefix", "arXiv"},
                                          {"set", set},
                                          {"from", since.to_string()}}),
             [](const Feed&) { return true; });
}

Feed Client::harvest(const std::string& resumption_token) {
  return ask(
      url_with(settings_.oai_url, {{"verb", "ListRecords"}, {"resumptionToken", resumption_token}}),
      [](const Feed& feed) { return !feed.records.empty() || !feed.warnings.empty(); },
      Incomplete::accept);
}

Feed Client::ask(const std::string& url, const std::function<bool(const Feed&)>& is_whole,
                 Incomplete incomplete) {
  return ask(url, {}, is_whole, incomplete).feed.value();
}

ListingFeed Client::ask(const std::string& url, const Headers& more,
                        const std::function<bool(const Feed&)>& is_whole, Incomplete incomplete) {
  std::optional<Error> trouble;
  std::optional<Feed> most;  // of those that were not whole
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto response = try_request(url, more, trouble);
    if (!response) continue;
    // That answers only a request that says what is known already; another is made again.
    if (response->status == 304 && !more.empty()) return {std::nullopt, more.front().second};
    try {
      Feed feed = parse_feed(response->body, without_secrets(url));
      if (is_whole(feed)) return {std::move(feed), response->header("etag")};
      trouble.emplace(ErrorKind::unreachable,
                      "arXiv gave a page without its papers: " + without_secrets(url));
      if (!most || feed.records.size() > most->records.size()) most = std::move(feed);
    } catch (const RequestError&) {
      throw;
    } catch (const Error& error) {
      trouble.emplace(ErrorKind::unreachable, error.message());
    }
  }
  if (most && incomplete == Incomplete::accept) return {std::move(most), ""};
  throw Error(trouble->kind(), trouble->message(),
              "What has been fetched is kept; the next papercup fetch continues from there.");
}

std::optional<net::HttpResponse> Client::try_request(const std::string& url, const Headers& more,
                                                     std::optional<Error>& trouble) {
  try {
    return request(url, more);
  } catch (const net::ConnectionError&) {
    throw;
  } catch (const DeadlineExceeded&) {
    // What went wrong before says more.
    if (trouble) throw Error(*trouble);
    throw;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable || is_exhausted()) throw;
    trouble = error;
  }
  return std::nullopt;
}

net::HttpResponse Client::request(const std::string& url, const Headers& more) {
  net::HttpResponse response = requester_.get(url, more);
  switch (kind_of(response)) {
    case AnswerKind::feed:
    case AnswerKind::unchanged:
      return response;
    case AnswerKind::refusal:
      throw Error(ErrorKind::unreachable,
                  fmt::format("arXiv asks to wait (status {})", response.status),
                  "Try again in some minutes; what has been fetched is kept.");
    case AnswerKind::forbidden:
      is_denied_ = true;
      throw Error(ErrorKind::failure,
                  fmt::format("arXiv refuses {} (status 403)", without_secrets(url)),
                  "Do not ask again before you know why: https://info.arxiv.org/denied.html");
    case AnswerKind::failure:
      break;
  }
  throw Error(ErrorKind::unreachable,
              fmt::format("{} answered with status {}{}", without_secrets(url), response.status,
                          response.status == 200 ? " and nothing else" : ""));
}

}  // namespace papercup::arxiv
