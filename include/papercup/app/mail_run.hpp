#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/style.hpp"

namespace papercup::app {

struct MailRequest {
  std::vector<std::string> only = {};  // plain addresses in place of the configured ones
  render::TextStyle style = {};        // of the messages
};

// The mail of one focus for the newest list, when the run began.
struct FocusMail {
  enum class State {
    due,             // the run writes it
    exists,          // a run before wrote it
    waits,           // for lists
    no_reading_day,  // the reader wants none today
  };
  std::string focus;  // by stem
  Date day;           // of the list
  State state = State::due;
  // Of a mail that exists: how many get it, and how many have got it. Without a recipient there was
  // nothing to tell.
  std::size_t recipients = 0, accepted = 0;
  std::vector<std::string> missing = {};  // categories whose lists it waits for
  std::optional<Time> until = {};         // when it no longer waits for them

  bool operator==(const FocusMail&) const = default;
};

struct SentMail {
  std::string focus;
  Date day;  // of the list
  std::string recipient;

  bool operator==(const SentMail&) const = default;
};

// "preference-learning of Tue 24 Nov 2026 to ada@example.org"
std::string to_string(const SentMail& mail);

struct MailReport {
  enum class Outcome {
    done,             // all is sent, or there is nothing to send
    another_at_work,  // another run has the lock; nothing was done
    needs_a_look,     // a refusal, a mail that may be lost, a login that fails
    try_later,        // something waits for arXiv or the mail server
  };
  Outcome outcome = Outcome::done;
  std::vector<FocusMail> foci = {};  // those with recipients, by stem
  std::vector<SentMail> sent = {};
  std::size_t waiting = 0;  // mails to a recipient that a later run sends
  // Why arXiv was not asked for lists that are due. Mails went out all the same.
  std::optional<Error> fetch_error = {};
};

// One run of the nightly job: fetches if a list is due, writes the mails that are due, and sends
// those that are not sent yet. Any number of runs, at once or killed at any moment, send each mail
// to each recipient at most once. Failures are told by Context::alarm as they happen, since the run
// may not live to report them: each at most once a day, and always to a reader who watches. Throws
// Error{usage} if mail is not configured or nobody gets it, NoFocusYet, Error{storage,
// interrupted}.
MailReport run_mail(const Context& context, const MailRequest& request);

struct MailPreview {
  std::vector<std::string> messages = {};  // as they would go out, each with its recipient
  std::vector<FocusMail> foci = {};
};

// What run_mail would send now. Nothing is fetched, sent or written down, and mail need not be
// configured: foci without recipients are shown as to the sender. Throws as run_mail does.
MailPreview preview_mail(const Context& context, const MailRequest& request);

}  // namespace papercup::app
