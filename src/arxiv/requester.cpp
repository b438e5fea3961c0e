#include "papercup/arxiv/requester.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "arxiv/xml/document_text.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/web_address.hpp"

namespace papercup::arxiv {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The key in config.toml of the query API's address.
constexpr const char* kQueryApi = "api_url";
constexpr int kTooMany = 429;
constexpr int kUnavailable = 503;
// A reader who has to wait longer before asking is told sooner that there is no connection.
constexpr milliseconds kShortWait{200};
// If a server takes longer than this to refuse, a reader who waits is spared waiting for the
// others.
constexpr seconds kSlowFailure{1};
// How long the others may take to take a connection.
constexpr seconds kLongestTrial{5};

// The wait that the header Retry-After asks for (RFC 9110, 10.2.3), as a number of seconds or a
// date; 0 if there is none, and arXiv sends 0 without meaning it.
seconds retry_after(const net::HttpResponse& response, Time now) {
  const std::string text = response.header("retry-after");
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return seconds(std::max(number, 0));
  const std::optional<Time> moment = parse_rfc2822(text);
  return moment ? std::max(*moment - now, seconds(0)) : seconds(0);
}

std::string place_of(const std::string& url) {
  const auto address = WebAddress::parse(url);
  return address ? address->place() : url;
}

// Whether an address is a question to this base, and not to one whose name begins alike.
bool is_below(const std::string& url, const std::string& base) {
  return url.starts_with(base) &&
         (url.size() == base.size() ||
          std::string_view("/?&").find(url[base.size()]) != std::string_view::npos);
}

}  // namespace

bool is_refusal(const net::HttpResponse& response) {
  return response.status == kTooMany || response.status == kUnavailable ||
         recognise_content(response.body) == Content::rate_limit;
}

Requester::Requester(net::HttpTransport& transport, net::RateLimiter& limiter,
                     ArxivSettings settings, std::string program, Timeouts timeouts)
    : transport_(transport),
      limiter_(limiter),
      settings_(std::move(settings)),
      program_(std::move(program)),
      timeouts_(timeouts),
      bases_{{kQueryApi, settings_.api_url},
             {"feed_url", settings_.feed_url},
             {"oai_url", settings_.oai_url}} {}

bool Requester::is_exhausted() const {
  return is_offline_ || limiter_.is_backing_off() ||
         (timeouts_.deadline && limiter_.precise_now() >= *timeouts_.deadline);
}

Requester::Base* Requester::base_of(const std::string& url) {
  // One address may begin another.
  Base* longest = nullptr;
  for (Base& base : bases_) {
    const bool is_longer = longest == nullptr || base.address.size() > longest->address.size();
    if (is_below(url, base.address) && is_longer) longest = &base;
  }
  return longest;
}

net::HttpResponse Requester::get(const std::string& url, const Headers& more) {
  Base* const base = base_of(url);
  const std::string& asked = base != nullptr ? base->address : url;
  if (const auto astray = astray_.find(asked); astray != astray_.end()) throw Error(astray->second);
  net::Redirects redirects =
      base != nullptr && !base->moved_to.empty()
          ? net::Redirects(base->moved_to + url.substr(base->address.size()), base->trust)
          : net::Redirects(url);
  for (;;) {
    net::HttpResponse response = ask(redirects, more, base);
    try {
      if (!redirects.follow(response)) {
        if (base != nullptr && redirects.has_moved()) remember_move(*base, url, redirects);
        return response;
      }
    } catch (const Error& error) {
      astray_.emplace(asked, error);
      throw;
    }
  }
}

net::HttpResponse Requester::ask(const net::Redirects& redirects, const Headers& more,
                                 const Base* base) {
  net::HttpRequest request{redirects.url(), {{"User-Agent", program_}, {"Accept", "*/*"}}};
  request.headers.insert(request.headers.end(), more.begin(), more.end());
  if (redirects.may_have_secrets()) {
    if (!settings_.contact.empty()) {
      request.headers.front().second += fmt::format(" ({})", settings_.contact);
    }
    const bool is_query = base != nullptr && base->key == kQueryApi;
    if (is_query && !settings_.api_key.empty() && !settings_.api_key_header.empty()) {
      request.headers.emplace_back(settings_.api_key_header, settings_.api_key);
    }
  }
  request.timeout = timeouts_.answer;
  request.connect_timeout = timeouts_.connect;
  const std::string place = place_of(request.url);
  check_connection(request, place);
  net::HttpResponse response;
  limiter_.run(
      [&] {
        limit(request);
        response = send(request, place);
        if (is_refusal(response)) {
          limiter_.refused(response.status, retry_after(response, limiter_.now()));
        } else {
          limiter_.accepted();
        }
      },
      timeouts_.backoff);
  return response;
}

