#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/net/mail_transport.hpp"

namespace papercup::support {

// A mail server that answers from a script, in order, and takes everything when it has ended.
class ScriptedMailTransport : public net::MailTransport {
 public:
  // Whether the whole message had been handed over when it answered.
  enum class At { before_end, after_end };

  struct Sent {
    net::Envelope envelope;
    std::string message;
  };

  ScriptedMailTransport& then(At at, net::MailOutcome outcome, std::string text = "because") {
    script_.push_back({at, {outcome, std::move(text)}, {}});
    return *this;
  }
  // What happens in place of an answer, such as the end of the process (an exception).
  ScriptedMailTransport& then_happens(At at, std::function<void()> event) {
    script_.push_back({at, {}, std::move(event)});
    return *this;
  }

  net::MailReply send(const net::MailServer& server, const net::Envelope& envelope,
                      const std::string& message,
                      const std::function<bool()>& before_end) override {
    servers.push_back(server);
    orders.push_back({envelope, message});
    Step step{At::after_end, {net::MailOutcome::accepted, {}}, {}};
    if (!script_.empty()) {
      step = std::move(script_.front());
      script_.pop_front();
    }
    if (step.at == At::after_end) {
      if (!before_end()) return {net::MailOutcome::deferred, "held back"};
      ended.push_back({envelope, message});
    }
    if (step.event) step.event();
    return step.reply;
  }

  net::MailReply log_in(const net::MailServer& server) override {
    servers.push_back(server);
    return login;
  }

  net::MailReply login{net::MailOutcome::accepted, {}};
  std::vector<net::MailServer> servers;
  std::vector<Sent> orders;  // that were begun
  std::vector<Sent> ended;   // that were handed over whole

 private:
  struct Step {
    At at;
    net::MailReply reply;
    std::function<void()> event;
  };
  std::deque<Step> script_;
};

}  // namespace papercup::support
