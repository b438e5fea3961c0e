#include "cli/commands/mail_run.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/app/composing.hpp"
#include "papercup/app/delivery.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/mail_troubles.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/system/files.hpp"

namespace papercup::cli {
namespace {

constexpr int kMailNeedsALook = 1;
constexpr int kTryLater = 4;

using Recipients = std::vector<std::string>;

std::string hour_and_minute(const app::Context& session, Time time) {
  const Time local = time + session.utc_offset(time);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(
      local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

class MailRun {
 public:
  MailRun(const MailOptions& options, const Session& session)
      : options_(options),
        session_(session),
        // Hourly jobs are heard where something is wrong for long, and not otherwise.
        inner_(is_watched() ? app::Context(session) : session.silent()) {}

  int run() {
    check_settings();
    read_foci();
    if (options_.dry_run) return show();
    // Two runs do not send the same mail on a file system without locks either: the ledger decides.
    system::FileLock lock(
        session_.data_file("mail.lock"),
        "The data folder has to be yours to write; --data or PAPERCUP_DATA names another.");
    if (!lock.try_acquire()) {
      session_.note("another papercup mail is at work; nothing is left to do here");
      return 0;
    }
    store::UserStore reader = inner_.open_reader(store::OpenMode::create);
    return work(reader);
  }

 private:
  bool is_watched() const { return session_.is_watched(); }

  void check_settings() {
    const MailSettings& mail = session_.config().mail;
    if (!options_.dry_run && !mail.is_configured()) {
      throw Error(ErrorKind::usage, "it is not configured how mail is sent",
                  "Set server or command under [mail] in " +
                      session_.friendly_path(session_.config_folder() / "config.toml") +
                      "; man papercup-mail shows how.");
    }
    for (const std::string& text : options_.to) {
      const auto address = MailAddress::parse(text);
      if (!address) throw Error(ErrorKind::usage, fmt::format("--to: '{}' is no address", text));
      only_.push_back(address->address);
    }
  }

  // The sound foci with their recipients; what there is to say of the others.
  void read_foci() {
    std::optional<Error> first_error;
    for (const config::ListedFocus& listed : config::list_foci(session_.config_folder())) {
      if (listed.loaded) {
        stems_.push_back(listed.stem);
        recipients_[listed.stem] = recipients_of(listed.loaded->focus);
        continue;
      }
      if (!first_error) first_error = listed.error;
      notices_.push_back(
          fmt::format("The focus {} is left out: {}.", listed.stem, listed.error->message()));
    }
    if (stems_.empty()) {
      if (first_error) throw Error(*first_error);
      throw app::NoFocusYet{};
    }
    const bool has_recipients =
        std::any_of(recipients_.begin(), recipients_.end(),
                    [](const auto& entry) { return !entry.second.empty(); });
    if (!has_recipients && !options_.dry_run) {
      throw Error(
          ErrorKind::usage, "nobody gets mail",
          "Set to = [\"you@example.org\"] under [mail] in config.toml, or in a focus file.");
    }
  }

  Recipients recipients_of(const Focus& focus) const {
    if (!only_.empty()) return only_;
    Recipients recipients;
    for (const MailAddress& address : app::mail_recipients(session_, focus)) {
      recipients.push_back(address.address);
    }
    return recipients;
  }

  int work(store::UserStore& reader) {
    store::MailLedger& ledger = reader.mail_ledger();
    app::MailTroubles troubles(session_, ledger);
    ledger.give_up_sending("papercup was ended while it was handed over", session_.now());
    report_given_up(ledger, troubles);
    for (const std::string& notice : notices_) {
      troubles.tell("focus " + notice, notice, app::Urgency::at_once);
    }
    const std::vector<app::ActiveFocus> foci = app::load_foci(inner_, reader, stems_, std::nullopt);
    fetch_if_due(foci, reader);
    {
      const store::Store store = inner_.open_store(store::OpenMode::read_only);
      if (!is_clock_behind(store)) ledger.set_future_times(session_.now());
      write_mails(store, reader, foci, troubles);
    }
    const app::DeliveryResult result = app::deliver_mails(session_, reader, troubles, only_);
    ledger.drop_old_messages();
    troubles.end_others();
    report(result);
    if (fetch_error_) throw Error(*fetch_error_);
    if (result.refused > 0) return kMailNeedsALook;
    return result.waiting > 0 || !not_fetched_.empty() ? kTryLater : 0;
  }

  bool is_clock_behind(const store::Store& store) const {
    const store::FetchState& state = store.fetch_state();
    const std::vector<std::string> categories = state.categories();
    return std::any_of(categories.begin(), categories.end(), [&](const std::string& category) {
      return shows_clock_behind(state.lists(category), session_.now());
    });
  }

  // What the run before left behind when it was killed.
  void report_given_up(store::MailLedger& ledger, app::MailTroubles& troubles) const {
    for (const MailDelivery& delivery : ledger.deliveries(MailState::uncertain)) {
      const auto batch = ledger.find(delivery.batch);
      if (!batch || delivery.changed != session_.now()) continue;
      troubles.tell(
          "lost " + delivery.recipient,
          fmt::format("mail {} of {} to {} may not have arrived, and is not sent again: {}",
                      batch->focus, friendly_date(batch->day), delivery.recipient, delivery.reply),
          app::Urgency::at_once);
    }
  }

  void fetch_if_due(const std::vector<app::ActiveFocus>& foci, const store::UserStore& reader) {
    if (!session_.environment().transport) return;
    app::FetchPlan plan =
        app::make_fetch_plan(foci, app::marks_until(inner_, reader, std::nullopt));
    plan.channels_at = app::day_of_channels(reader, foci);
    {
      const store::Store store = inner_.open_store(store::OpenMode::create);
      if (!app::is_fetch_due(store, plan, session_.now()) &&
          !app::has_held_papers_to_fetch(store, plan.categories)) {
        return;
      }
    }
    try {
      not_fetched_ = app::fetch_while_waiting(inner_, plan, {});
    } catch (const Error& error) {
      // Mails can go out all the same; what is wrong here is told after that.
      if (error.kind() == ErrorKind::interrupted) throw;
      not_fetched_ = fmt::format("Not fetched: {}.", error.message());
      fetch_error_ = error;
    }
  }

  void write_mails(const store::Store& store, store::UserStore& reader,
                   const std::vector<app::ActiveFocus>& foci, app::MailTroubles& troubles) {
    tell_of_missing_lists(store, foci, troubles);
    std::map<Recipients, std::vector<app::MailFocus>> due;
    for (const app::ActiveFocus& focus : foci) {
      app::MailFocus mail{focus, recipients_.at(focus.stem),
                          app::mail_schedule(session_, store, focus.focus)};
      if (mail.recipients.empty()) continue;
      if (const auto batch = reader.mail_ledger().find(focus.stem, mail.schedule.day)) {
        add_recipients(reader, *batch, mail.recipients);
        lines_.push_back(standing_line(reader, *batch));
      } else if (mail.schedule.is_due(session_.now())) {
        due[mail.recipients].push_back(std::move(mail));
      } else {
        lines_.push_back(waiting_line(mail));
      }
    }
    for (const auto& [recipients, group] : due) {
      app::keep_mails(
          reader,
          app::compose_mails(inner_, store, reader, group, all_notices(group), session_.style()),
          session_.today());
    }
  }

  // Of recipients who were added since.
  void add_recipients(store::UserStore& reader, const MailBatch& batch,
                      const Recipients& recipients) const {
    if (batch.message.empty()) return;
    for (const std::string& recipient : recipients) {
      MailDelivery delivery{batch.number, recipient};
      delivery.changed = session_.now();
      reader.mail_ledger().add(delivery);
    }
  }

  // Of the mail that was made for this list before.
  static std::string standing_line(store::UserStore& reader, const MailBatch& batch) {
    std::size_t sent = 0;
    const std::vector<MailDelivery> deliveries = reader.mail_ledger().deliveries(batch.number);
    for (const MailDelivery& delivery : deliveries)
      sent += delivery.state == MailState::sent ? 1 : 0;
    const std::string what =
        batch.message.empty() && deliveries.empty() ? "had nothing to tell, and none was sent"
        : sent == deliveries.size()
            ? "was already sent"
            : fmt::format("was made already, and sent to {} of {}", sent, deliveries.size());
    return fmt::format("{}: the mail of {} {}", batch.focus, friendly_date(batch.day), what);
  }

  std::string waiting_line(const app::MailFocus& mail) const {
    if (!mail.schedule.is_reading_day) {
      return fmt::format("{}: today is none of your reading days", mail.focus.stem);
    }
    std::vector<std::string> missing;
    for (const Freshness& list : mail.schedule.missing()) missing.push_back(list.category);
    return fmt::format("{}: waits for {}{}", mail.focus.stem, fmt::join(missing, ", "),
                       mail.schedule.send_by
                           ? ", until " + hour_and_minute(session_, *mail.schedule.send_by)
                           : "");
  }

  std::vector<std::string> all_notices(const std::vector<app::MailFocus>& group) const {
    std::vector<std::string> notices = notices_;
    const bool is_missing = std::any_of(group.begin(), group.end(), [](const app::MailFocus& mail) {
      return !mail.schedule.missing().empty();
    });
    if (is_missing && !not_fetched_.empty()) notices.push_back(not_fetched_);
    return notices;
  }

  void tell_of_missing_lists(const store::Store& store, const std::vector<app::ActiveFocus>& foci,
                             app::MailTroubles& troubles) const {
    for (const app::ActiveFocus& focus : foci) {
      for (const Freshness& list : app::mail_schedule(session_, store, focus.focus).missing()) {
        if (list.missed < kAlarmingListings) continue;
        troubles.tell(
            "list " + list.category,
            fmt::format("{}: {} LISTS ARE MISSING{}; papercup status says more", list.category,
                        list.missed, list.last ? " since " + friendly_date(list.last->day) : ""),
            app::Urgency::at_once);
      }
    }
  }

  void report(const app::DeliveryResult& result) const {
    if (!session_.environment().terminal.output_is_terminal && !session_.is_verbose()) return;
    for (const std::string& line : lines_) session_.print(line + "\n");
    for (const std::string& sent : result.sent) session_.print("sent " + sent + "\n");
    if (result.waiting > 0) {
      session_.print(fmt::format("{} not sent yet; the next run tries again\n", result.waiting));
    }
  }

  // What a run would send now, on standard output; nothing is fetched, sent or written down.
  int show() {
    store::UserStore reader = inner_.open_reader(store::OpenMode::read_only);
    const store::Store store = inner_.open_store(store::OpenMode::read_only);
    std::size_t count = 0;
    for (const MailDelivery& delivery : reader.mail_ledger().deliveries(MailState::pending)) {
      const auto batch = reader.mail_ledger().find(delivery.batch);
      if (!batch) continue;
      ++count;
      session_.print(app::addressed(delivery.message.empty() ? batch->message : delivery.message,
                                    delivery.recipient));
    }
    std::map<Recipients, std::vector<app::MailFocus>> due;
    for (app::ActiveFocus& focus : app::load_foci(inner_, reader, stems_, std::nullopt)) {
      app::MailSchedule schedule = app::mail_schedule(session_, store, focus.focus);
      Recipients recipients = recipients_.at(focus.stem);
      // What it looks like can be seen before there is anybody to get it.
      if (recipients.empty()) recipients.push_back(app::mail_sender(session_).address);
      app::MailFocus mail{std::move(focus), recipients, std::move(schedule)};
      if (const auto batch = reader.mail_ledger().find(mail.focus.stem, mail.schedule.day)) {
        session_.note(standing_line(reader, *batch));
      } else if (mail.schedule.is_due(session_.now())) {
        due[recipients].push_back(std::move(mail));
      } else {
        session_.note(waiting_line(mail));
      }
    }
    for (const auto& [recipients, group] : due) {
      const app::ComposedMails composed =
          app::compose_mails(inner_, store, reader, group, all_notices(group), session_.style());
      for (const app::ComposedMail& mail : composed.mails) {
        for (const MailDelivery& delivery : mail.deliveries) {
          ++count;
          session_.print(
              app::addressed(delivery.message.empty() ? mail.batch.message : delivery.message,
                             delivery.recipient));
        }
      }
    }
    if (count == 0) session_.note("nothing would be sent now");
    return 0;
  }

  const MailOptions& options_;
  const Session& session_;
  app::Context inner_;
  Recipients only_;
  std::vector<std::string> stems_;
  std::map<std::string, Recipients> recipients_;  // by focus
  std::vector<std::string> notices_;
  std::string not_fetched_;           // what could not be fetched, and why
  std::optional<Error> fetch_error_;  // that kept the run from asking arXiv at all
  std::vector<std::string> lines_;    // of the report
};

}  // namespace

int run_mail(const MailOptions& options, const Session& session) {
  return MailRun(options, session).run();
}

}  // namespace papercup::cli
