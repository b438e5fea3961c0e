#pragma once

#include <functional>
#include <memory>

#include "papercup/app/context.hpp"
#include "papercup/net/mail_transport.hpp"

namespace papercup::app {

// Sends messages: by a server, or by a command of the reader's.
class MailSender {
 public:
  virtual ~MailSender() = default;
  // As net::MailTransport::send.
  virtual net::MailReply send(const net::Envelope& envelope, const std::string& message,
                              const std::function<bool()>& before_end) = 0;
};

// The server of `[mail]`, with the password: the first line of what `[mail]` names. Notes a
// password file that others may read. Throws Error{usage} if there is no password, Error{failure}
// if the command for it fails; no message has the password in it.
net::MailServer mail_server(const Context& context);

// By `[mail]`, which has a server or a command. Throws as mail_server does, and Error{unreachable}
// or Error{failure} without a network or a shell.
std::unique_ptr<MailSender> make_mail_sender(const Context& context);

}  // namespace papercup::app
