#include "papercup/store/store.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "store/database/connection.hpp"
#include "store/database/database_file.hpp"
#include "store/database/sql_error.hpp"
#include "store/database/statement.hpp"
#include "store/papers/change_log.hpp"
#include "store/papers/feature_rows.hpp"
#include "store/papers/paper_rows.hpp"
#include "store/papers/signal_rows.hpp"
#include "store/search/full_text.hpp"
#include "store/search/selector.hpp"
#include "store/search/stated_signals.hpp"
#include "store/search/title_search.hpp"

namespace papercup::store {
namespace {

// Weights of a match in title, abstract, authors, comment, journal reference.
#define PAPERCUP_BM25 "bm25(paper_text, 8.0, 1.0, 4.0, 1.0, 1.0)"

Error missing_paper(const std::filesystem::path& file, std::int64_t key) {
  return {ErrorKind::storage, fmt::format("{} has no paper number {}", file.string(), key),
          "It was changed meanwhile; run the command again. If that happens again, papercup doctor "
          "says whether the file is damaged."};
}

}  // namespace

class Store::Database {
 public:
  Database(const std::filesystem::path& file, OpenMode mode)
      : connection_(file, papers_schema(), mode, journal_for(file)) {}

  const std::filesystem::path& file() const { return connection_.file(); }
  Connection& connection() { return connection_; }
  PaperRows rows() { return PaperRows{connection_}; }
  ChangeLog change_log() { return ChangeLog{connection_}; }
  FetchState& fetch_state() { return fetch_state_; }
  SignalRows& signals() { return signals_; }

  template <typename Work>
  auto guarded(Work work) {
    return connection_.guarded(std::move(work));
  }

  void transaction(const std::function<void()>& work) {
    try {
      connection_.transaction([&] {
        signals_.begin();
        work();
        rows().mark_arrival();
        change_log().trim(rows().next_arrival());
        text_index_.write();
      });
    } catch (...) {
      text_index_.forget();
      throw;
    }
  }

  // As guarded; `work` sees the database as of one moment.
  template <typename Work>
  auto reading(Work work) {
    return guarded([&] {
      text_index_.write();
      const Snapshot snapshot{connection_};
      return work();
    });
  }

  // Those of the papers of which `is_wanted` says so, by what is stored of each.
  template <typename IsWanted>
  std::vector<ArxivId> those(std::vector<ArxivId> ids, IsWanted is_wanted) {
    return reading([&] {
      std::erase_if(ids, [&](const ArxivId& id) { return !is_wanted(rows().find(id)); });
      return std::move(ids);
    });
  }

  UpsertOutcome add(const Record& record, const FeatureExtractor& extract,
                    const PreparedPaper* prepared) {
    PaperRows papers = rows();
    const std::int64_t arrival = papers.next_arrival();
    const Known known = first_of(record);
    const std::int64_t key = papers.insert(known, arrival);
    text_index_.add(key, prepared != nullptr ? prepared->text : text_columns(known.paper));
    papers.set_features(key, prepared != nullptr ? prepared->features : extract(known.paper));
    signals_.add(key, known.paper,
                 prepared != nullptr ? std::optional(prepared->signals) : std::nullopt);
    for (const Announcement& announcement : record.announcements)
      papers.add_announcement(key, announcement, arrival);
    papers.set_next_arrival(arrival + 1);
    return UpsertOutcome::added;
  }

  UpsertOutcome change(const StoredPaper& stored, const Record& record,
                       const FeatureExtractor& extract, const PreparedPaper* prepared) {
    PaperRows papers = rows();
    const Merged merged = merge(stored.known, record);
    const Paper& former = stored.known.paper;
    const Paper& paper = merged.known.paper;
    bool changed = paper != former;
    if (paper.announced != former.announced || !same_words(paper, former)) {
      change_log().add(papers.next_arrival(), stored.key);
    }
    if (changed || merged.known.detail != stored.known.detail) papers.update(stored, merged.known);
    text_index_.replace(stored.key, former, paper);
    if (!same_words(paper, former)) {
      // What was stored before may have given the paper other words than the record's.
      const bool is_prepared = prepared != nullptr && same_words(paper, record.paper);
      papers.set_features(stored.key, is_prepared ? prepared->features : extract(paper));
    }
    if (merged.history) changed = papers.add_version(stored.key, *merged.history) || changed;
    if (changed) signals_.change(stored.key, paper);
    const std::int64_t arrival = papers.next_arrival();
    for (const Announcement& announcement : record.announcements) {
      changed = papers.add_announcement(stored.key, announcement, arrival) || changed;
    }
    if (changed) papers.set_next_arrival(arrival + 1);
    return changed ? UpsertOutcome::changed : UpsertOutcome::unchanged;
  }

  void refuse_features(Error why) { features_refused_ = std::move(why); }

