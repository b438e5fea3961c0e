#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "papercup/core/settings.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::net {

// How a mail server is reached.
struct MailServer {
  std::string host;
  int port = 0;
  MailSecurity security = MailSecurity::starttls;
  std::string user = {};  // empty: no AUTH
  std::string password = {};
  std::string authorities = {};       // a file of certificates to trust instead of the system's
  std::string own_name = {};          // for EHLO; empty: libcurl takes the name of this machine
  std::chrono::seconds timeout{120};  // for a whole transaction
};

// Whom a message is from and to, as SMTP takes it (RFC 5321, 2.3.1): plain addresses.
struct Envelope {
  std::string from, to;
};

// How far a message got.
enum class MailOutcome {
  accepted,     // the server has taken it over
  refused,      // for good: this recipient, or this message
  deferred,     // for now: this recipient, or this message
  unavailable,  // the server cannot be reached, or takes nothing now; nothing was handed over
  rejected,     // the server does not take anything from us: certificate, login, sender
  uncertain,    // the connection was lost after the whole message had been handed over
};

struct MailReply {
  MailOutcome outcome = MailOutcome::unavailable;
  // What the server or libcurl said, for people, without passwords; empty if it was accepted.
  std::string text = {};
};

// A mail server, as far as papercup uses it. Tests put another one in its place.
class MailTransport {
 public:
  virtual ~MailTransport() = default;

  // Hands over a message (RFC 5322, with CRLF line ends) in a transaction of its own; connections
  // are kept for the next one. `before_end` is called after the server has agreed to take the
  // message and all of it but its end has been written. If it returns false, the message is not
  // ended and the outcome is deferred; if it throws, so does this. Throws Error{interrupted} if the
  // reader breaks it off before that; afterwards the answer is waited for. All other trouble is an
  // outcome.
  virtual MailReply send(const MailServer& server, const Envelope& envelope,
                         const std::string& message, const std::function<bool()>& before_end) = 0;

  // Connects and logs in, and sends nothing. The outcome is accepted, unavailable or rejected.
  // Throws Error{interrupted}.
  virtual MailReply log_in(const MailServer& server) = 0;
};

// The transport over libcurl, which verifies certificates. Throws Error{failure} if libcurl cannot
// be started.
std::unique_ptr<MailTransport> make_curl_mail_transport(IsInterrupted is_interrupted);

}  // namespace papercup::net
