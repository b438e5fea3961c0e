#pragma once

#include <string>
#include <vector>

#include "papercup/core/mail.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// A mail that may not have arrived, which the next one has to mention.
struct LostMail {
  std::string what = {};           // a sentence: "The mail of Mon 23 Nov may not have arrived."
  std::vector<Paper> papers = {};  // that it listed, in its order
};

// What a digest needs to become a message.
struct Letter {
  MailAddress from;
  std::vector<MailAddress> to = {};  // without any the message has no To
  Time date;
  // The same for each sending of the same digest; see message_id.
  std::string message_id = {};
  std::string list = {};         // of the focus or foci, for List-Id: "preference-learning"
  std::string unsubscribe = {};  // an address to follow (https: or mailto:); empty: none
  std::vector<std::string> notices = {};  // to be read before all else, a sentence each
  std::vector<LostMail> lost = {};
};

// "papercup: 5 of 517, 6 min, preference-learning", followed by the lists that are missing.
std::string mail_subject(const digest::Digest& digest, const TextStyle& style);

// A name for a message, without angle brackets: the same for the same focus and day at the same
// domain, and different for others.
std::string message_id(const std::string& list, Date day, const std::string& domain);

// A digest as a message by RFC 5322 with CRLF at the end of every line, and none longer than 998
// bytes: text/plain and text/html alternatives in UTF-8, no scripts, and nothing that a mail
// program would load from anywhere. Nothing from a feed can add a header or a part. The same
// arguments give the same bytes.
std::string mail_message(const digest::Digest& digest, const Letter& letter,
                         const TextStyle& style);

}  // namespace papercup::render
