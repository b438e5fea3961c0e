#pragma once

#include <map>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/digesting.hpp"
#include "papercup/app/mail_state.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/render/mail.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// A focus whose mail is to be written.
struct MailFocus {
  ActiveFocus focus;
  std::vector<std::string> recipients;  // plain addresses
  MailSchedule schedule;
};

// A batch with what goes to each recipient; nothing of it is stored yet.
struct ComposedMail {
  MailBatch batch;
  std::vector<MailDelivery> deliveries;  // none if there is nothing to send
  store::ChannelMove move = {};          // of the channel of what was written into mails
};

// Mails of several foci for the same recipients, who read them over one cup.
struct ComposedMails {
  std::vector<ComposedMail> mails;  // one a focus
  std::optional<DigestRecord> record = {};
};

// Who mails come from: `[mail] from`, or papercup at this machine.
MailAddress sender_address(const Context& context);

// Who gets the mail of a focus: those of `[mail] to` and its own, each once.
std::vector<MailAddress> mail_recipients(const Context& context, const Focus& focus);

// A letter without recipients and identity.
render::Letter blank_letter(const Context& context);

// Makes the digests of what has come since the last mails and writes the messages, each with the
// `notices`.
ComposedMails compose_mails(const Context& context, const store::Store& store,
                            store::UserStore& user_store, const std::vector<MailFocus>& foci,
                            const std::vector<std::string>& notices,
                            const render::TextStyle& style);

// Keeps them, as mails that are to be sent, in one transaction.
void keep_mails(store::UserStore& user_store, ComposedMails composed, Date today);

// A message as it goes to a recipient.
std::string addressed(const std::string& message, const std::string& recipient);

}  // namespace papercup::app
