#include "papercup/app/composing.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/digest_records.hpp"
#include "papercup/system/process.hpp"

namespace papercup::app {
namespace {

class Composer {
 public:
  Composer(const Context& context, const store::Store& store, store::UserStore& user_store,
           const std::vector<std::string>& notices, const render::TextStyle& style)
      : context_(context),
        store_(store),
        user_store_(user_store),
        notices_(notices),
        style_(style) {}

  ComposedMails compose(const std::vector<MailFocus>& foci) {
    DigestPlan plan;
    for (const MailFocus& focus : foci) plan.foci.push_back(focus.focus);
    plan.channel = store::kMailDraftChannel;
    plan.minutes = context_.config().digest.coffee;
    plan.per_day = context_.config().digest.per_day;
    plan.floor = context_.config().digest.floor;
    plan.is_varied = context_.config().digest.variety;
    plan.explores = context_.config().digest.explore;
    const MadeDigest made = make_digest(context_, store_, &user_store_, plan);
    ComposedMails composed;
    for (const MailFocus& focus : foci) composed.mails.push_back(mail_of(focus, made));
    if (!made.digest.sections.empty()) {
      composed.record = record_of(context_, made.digest, plan, store::kMailDraftChannel);
    }
    return composed;
  }

 private:
  ComposedMail mail_of(const MailFocus& focus, const MadeDigest& made) {
    ComposedMail mail;
    mail.batch.focus = focus.focus.stem;
    mail.batch.day = focus.schedule.day;
    mail.batch.made = context_.now();
    for (const store::ChannelMove& move : made.moves) {
      if (move.focus == mail.batch.focus) mail.move = move;
    }
    mail.batch.arrival = mail.move.cursor.arrival;
    mail.batch.token = mail.move.cursor.token;
    const auto section = section_of(made.digest, focus.focus.stem);
    if (!is_to_be_sent(section, focus.schedule)) return mail;
    const digest::Digest digest = digest_of(focus, made.digest, section);
    render::Letter letter = blank_letter(context_);
    letter.list = focus.focus.stem;
    letter.message_id = render::message_id(letter.list, mail.batch.day, letter.from.domain());
    letter.notices = notices_;
    mail.batch.message = render::mail_message(digest, letter, style_);
    for (const std::string& recipient : focus.recipients) {
      MailDelivery delivery{0, recipient};
      delivery.changed = context_.now();
      letter.lost = lost_mails(focus.focus.stem, recipient, delivery.names);
      if (!letter.lost.empty()) {
        delivery.message = render::mail_message(digest, letter, style_);
      }
      mail.deliveries.push_back(std::move(delivery));
    }
    return mail;
  }

  static std::optional<digest::Section> section_of(const digest::Digest& digest,
                                                   const std::string& stem) {
    for (const digest::Section& section : digest.sections) {
      if (section.focus == stem) return section;
    }
    return std::nullopt;
  }

  bool is_to_be_sent(const std::optional<digest::Section>& section,
                     const MailSchedule& schedule) const {
    if (section && !section->papers.empty()) return true;
    switch (context_.config().mail.send_empty) {
      case SendEmpty::never:
        return false;
      case SendEmpty::quiet:
        return section.has_value() || !schedule.missing().empty();
      case SendEmpty::always:
        break;
    }
    return true;
  }

  digest::Digest digest_of(const MailFocus& focus, const digest::Digest& whole,
                           std::optional<digest::Section> section) const {
    digest::Digest digest = whole;
    if (!section) {
      section.emplace();
      section->focus = focus.focus.stem;
      section->focus_name = focus.focus.focus.name;
      section->categories = focus.focus.focus.categories;
      section->window = {focus.schedule.day, focus.schedule.day};
    }
    if (!section->is_first) digest.occasion = digest::Occasion::current;
    if (whole.sections.size() > 1)
      digest.command += " --focus " + system::shell_word(section->focus);
    digest.sections = {*std::move(section)};
    digest.lists = focus.schedule.lists;
    digest.next_list = AnnouncementCalendar::arxiv().next_listing(context_.now());
    digest::number_papers(digest);
    return digest;
  }

