#pragma once

#include <functional>
#include <memory>

#include "papercup/app/context.hpp"
#include "papercup/net/mail_transport.hpp"

namespace papercup::app {

// Whoever takes mail: a server, or a command of the reader's.
class Postman {
 public:
  virtual ~Postman() = default;
  // As net::MailTransport::send.
  virtual net::MailReply send(const net::Envelope& envelope, const std::string& message,
                              const std::function<bool()>& before_end) = 0;
};

// The server of `[mail]`, with its password. Throws as mail_password does.
net::MailServer mail_server(const Context& context);

// By `[mail]`, which has a server or a command. Throws as mail_server does.
std::unique_ptr<Postman> make_postman(const Context& context);

// What an exit code of the reader's command means, by sysexits.h as mail programs use it.
net::MailOutcome outcome_of_exit(int code);

}  // namespace papercup::app
