#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "app/mail/mail_sender.hpp"
#include "papercup/app/checks.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/arxiv/requester.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/net/rate_limiter.hpp"

namespace papercup::app {
namespace {

constexpr std::chrono::seconds kLongestWait{30};
constexpr std::chrono::seconds kLongestConnect{10};
constexpr std::chrono::minutes kClockTolerance{5};

struct Endpoint {
  std::string name, url;
};

std::string with_query(const std::string& url, const std::string& query) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

Finding judge(const Endpoint& endpoint, const net::HttpResponse& response) {
  if (response.status >= 200 && response.status < 300 && !arxiv::is_refusal(response)) {
    const bool is_encrypted = response.url.rfind("https://", 0) == 0;
    return {Severity::good, fmt::format("{}: answers{}", endpoint.name,
                                        is_encrypted ? ", its certificate is sound" : "")};
  }
  const std::string what = fmt::format("{}: {} answers with status {}", endpoint.name,
                                       without_secrets(endpoint.url), response.status);
  if (arxiv::is_refusal(response)) {
    return {Severity::trouble, what, "arXiv asks to wait; try again later.",
            ErrorKind::unreachable};
  }
  return {Severity::trouble, what,
          "Look at the address under [arxiv] in config.toml, and at https://status.arxiv.org.",
          ErrorKind::unreachable};
}

class NetworkCheck {
 public:
  explicit NetworkCheck(const Context& context)
      : context_(context),
        limiter_(pace_folder(context), context.config().arxiv.min_interval, context.clock()),
        requester_(context.http(), limiter_, context.config().arxiv, program_and_version(),
                   {kLongestWait, std::nullopt, kLongestConnect, kLongestWait}) {
    requester_.observe([this](const std::string& key, const std::string& address) {
      findings_.push_back(
          {Severity::remark, fmt::format("{} has moved for good", key),
           fmt::format("Set {} = \"{}\" under [arxiv] in config.toml.", key, address)});
    });
  }

  std::vector<Finding> run() {
    const ArxivSettings& arxiv = context_.config().arxiv;
    for (const Endpoint& endpoint :
         {Endpoint{"arXiv's feeds", arxiv.feed_url + "/cs.LG"},
          Endpoint{"arXiv's query API",
                   with_query(arxiv.api_url, "id_list=2305.18290&max_results=1")},
          Endpoint{"arXiv's OAI-PMH", with_query(arxiv.oai_url, "verb=Identify")}}) {
      check(endpoint);
    }
    return std::move(findings_);
  }

 private:
  void check(const Endpoint& endpoint) {
    try {
      const net::HttpResponse response = requester_.get(endpoint.url, {});
      findings_.push_back(judge(endpoint, response));
      if (!is_clock_compared_) compare_clock(response.header("date"));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      Finding finding = trouble_of(endpoint.name, error);
      if (finding.mend.empty()) {
        finding.mend =
            "Look at the network, the proxy variables (https_proxy) and the system's certificates.";
      }
      findings_.push_back(std::move(finding));
    }
  }

  void compare_clock(const std::string& header) {
    const std::optional<Time> theirs = parse_rfc2822(header);
    if (!theirs) return;
    is_clock_compared_ = true;
    const Time ours = context_.clock().now();
    const auto apart = ours > *theirs ? ours - *theirs : *theirs - ours;
    if (apart <= kClockTolerance) return;
    findings_.push_back({Severity::trouble,
                         fmt::format("the clock says {}, and arXiv's says {}", to_rfc3339(ours),
                                     to_rfc3339(*theirs)),
                         "Set the clock (timedatectl set-ntp true): lists are dated by it."});
  }

  const Context& context_;
  net::RateLimiter limiter_;
  arxiv::Requester requester_;
  std::vector<Finding> findings_;
  bool is_clock_compared_ = false;
};

constexpr const char* kNoNetwork = "there is no network";

Finding judge_login(const net::MailServer& server, const net::MailReply& reply) {
  if (reply.outcome == net::MailOutcome::accepted) {
    return {Severity::good,
            fmt::format("mail server: {}:{} answers{}{}", server.host, server.port,
                        server.security == MailSecurity::none ? "" : ", its certificate is sound",
                        server.user.empty() ? "" : ", and the login works")};
  }
  if (reply.outcome == net::MailOutcome::rejected) {
    return {Severity::trouble, "mail server: " + reply.text,
            "Look at user, password, security and ca_file under [mail]; many providers want an app "
            "password (man papercup-mail)."};
  }
  return {Severity::trouble, "mail server: " + reply.text,
          "Look at server and security under [mail], and at the network.", ErrorKind::unreachable};
}

}  // namespace

std::vector<Finding> check_network(const Context& context) {
  if (!context.has_network()) {
    return {{Severity::trouble, kNoNetwork, {}, ErrorKind::unreachable}};
  }
  try {
    return NetworkCheck(context).run();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    return {trouble_of("network", error)};
  }
}

std::vector<Finding> check_mail_server(const Context& context) {
  try {
    const MailSettings& mail = context.config().mail;
    if (!mail.is_configured()) {
      return {{Severity::trouble, "mail: neither server nor command is set",
               "Set one under [mail] in config.toml: man papercup-mail.", ErrorKind::usage}};
    }
    if (mail.host.empty()) {
      return {{Severity::remark, "mail: by a command, which cannot be tried without sending",
               "papercup digest --format email piped into it sends a mail."}};
    }
    if (!context.has_mail()) {
      return {{Severity::trouble, kNoNetwork, {}, ErrorKind::unreachable}};
    }
    const net::MailServer server = mail_server(context);
    return {judge_login(server, context.mail().log_in(server))};
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    return {trouble_of("mail", error)};
  }
}

}  // namespace papercup::app