  std::vector<render::LostMail> lost_mails(const std::string& stem, const std::string& recipient,
                                           std::vector<std::int64_t>& names) {
    std::vector<render::LostMail> lost;
    for (const MailDelivery& delivery : user_store_.mail_ledger().unnamed(stem, recipient)) {
      const auto batch = user_store_.mail_ledger().find(delivery.batch);
      if (!batch) continue;
      names.push_back(delivery.batch);
      render::LostMail mail;
      mail.what =
          delivery.state == MailState::uncertain
              ? fmt::format("The mail of {} may not have arrived ({}). It listed:",
                            near_day(batch->day), delivery.reply)
              : fmt::format("The mail of {} was refused ({}). It listed:", near_day(batch->day),
                            delivery.reply);
      mail.papers = papers_of(*batch);
      lost.push_back(std::move(mail));
    }
    return lost;
  }

  std::vector<Paper> papers_of(const MailBatch& batch) const {
    std::vector<Paper> papers;
    const auto record = user_store_.digest(batch.digest);
    if (!record) return papers;
    for (const RecordedSection& section : record->sections) {
      if (section.focus != batch.focus) continue;
      for (const RecordedPaper& shown : section.papers) {
        if (auto paper = store_.find(shown.id)) papers.push_back(*std::move(paper));
      }
    }
    return papers;
  }

  const Context& context_;
  const store::Store& store_;
  store::UserStore& user_store_;
  const std::vector<std::string>& notices_;
  const render::TextStyle& style_;
};

}  // namespace

MailAddress sender_address(const Context& context) {
  if (const auto& from = context.config().mail.from) return *from;
  const auto sender = MailAddress::parse("papercup@" + context.host_name());
  return sender.value_or(MailAddress{{}, "papercup@localhost"});
}

std::vector<MailAddress> mail_recipients(const Context& context, const Focus& focus) {
  std::vector<MailAddress> all = context.config().mail.to;
  for (const std::string& text : focus.to) {
    if (auto address = MailAddress::parse(text)) all.push_back(*std::move(address));
  }
  std::vector<MailAddress> recipients;
  for (const MailAddress& address : all) {
    const bool is_known = std::ranges::any_of(
        recipients, [&](const MailAddress& other) { return is_same_mailbox(other, address); });
    if (!is_known) recipients.push_back(address);
  }
  return recipients;
}

render::Letter blank_letter(const Context& context) {
  render::Letter letter;
  letter.from = sender_address(context);
  letter.date = context.now();
  letter.unsubscribe = context.config().mail.unsubscribe;
  return letter;
}

ComposedMails compose_mails(const Context& context, const store::Store& store,
                            store::UserStore& user_store, const std::vector<MailFocus>& foci,
                            const std::vector<std::string>& notices,
                            const render::TextStyle& style) {
  return Composer(context, store, user_store, notices, style).compose(foci);
}

void keep_mails(store::UserStore& user_store, ComposedMails composed, Date today) {
  user_store.transaction([&] {
    store::MailLedger& ledger = user_store.mail_ledger();
    const std::int64_t digest = composed.record ? user_store.record(*composed.record) : 0;
    for (ComposedMail& mail : composed.mails) {
      mail.batch.digest = digest;
      const std::int64_t number = ledger.add(mail.batch);
      mail.batch.number = number;
      mail.move.batch = number;
      for (MailDelivery& delivery : mail.deliveries) {
        delivery.batch = number;
        ledger.add(delivery);
      }
      user_store.move_channel(store::kMailDraftChannel, mail.move, today);
      // Nobody has to accept a mail that is not sent.
      if (mail.batch.message.empty()) user_store.accept_mail(mail.batch, today);
    }
  });
}

std::string addressed(const std::string& message, const std::string& recipient) {
  return fmt::format("To: {}\r\n{}", recipient, message);
}

}  // namespace papercup::app
