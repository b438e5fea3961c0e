#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/date.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

// Where mail comes from or goes to: `address` is a plain "local@domain" of visible ASCII that can
// stand in an SMTP command and in a header as it is; `name` is for people and may be empty.
struct MailAddress {
  std::string name = {};
  std::string address;

  // Reads "a@b.org", "Ada Byron <a@b.org>" or "\"Byron, Ada\" <a@b.org>"; blanks around are
  // ignored. Nothing for anything else: no or two addresses, a quoted local part, a domain that is
  // no host name (an international one is written with xn--), control characters.
  static std::optional<MailAddress> parse(std::string_view text);

  // What follows the @.
  std::string domain() const { return address.substr(address.rfind('@') + 1); }

  bool operator==(const MailAddress&) const = default;
};

// Whether two addresses are one mailbox: as mail servers take them, capitals mean nothing.
bool is_same_mailbox(const MailAddress& a, const MailAddress& b);

// How far a mail to a recipient has got.
enum class MailState {
  pending,    // to be sent
  sending,    // its end is being handed over; found later, it is uncertain
  sent,       // the server has accepted it: never sent again
  uncertain,  // may have been accepted or not: never sent again, and named in the next mail
  refused,    // for good: not sent again, and named in the next mail
};

inline constexpr auto kMailStateNames = names_of<MailState>({
    {MailState::pending, "pending"},
    {MailState::sending, "sending"},
    {MailState::sent, "sent"},
    {MailState::uncertain, "uncertain"},
    {MailState::refused, "refused"},
});
constexpr std::string_view to_string(MailState state) { return kMailStateNames.of(state); }
// Nothing for other words.
constexpr std::optional<MailState> parse_mail_state(std::string_view text) {
  return kMailStateNames.find(text);
}

// The mail of a focus for the list of a day, the same for all recipients.
struct MailBatch {
  std::int64_t number = 0;  // 0 if it is not stored yet
  std::string focus;        // file stem
  Date day;                 // of the list
  Time made;
  std::int64_t digest = 0;   // the record of what it shows; 0: none
  std::int64_t arrival = 0;  // the channel's place once it is accepted, with the token of
  std::int64_t token = 0;    // that place (store::Cursor)
  std::string message = {};  // without To; empty if there was nothing to send, or all is settled

  bool operator==(const MailBatch&) const = default;
};

// A batch's mail to one recipient.
struct MailDelivery {
  std::int64_t batch = 0;
  std::string recipient;  // a plain address
  MailState state = MailState::pending;
  Time changed = {};
  int attempts = 0;
  std::string reply = {};                // what the server said last
  std::string message = {};              // this recipient's own; empty: the batch's
  std::vector<std::int64_t> names = {};  // batches that this mail names as perhaps lost
  std::int64_t named_in = 0;             // the accepted batch that named this one; 0: none

  bool operator==(const MailDelivery&) const = default;
};

// Something that has been wrong for a while.
struct MailTrouble {
  Time since;
  std::optional<Time> said = {};  // when the reader was told last
};

}  // namespace papercup
