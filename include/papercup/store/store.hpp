#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/error.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/query.hpp"
#include "papercup/store/database.hpp"
#include "papercup/store/fetch_state.hpp"
#include "papercup/store/prepared_paper.hpp"
#include "papercup/store/selection.hpp"

namespace papercup::store {

enum class UpsertOutcome { added, changed, unchanged };

// Finds what a paper states, beside its former versions; the store calls it when one of them is
// new.
using SignalFinder =
    std::function<SignalBits(const Paper& paper, const std::vector<Paper>& former_versions)>;

// The papers database (`papers.db`): papers, their former versions, announcements, full text and
// features. Everything in it can be fetched again. SQL lives behind this header only.
//
// Every method throws Error{storage} if the database cannot be read or written (with what to do:
// a full disk, a missing right, a file that is no database, a schema newer than this program).
class Store {
 public:
  // Makes a paper's features, which the store keeps without looking into them.
  using FeatureExtractor = std::function<std::string(const Paper&)>;

  Store(const std::filesystem::path& database, OpenMode mode);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // Runs `work` in one transaction: either all of it is stored, durably, or, if `work` throws,
  // nothing (the exception goes on to the caller). Transactions do not nest.
  void transaction(const std::function<void()>& work);

  // Stores what a source says about a paper; inside a transaction. The same record a second time
  // changes nothing, and the order of different records matters only if nothing tells which is
  // newer.
  //  - A newer version replaces the metadata; the former one is kept in `paper_version`. An older
  //    version only adds history and what was unknown. An absent version never lowers a known one.
  //  - From a summary, absent parts are unknown and keep what is stored.
  //  - A stated announcement day replaces an estimate; of two stated days the earlier is kept.
  //    Without any, the day is estimated by the calendar.
  // `extract` is called if the stored title, abstract, authors or categories are new. `prepared`,
  // if given, is made of the record's paper and taken in place of that, wherever the stored paper
  // has the record's words.
  UpsertOutcome upsert(const Record& record, const FeatureExtractor& extract,
                       const PreparedPaper* prepared = nullptr);

  // Selected papers, ordered by id.
  // Throws Error{usage}, pointing at the place, for a term without a letter or digit.
  std::vector<PaperKey> select(const Selection& selection) const;
  // The same in no particular order: finding many takes no longer than ordering them.
  std::vector<PaperKey> select_unordered(const Selection& selection) const;

  // Full-text relevance (BM25, higher is better) of papers that contain terms of the query outside
  // negations, among them all that the query finds by such terms; ordered by key. Empty if the
  // query has no such term.
  std::vector<std::pair<std::int64_t, double>> relevance(const Query& query) const;

  // How many papers contain a term of full text as it is written (an author's other forms are not
  // counted): one reading of the index, without the papers. 0 for a term without letter or digit.
  std::int64_t frequency(const QueryTerm& term) const;

  // The form that all stored features have, by the number that remake_features was given last;
  // 0 if it was not called yet and there is no paper, 1 in databases from before forms had
  // numbers.
  int feature_form() const;
  // Makes the features of all papers anew and remembers their form, as one transaction.
  void remake_features(int form, const FeatureExtractor& extract);
  // From now on the methods that read features throw this error: the features have a form that
  // nobody reads, and cannot be made anew. Everything else can be read.
  void refuse_features(Error why);
  // The packed features of papers by their keys, in that order; empty for a paper whose features
  // were lost. A key that is not stored is an Error{storage}.
  std::vector<std::string> load_features(const std::vector<std::int64_t>& keys) const;
  // Visits selected papers in the order in which they were stored, those whose features were lost
  // last.
  void visit_features(const Selection& selection, const FeatureVisitor& visit) const;
  // The same by keys alone: of very many papers, of which few are shown, nothing else is read.
  void visit_features(const Selection& selection, const KeyVisitor& visit) const;
  // Visits what makes the papers that were announced until a day, as they are stored now, of those
  // of the past, so that what was counted over these need not be counted again. Returns false, and
  // visits nothing, if the past is that of another database or too far back.
  bool visit_difference(const PastPapers& past, std::optional<Date> until,
                        const DifferenceVisitor& visit) const;

