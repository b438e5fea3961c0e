#include "papercup/net/redirects.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/system/shared_library.hpp"

namespace papercup::net {
namespace {

constexpr std::array<int, 5> kRedirects = {301, 302, 303, 307, 308};

struct UrlDeleter {
  void operator()(CURLU* url) const { PAPERCUP_CURL(curl_url_cleanup)(url); }
};
struct TextDeleter {
  void operator()(char* text) const { PAPERCUP_CURL(curl_free)(text); }
};

// A reference as seen from an address (RFC 3986, 5); nothing if it is none.
std::optional<std::string> resolved(const std::string& base, const std::string& reference) {
  const std::unique_ptr<CURLU, UrlDeleter> url(PAPERCUP_CURL(curl_url)());
  if (!url || PAPERCUP_CURL(curl_url_set)(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      PAPERCUP_CURL(curl_url_set)(url.get(), CURLUPART_URL, reference.c_str(), CURLU_URLENCODE) !=
          CURLUE_OK) {
    return std::nullopt;
  }
  char* text = nullptr;
  if (PAPERCUP_CURL(curl_url_get)(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK)
    return std::nullopt;
  const std::unique_ptr<char, TextDeleter> owner(text);
  return std::string(text);
}

Error refusal(const std::string& from, const std::string& what) {
  return {ErrorKind::failure, fmt::format("{} redirects {}", without_secrets(from), what),
          "It was not followed. Look at the addresses under [arxiv] in config.toml, and at the "
          "network: a page to log in at also answers so."};
}

// `to` is safe to be shown.
void check(const WebAddress& from, const WebAddress& to, const std::string& url) {
  const std::string shown = without_secrets(to.to_string());
  if (to.is_loopback() && !from.is_loopback()) {
    throw refusal(url, fmt::format("to {}, which is this machine", shown));
  }
  if (!is_private(to)) throw refusal(url, fmt::format("to {}, which is not encrypted", shown));
  if (from.is_encrypted() && !to.is_encrypted()) {
    throw refusal(url, fmt::format("from https to {}", shown));
  }
}

}  // namespace

Redirects::Redirects(const std::string& url, Trust trust) : url_(url), trust_(trust) {
  if (auto address = WebAddress::parse(url)) {
    userinfo_ = address->userinfo;
    go_to(*std::move(address));
  }
}

// A name and password are the reader's to give, and are for one server.
void Redirects::go_to(WebAddress address) {
  may_have_secrets_ = trust_ == Trust::full && is_private(address);
  address.userinfo = may_have_secrets_ ? userinfo_ : "";
  url_ = address.to_string();
}

bool Redirects::follow(const HttpResponse& response) {
  if (std::ranges::find(kRedirects, response.status) == kRedirects.end()) {
    return false;
  }
  const std::string location = response.header("location");
  if (location.empty()) throw refusal(url_, "without saying where");
  const auto next = resolved(url_, location);
  const auto from = WebAddress::parse(url_);
  auto to = next ? WebAddress::parse(*next) : std::nullopt;
  if (!from || !to || !ascii::is_ascii(to->host)) {
    throw refusal(url_, "to something that is no address with http or https");
  }
  check(*from, *to, url_);
  if (!may_share_secrets(*from, *to)) trust_ = Trust::none;
  const bool is_for_good = response.status == 301 || response.status == 308;
  has_moved_ = is_for_good && (former_.empty() || has_moved_);
  former_.push_back(url_);
  go_to(*std::move(to));
  if (std::ranges::find(former_, url_) != former_.end()) {
    throw refusal(former_.back(), "in a circle");
  }
  if (former_.size() > static_cast<std::size_t>(kMost)) {
    throw refusal(former_.front(), fmt::format("more than {} times", kMost));
  }
  return true;
}

}  // namespace papercup::net
