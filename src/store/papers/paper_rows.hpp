#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/store/store.hpp"

namespace papercup::store {

// What the store knows of a paper.
struct Known {
  Paper paper;
  Detail detail = Detail::full;  // summary: no source has described this version in full
};

struct Merged {
  Known known;
  std::optional<Paper> history;  // a former version's metadata to be kept; its version is known
};

// What is known of a paper that is new.
Known first_of(const Record& record);

// After another source has spoken; the rules are those of Store::upsert.
Merged merge(const Known& stored, const Record& record);

class Connection;

struct StoredPaper {
  std::int64_t key = 0;
  Known known;
};

// Rows of `paper` and of the tables that refer to it. Methods throw SQLite::Exception.
//
// Every statement that writes touches one row and does without RETURNING and REPLACE: one that
// might have to be undone half-way makes SQLite open a savepoint, at which FTS5 writes out the
// index that it collects in memory. A savepoint a paper took a third of the time of an import.
class PaperRows {
 public:
  explicit PaperRows(Connection& connection) : connection_(connection) {}

  std::optional<StoredPaper> find(const ArxivId& id) const;
  std::optional<Paper> load(std::int64_t key) const;

  // Returns the key. The full text is not touched, by this or the next ones (see TextIndex).
  std::int64_t insert(const Known& known, std::int64_t arrival);
  // Replaces what is stored under the key, and its categories.
  void update(const StoredPaper& former, const Known& known);
  void set_features(std::int64_t key, const std::string& features);
  // With everything else that hangs on it.
  void remove(const StoredPaper& paper);

  // False if the version is already stored; it is kept as it is.
  bool add_version(std::int64_t key, const Paper& paper);
  std::vector<Paper> versions(const ArxivId& id) const;

  // False if it is already stored.
  bool add_announcement(std::int64_t key, const Announcement& announcement, std::int64_t arrival);
  std::vector<Announcement> announcements(const ArxivId& id) const;
  std::vector<Announcement> announcements(std::int64_t key) const;
  // See Store::listed_as.
  std::vector<std::optional<AnnouncementKind>> listed_as(
      const std::vector<std::int64_t>& keys, const std::vector<std::string>& categories) const;

  std::int64_t next_arrival() const;
  void set_next_arrival(std::int64_t number);
  // Gives the end of the log of arrivals its token, unless it has one. Every
  // transaction that moves the log ends with it.
  void mark_arrival();
  Cursor last_arrival() const;
  bool has_reached(const Cursor& cursor) const;

 private:
  void remove_categories(std::int64_t key, const Paper& paper);
  void insert_categories(std::int64_t key, const Paper& paper);

  Connection& connection_;
};

}  // namespace papercup::store
