#include "papercup/net/mail_transport.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <memory>
#include <poll.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <curl/curl.h>
#include <fmt/format.h>

#include "net/curl_connection.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/system/shared_library.hpp"

namespace papercup::net {
namespace {

constexpr long kConnectSeconds = 30;
// How long to look whether the server is still there before a message is ended.
constexpr int kLookMilliseconds = 50;
constexpr int kClosing = 421;  // the one reply that may come at any time (RFC 5321, 3.8)

// The sockets of a handle's connections; libcurl itself does not tell them within a callback.
using OpenSockets = std::vector<curl_socket_t>;

// A transaction as the callbacks of libcurl see it.
struct Transaction {
  const OpenSockets& sockets;
  IsInterrupted is_interrupted = never_interrupted;
  std::string_view unsent = {};  // the rest of the message
  const std::function<bool()>* before_end = nullptr;
  bool has_ended = false;         // the end of the message may have been written
  bool is_held_back = false;      // before_end said no
  bool is_cut = false;            // the server was gone before the end was written
  std::exception_ptr error = {};  // what before_end threw
  std::string command = {};       // the last one, its first word only
  int reply = 0;                  // the code of the last one,
  std::string reply_text = {};    // and what it says
  bool replied_after_end = false;
  bool has_quit = false;  // what is said then concerns no message
};

// Whether the server has closed the connection. A message that cannot have been accepted can be
// sent again, so it matters whether its end was written to somebody.
bool is_gone(const OpenSockets& sockets) {
  if (sockets.size() != 1) return false;  // which of them it is cannot be told
  pollfd state{sockets.front(), POLLRDHUP, 0};
  return ::poll(&state, 1, kLookMilliseconds) == 1 &&
         (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

int note_open(void* user, curl_socket_t socket, curlsocktype) {
  static_cast<OpenSockets*>(user)->push_back(socket);
  return CURL_SOCKOPT_OK;
}

int close_socket(void* user, curl_socket_t socket) {
  auto& sockets = *static_cast<OpenSockets*>(user);
  std::erase(sockets, socket);
  return ::close(socket);
}

std::size_t finish_message(Transaction& transaction) {
  if (transaction.has_ended) return 0;
  try {
    if (is_gone(transaction.sockets)) {
      transaction.is_cut = true;
      return CURL_READFUNC_ABORT;
    }
    if (!(*transaction.before_end)()) {
      transaction.is_held_back = true;
      return CURL_READFUNC_ABORT;
    }
  } catch (...) {
    transaction.error = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
  transaction.has_ended = true;
  return 0;
}

std::size_t give_message(char* buffer, std::size_t, std::size_t size, void* user) {
  auto& transaction = *static_cast<Transaction*>(user);
  if (transaction.unsent.empty()) return finish_message(transaction);
  const std::size_t count = transaction.unsent.copy(buffer, size);
  transaction.unsent.remove_prefix(count);
  return count;
}

std::string_view line_of(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// Notes what is said. Only the first word of a command is kept, since others may be passwords.
int note_talk(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
  auto& transaction = *static_cast<Transaction*>(user);
  const std::string_view line = line_of({data, size});
  if (kind == CURLINFO_HEADER_OUT) {
    const bool is_word = !line.empty() && line.size() >= 4 &&
                         std::all_of(line.begin(), line.begin() + 4, ascii::is_upper);
    // Lines after "AUTH" are no commands.
    if (is_word && line.find(' ') != std::string_view::npos) {
      transaction.command = line.substr(0, line.find(' '));
    } else if (line == "DATA" || line == "STARTTLS") {
      transaction.command = line;
    } else if (line == "QUIT") {
      transaction.has_quit = true;
    }
  } else if (kind == CURLINFO_HEADER_IN) {
    int code = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), code);
    if (error != std::errc() || end - line.data() != 3 || transaction.has_quit) return 0;
    transaction.reply = code;
    transaction.reply_text = line;
    transaction.replied_after_end = transaction.has_ended;
  }
  return 0;
}

int report_mail_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& transaction = *static_cast<const Transaction*>(user);
  // The answer to a whole message is worth waiting for.
  return !transaction.has_ended && transaction.is_interrupted() ? 1 : 0;
}

std::size_t ignore(char*, std::size_t, std::size_t size, void*) { return size; }

bool is_permanent(int reply) { return reply >= 500 && reply < 600; }
bool is_temporary(int reply) { return reply >= 400 && reply < 500; }

// The outcome of a transaction whose message was not ended.
MailOutcome outcome_before_end(const Transaction& transaction, CURLcode code) {
  const int reply = transaction.reply;
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_USE_SSL_FAILED ||
      code == CURLE_SSL_CACERT_BADFILE) {
    return MailOutcome::rejected;
  }
  if (code == CURLE_LOGIN_DENIED || (transaction.command == "AUTH" && is_permanent(reply))) {
    return is_temporary(reply) ? MailOutcome::unavailable : MailOutcome::rejected;
  }
  if (reply == kClosing || transaction.is_cut) return MailOutcome::unavailable;
  const bool is_envelope = transaction.command == "RCPT" || transaction.command == "DATA" ||
                           transaction.command == "MAIL";
  if (!is_envelope || code != CURLE_SEND_ERROR) return MailOutcome::unavailable;
  if (is_temporary(reply)) return MailOutcome::deferred;
  if (!is_permanent(reply)) return MailOutcome::unavailable;
  return transaction.command == "MAIL" ? MailOutcome::rejected : MailOutcome::refused;
}

MailOutcome outcome_of(const Transaction& transaction, CURLcode code) {
  if (code == CURLE_OK) return MailOutcome::accepted;
  if (transaction.is_held_back) return MailOutcome::deferred;
  if (!transaction.has_ended) return outcome_before_end(transaction, code);
  if (!transaction.replied_after_end) return MailOutcome::uncertain;
  return is_permanent(transaction.reply) ? MailOutcome::refused : MailOutcome::deferred;
}

class CurlMailTransport : public MailTransport {
 public:
  explicit CurlMailTransport(IsInterrupted is_interrupted)
      : is_interrupted_(is_interrupted != nullptr ? is_interrupted : never_interrupted) {}

