#include "cli/digest/digest_output.hpp"

#include "cli/output/results.hpp"
#include "papercup/app/composing.hpp"
#include "papercup/app/mail_state.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/system/files.hpp"

namespace papercup::cli {
namespace {

class DigestWriter {
 public:
  DigestWriter(const app::DigestSession& decided, const DigestForm& form, const Session& session)
      : decided_(decided), form_(form), session_(session), digest_(decided.digest()) {}

  void write() {
    const std::string& reason = decided_.reason_for_nothing();
    if (!reason.empty() && form_.is_text()) {
      write(fitted(with_notice(reason + "\n"), session_.line_columns()));
      decided_.note_missing();
      return;
    }
    if (!reason.empty()) session_.note(reason);
    // Programs read no first lines, and a digest of certain days has none on lists.
    if (!form_.is_text() || decided_.request().has_days()) decided_.note_missing();
    if (form_.format == Format::html) {
      if (!reason.empty()) digest_.notice += (digest_.notice.empty() ? "" : " ") + reason;
    } else if (!form_.is_text() && !digest_.notice.empty()) {
      session_.note(digest_.notice);
    }
    write(rendered());
  }

 private:
  std::string with_notice(const std::string& text) const {
    return digest_.notice.empty() ? text : digest_.notice + "\n" + text;
  }

  void write(const std::string& text) const {
    if (form_.output && form_.output != "-") {
      system::write_file_atomically(*form_.output, text);
    } else if (form_.output) {
      session_.print(text);
      session_.flush();
    } else {
      session_.page(text);
      session_.flush();
    }
  }

  render::TextStyle style() const {
    render::TextStyle style = session_.style();
    if (session_.is_verbose()) style.abstract = render::Abstract::whole;
    if (form_.explains) style.reasons = render::Reasons::all;
    if (form_.output) {
      style.colour = render::Colour::off;
      style.links = render::Links::off;
      style.medium = render::Medium::pipe;
    }
    return style;
  }

  std::string rendered() const {
    switch (form_.format) {
      case Format::text:
        return render::digest_text(digest_, style());
      case Format::markdown:
        return render::digest_markdown(digest_, style());
      case Format::atom:
        return render::atom_feed(collected({}), style());
      case Format::html:
        return render::html_page(collected(decided_.days()), style());
      case Format::email:
        return message();
      default:
        return papers();
    }
  }

  // The papers alone, for programs.
  std::string papers() const {
    std::string text;
    const auto writer = make_paper_writer({form_.format, {}, true, style(), {}, {}},
                                          [&](std::string_view piece) { text += piece; });
    for (const digest::Section& section : digest_.sections) {
      for (const ScoredPaper& scored : section.papers) {
        writer->add(scored.paper, render::Annotation{scored.score, scored.rank, section.ranker,
                                                     scored.percentile});
      }
    }
    writer->finish();
    return text;
  }

  render::Collection collected(const std::vector<std::vector<render::DayCount>>& days) const {
    render::Collection collection = render::collection_of(digest_, session_.now(), days, style());
    collection.subject = "digest";
    for (const app::ActiveFocus& focus : decided_.foci()) {
      collection.title += (collection.title.empty() ? "" : ", ") + focus.focus.name;
      collection.subject += "\n" + name_of(focus);
    }
    return collection;
  }

  static std::string name_of(const app::ActiveFocus& focus) {
    return focus.stem.empty() ? focus.focus.name : focus.stem;
  }

  // An email to those who get the mails of these foci.
  std::string message() const {
    render::Letter letter = app::blank_letter(session_);
    for (const app::ActiveFocus& focus : decided_.foci()) {
      letter.list += (letter.list.empty() ? "" : " ") + name_of(focus);
      for (const MailAddress& address : app::mail_recipients(session_, focus.focus)) {
        letter.to.push_back(address);
      }
    }
    letter.message_id = render::message_id(letter.list, digest_.made.value_or(session_.today()),
                                           letter.from.domain());
    const std::string message = render::mail_message(digest_, letter, style());
    // A message says to whom it goes, also if nobody is named (RFC 5322, section 3.4).
    return letter.to.empty() ? app::addressed(message, "undisclosed-recipients:;") : message;
  }

  const app::DigestSession& decided_;
  const DigestForm& form_;
  const Session& session_;
  digest::Digest digest_;
};

}  // namespace

void decide_digest(app::DigestSession& digest, const Session& session) {
  digest.fetch();
  if (digest.request().is_awaited && digest.user_store() != nullptr) {
    const store::Store store = session.open_store(store::OpenMode::read_only);
    digest.add_notice(app::unsent_mail_notice(session, store, *digest.user_store(), digest.foci()));
  }
  digest.decide();
}

void write_digest(const app::DigestSession& decided, const DigestForm& form,
                  const Session& session) {
  DigestWriter(decided, form, session).write();
}

}  // namespace papercup::cli
