#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::support {

// Answers from a script, in order, or by a function when the script has ended; remembers what was
// asked, and when.
class ScriptedTransport : public net::HttpTransport {
 public:
  using Answer = std::function<net::HttpResponse(const net::HttpRequest&)>;

  explicit ScriptedTransport(const Clock& clock) : clock_(clock) {}

  net::HttpResponse get(const net::HttpRequest& request) override {
    requests.push_back(request);
    times.push_back(clock_.precise_now());
    if (script_.empty()) return otherwise(request);
    const Answer answer = std::move(script_.front());
    script_.pop_front();
    return answer(request);
  }

  ScriptedTransport& then(Answer answer) {
    script_.push_back(std::move(answer));
    return *this;
  }
  ScriptedTransport& then(int status, std::string body,
                          std::vector<std::pair<std::string, std::string>> headers = {}) {
    return then([=](const net::HttpRequest& request) {
      return net::HttpResponse{status, body, headers, request.url};
    });
  }
  ScriptedTransport& then_fails(const std::string& why) {
    return then([=](const net::HttpRequest&) -> net::HttpResponse {
      throw Error(ErrorKind::unreachable, why);
    });
  }

  std::vector<net::HttpRequest> requests;
  std::vector<PreciseTime> times;
  Answer otherwise = [](const net::HttpRequest& request) -> net::HttpResponse {
    throw Error(ErrorKind::unreachable, "no answer is left for " + request.url);
  };

 private:
  const Clock& clock_;
  std::deque<Answer> script_;
};

}  // namespace papercup::support
