#include "papercup/net/http_transport.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <utility>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include "net/curl_connection.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/system/shared_library.hpp"

namespace papercup::net {
namespace {

// An answer on its way in, as the callbacks of libcurl see it.
struct Transfer {
  HttpResponse response;
  std::size_t largest_body = 0;
  bool is_too_large = false;
  std::optional<Peer> peer = {};  // whom a connection was tried to last
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

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
  auto& response = static_cast<Transfer*>(user)->response;
  const std::string_view line(data, size);
  if (line.substr(0, 5) == "HTTP/") {
    // If there are several answers, such as a proxy's before the server's, the last one counts.
    response.headers.clear();
    response.body.clear();
    return size;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  response.headers.emplace_back(ascii::lower(ascii::trim(line.substr(0, colon))),
                                ascii::trim(line.substr(colon + 1)));
  return size;
}

// Makes the socket of a connection, and notes to whom.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* number = nullptr;
  in_port_t port = 0;
  if (address->family == AF_INET) {
    const auto* const v4 = reinterpret_cast<const sockaddr_in*>(&address->addr);
    number = &v4->sin_addr;
    port = v4->sin_port;
  } else if (address->family == AF_INET6) {
    const auto* const v6 = reinterpret_cast<const sockaddr_in6*>(&address->addr);
    number = &v6->sin6_addr;
    port = v6->sin6_port;
  }
  if (number != nullptr &&
      ::inet_ntop(address->family, number, text.data(), text.size()) != nullptr) {
    static_cast<Transfer*>(user)->peer = Peer{text.data(), ntohs(port)};
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int report_http_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto is_interrupted = reinterpret_cast<IsInterrupted>(user);
  return is_interrupted() ? 1 : 0;
}

class CurlTransport : public HttpTransport {
 public:
  CurlTransport(IsInterrupted is_interrupted, std::string authorities)
      : is_interrupted_(is_interrupted != nullptr ? is_interrupted : never_interrupted),
        authorities_(authorities.empty() ? certificates_of_system() : std::move(authorities)) {}

  HttpResponse get(const HttpRequest& request) override {
    Transfer transfer;
    transfer.largest_body = request.largest_body;
    StringList headers;
    for (const auto& [name, value] : request.headers) {
      headers.reset(PAPERCUP_CURL(curl_slist_append)(headers.release(),
                                                     fmt::format("{}: {}", name, value).c_str()));
    }
    // This keeps what was looked up, such as addresses.
    PAPERCUP_CURL(curl_easy_reset)(easy_.get());
    PAPERCUP_CURL(curl_easy_setopt)(easy_.get(), CURLOPT_HTTPHEADER, headers.get());
    perform(easy_.get(), request, transfer);
    long status = 0;
    PAPERCUP_CURL(curl_easy_getinfo)(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    transfer.response.url = request.url;
    return std::move(transfer.response);
  }

  void connect(const HttpRequest& request) override {
    // A connection that is never used again gets a handle of its own.
    const EasyHandle easy = make_easy_handle();
    Transfer transfer;
    PAPERCUP_CURL(curl_easy_setopt)(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
    perform(easy.get(), request, transfer);
  }

 private:
  void perform(CURL* easy, const HttpRequest& request, Transfer& transfer) const {
    std::array<char, CURL_ERROR_SIZE> message{};
    const auto set = [&](CURLoption option, auto value) {
      PAPERCUP_CURL(curl_easy_setopt)(easy, option, value);
    };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_ERRORBUFFER, message.data());
    set(CURLOPT_TIMEOUT, static_cast<long>(request.timeout.count()));
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(request.connect_timeout.count()));
    if (!authorities_.empty()) set(CURLOPT_CAINFO, authorities_.c_str());
    set_policy(easy);
    set_callbacks(easy, transfer);
    const CURLcode code = PAPERCUP_CURL(curl_easy_perform)(easy);
    set(CURLOPT_ERRORBUFFER, nullptr);
    if (code != CURLE_OK) refuse(easy, request, transfer, code, message.data());
  }

  static void set_policy(CURL* easy) {
    const auto set = [&](CURLoption option, auto value) {
      PAPERCUP_CURL(curl_easy_setopt)(easy, option, value);
    };
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    // Each of them is a request of its own, and goes perhaps to somebody else.
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can unpack
    set(CURLOPT_NOSIGNAL, 1L);
    // A name server that does not answer is not waited for after the time is up.
    set(CURLOPT_QUICK_EXIT, 1L);
    // On a connection that was kept and dies, libcurl repeats the request at once and by itself,
    // which no pace allows.
    set(CURLOPT_FORBID_REUSE, 1L);
  }