  MailReply send(const MailServer& server, const Envelope& envelope, const std::string& message,
                 const std::function<bool()>& before_end) override {
    Transaction transaction{sockets_, is_interrupted_, message, &before_end};
    StringList recipients(
        PAPERCUP_CURL(curl_slist_append)(nullptr, fmt::format("<{}>", envelope.to).c_str()));
    const std::string from = fmt::format("<{}>", envelope.from);
    prepare(easy_.get(), server, transaction, sockets_);
    const auto set = [&](CURLoption option, auto value) {
      PAPERCUP_CURL(curl_easy_setopt)(easy_.get(), option, value);
    };
    set(CURLOPT_MAIL_FROM, from.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &give_message);
    set(CURLOPT_READDATA, &transaction);
    return perform(easy_.get(), server, transaction);
  }

  MailReply log_in(const MailServer& server) override {
    // A connection that is never used again gets a handle of its own.
    OpenSockets sockets;
    const EasyHandle easy = make_easy_handle();
    Transaction transaction{sockets, is_interrupted_};
    prepare(easy.get(), server, transaction, sockets);
    PAPERCUP_CURL(curl_easy_setopt)(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
    return perform(easy.get(), server, transaction);
  }

 private:
  static std::string url_of(const MailServer& server) {
    const bool is_ipv6 = server.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}{}{}",
                       server.security == MailSecurity::tls ? "smtps" : "smtp", is_ipv6 ? "[" : "",
                       server.host, is_ipv6 ? "]" : "", server.port,
                       server.own_name.empty() ? "" : "/", server.own_name);
  }

  static void prepare(CURL* easy, const MailServer& server, Transaction& transaction,
                      OpenSockets& sockets) {
    PAPERCUP_CURL(curl_easy_reset)(easy);
    const auto set = [&](CURLoption option, auto value) {
      PAPERCUP_CURL(curl_easy_setopt)(easy, option, value);
    };
    set(CURLOPT_URL, url_of(server).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(server.security == MailSecurity::none ? CURLUSESSL_NONE
                                                                                 : CURLUSESSL_ALL));
    const std::string authorities =
        server.authorities.empty() ? certificates_of_system() : server.authorities;
    if (!authorities.empty()) set(CURLOPT_CAINFO, authorities.c_str());
    if (!server.user.empty()) {
      set(CURLOPT_USERNAME, server.user.c_str());
      set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, static_cast<long>(server.timeout.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    // A name server that does not answer is not waited for after the time is up.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_SOCKOPTFUNCTION, &note_open);
    set(CURLOPT_SOCKOPTDATA, &sockets);
    set(CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
    set(CURLOPT_CLOSESOCKETDATA, &sockets);
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &note_talk);
    set(CURLOPT_DEBUGDATA, &transaction);
    set(CURLOPT_WRITEFUNCTION, &ignore);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &report_mail_progress);
    set(CURLOPT_XFERINFODATA, &transaction);
  }

  static MailReply perform(CURL* easy, const MailServer& server, Transaction& transaction) {
    std::array<char, CURL_ERROR_SIZE> message{};
    PAPERCUP_CURL(curl_easy_setopt)(easy, CURLOPT_ERRORBUFFER, message.data());
    const CURLcode code = PAPERCUP_CURL(curl_easy_perform)(easy);
    PAPERCUP_CURL(curl_easy_setopt)(easy, CURLOPT_ERRORBUFFER, nullptr);
    PAPERCUP_CURL(curl_easy_setopt)(easy, CURLOPT_DEBUGFUNCTION, nullptr);
    PAPERCUP_CURL(curl_easy_setopt)(easy, CURLOPT_VERBOSE, 0L);
    if (transaction.error) std::rethrow_exception(transaction.error);
    if (code == CURLE_ABORTED_BY_CALLBACK && !transaction.has_ended && !transaction.is_cut &&
        !transaction.is_held_back) {
      throw Error(ErrorKind::interrupted, "interrupted");
    }
    const MailOutcome outcome = outcome_of(transaction, code);
    if (outcome == MailOutcome::accepted) return {outcome, {}};
    const std::string why = transaction.is_cut   ? "the connection was cut"
                            : message[0] != '\0' ? message.data()
                                                 : PAPERCUP_CURL(curl_easy_strerror)(code);
    return {outcome, fmt::format("{}:{}: {}", server.host, server.port,
                                 transaction.reply >= 400 ? transaction.reply_text : why)};
  }

  IsInterrupted is_interrupted_;
  OpenSockets sockets_;  // outlives the handle, which closes them
  EasyHandle easy_ = make_easy_handle();
};

}  // namespace

std::unique_ptr<MailTransport> make_curl_mail_transport(IsInterrupted is_interrupted) {
  return std::make_unique<CurlMailTransport>(is_interrupted);
}

}  // namespace papercup::net
