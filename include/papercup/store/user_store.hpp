#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/digest_record.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/store/channel.hpp"
#include "papercup/store/mail_ledger.hpp"
#include "papercup/store/store.hpp"

namespace papercup::store {

// Channels. What a terminal shows without moving a channel is recorded apart, so that its ranks can
// be named afterwards.
inline constexpr const char* kTerminalChannel = "terminal";
inline constexpr const char* kGlanceChannel = "(glance)";
// What mails that were accepted have shown; what was written into mails, accepted or not, is apart.
inline constexpr const char* kMailChannel = "mail";
inline constexpr const char* kMailDraftChannel = "(mail)";

// How a paper was when a channel last notified of it. News are what has changed since.
struct NotifiedState {
  std::optional<int> version = {};
  bool withdrawn = false;
  std::string published = {};  // where, in words; empty if nothing states it

  bool operator==(const NotifiedState&) const = default;
};

// What is remembered of a focus, counted.
struct FocusTraces {
  std::size_t marks = 0;
  std::size_t channels = 0;  // that have come to a place for it
  std::size_t digests = 0;   // in which it has a section
  std::size_t mails = 0;     // batches

  bool empty() const { return marks + channels + digests + mails == 0; }
  bool operator==(const FocusTraces&) const = default;
};

// The user's database (`reader.db`): marks, channels, digests that were shown, kept models. It is
// small and cannot be fetched again; nobody but its owner may read it (file mode 0600).
//
// Every method throws Error{storage} as Store's do.
class UserStore {
 public:
  // A missing file is made with OpenMode::create, and empty with read_only.
  UserStore(const std::filesystem::path& database, OpenMode mode);
  ~UserStore();
  UserStore(UserStore&&) noexcept;
  UserStore& operator=(UserStore&&) noexcept;

  // Whether it was opened to be changed.
  bool is_writable() const;

  // As Store::transaction. Several changes that belong together go into one.
  void transaction(const std::function<void()>& work);

  // Adds events to the log of marks and returns how many of them were new. Adding a log twice
  // changes nothing.
  std::size_t add(const std::vector<Mark>& marks);
  // Adds an event that happens now, whatever the clock says: it comes after all that the log has
  // (see Mark). Returns it as it was kept, with its time, ordinal and logical time. To be called
  // in a transaction.
  Mark append(Mark mark, Time now);
  // All of them, in no particular order.
  std::vector<Mark> marks() const;

  // How far a channel has come for a focus (its file stem), and what it has considered; nothing
  // before the first digest.
  std::optional<ChannelState> channel_state(const std::string& channel,
                                            const std::string& focus) const;
  ConsideredPapers considered(const std::string& channel, const std::string& focus) const;
  // The last day that the channel which is furthest behind has come to for a focus; nothing if
  // none is known.
  std::optional<Date> day_reached_by_all(const std::string& focus) const;
  // Moves a channel after a digest. The account of papers that can no longer be candidates on this
  // day is dropped, but for the last 64 digests.
  void move_channel(const std::string& channel, const ChannelMove& move, Date today);
  // Moves the channel `mail` after the first acceptance of a batch: to the batch's cursor, with all
  // that had been considered when the mail was written.
  void accept_mail(const MailBatch& batch, Date today);
  // Papers that a channel has shown for a focus, those folded under others among them.
  std::set<ArxivId> papers_shown(const std::string& channel, const std::string& focus) const;
  // Whether one paper is among them.
  bool has_shown(const std::string& channel, const std::string& focus, const ArxivId& paper) const;
  // The same for all foci, in digests of a day and later, and in the last 64 whatever their days.
  std::set<ArxivId> papers_shown(const std::string& channel, Date since) const;

  // What a channel has last notified the reader of, for each of the reader's own papers.
  std::map<ArxivId, NotifiedState> notified(const std::string& channel) const;
  void set_notified(const std::string& channel, const ArxivId& id, const NotifiedState& state);

  // Returns the record's number.
  std::int64_t record(const DigestRecord& digest);
  std::optional<DigestRecord> digest(std::int64_t number) const;
  // The last digest of a channel, or the last one shown there on a day.
  std::optional<DigestRecord> last_digest(const std::string& channel) const;
  std::optional<DigestRecord> last_digest(const std::string& channel, Date day) const;
  // Those of all channels that were shown on a day or later, oldest first.
  std::vector<DigestRecord> digests_since(Date day) const;
  // The last one that a terminal showed, in whatever way.
  std::optional<DigestRecord> last_shown() const;

  // What is remembered of a focus (its file stem), whether it has a file or not.
  FocusTraces traces_of(const std::string& focus) const;
  // Gives all that is remembered of a focus to another stem, of which nothing may be remembered yet
  // but a model: marks, the places of channels and what they have considered, digests, mails. To be
  // called in a transaction.
  void rename_focus(const std::string& from, const std::string& to);

  // What is remembered of mail; valid as long as the store.
  MailLedger& mail_ledger();
  const MailLedger& mail_ledger() const;

 private:
  class Database;
  std::unique_ptr<Database> database_;
};

}  // namespace papercup::store
