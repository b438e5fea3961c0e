#include "papercup/store/salvage.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <map>
#include <set>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/error.hpp"
#include "papercup/store/user_store.hpp"
#include "store/database/database_file.hpp"
#include "store/database/sql_error.hpp"
#include "store/salvage/found_pages.hpp"

namespace papercup::store {
namespace {

constexpr std::size_t kVersionAt = 60, kApplicationAt = 68;  // in the head of a database
constexpr const char* kSequence = "sqlite_sequence";

// Indices and models are made again.
bool is_left_out(const TableLayout& layout) { return layout.is_index || layout.name == "model"; }

// Rows that nothing shows without the row they belong to; `condition` finds those without it.
struct LooseRows {
  const char* table;
  const char* condition;
};
constexpr std::array<LooseRows, 6> kLooseRows = {{
    {"digest_section", "digest NOT IN (SELECT number FROM digest)"},
    {"digest_news", "digest NOT IN (SELECT number FROM digest)"},
    {"digest_paper",
     "NOT EXISTS (SELECT 1 FROM digest_section AS section WHERE section.digest ="
     " digest_paper.digest AND section.position = digest_paper.section)"},
    {"digest_reason",
     "NOT EXISTS (SELECT 1 FROM digest_paper AS paper WHERE paper.digest = digest_reason.digest"
     " AND paper.rank = digest_reason.rank)"},
    {"digest_folded",
     "NOT EXISTS (SELECT 1 FROM digest_paper AS paper WHERE paper.digest = digest_folded.digest"
     " AND paper.rank = digest_folded.rank)"},
    {"mail_delivery", "batch NOT IN (SELECT number FROM mail_batch)"},
}};

// The version of the schema that the file's head names; 0 if it names none of reader.db.
std::size_t stated_version(const PageFile& file) {
  const auto ours = static_cast<std::uint32_t>(user_schema().application_id);
  if (!file.has_head() || file.head_number(kApplicationAt) != ours) return 0;
  const std::size_t version = file.head_number(kVersionAt);
  return version < kImpossibleSchema ? version : 0;
}

// The rows of a later papercup have a shape that this one does not know.
void check_version(const PageFile& file, const std::filesystem::path& damaged) {
  const std::size_t newest = user_schema().migrations.size();
  if (stated_version(file) > newest) {
    throw later_schema_error(damaged, stated_version(file), newest);
  }
}

// The schema that the rows have: that of the file, as far as its head says so.
std::size_t schema_of(const PageFile& file) {
  const std::size_t version = stated_version(file);
  return version > 0 ? version : user_schema().migrations.size();
}

void bind_value(SQLite::Statement& row, int place, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    row.bind(place, *number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    row.bind(place, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    row.bind(place, *text);
  } else if (const auto* blob = std::get_if<BlobValue>(&value)) {
    row.bind(place, static_cast<const void*>(blob->bytes.data()),
             static_cast<int>(blob->bytes.size()));
  } else {
    row.bind(place);
  }
}

// Fills a new database with what is found in the damaged one.
class Salvager {
 public:
  Salvager(const PageFile& file, SQLite::Database& target)
      : target_(target), layouts_(layouts_of(target)), found_(file, layouts_) {
    result_.pages = file.stated_pages();
    result_.missing_pages = result_.pages - std::min(file.stated_pages(), file.pages());
    result_.unreadable_pages = found_.unreadable_pages();
  }

  Salvage run() {
    target_.exec("PRAGMA foreign_keys = OFF");
    target_.exec("BEGIN IMMEDIATE");
    for (const FoundPage& page : found_.pages()) take(page);
    for (const LooseRows& rows : kLooseRows) drop(rows);
    for (const auto& [table, last] : sequences_) set_sequence(table, last);
    target_.exec("COMMIT");
    count_rows();
    return std::move(result_);
  }

 private:
  void take(const FoundPage& page) {
    const TableLayout& layout = layouts_[page.layout];
    if (is_left_out(layout)) return;
    for (const Cell& cell : page.cells) {
      if (!cell.has_record) continue;
      const bool is_row = cell.record && layout.fits(*cell.record) &&
                          is_possible_row(layout, *cell.record, cell.rowid);
      if (!is_row) {
        ++lost_[layout.name];
      } else if (layout.name == kSequence) {
        remember_sequence(*cell.record);
      } else {
        insert(layout, cell);
      }
    }
  }

  void remember_sequence(const std::vector<Value>& record) {
    constexpr std::int64_t kMost = 1'000'000'000;  // beyond it is no number of a digest
    const std::int64_t last = std::get<std::int64_t>(record[1]);
    if (last >= 0 && last <= kMost) {
      std::int64_t& known = sequences_[std::get<std::string>(record[0])];
      known = std::max(known, last);
    }
  }

  // The first of several rows with one key stays.
  void insert(const TableLayout& layout, const Cell& cell) {
    std::vector<std::string> names;
    std::vector<std::string> places;
    for (std::size_t i = 0; i < cell.record->size(); ++i) {
      names.push_back(layout.columns[i].name);
      places.emplace_back("?");
    }
    SQLite::Statement row(target_,
                          fmt::format("INSERT OR IGNORE INTO {}({}) VALUES ({})", layout.name,
                                      fmt::join(names, ", "), fmt::join(places, ", ")));
    for (std::size_t i = 0; i < cell.record->size(); ++i) {
      const bool is_rowid = i == layout.rowid_column;
      bind_value(row, static_cast<int>(i) + 1, is_rowid ? Value{cell.rowid} : (*cell.record)[i]);
    }
    row.exec();
  }

  void drop(const LooseRows& rows) {
    if (!has_table(rows.table)) return;
    lost_[rows.table] +=
        target_.exec(fmt::format("DELETE FROM {} WHERE {}", rows.table, rows.condition));
  }

  bool has_table(const std::string& name) const {
    return std::ranges::any_of(layouts_,
                               [&](const TableLayout& layout) { return layout.name == name; });
  }

  // Numbers are not given twice: mails name digests by theirs.
  void set_sequence(const std::string& table, std::int64_t last) {
    SQLite::Statement present(target_, "SELECT max(seq) FROM sqlite_sequence WHERE name = ?");
    present.bind(1, table);
    const bool is_there = present.executeStep() && !present.getColumn(0).isNull();
    if (is_there && present.getColumn(0).getInt64() >= last) return;
    if (!has_table(table)) return;
    SQLite::Statement row(target_, is_there
                                       ? "UPDATE sqlite_sequence SET seq = ? WHERE name = ?"
                                       : "INSERT INTO sqlite_sequence(seq, name) VALUES (?, ?)");
    row.bind(1, last);
    row.bind(2, table);
    row.exec();
  }

  void count_rows() {
    for (std::size_t i = 0; i < layouts_.size(); ++i) {
      const TableLayout& layout = layouts_[i];
      if (is_left_out(layout) || layout.name == kSequence) continue;
      SalvagedTable table{layout.name};
      table.rows = target_.execAndGet("SELECT count(*) FROM " + layout.name).getInt64();
      table.lost_rows = lost_[layout.name];
      table.lost_pages = found_.lost_pages(i);
      // Digests and mails are never removed, so the last number says how many there were.
      const bool is_kept = layout.name == "digest" || layout.name == "mail_batch";
      const auto last = sequences_.find(layout.name);
      if (is_kept && last != sequences_.end()) {
        table.lost_rows = std::max(table.lost_rows, last->second - table.rows);
      }
      result_.tables.push_back(std::move(table));
    }
  }

  SQLite::Database& target_;
  const std::vector<TableLayout> layouts_;
  const FoundPages found_;
  std::map<std::string, std::int64_t> sequences_;  // the last number of a table
  std::map<std::string, std::int64_t> lost_;       // rows, by table
  Salvage result_;
};

[[noreturn]] void refuse_target(const std::filesystem::path& target, int error_number) {
  throw Error(ErrorKind::storage,
              fmt::format("cannot write {}: {}", target.string(),
                          std::generic_category().message(error_number)),
              "Name another folder, one that is empty and yours to write.");
}

// Fails if something has the name by now.
void put_in_place(const std::filesystem::path& file, const std::filesystem::path& target) {
  if (::link(file.c_str(), target.c_str()) == 0) return;
  const int error_number = errno;
  // Not every file system has links.
  if (error_number != EEXIST && ::rename(file.c_str(), target.c_str()) == 0) return;
  refuse_target(target, error_number);
}

Salvage fill(const PageFile& file, const std::filesystem::path& path) {
  return guarded(path, DatabaseKind::user, [&] {
    SQLite::Database target(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    target.exec(fmt::format("PRAGMA page_size = {}", kPageSize));
    const std::size_t version = schema_of(file);
    for (std::size_t step = 0; step < version; ++step) {
      target.exec(std::string(user_schema().migrations[step]));
    }
    target.exec(fmt::format("PRAGMA user_version = {}", version));
    target.exec(fmt::format("PRAGMA application_id = {}", user_schema().application_id));
    return Salvager(file, target).run();
  });
}

// To the newest schema; and reads what the program will read of it.
void bring_up_to_date(const std::filesystem::path& path) {
  const UserStore user(path, OpenMode::create);
  user.marks();
  user.digests_since(Date(0, 1, 1));
}

}  // namespace

std::int64_t Salvage::rows() const {
  std::int64_t rows = 0;
  for (const SalvagedTable& table : tables) rows += table.rows;
  return rows;
}

bool Salvage::is_complete() const {
  return missing_pages == 0 && unreadable_pages == 0 &&
         std::ranges::all_of(tables, [](const SalvagedTable& table) {
           return table.lost_rows == 0 && table.lost_pages == 0;
         });
}

Salvage salvage_user_store(const std::filesystem::path& damaged,
                           const std::filesystem::path& target) {
  const PageFile file(damaged);
  check_version(file, damaged);
  try {
    const WorkFolder folder(target.parent_path(), ".papercup-salvage-");
    const std::filesystem::path part = folder.path() / "reader.db";
    Salvage result = fill(file, part);
    if (result.rows() == 0) {
      throw Error(
          ErrorKind::storage,
          fmt::format("nothing of {} can be read: it has no row of papercup's", damaged.string()),
          "A backup (papercup backup) or an export of your marks (papercup marks import) has "
          "what was in it when it was made. Keep the file; a disk that fails may give it another "
          "time.");
    }
    bring_up_to_date(part);
    put_in_place(part, target);
    return result;
  } catch (const std::system_error& error) {
    refuse_target(target, error.code().value());
  }
}

}  // namespace papercup::store
