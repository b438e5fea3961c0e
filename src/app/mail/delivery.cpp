#include "app/mail/delivery.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "app/mail/mail_sender.hpp"
#include "papercup/app/composing.hpp"
#include "papercup/core/error.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::app {
namespace {

using net::MailOutcome;

// How long a mail is tried, as mail servers do.
constexpr std::chrono::hours kLongestTrying{7 * 24};

constexpr std::chrono::hours kPersistent{6};
// Less than a day, so that an hourly job tells it every day at about the same time.
constexpr std::chrono::hours kSilence{23};

class Delivery {
 public:
  Delivery(const Context& context, store::UserStore& user_store, MailAlerts& alerts,
           const std::vector<std::string>& only)
      : context_(context),
        user_store_(user_store),
        ledger_(user_store.mail_ledger()),
        alerts_(alerts),
        only_(only) {}

  DeliveryReport deliver() {
    for (const MailDelivery& delivery : ledger_.deliveries(MailState::pending)) {
      if (!only_.empty() && std::ranges::find(only_, delivery.recipient) == only_.end()) continue;
      const auto batch = ledger_.find(delivery.batch);
      if (!batch) continue;
      if (is_stopped_) {
        ++report_.waiting;
      } else if (context_.now() - batch->made > kLongestTrying) {
        give_up(*batch, delivery);
      } else {
        send(*batch, delivery);
      }
    }
    return report_;
  }

 private:
  static SentMail name_of(const MailBatch& batch, const MailDelivery& delivery) {
    return {batch.focus, batch.day, delivery.recipient};
  }

  void give_up(const MailBatch& batch, const MailDelivery& delivery) {
    ledger_.move(delivery, MailState::pending, MailState::refused,
                 "given up after a week; " + delivery.reply, context_.now());
    lose(batch, delivery, "was given up after a week", delivery.reply);
  }

  void send(const MailBatch& batch, const MailDelivery& delivery) {
    if (!open_sender()) return;
    const std::string& message = delivery.message.empty() ? batch.message : delivery.message;
    const net::Envelope envelope{sender_address(context_).address, delivery.recipient};
    bool is_handed_over = false;
    net::MailReply reply = sender_->send(envelope, addressed(message, delivery.recipient), [&] {
      is_handed_over =
          ledger_.move(delivery, MailState::pending, MailState::sending, "", context_.now());
      return is_handed_over;
    });
    reply.text = text::sanitise(reply.text);
    const MailState from = is_handed_over ? MailState::sending : MailState::pending;
    settle(batch, delivery, from, reply);
  }

  // Passwords are asked for once there is something to send.
  bool open_sender() {
    if (sender_) return true;
    try {
      sender_ = make_mail_sender(context_);
      return true;
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted || error.kind() == ErrorKind::storage) throw;
      stop("login",
           fmt::format("no mail can be sent: {}{}{}", error.message(),
                       error.hint().empty() ? "" : "\n", error.hint()),
           Urgency::at_once);
      ++report_.refused;
    }
    return false;
  }

  void stop(const std::string& what, const std::string& text, Urgency urgency) {
    is_stopped_ = true;
    ++report_.waiting;
    alerts_.tell(what, text, urgency);
  }

  void settle(const MailBatch& batch, const MailDelivery& delivery, MailState from,
              const net::MailReply& reply) {
    switch (reply.outcome) {
      case MailOutcome::accepted:
        accept(batch, delivery, from);
        return;
      case MailOutcome::refused:
        move(delivery, from, MailState::refused, reply);
        lose(batch, delivery, "was refused", reply.text);
        return;
      case MailOutcome::uncertain:
        move(delivery, from, MailState::uncertain, reply);
        lose(batch, delivery, "may not have arrived, and is not sent again", reply.text);
        return;
      case MailOutcome::deferred:
        move(delivery, from, MailState::pending, reply);
        ++report_.waiting;
        alerts_.tell(
            "deferred " + delivery.recipient,
            fmt::format("mail {} waits: {}", to_string(name_of(batch, delivery)), reply.text),
            Urgency::when_persistent);
        return;
      case MailOutcome::unavailable:
        move(delivery, from, MailState::pending, reply);
        stop("server", "the mail server takes nothing: " + reply.text, Urgency::when_persistent);
        return;
      case MailOutcome::rejected:
        move(delivery, from, MailState::pending, reply);
        ++report_.refused;
        stop("login", "the mail server does not take mail from you: " + reply.text,
             Urgency::at_once);
        return;
    }
  }

  void move(const MailDelivery& delivery, MailState from, MailState to,
            const net::MailReply& reply) {
    ledger_.move(delivery, from, to, reply.text, context_.now());
  }

  void lose(const MailBatch& batch, const MailDelivery& delivery, const std::string& what,
            const std::string& why) {
    ++report_.refused;
    alerts_.tell("lost " + delivery.recipient,
                 fmt::format("mail {} {}: {}", to_string(name_of(batch, delivery)), what, why),
                 Urgency::at_once);
  }

  // The first recipient's acceptance moves the channel.
  void accept(const MailBatch& batch, const MailDelivery& delivery, MailState from) {
    user_store_.transaction([&] {
      const auto others = ledger_.deliveries(batch.number);
      const bool is_first = std::ranges::none_of(
          others, [](const MailDelivery& other) { return other.state == MailState::sent; });
      ledger_.move(delivery, from, MailState::sent, "", context_.now());
      for (const std::int64_t lost : delivery.names) {
        ledger_.set_named(lost, delivery.recipient, batch.number);
      }
      if (is_first) move_channel(batch);
    });
    report_.sent.push_back(name_of(batch, delivery));
  }

  void move_channel(const MailBatch& batch) {
    user_store_.accept_mail(batch, context_.today());
    auto record = user_store_.digest(batch.digest);
    if (!record) return;
    std::erase_if(record->sections,
                  [&](const RecordedSection& section) { return section.focus != batch.focus; });
    if (record->sections.empty()) return;
    record->channel = store::kMailChannel;
    record->shown = context_.now();
    user_store_.record(*record);
  }

  const Context& context_;
  store::UserStore& user_store_;
  store::MailLedger& ledger_;
  MailAlerts& alerts_;
  const std::vector<std::string>& only_;
  std::unique_ptr<MailSender> sender_;
  bool is_stopped_ = false;
  DeliveryReport report_;
};

}  // namespace

void MailAlerts::tell(const std::string& what, const std::string& text, Urgency urgency) {
  const Time now = context_.now();
  met_.insert(what);
  MailTrouble trouble = ledger_.trouble(what).value_or(MailTrouble{now});
  const bool is_silent = trouble.said && now - *trouble.said < kSilence;
  const bool is_grave = urgency == Urgency::at_once || now - trouble.since >= kPersistent;
  if (context_.is_watched() || (is_grave && !is_silent)) {
    context_.alarm(text);
    trouble.said = now;
  }
  ledger_.set_trouble(what, trouble);
}

void MailAlerts::end_others() {
  for (const std::string& what : ledger_.troubles()) {
    if (!met_.contains(what)) ledger_.end_trouble(what);
  }
}

DeliveryReport deliver_mails(const Context& context, store::UserStore& user_store,
                             MailAlerts& alerts, const std::vector<std::string>& only) {
  return Delivery(context, user_store, alerts, only).deliver();
}

}  // namespace papercup::app
