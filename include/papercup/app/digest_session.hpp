#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/digesting.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/paper_news.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// What a reader asks of a digest. What is not given is configured.
struct DigestRequest {
  std::vector<std::string> foci = {};             // by stem or name; none: all
  std::optional<std::string> focus_file = {};     // in place of foci: without marks and channel
  std::optional<Date> since = {}, until = {};     // days of announcement, inclusive
  std::optional<Date> as_of = {};                 // nothing announced later is shown or learnt from
  std::optional<std::size_t> top = {};            // so many papers, whatever their score
  std::optional<double> minutes = {};             // of reading
  std::string channel = store::kTerminalChannel;  // whose news it shows
  DigestPlan::Readers readers = DigestPlan::Readers::people;
  bool names_all_reasons = false;  // every term of a score, not only the main ones
  // Whether it tells what became of the reader's own papers, and counts the papers of the week.
  bool has_news = true;

  enum class Trace {
    none,    // the digest does not count as shown
    glance,  // its ranks can be used, but the channel does not move
    moves,   // the channel moves: what was shown is not shown again
  };
  Trace trace = Trace::none;

  enum class Fetching { never, if_due, always };
  Fetching fetching = Fetching::never;  // before the digest is made
  // Whether somebody waits for it at a terminal. A fetch is then short.
  bool is_awaited = false;

  bool has_days() const { return since || until || as_of; }
};

// One digest: decides whether a past one is shown, the last one again or a new one, and remembers
// that it was shown. fetch() may come before decide(), which comes before the rest.
class DigestSession {
 public:
  // Opens the databases and reads the foci. Throws as load_focus, load_foci and the databases do. A
  // reader.db that cannot be written is noted and read.
  DigestSession(const Context& context, DigestRequest request);

  // Fetches if the request asks for it; a failure is told of in the digest's notice. Throws
  // Error{storage}, and Error{interrupted} if the reader breaks off.
  void fetch();
  // Adds a sentence to what the digest says is missing.
  void add_notice(const std::string& text);
  // Throws as make_digest and the store do.
  void decide();
  // The digest that is to be shown; without sections if there is nothing to read.
  const digest::Digest& digest() const { return digest_; }
  // Why there is nothing to read, as a sentence that says what to do about it; empty if there is
  // something.
  const std::string& reason_for_nothing() const { return reason_; }
  const DigestRequest& request() const { return request_; }
  // Absent with a focus file.
  store::UserStore* user_store() { return user_store_ ? &*user_store_ : nullptr; }
  const std::vector<ActiveFocus>& foci() const { return plan_.foci; }
  // For each section of the digest the papers a day of its focus, see days_of_focus. A digest that
  // was shown before was ranked by a model that is not kept: it is trained anew.
  std::vector<std::vector<render::DayCount>> days() const;
  // Notes which lists are missing, if the digest is of the reader's foci; see note_missing_lists.
  void note_missing() const;

  // What has been shown counts as shown from now on, as far as the request leaves a trace. To be
  // called after the last byte: what could not be shown is shown again.
  void remember();

 private:
  // What is kept once it was shown.
  enum class Kept { nothing, news, digest };

  store::UserStore open_user_store() const;
  void apply_settings();
  void decide_kind();
  void make_anew();
  bool is_reading_day();
  bool leaves_trace() const;
  bool moves_channel() const;
  bool tells_news() const;
  PaperNews news_of_reader() const;
  bool is_asked_for(const RecordedSection& section) const;
  bool shows_foci(const DigestRecord& record) const;
  bool keep_asked_for(DigestRecord& record) const;
  std::string why_nothing() const;
  std::optional<DigestRecord> recorded_past() const;
  bool show_last(digest::Occasion occasion);
  void finish();

  const Context& context_;
  DigestRequest request_;
  DigestPlan plan_;
  std::optional<store::UserStore> user_store_;  // absent with a focus file
  std::optional<store::Store> store_;
  std::vector<Freshness> lists_;
  MadeDigest made_;  // its digest is moved to digest_
  PaperNews news_;
  digest::Digest digest_;
  std::string reason_;
  std::string notice_;
  Kept kept_ = Kept::nothing;
};

}  // namespace papercup::app
