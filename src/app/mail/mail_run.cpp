#include "papercup/app/mail_run.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "app/mail/delivery.hpp"
#include "papercup/app/composing.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/mail_state.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

using Recipients = std::vector<std::string>;

// The foci of the configuration that can be read, with their recipients.
struct Subscriptions {
  std::vector<std::string> stems = {};
  std::map<std::string, Recipients> recipients = {};  // by stem
  std::vector<std::string> notices = {};              // of the foci that cannot be read
};

Subscriptions read_subscriptions(const Context& context, const Recipients& only) {
  Subscriptions found;
  std::optional<Error> first_error;
  for (const config::ListedFocus& listed : context.foci()) {
    if (!listed.loaded) {
      if (!first_error) first_error = listed.error;
      found.notices.push_back(
          fmt::format("The focus {} is left out: {}.", listed.stem, listed.error->message()));
      continue;
    }
    found.stems.push_back(listed.stem);
    Recipients& recipients = found.recipients[listed.stem];
    recipients = only;
    if (!only.empty()) continue;
    for (const MailAddress& address : mail_recipients(context, listed.loaded->focus)) {
      recipients.push_back(address.address);
    }
  }
  if (found.stems.empty()) {
    if (first_error) throw Error(*first_error);
    throw NoFocusYet{};
  }
  return found;
}

void check_settings(const Context& context) {
  if (context.config().mail.is_configured()) return;
  throw Error(ErrorKind::usage, "it is not configured how mail is sent",
              fmt::format("Set server or command under [mail] in {}; man papercup-mail shows how.",
                          context.friendly_path(context.config_folder() / "config.toml")));
}

void check_recipients(const Subscriptions& subscriptions) {
  if (std::ranges::any_of(subscriptions.recipients,
                          [](const auto& entry) { return !entry.second.empty(); })) {
    return;
  }
  throw Error(ErrorKind::usage, "nobody gets mail",
              "Set to = [\"you@example.org\"] under [mail] in config.toml, or in a focus file.");
}

FocusMail existing_mail(const store::MailLedger& ledger, const MailBatch& batch) {
  FocusMail mail{batch.focus, batch.day, FocusMail::State::exists};
  for (const MailDelivery& delivery : ledger.deliveries(batch.number)) {
    ++mail.recipients;
    mail.accepted += delivery.state == MailState::sent ? 1 : 0;
  }
  return mail;
}

FocusMail mail_to_come(const std::string& stem, const MailSchedule& schedule, Time now) {
  FocusMail mail{stem, schedule.day};
  if (!schedule.is_reading_day) {
    mail.state = FocusMail::State::no_reading_day;
  } else if (!schedule.is_due(now)) {
    mail.state = FocusMail::State::waits;
    mail.until = schedule.send_by;
    for (const Freshness& list : schedule.missing()) mail.missing.push_back(list.category);
  }
  return mail;
}

bool lacks_lists(const std::vector<MailFocus>& group) {
  return std::ranges::any_of(
      group, [](const MailFocus& mail) { return !mail.schedule.missing().empty(); });
}

// Foci whose mails are due, by those who get them: each group shares one cup.
using DueMails = std::map<Recipients, std::vector<MailFocus>>;

class MailRun {
 public:
  MailRun(const Context& context, const MailRequest& request)
      : context_(context),
        // Hourly jobs are heard if something is wrong for long, and not otherwise.
        inner_(context.is_watched() ? context : context.silent()),
        request_(request) {}

  MailReport run() {
    check_settings(context_);
    foci_ = read_subscriptions(context_, request_.only);
    check_recipients(foci_);
    // Without locks on a file system, two runs send no mail twice either: the ledger decides.
    system::FileLock lock(
        context_.data_file("mail.lock"),
        "The data folder has to be yours to write; --data or PAPERCUP_DATA names another.");
    if (!lock.try_acquire()) {
      report_.outcome = MailReport::Outcome::another_at_work;
      return report_;
    }
    store::UserStore user_store = inner_.open_user_store(store::OpenMode::create);
    work(user_store);
    return std::move(report_);
  }