  void set_callbacks(CURL* easy, Transfer& transfer) const {
    const auto set = [&](CURLoption option, auto value) {
      PAPERCUP_CURL(curl_easy_setopt)(easy, option, value);
    };
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, &transfer);
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, &transfer);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &report_http_progress);
    set(CURLOPT_XFERINFODATA, reinterpret_cast<void*>(is_interrupted_));
  }

  // What libcurl knows of a failure, as values.
  static Failure failure_of(CURL* easy, const HttpRequest& request, const Transfer& transfer,
                            CURLcode code, const char* message) {
    Failure failure;
    failure.url = request.url;
    failure.peer = transfer.peer;
    failure.words = *message != '\0' ? message : PAPERCUP_CURL(curl_easy_strerror)(code);
    long number = 0;
    PAPERCUP_CURL(curl_easy_getinfo)(easy, CURLINFO_OS_ERRNO, &number);
    failure.system_error = static_cast<int>(number);
    PAPERCUP_CURL(curl_easy_getinfo)(easy, CURLINFO_HTTP_CONNECTCODE, &number);
    failure.proxy_status = static_cast<int>(number);
    failure.stage = stage_of(easy, code, failure.proxy_status);
    return failure;
  }

  static Stage stage_of(CURL* easy, CURLcode code, int proxy_status) {
    const auto has_begun = [&](CURLINFO time) {
      curl_off_t microseconds = 0;
      PAPERCUP_CURL(curl_easy_getinfo)(easy, time, &microseconds);
      return microseconds > 0;
    };
    switch (code) {
      case CURLE_COULDNT_RESOLVE_PROXY:
      case CURLE_PROXY:
        return Stage::proxy;
      case CURLE_COULDNT_RESOLVE_HOST:
        return Stage::name;
      case CURLE_COULDNT_CONNECT:
        return Stage::connection;
      case CURLE_SSL_CACERT_BADFILE:
        return Stage::certificates;
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CERTPROBLEM:
      case CURLE_SSL_CIPHER:
      case CURLE_SSL_ISSUER_ERROR:
      case CURLE_SSL_INVALIDCERTSTATUS:
        return Stage::encryption;
      case CURLE_OPERATION_TIMEDOUT:
        if (has_begun(CURLINFO_PRETRANSFER_TIME_T)) return Stage::answer;
        if (!has_begun(CURLINFO_NAMELOOKUP_TIME_T)) return Stage::name_in_time;
        return Stage::connection_in_time;
      default:
        // A proxy that does not let us through has answered, and the server has not.
        return proxy_status >= 300 ? Stage::proxy : Stage::answer;
    }
  }

  [[noreturn]] static void refuse(CURL* easy, const HttpRequest& request, const Transfer& transfer,
                                  CURLcode code, const char* message) {
    if (code == CURLE_ABORTED_BY_CALLBACK) {
      throw Error(ErrorKind::interrupted, "interrupted");
    }
    const Failure failure = failure_of(easy, request, transfer, code, message);
    if (failure.stage != Stage::answer) throw_connection_error(failure, request.connect_timeout);
    const std::string url = without_secrets(request.url);
    std::string text = fmt::format("no answer from {}: {}", url, without_secrets(failure.words));
    if (transfer.is_too_large) {
      text = fmt::format("the answer of {} is larger than {} MiB", url, request.largest_body >> 20);
    } else if (code == CURLE_OPERATION_TIMEDOUT) {
      text = transfer.response.body.empty()
                 ? fmt::format("no answer from {} in {} s", url, request.timeout.count())
                 : fmt::format("{} has not sent its whole answer in {} s", url,
                               request.timeout.count());
    }
    throw Error(ErrorKind::unreachable, text);
  }

  IsInterrupted is_interrupted_;
  std::string authorities_;
  EasyHandle easy_ = make_easy_handle();
};

}  // namespace

std::string HttpResponse::header(const std::string& name) const {
  const auto last = std::find_if(headers.rbegin(), headers.rend(),
                                 [&](const auto& header) { return header.first == name; });
  return last == headers.rend() ? "" : last->second;
}

std::unique_ptr<HttpTransport> make_curl_transport(IsInterrupted is_interrupted,
                                                   std::string authorities) {
  return std::make_unique<CurlTransport>(is_interrupted, std::move(authorities));
}

}  // namespace papercup::net
