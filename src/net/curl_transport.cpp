#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::net {
namespace {

constexpr long kConnectSeconds = 30;
constexpr long kMostRedirects = 5;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

// An answer on its way in, as the callbacks of libcurl see it.
struct Transfer {
  HttpResponse response;
  std::size_t largest_body = 0;
  bool is_too_large = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.response.body.size() + size > transfer.largest_body) {
    transfer.is_too_large = true;
    return 0;
  }
  transfer.response.body.append(data, size);
  return size;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  return text;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
  auto& response = static_cast<Transfer*>(user)->response;
  const std::string_view line(data, size);
  if (line.substr(0, 5) == "HTTP/") {
    // Of several answers, redirects among them, the last one counts.
    response.headers.clear();
    response.body.clear();
    return size;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  std::string name(trimmed(line.substr(0, colon)));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  response.headers.emplace_back(std::move(name), trimmed(line.substr(colon + 1)));
  return size;
}

int report_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto is_interrupted = reinterpret_cast<IsInterrupted>(user);
  return is_interrupted() ? 1 : 0;
}

bool never() { return false; }

class CurlTransport : public HttpTransport {
 public:
  explicit CurlTransport(IsInterrupted is_interrupted)
      : is_interrupted_(is_interrupted != nullptr ? is_interrupted : never) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    easy_.reset(curl_easy_init());
    if (started != CURLE_OK || !easy_) {
      throw Error(ErrorKind::failure, "libcurl cannot be started");
    }
  }

  HttpResponse get(const HttpRequest& request) override {
    Transfer transfer;
    transfer.largest_body = request.largest_body;
    List headers;
    for (const auto& [name, value] : request.headers) {
      headers.reset(
          curl_slist_append(headers.release(), fmt::format("{}: {}", name, value).c_str()));
    }
    std::array<char, CURL_ERROR_SIZE> message{};
    // What is looked up is kept, such as addresses.
    curl_easy_reset(easy_.get());
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_ERRORBUFFER, message.data());
    set(CURLOPT_TIMEOUT, static_cast<long>(request.timeout.count()));
    set_policy(request.url);
    set_callbacks(transfer);
    const CURLcode code = curl_easy_perform(easy_.get());
    if (code != CURLE_OK) refuse(request, transfer, code, message.data());
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    const char* url = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_EFFECTIVE_URL, &url);
    transfer.response.status = static_cast<int>(status);
    transfer.response.url = url != nullptr ? url : request.url;
    return std::move(transfer.response);
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(easy_.get(), option, value);
  }

  void set_policy(const std::string& url) {
    const bool is_secure = url.rfind("https://", 0) == 0;
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, kMostRedirects);
    set(CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can unpack
    set(CURLOPT_NOSIGNAL, 1L);
    // On a connection that was kept and dies, libcurl repeats the request at once and by itself,
    // which no pace allows.
    set(CURLOPT_FORBID_REUSE, 1L);
  }

  void set_callbacks(Transfer& transfer) {
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, &transfer);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &report_progress);
    set(CURLOPT_XFERINFODATA, reinterpret_cast<void*>(is_interrupted_));
  }

  [[noreturn]] static void refuse(const HttpRequest& request, const Transfer& transfer,
                                  CURLcode code, const char* message) {
    if (code == CURLE_ABORTED_BY_CALLBACK) {
      throw Error(ErrorKind::interrupted, "interrupted");
    }
    if (transfer.is_too_large) {
      throw Error(ErrorKind::unreachable, fmt::format("the answer of {} is larger than {} MiB",
                                                      request.url, request.largest_body >> 20));
    }
    const std::string why = *message != '\0' ? message : curl_easy_strerror(code);
    throw Error(ErrorKind::unreachable, fmt::format("no answer from {}: {}", request.url, why));
  }

  IsInterrupted is_interrupted_;
  Easy easy_;
};

}  // namespace

std::unique_ptr<HttpTransport> make_curl_transport(IsInterrupted is_interrupted) {
  return std::make_unique<CurlTransport>(is_interrupted);
}

}  // namespace papercup::net
