#include "cli/digest/digest_form.hpp"

#include "cli/output/results.hpp"
#include "papercup/app/composing.hpp"
#include "papercup/app/day_counts.hpp"
#include "papercup/app/training.hpp"
#include "papercup/render/digest.hpp"

namespace papercup::cli {
namespace {

class DigestForm {
 public:
  DigestForm(const Session& session, const DigestOptions& options, const app::DigestPlan& plan,
             const std::vector<rank::TrainedFocus>& trained)
      : session_(session), options_(options), plan_(plan), trained_(trained) {}

  std::string rendered(const digest::Digest& digest) const {
    render::TextStyle style = session_.style();
    if (session_.is_verbose()) style.abstract = render::Abstract::whole;
    if (options_.explain) style.reasons = render::Reasons::all;
    if (options_.output) {
      style.colour = render::Colour::off;
      style.links = render::Links::off;
      style.medium = render::Medium::pipe;
    }
    if (options_.format == "text") return render::digest_text(digest, style);
    if (options_.format == "markdown") return render::digest_markdown(digest, style);
    if (options_.format == "atom") return render::atom_feed(collected(digest, style), style);
    if (options_.format == "html") return render::html_page(collected(digest, style), style);
    if (options_.format == "email") return message(digest, style);
    std::string text;
    const auto writer = make_paper_writer({parse_format(options_.format), {}, true, style, {}, {}},
                                          [&](std::string_view piece) { text += piece; });
    for (const digest::Section& section : digest.sections) {
      for (const ScoredPaper& scored : section.papers) {
        writer->add(scored.paper, render::Annotation{scored.score, scored.rank, section.ranker,
                                                     scored.percentile});
      }
    }
    writer->finish();
    return text;
  }

 private:
  // For pages: papers a day of each section's focus. A digest that was kept was ranked by a model
  // that is not.
  std::vector<std::vector<render::DayCount>> days_of(const digest::Digest& digest) const {
    std::vector<std::vector<render::DayCount>> days;
    if (options_.format != "html") return days;
    const store::Store store = session_.open_store(store::OpenMode::read_only);
    for (std::size_t i = 0; i < digest.sections.size(); ++i) {
      const digest::Section& section = digest.sections[i];
      days.emplace_back();
      for (const app::ActiveFocus& focus : plan_.foci) {
        if (focus.stem != section.focus) continue;
        const auto with = [&](const rank::TrainedFocus& trained) {
          days.back() =
              app::days_of_focus(store, trained, focus.focus, plan_.per_day, section.window.until);
        };
        if (i < trained_.size()) {
          with(trained_[i]);
        } else {
          with(app::train(session_, store, focus, plan_.as_of, nullptr));
        }
      }
    }
    return days;
  }

  render::Collection collected(const digest::Digest& digest, const render::TextStyle& style) const {
    render::Collection collection =
        render::collection_of(digest, session_.now(), days_of(digest), style);
    collection.subject = "digest";
    for (const app::ActiveFocus& focus : plan_.foci) {
      collection.title += (collection.title.empty() ? "" : ", ") + focus.focus.name;
      collection.subject += "\n" + (focus.stem.empty() ? focus.focus.name : focus.stem);
    }
    return collection;
  }

  // For whoever gets the mails of these foci.
  std::string message(const digest::Digest& digest, const render::TextStyle& style) const {
    render::Letter letter = app::blank_letter(session_);
    for (const app::ActiveFocus& focus : plan_.foci) {
      const std::string name = focus.stem.empty() ? focus.focus.name : focus.stem;
      letter.list += (letter.list.empty() ? "" : " ") + name;
      for (const MailAddress& address : app::mail_recipients(session_, focus.focus)) {
        letter.to.push_back(address);
      }
    }
    letter.message_id = render::message_id(letter.list, digest.made.value_or(session_.today()),
                                           letter.from.domain());
    return render::mail_message(digest, letter, style);
  }

  const Session& session_;
  const DigestOptions& options_;
  const app::DigestPlan& plan_;
  const std::vector<rank::TrainedFocus>& trained_;
};

}  // namespace

std::string digest_in_form(const digest::Digest& digest, const Session& session,
                           const DigestOptions& options, const app::DigestPlan& plan,
                           const std::vector<rank::TrainedFocus>& trained) {
  return DigestForm(session, options, plan, trained).rendered(digest);
}

}  // namespace papercup::cli