  MailPreview preview() {
    foci_ = read_subscriptions(context_, request_.only);
    store::UserStore user_store = inner_.open_user_store(store::OpenMode::read_only);
    const store::Store store = inner_.open_store(store::OpenMode::read_only);
    const store::MailLedger& ledger = user_store.mail_ledger();
    MailPreview preview;
    for (const MailDelivery& delivery : ledger.deliveries(MailState::pending)) {
      if (const auto batch = ledger.find(delivery.batch)) add_message(*batch, delivery, preview);
    }
    // Readers can see what a mail looks like before there is anybody to get it.
    for (auto& [stem, recipients] : foci_.recipients) {
      if (recipients.empty()) recipients.push_back(sender_address(context_).address);
    }
    const std::vector<ActiveFocus> foci =
        inner_.told(load_foci(inner_, user_store, foci_.stems, std::nullopt));
    for (const auto& [recipients, group] : due_mails(foci, store, user_store)) {
      for (const ComposedMail& mail : compose(store, user_store, group).mails) {
        for (const MailDelivery& delivery : mail.deliveries) {
          add_message(mail.batch, delivery, preview);
        }
      }
    }
    preview.foci = std::move(report_.foci);
    return preview;
  }

 private:
  static void add_message(const MailBatch& batch, const MailDelivery& delivery,
                          MailPreview& preview) {
    preview.messages.push_back(
        addressed(delivery.message.empty() ? batch.message : delivery.message, delivery.recipient));
  }

  void work(store::UserStore& user_store) {
    store::MailLedger& ledger = user_store.mail_ledger();
    MailAlerts alerts(context_, ledger);
    ledger.give_up_sending("papercup ended while it was being handed over", context_.now());
    tell_of_lost_mails(ledger, alerts);
    for (const std::string& notice : foci_.notices) {
      alerts.tell("focus " + notice, notice, Urgency::at_once);
    }
    const std::vector<ActiveFocus> foci =
        inner_.told(load_foci(inner_, user_store, foci_.stems, std::nullopt));
    fetch_if_due(foci, user_store);
    {
      const store::Store store = inner_.open_store(store::OpenMode::read_only);
      if (!is_clock_behind(store)) ledger.set_future_times(context_.now());
      tell_of_missing_lists(store, foci, alerts);
      write_mails(store, user_store, foci);
    }
    DeliveryReport delivered = deliver_mails(context_, user_store, alerts, request_.only);
    ledger.drop_old_messages();
    alerts.end_others();
    report_.sent = std::move(delivered.sent);
    report_.waiting = delivered.waiting;
    if (delivered.refused > 0) {
      report_.outcome = MailReport::Outcome::needs_a_look;
    } else if (delivered.waiting > 0 || !not_fetched_.empty()) {
      report_.outcome = MailReport::Outcome::try_later;
    }
  }

  // Mails that the run before was sending when it was killed.
  void tell_of_lost_mails(const store::MailLedger& ledger, MailAlerts& alerts) const {
    for (const MailDelivery& delivery : ledger.deliveries(MailState::uncertain)) {
      const auto batch = ledger.find(delivery.batch);
      if (!batch || delivery.changed != context_.now()) continue;
      const SentMail mail{batch->focus, batch->day, delivery.recipient};
      alerts.tell("lost " + delivery.recipient,
                  fmt::format("mail {} may not have arrived, and is not sent again: {}",
                              to_string(mail), delivery.reply),
                  Urgency::at_once);
    }
  }