  // From now on upserts keep what the papers state by these rules, of which the number is their
  // version. What was found by others is found anew by find_signals.
  void keep_signals(std::int64_t rules, SignalFinder find);
  // Finds what the next `most` papers of those state that were not looked at by these rules, as one
  // transaction. Returns whether there are more of them.
  bool find_signals(std::size_t most);
  // The papers with keys up to this one were looked at by these rules; 0 if none were.
  std::int64_t signals_found_up_to(std::int64_t rules) const;
  // Their keys; in ascending order.
  std::vector<std::int64_t> that_may_state(const SignalWish& wish) const;

  std::optional<Paper> find(const ArxivId& id) const;
  // The papers with these DOIs, in lower case, in their order; nothing for those that no paper has.
  // Reads all papers once.
  std::vector<std::optional<ArxivId>> find_by_doi(const std::vector<std::string>& dois) const;
  // The papers whose titles have these words (see text::tokens), in their order; of several the
  // first by id; nothing for titles that no paper has, and for empty ones. Reads all titles once.
  std::vector<std::optional<ArxivId>> find_by_title(const std::vector<std::string>& titles) const;
  // Papers in short for keys, in that order. A key that is not stored is an Error{storage}.
  std::vector<PaperKey> identify(const std::vector<std::int64_t>& keys) const;
  std::optional<std::int64_t> key_of(const ArxivId& id) const;
  // Papers for keys, in that order. A key that is not stored is an Error{storage}.
  std::vector<Paper> load(const std::vector<std::int64_t>& keys) const;
  // Every announcement of a paper, ordered by day, category, kind.
  std::vector<Announcement> announcements(const ArxivId& id) const;
  // How papers came to categories (to any if none are given; archives are understood): as new, else
  // as cross-listed; nothing if no such listing is known. For keys, in their order.
  std::vector<std::optional<AnnouncementKind>> listed_as(
      const std::vector<std::int64_t>& keys, const std::vector<std::string>& categories) const;
  // Former versions' metadata, oldest first, without the current one.
  std::vector<Paper> former_versions(const ArxivId& id) const;

  // Those of the papers that are known only from a listing; and in not_stored_whole also those that
  // are not stored at all. In the same order.
  std::vector<ArxivId> known_in_summary(const std::vector<ArxivId>& ids) const;
  std::vector<ArxivId> not_stored_whole(const std::vector<ArxivId>& ids) const;
  // Papers of a category, in any of its names, or of an archive, announced since a day, that
  // are known only from a listing; by id.
  std::vector<ArxivId> summaries(const std::string& category, Date since) const;
  // What is remembered of fetching; valid as long as the store.
  FetchState& fetch_state();
  const FetchState& fetch_state() const;

  std::int64_t paper_count() const;
  // No paper has a key above this; 0 in an empty store.
  std::int64_t highest_key() const;
  // The last day of announcement, on which a selected paper was
  // announced.
  std::optional<Date> last_announcement_day(const Selection& selection) const;
  // Whether some paper carries this category, verbatim.
  bool has_category(std::string_view id) const;
  // The number that the next paper or announcement to arrive will get. Grows with everything that
  // changes a paper, so that the same number means the same papers.
  std::int64_t next_arrival() const;
  // The end of the log of arrivals; the same end means the same papers, whatever file they are
  // in.
  Cursor last_arrival() const;
  // Whether this database's log has gone through a place, so that what arrived up to it is here
  // too. A place without a token counts if it is from before this database had tokens.
  bool has_reached(const Cursor& cursor) const;

 private:
  class Database;
  std::unique_ptr<Database> database_;
};

}  // namespace papercup::store
