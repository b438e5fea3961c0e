#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/mail.hpp"

namespace papercup {

// `[arxiv]` of config.toml: how arXiv is reached.
struct ArxivSettings {
  std::string api_url = "https://export.arxiv.org/api/query";
  std::string feed_url = "https://rss.arxiv.org/atom";  // a category is appended: "/cs.LG"
  std::string oai_url = "https://oaipmh.arxiv.org/oai";
  std::string contact = {};         // an address for arXiv's operators, sent with each request
  std::string api_key_header = {};  // a header's name; with `api_key` it is sent to api_url's host
  std::string api_key = {};
  // The time between two requests; less than arXiv's three seconds only if every address above is
  // loopback.
  std::chrono::milliseconds min_interval{3000};
  std::string pace_dir = {};  // where the time of the last request is kept; empty: the state folder

  bool operator==(const ArxivSettings&) const = default;
};

enum class MailSecurity {
  tls,       // from the first byte (smtps)
  starttls,  // before anything is said that matters; without it nothing is sent
  none,
};

// Which mails without a paper are sent.
enum class SendEmpty {
  never,
  quiet,   // if a list came and none of it reached the line, or if a list is missing
  always,  // even if nothing came at all
};

// `[mail]` of config.toml: what is sent, to whom and how. Mail can be sent if `host` or
// `command` is set.
struct MailSettings {
  std::string host = {};
  int port = 0;
  MailSecurity security = MailSecurity::starttls;
  std::string user = {};                 // empty: no login
  std::string password_file = {};        // where the password is: at most one of these three
  std::string password_command = {};     // for a shell; prints it
  std::string password_env = {};         // the name of a variable
  std::string ca_file = {};              // certificates to trust instead of the system's
  std::string command = {};              // for a shell; takes a message on standard input
  std::optional<MailAddress> from = {};  // absent: papercup at this machine's name
  std::vector<MailAddress> to = {};      // who gets every mail
  std::string unsubscribe = {};          // for List-Unsubscribe: an address, https: or mailto:
  SendEmpty send_empty = SendEmpty::quiet;
  std::optional<std::chrono::minutes> send_by =
      std::chrono::hours(9);  // by the reader's clock; absent: lists are waited for

  bool is_configured() const { return !host.empty() || !command.empty(); }
  bool operator==(const MailSettings&) const = default;
};

}  // namespace papercup
