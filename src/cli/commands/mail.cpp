#include "papercup/core/mail.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/mail_run.hpp"

namespace papercup::cli {
namespace {

constexpr int kMailNeedsALook = 1;
constexpr int kTryLater = 4;

struct MailOptions {
  std::vector<std::string> to;
  bool dry_run = false;
};

app::MailRequest request_of(const MailOptions& options, const Session& session) {
  app::MailRequest request;
  request.style = session.style();
  for (const std::string& text : options.to) {
    const auto address = MailAddress::parse(text);
    if (!address) throw Error(ErrorKind::usage, fmt::format("--to: '{}' is not an address", text));
    request.only.push_back(address->address);
  }
  return request;
}

std::string hour_and_minute(const Session& session, Time time) {
  const Time local = time + session.utc_offset(time);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(
      local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

std::string existing_mail_text(const app::FocusMail& mail) {
  if (mail.recipients == 0) return "had nothing to tell, and none was sent";
  if (mail.accepted == mail.recipients) return "was already sent";
  return fmt::format("was made already, and sent to {} of {}", mail.accepted, mail.recipients);
}

// Why no mail of a focus is written now; empty if one is.
std::string line_of(const app::FocusMail& mail, const Session& session) {
  switch (mail.state) {
    case app::FocusMail::State::due:
      break;
    case app::FocusMail::State::exists:
      return fmt::format("{}: the mail of {} {}", mail.focus, friendly_date(mail.day),
                         existing_mail_text(mail));
    case app::FocusMail::State::waits:
      return fmt::format("{}: waits for {}{}", mail.focus, fmt::join(mail.missing, ", "),
                         mail.until ? ", until " + hour_and_minute(session, *mail.until) : "");
    case app::FocusMail::State::no_reading_day:
      return fmt::format("{}: today is none of your reading days", mail.focus);
  }
  return {};
}

void print_report(const app::MailReport& report, const Session& session) {
  if (!session.environment().terminal.output_is_terminal && !session.is_verbose()) return;
  for (const app::FocusMail& mail : report.foci) {
    if (const std::string line = line_of(mail, session); !line.empty())
      session.print_lines(line + "\n");
  }
  for (const app::SentMail& mail : report.sent) {
    session.print_lines("sent " + app::to_string(mail) + "\n");
  }
  if (report.waiting > 0) {
    session.print_lines(fmt::format("{} not sent yet; the next run tries again\n", report.waiting));
  }
}

int print_preview(const app::MailPreview& preview, const Session& session) {
  for (const app::FocusMail& mail : preview.foci) {
    if (const std::string line = line_of(mail, session); !line.empty()) session.note(line);
  }
  for (const std::string& message : preview.messages) session.print(message);
  if (preview.messages.empty()) session.note("nothing would be sent now");
  return 0;
}

int run_mail(const MailOptions& options, const Session& session) {
  const app::MailRequest request = request_of(options, session);
  if (options.dry_run) return print_preview(app::preview_mail(session, request), session);
  const app::MailReport report = app::run_mail(session, request);
  print_report(report, session);
  if (report.fetch_error) throw Error(*report.fetch_error);
  switch (report.outcome) {
    case app::MailReport::Outcome::done:
      break;
    case app::MailReport::Outcome::another_at_work:
      session.note("another papercup mail is at work; nothing is left to do here");
      break;
    case app::MailReport::Outcome::needs_a_look:
      return kMailNeedsALook;
    case app::MailReport::Outcome::try_later:
      return kTryLater;
  }
  return 0;
}

}  // namespace

Action declare_mail(CLI::App& command) {
  const auto given = std::make_shared<MailOptions>();
  add_repeatable(command, "--to", "ADDRESS", given->to,
                 "to this address only, not to the configured");
  add_flag(command, "--dry-run", given->dry_run,
           "print what would be sent now; fetch, send and remember nothing");
  return [given](Session& session) { return run_mail(*given, session); };
}

}  // namespace papercup::cli