net::HttpResponse Requester::send(const net::HttpRequest& request, const std::string& place) {
  const PreciseTime began = limiter_.precise_now();
  try {
    net::HttpResponse response = transport_.get(request);
    lost_[place] = 0;
    return response;
  } catch (const net::ConnectionError& error) {
    // A server that has answered may do so again, in its turn.
    const auto lost = lost_.find(place);
    if (lost != lost_.end() && ++lost->second < kConnections) {
      throw Error(error.kind(), error.message(), error.hint());
    }
    if (lost != lost_.end()) lost_.erase(lost);
    note_unreachable(place, error, began);
    throw;
  }
}

// The part after the configured address is the same at the new one, or nothing is known of it.
void Requester::remember_move(Base& base, const std::string& url, const net::Redirects& redirects) {
  const std::string rest = url.substr(base.address.size());
  if (!base.moved_to.empty() || rest.empty() || !redirects.url().ends_with(rest)) return;
  base.moved_to = redirects.url().substr(0, redirects.url().size() - rest.size());
  base.trust = redirects.trust();
  if (!observer_) return;
  auto shown = WebAddress::parse(base.moved_to);
  if (!shown) return;
  shown->userinfo.clear();
  observer_(base.key, without_secrets(shown->to_string()));
}

// Tries to connect before a wait; a second run would wait some seconds only to learn that there is
// no connection.
void Requester::check_connection(const net::HttpRequest& request, const std::string& place) {
  if (const auto known = unreachable_.find(place); known != unreachable_.end()) {
    throw net::ConnectionError(known->second.message(), known->second.hint());
  }
  const milliseconds wait = limiter_.next_turn() - limiter_.precise_now();
  const bool is_backoff_too_long = limiter_.is_backing_off() && wait > timeouts_.backoff;
  if (wait <= kShortWait || is_backoff_too_long || lost_.contains(place)) return;
  net::HttpRequest trial = request;
  limit(trial);
  const PreciseTime began = limiter_.precise_now();
  try {
    transport_.connect(trial);
  } catch (const net::ConnectionError& error) {
    note_unreachable(place, error, began);
    throw;
  }
}

void Requester::note_unreachable(const std::string& place, const Error& error, PreciseTime began) {
  unreachable_.emplace(place, error);
  if (!lost_.empty()) return;
  const bool was_slow = limiter_.precise_now() - began > kSlowFailure;
  is_offline_ = (timeouts_.deadline && was_slow) || !can_connect_to_another(place);
}

bool Requester::can_connect_to_another(const std::string& place) {
  return std::any_of(bases_.begin(), bases_.end(), [&](const Base& base) {
    const std::string other = place_of(base.address);
    if (other == place || unreachable_.contains(other)) return false;
    net::HttpRequest trial{base.address};
    trial.connect_timeout = std::min(timeouts_.connect, kLongestTrial);
    try {
      limit(trial);
      transport_.connect(trial);
      return true;
    } catch (const net::ConnectionError& error) {
      unreachable_.emplace(other, error);
    } catch (const DeadlineExceeded&) {
    }
    return false;
  });
}

// Gives a request no more time than is left.
void Requester::limit(net::HttpRequest& request) const {
  if (!timeouts_.deadline) return;
  const auto left = std::chrono::ceil<seconds>(*timeouts_.deadline - limiter_.precise_now());
  if (left <= seconds(0)) {
    throw DeadlineExceeded(ErrorKind::unreachable, "there was not enough time to fetch everything",
                           "papercup fetch takes the time it needs.");
  }
  request.timeout = std::min(request.timeout, left);
  request.connect_timeout = std::min(request.connect_timeout, left);
}

}  // namespace papercup::arxiv