  void check_features() const {
    if (features_refused_) throw Error(*features_refused_);
  }

 private:
  Connection connection_;
  FetchState fetch_state_{connection_};
  TextIndex text_index_{connection_};
  SignalRows signals_{connection_};
  std::optional<Error> features_refused_;
};

Store::Store(const std::filesystem::path& database, OpenMode mode) {
  database_ = guarded(database, DatabaseKind::papers,
                      [&] { return std::make_unique<Database>(database, mode); });
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

void Store::transaction(const std::function<void()>& work) {
  database_->guarded([&] { database_->transaction(work); });
}

UpsertOutcome Store::upsert(const Record& record, const FeatureExtractor& extract,
                            const PreparedPaper* prepared) {
  return database_->guarded([&] {
    const auto stored = database_->rows().find(record.paper.id);
    return stored ? database_->change(*stored, record, extract, prepared)
                  : database_->add(record, extract, prepared);
  });
}

std::vector<PaperKey> Store::select(const Selection& selection) const {
  std::vector<PaperKey> papers = select_unordered(selection);
  std::ranges::sort(papers, [](const PaperKey& a, const PaperKey& b) { return a.id < b.id; });
  return papers;
}

std::vector<PaperKey> Store::select_unordered(const Selection& selection) const {
  return database_->reading([&] { return Selector{database_->connection()}.select(selection); });
}

std::vector<std::pair<std::int64_t, double>> Store::relevance(const Query& query) const {
  const std::string match = match_of_terms(query.root);
  std::vector<std::pair<std::int64_t, double>> relevant;
  if (match.empty()) return relevant;
  return database_->reading([&] {
    Statement rows(database_->connection(),
                   "SELECT rowid, -" PAPERCUP_BM25
                   " FROM paper_text WHERE paper_text MATCH ? ORDER BY rowid",
                   match);
    while (rows.step()) relevant.emplace_back(key_in(rows.number(0)), rows.get<double>(1));
    return relevant;
  });
}

std::int64_t Store::frequency(const QueryTerm& term) const {
  const std::string match = match_expression(term);
  if (match.empty()) return 0;
  return database_->guarded([&] {
    return database_->connection()
        .first<std::int64_t>("SELECT count(*) FROM paper_text WHERE paper_text MATCH ?", match)
        .value_or(0);
  });
}

int Store::feature_form() const {
  return database_->guarded([&] {
    Statement row(database_->connection(), "SELECT form FROM feature_form");
    return row.step() ? static_cast<int>(row.number(0)) : 0;
  });
}

void Store::remake_features(int form, const FeatureExtractor& extract) {
  transaction([&] {
    PaperRows papers = database_->rows();
    Connection& connection = database_->connection();
    for (const std::int64_t key :
         connection.all<std::int64_t>("SELECT key FROM paper ORDER BY key")) {
      const std::optional<Paper> paper = papers.load(key);
      if (paper) papers.set_features(key, extract(*paper));
    }
    connection.run("UPDATE feature_form SET form = ?", form);
    database_->change_log().restart(papers.next_arrival());
  });
}

void Store::refuse_features(Error why) { database_->refuse_features(std::move(why)); }

void Store::visit_features(const Selection& selection, const FeatureVisitor& visit) const {
  database_->check_features();
  database_->reading([&] {
    Connection& connection = database_->connection();
    store::visit_features(connection, Selector{connection}.select(selection), visit);
  });
}

bool Store::visit_difference(const PastPapers& past, std::optional<Date> until,
                             const DifferenceVisitor& visit) const {
  database_->check_features();
  return database_->reading([&] {
    return database_->rows().has_reached(past.end) &&
           database_->change_log().visit_difference(past, until, visit);
  });
}

void Store::visit_features(const Selection& selection, const KeyVisitor& visit) const {
  database_->check_features();
  database_->reading([&] {
    Connection& connection = database_->connection();
    if (selection.is_everything()) return store::visit_features(connection, visit);
    store::visit_features(connection, Selector{connection}.keys(selection), visit);
  });
}

std::vector<std::string> Store::load_features(const std::vector<std::int64_t>& keys) const {
  database_->check_features();
  return database_->reading([&] {
    std::vector<std::string> features;
    features.reserve(keys.size());
    Statement row(database_->connection(), "SELECT features FROM paper_features WHERE paper = ?");
    for (const std::int64_t key : keys) {
      row.bind(key);
      const bool has_features = row.step();
      features.emplace_back(has_features ? row.bytes(0) : std::string_view());
      if (!has_features && !database_->rows().load(key))
        throw missing_paper(database_->file(), key);
    }
    return features;
  });
}

void Store::keep_signals(std::int64_t rules, SignalFinder find) {
  database_->signals().keep(rules, std::move(find));
}

bool Store::find_signals(std::size_t most) {
  bool has_more = false;
  transaction([&] { has_more = database_->signals().find_next(most); });
  return has_more;
}

std::int64_t Store::signals_found_up_to(std::int64_t rules) const {
  return database_->guarded(
      [&] { return store::signals_found_up_to(database_->connection(), rules); });
}

std::vector<std::int64_t> Store::that_may_state(const SignalWish& wish) const {
  return database_->reading([&] {
    std::vector<std::int64_t> keys;
    Selector{database_->connection()}.that_may_state(wish).for_each(
        [&](std::int64_t key) { keys.push_back(key); });
    return keys;
  });
}

std::optional<Paper> Store::find(const ArxivId& id) const {
  return database_->guarded([&]() -> std::optional<Paper> {
    auto stored = database_->rows().find(id);
    return stored ? std::optional<Paper>(std::move(stored->known.paper)) : std::nullopt;
  });
}

std::vector<std::optional<ArxivId>> Store::find_by_doi(const std::vector<std::string>& dois) const {
  return database_->guarded([&] { return find_dois(database_->connection(), dois); });
}

std::vector<std::optional<ArxivId>> Store::find_by_title(
    const std::vector<std::string>& titles) const {
  return database_->guarded([&] { return find_titles(database_->connection(), titles); });
}

std::vector<PaperKey> Store::identify(const std::vector<std::int64_t>& keys) const {
  return database_->reading([&] {
    std::vector<PaperKey> papers;
    papers.reserve(keys.size());
    Statement row(database_->connection(), "SELECT id, announced FROM paper WHERE key = ?");
    for (const std::int64_t key : keys) {
      row.bind(key);
      if (!row.step()) throw missing_paper(database_->file(), key);
      papers.push_back({key, row.get<ArxivId>(0), row.get<Date>(1)});
    }
    return papers;
  });
}

std::optional<std::int64_t> Store::key_of(const ArxivId& id) const {
  return database_->guarded([&] {
    return database_->connection().first<std::int64_t>("SELECT key FROM paper WHERE id = ?", id);
  });
}

std::vector<Paper> Store::load(const std::vector<std::int64_t>& keys) const {
  return database_->reading([&] {
    std::vector<Paper> papers;
    papers.reserve(keys.size());
    for (const std::int64_t key : keys) {
      auto paper = database_->rows().load(key);
      if (!paper) throw missing_paper(database_->file(), key);
      papers.push_back(*std::move(paper));
    }
    return papers;
  });
}

std::vector<Announcement> Store::announcements(const ArxivId& id) const {
  return database_->guarded([&] { return database_->rows().announcements(id); });
}

std::vector<std::optional<AnnouncementKind>> Store::listed_as(
    const std::vector<std::int64_t>& keys, const std::vector<std::string>& categories) const {
  return database_->reading([&] { return database_->rows().listed_as(keys, categories); });
}

std::vector<Paper> Store::former_versions(const ArxivId& id) const {
  return database_->guarded([&] { return database_->rows().versions(id); });
}

std::vector<ArxivId> Store::known_in_summary(const std::vector<ArxivId>& ids) const {
  return database_->those(ids, [](const std::optional<StoredPaper>& stored) {
    return stored && stored->known.detail == Detail::summary;
  });
}

std::vector<ArxivId> Store::not_stored_whole(const std::vector<ArxivId>& ids) const {
  return database_->those(ids, [](const std::optional<StoredPaper>& stored) {
    return !stored || stored->known.detail == Detail::summary;
  });
}

std::vector<ArxivId> Store::summaries(const std::string& category, Date since) const {
  return database_->reading(
      [&] { return Selector{database_->connection()}.summaries(category, since); });
}

FetchState& Store::fetch_state() { return database_->fetch_state(); }

const FetchState& Store::fetch_state() const { return database_->fetch_state(); }

std::int64_t Store::paper_count() const {
  return database_->guarded([&] {
    return database_->connection().first<std::int64_t>("SELECT count(*) FROM paper").value_or(0);
  });
}

std::optional<Date> Store::last_announcement_day(const Selection& selection) const {
  return database_->reading([&] { return Selector{database_->connection()}.last_day(selection); });
}

std::int64_t Store::highest_key() const {
  return database_->guarded([&] { return Selector{database_->connection()}.highest_key(); });
}

bool Store::has_category(std::string_view id) const {
  return database_->guarded([&] {
    return database_->connection()
        .first<std::int64_t>("SELECT paper FROM paper_category WHERE category = ? LIMIT 1", id)
        .has_value();
  });
}

Cursor Store::last_arrival() const {
  return database_->guarded([&] { return database_->rows().last_arrival(); });
}

bool Store::has_reached(const Cursor& cursor) const {
  return database_->guarded([&] { return database_->rows().has_reached(cursor); });
}

std::int64_t Store::next_arrival() const {
  return database_->guarded([&] { return database_->rows().next_arrival(); });
}

}  // namespace papercup::store
