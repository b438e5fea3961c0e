#include "papercup/net/mail_transport.hpp"

#include <map>
#include <optional>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/loopback_server.hpp"

namespace papercup::net {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kMessage = "Subject: cups\r\n\r\nOne cup.\r\n.hidden\r\n";

using Replies = std::map<std::string, std::string>;

// Speaks SMTP (RFC 5321) on this machine: says yes to everything but for `replies`, by the first
// word of a command; "greeting" and "." (the end of a message) are such words, too. An empty reply
// closes the connection.
class SmtpServer {
 public:
  explicit SmtpServer(Replies replies = {}, int family = AF_INET)
      : listener_(family), replies_(std::move(replies)), thread_([this] { serve(); }) {}
  ~SmtpServer() {
    ::shutdown(listener_.socket(), SHUT_RDWR);
    thread_.join();
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  bool is_listening() const { return listener_.is_listening(); }
  int port() const { return listener_.port(); }
  // Of all connections; to be called when nobody uses the server any more.
  std::vector<std::string> lines() {
    ::shutdown(listener_.socket(), SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    thread_ = std::thread([] {});
    return lines_;
  }
  int connections() const { return connections_; }

 private:
  void serve() {
    for (;;) {
      const int connection = ::accept(listener_.socket(), nullptr, nullptr);
      if (connection < 0) return;
      ++connections_;
      talk(connection);
      ::close(connection);
    }
  }

  // Whether the conversation goes on.
  bool say(int connection, const std::string& word, const std::string& otherwise) const {
    const auto reply = replies_.find(word);
    const std::string text = reply != replies_.end() ? reply->second : otherwise;
    if (text.empty()) return false;
    const std::string line = text + "\r\n";
    return ::send(connection, line.data(), line.size(), MSG_NOSIGNAL) > 0;
  }

  static std::optional<std::string> next_line(int connection) {
    std::string line;
    char c = 0;
    while (::read(connection, &c, 1) == 1) {
      if (c == '\n') {
        line.pop_back();
        return line;
      }
      line += c;
    }
    return std::nullopt;
  }

  void talk(int connection) {
    if (!say(connection, "greeting", "220 cups")) return;
    bool is_message = false;
    while (const std::optional<std::string> line = next_line(connection)) {
      lines_.push_back(*line);
      if (is_message) {
        if (*line != ".") continue;
        is_message = false;
        if (!say(connection, ".", "250 taken")) return;
        continue;
      }
      const std::string word = line->substr(0, line->find(' '));
      if (word == "AUTH") {
        // The password comes with the next line.
        constexpr std::string_view kGoOn = "334 \r\n";
        (void)::send(connection, kGoOn.data(), kGoOn.size(), MSG_NOSIGNAL);
        if (!next_line(connection) || !say(connection, word, "235 welcome")) return;
        continue;
      }
      is_message = word == "DATA" && !replies_.contains("DATA");
      const std::string otherwise = word == "EHLO"   ? "250-cups\r\n250 AUTH PLAIN"
                                    : word == "DATA" ? "354 go on"
                                                     : "250 yes";
      if (!say(connection, word, otherwise) || word == "QUIT") return;
    }
  }

  support::LoopbackServer listener_;
  Replies replies_;
  std::vector<std::string> lines_;
  int connections_ = 0;
  std::thread thread_;
};

MailServer server_at(int port) {
  MailServer server{.host = "127.0.0.1", .port = port, .security = MailSecurity::none};
  server.own_name = "desk.example.org";
  return server;
}

bool yes() { return true; }

MailReply send_to(const MailServer& server, const std::function<bool()>& before_end = yes) {
  return make_curl_mail_transport(nullptr)->send(server, {"ada@example.org", "bob@example.org"},
                                                 kMessage, before_end);
}

TEST(CurlMailTransport, HandsOverTheMessageInATransactionOfItsOwn) {
  SmtpServer server;
  const MailReply reply = send_to(server_at(server.port()));
  EXPECT_EQ(reply.outcome, MailOutcome::accepted) << reply.text;
  EXPECT_EQ(reply.text, "");
  EXPECT_THAT(server.lines(), ElementsAre("EHLO desk.example.org", "MAIL FROM:<ada@example.org>",
                                          "RCPT TO:<bob@example.org>", "DATA", "Subject: cups", "",
                                          "One cup.", "..hidden", ".", "QUIT"));
}

TEST(CurlMailTransport, KeepsTheConnectionForTheNextMessage) {
  SmtpServer server;
  {
    const auto transport = make_curl_mail_transport(nullptr);
    for (const std::string to : {"bob@example.org", "eve@example.org"}) {
      const MailReply reply =
          transport->send(server_at(server.port()), {"ada@example.org", to}, kMessage, yes);
      EXPECT_EQ(reply.outcome, MailOutcome::accepted) << reply.text;
    }
  }
  EXPECT_THAT(server.lines(), Contains("RCPT TO:<eve@example.org>"));
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlMailTransport, ReachesAServerByItsIpv6Address) {
  SmtpServer server({}, AF_INET6);
  if (!server.is_listening()) GTEST_SKIP() << "this machine has no IPv6";
  MailServer there = server_at(server.port());
  there.host = "::1";
  const MailReply reply = send_to(there);
  EXPECT_EQ(reply.outcome, MailOutcome::accepted) << reply.text;
}

TEST(CurlMailTransport, DoesNotEndAMessageThatIsHeldBack) {
  SmtpServer server;
  const MailReply reply = send_to(server_at(server.port()), [] { return false; });
  EXPECT_EQ(reply.outcome, MailOutcome::deferred) << reply.text;
  EXPECT_THAT(server.lines(), testing::AllOf(Contains("DATA"), Not(Contains("."))));
}

TEST(CurlMailTransport, HandsOnWhatIsThrownBeforeTheEnd) {
  SmtpServer server;
  const auto full = []() -> bool { throw Error(ErrorKind::storage, "the disk is full"); };
  try {
    send_to(server_at(server.port()), full);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "the disk is full");
  }
  EXPECT_THAT(server.lines(), Not(Contains(".")));
}

TEST(CurlMailTransport, TellsWhatEachReplyMeans) {
  using enum MailOutcome;
  struct Case {
    std::string word, reply;
    MailOutcome outcome;
  };
  for (const Case& one : std::vector<Case>{{"greeting", "554 no service", unavailable},
                                           {"greeting", "", unavailable},
                                           {"MAIL", "550 not from you", rejected},
                                           {"MAIL", "451 later", deferred},
                                           {"MAIL", "421 closing", unavailable},
                                           {"RCPT", "550 nobody here", refused},
                                           {"RCPT", "599 nobody here", refused},
                                           {"RCPT", "450 mailbox busy", deferred},
                                           {"RCPT", "499 mailbox busy", deferred},
                                           {"RCPT", "421 closing", unavailable},
                                           {"RCPT", "600 beyond all codes", unavailable},
                                           {"RCPT", "", unavailable},
                                           {"DATA", "554 no", refused},
                                           {"DATA", "451 later", deferred},
                                           {".", "554 spam", refused},
                                           {".", "500 spam", refused},
                                           {".", "452 full", deferred},
                                           {".", "", uncertain}}) {
    SmtpServer server(Replies{{one.word, one.reply}});
    const MailReply reply = send_to(server_at(server.port()));
    EXPECT_EQ(reply.outcome, one.outcome) << one.word << " " << one.reply << ": " << reply.text;
    EXPECT_THAT(reply.text, HasSubstr("127.0.0.1:" + std::to_string(server.port()) + ": "));
    EXPECT_THAT(reply.text, HasSubstr(one.reply));
  }
}

TEST(CurlMailTransport, TellsALoginThatIsDeniedFromOneThatMayWorkLater) {
  for (const auto& [said, outcome] :
       std::map<std::string, MailOutcome>{{"235 welcome", MailOutcome::accepted},
                                          {"535 wrong password", MailOutcome::rejected},
                                          {"454 try again later", MailOutcome::unavailable}}) {
    SmtpServer server(Replies{{"AUTH", said}});
    MailServer there = server_at(server.port());
    there.user = "ada";
    there.password = "secret";
    for (const bool sends : {true, false}) {
      const MailReply reply =
          sends ? send_to(there) : make_curl_mail_transport(nullptr)->log_in(there);
      EXPECT_EQ(reply.outcome, outcome) << said << ": " << reply.text;
      EXPECT_THAT(reply.text, Not(HasSubstr("secret")));
    }
  }
}

TEST(CurlMailTransport, SendsNothingInTheClearIfItIsToBeEncrypted) {
  SmtpServer server;
  MailServer there = server_at(server.port());
  there.security = MailSecurity::starttls;
  EXPECT_EQ(send_to(there).outcome, MailOutcome::rejected);
  EXPECT_THAT(server.lines(), Not(Contains(HasSubstr("MAIL"))));
}

TEST(CurlMailTransport, LogsInWithoutSendingAnything) {
  SmtpServer server;
  const MailReply reply = make_curl_mail_transport(nullptr)->log_in(server_at(server.port()));
  EXPECT_EQ(reply.outcome, MailOutcome::accepted) << reply.text;
  EXPECT_THAT(server.lines(), Not(Contains(HasSubstr("MAIL"))));
}

TEST(CurlMailTransport, SaysThatNobodyTakesTheConnection) {
  int port = 0;
  {
    SmtpServer server;
    port = server.port();
  }
  const MailReply reply = send_to(server_at(port));
  EXPECT_EQ(reply.outcome, MailOutcome::unavailable);
  EXPECT_THAT(reply.text, HasSubstr("127.0.0.1:" + std::to_string(port)));
}

TEST(CurlMailTransport, DoesNotWaitLongerThanATransactionMayTake) {
  const support::LoopbackServer silent;
  MailServer there = server_at(silent.port());
  there.timeout = std::chrono::seconds(1);
  EXPECT_EQ(send_to(there).outcome, MailOutcome::unavailable);
}

TEST(CurlMailTransport, IsBrokenOffByTheReader) {
  const support::LoopbackServer silent;
  const auto transport = make_curl_mail_transport([] { return true; });
  try {
    transport->log_in(server_at(silent.port()));
    ADD_FAILURE() << "it was not broken off";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::interrupted);
  }
}

}  // namespace
}  // namespace papercup::net