  void fetch_if_due(const std::vector<ActiveFocus>& foci, const store::UserStore& user_store) {
    if (!context_.has_network()) return;
    FetchPlan plan = make_fetch_plan(foci, marks_until(inner_, user_store, std::nullopt));
    plan.channels_at = day_of_channels(user_store, foci);
    {
      const store::Store store = inner_.open_store(store::OpenMode::create);
      if (!is_fetch_due(store, plan, context_.now()) &&
          !has_held_papers_to_fetch(store, plan.categories)) {
        return;
      }
    }
    try {
      not_fetched_ = fetch_while_waiting(inner_, plan, {});
    } catch (const Error& error) {
      // Mails can go out all the same; what is wrong here is told after that.
      if (error.kind() == ErrorKind::interrupted) throw;
      not_fetched_ = fmt::format("Not fetched: {}.", error.message());
      report_.fetch_error = error;
    }
  }

  bool is_clock_behind(const store::Store& store) const {
    const store::FetchState& state = store.fetch_state();
    return std::ranges::any_of(state.categories(), [&](const std::string& category) {
      return shows_clock_behind(state.lists(category), context_.now());
    });
  }

  void tell_of_missing_lists(const store::Store& store, const std::vector<ActiveFocus>& foci,
                             MailAlerts& alerts) const {
    for (const ActiveFocus& focus : foci) {
      for (const Freshness& list : mail_schedule(context_, store, focus.focus).missing()) {
        if (list.missed < kAlarmingListings) continue;
        alerts.tell(
            "list " + list.category,
            fmt::format("{}: {} LISTS ARE MISSING{}; papercup status says more", list.category,
                        list.missed, list.last ? " since " + friendly_date(list.last->day) : ""),
            Urgency::at_once);
      }
    }
  }

  void write_mails(const store::Store& store, store::UserStore& user_store,
                   const std::vector<ActiveFocus>& foci) {
    add_recipients(user_store.mail_ledger());
    for (const auto& [recipients, group] : due_mails(foci, store, user_store)) {
      keep_mails(user_store, compose(store, user_store, group), context_.today());
    }
  }

  // Recipients who were added since a mail was written get it too.
  void add_recipients(store::MailLedger& ledger) const {
    for (const auto& [stem, recipients] : foci_.recipients) {
      const auto batch = ledger.find(stem, newest_listing_day(context_.now()));
      if (!batch || batch->message.empty()) continue;
      for (const std::string& recipient : recipients) {
        MailDelivery delivery{batch->number, recipient};
        delivery.changed = context_.now();
        ledger.add(delivery);
      }
    }
  }

  // Takes note of the mails of all foci, and returns those that are due.
  DueMails due_mails(const std::vector<ActiveFocus>& foci, const store::Store& store,
                     store::UserStore& user_store) {
    DueMails due;
    for (const ActiveFocus& focus : foci) {
      const Recipients& recipients = foci_.recipients.at(focus.stem);
      if (recipients.empty()) continue;
      MailSchedule schedule = mail_schedule(context_, store, focus.focus);
      const auto batch = user_store.mail_ledger().find(focus.stem, schedule.day);
      report_.foci.push_back(batch ? existing_mail(user_store.mail_ledger(), *batch)
                                   : mail_to_come(focus.stem, schedule, context_.now()));
      if (report_.foci.back().state == FocusMail::State::due) {
        due[recipients].push_back({focus, recipients, std::move(schedule)});
      }
    }
    return due;
  }

  ComposedMails compose(const store::Store& store, store::UserStore& user_store,
                        const std::vector<MailFocus>& group) const {
    std::vector<std::string> notices = foci_.notices;
    if (!not_fetched_.empty() && lacks_lists(group)) notices.push_back(not_fetched_);
    return compose_mails(inner_, store, user_store, group, notices, request_.style);
  }

  const Context& context_;
  Context inner_;
  const MailRequest& request_;
  Subscriptions foci_;
  std::string not_fetched_;  // what could not be fetched, and why
  MailReport report_;
};

}  // namespace

std::string to_string(const SentMail& mail) {
  return fmt::format("{} of {} to {}", mail.focus, friendly_date(mail.day), mail.recipient);
}

MailReport run_mail(const Context& context, const MailRequest& request) {
  return MailRun(context, request).run();
}

MailPreview preview_mail(const Context& context, const MailRequest& request) {
  return MailRun(context, request).preview();
}

}  // namespace papercup::app
