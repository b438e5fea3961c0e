// The least that an import into SQLite can take: what an import made, replayed.
//
//     import_floor DATABASE COPY [SOURCE]
//
// DATABASE is a papers.db that an import has made. Its rows, its full-text index and its feature
// vectors are written into COPY, a new database of the same schema, by prepared statements, in
// transactions of as many papers as an import's and with its pragmas. Only that is timed, not the
// reading. Tables are taken as they are found: those with a column `paper` step by step beside
// their papers, the others at the end.
//
// With SOURCE, the file that was imported, says also how long reading it, cutting its text into
// tokens, making its features and finding its signals take by themselves: what an import does
// beside the floor.
#include <chrono>
#include <cstdint>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/text_columns.hpp"

namespace {

using papercup::Paper;

constexpr std::int64_t kStep = 10'000;  // papers a transaction, as an import has

class Stopwatch {
 public:
  // Runs `work` and adds its time, as the clock on the wall tells it and as the processor does.
  template <typename Work>
  void time(Work work) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t busy = std::clock();
    work();
    cpu_ += std::clock() - busy;
    wall_ += std::chrono::steady_clock::now() - start;
  }
  double wall() const { return std::chrono::duration<double>(wall_).count(); }
  double cpu() const { return static_cast<double>(cpu_) / CLOCKS_PER_SEC; }

 private:
  std::chrono::steady_clock::duration wall_{};
  std::clock_t cpu_ = 0;
};

void print_line(const std::string& name, double wall, double cpu) {
  fmt::print("{:<20} {:6.1f} s, {:6.1f} s of CPU\n", name, wall, cpu);
}

struct Table {
  std::string name;
  int columns = 0;
  std::string key;  // the column that says which paper a row belongs to; may be empty
};

// Ordinary tables, with `paper` before those that refer to it.
std::vector<Table> tables_of(SQLite::Database& database) {
  std::vector<Table> tables;
  SQLite::Statement rows(
      database,
      "SELECT name, ncol, (SELECT name FROM pragma_table_info(list.name) AS info"
      "  WHERE info.name = CASE list.name WHEN 'paper' THEN 'key' ELSE 'paper' END)"
      " FROM pragma_table_list AS list WHERE type = 'table' AND schema = 'main'"
      "  AND name NOT LIKE 'sqlite_%' ORDER BY name != 'paper', name");
  while (rows.executeStep()) {
    tables.push_back(
        {rows.getColumn(0).getString(), rows.getColumn(1).getInt(), rows.getColumn(2).getString()});
  }
  return tables;
}

std::string insertion(const Table& table) {
  std::string marks = "?";
  for (int i = 1; i < table.columns; ++i) marks += ", ?";
  return fmt::format("INSERT INTO {} VALUES ({})", table.name, marks);
}

// A value of any type, bound as it was read.
class Value {
 public:
  explicit Value(const SQLite::Column& column)
      : type_(column.getType()),
        number_(type_ == SQLITE_INTEGER ? column.getInt64() : 0),
        real_(type_ == SQLITE_FLOAT ? column.getDouble() : 0),
        bytes_(type_ == SQLITE_TEXT || type_ == SQLITE_BLOB ? column.getString() : "") {}

  void bind(SQLite::Statement& statement, int at) const {
    switch (type_) {
      case SQLITE_INTEGER:
        statement.bind(at, number_);
        break;
      case SQLITE_FLOAT:
        statement.bind(at, real_);
        break;
      case SQLITE_TEXT:
        statement.bindNoCopy(at, bytes_);
        break;
      case SQLITE_BLOB:
        statement.bindNoCopy(at, bytes_.data(), static_cast<int>(bytes_.size()));
        break;
      default:
        statement.bind(at);
    }
  }

 private:
  int type_;
  std::int64_t number_;
  double real_;
  std::string bytes_;
};

using Row = std::vector<Value>;

std::vector<Row> rows_of(SQLite::Statement& select, int columns) {
  std::vector<Row> rows;
  while (select.executeStep()) {
    Row& row = rows.emplace_back();
    for (int i = 0; i < columns; ++i) row.emplace_back(select.getColumn(i));
  }
  return rows;
}

void insert(SQLite::Statement& statement, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i].bind(statement, static_cast<int>(i) + 1);
    statement.exec();
    statement.reset();
  }
}

class Replay {
 public:
  Replay(const std::string& database, const std::string& copy)
      : source_(database, papercup::store::OpenMode::read_only),
        from_(database, SQLite::OPEN_READONLY),
        to_(made_empty(copy), SQLite::OPEN_READWRITE),
        tables_(tables_of(from_)) {
    // As the store opens its databases.
    to_.exec("PRAGMA foreign_keys = ON");
    to_.exec("PRAGMA cache_size = -65536");
    to_.exec("PRAGMA temp_store = MEMORY");
    for (const Table& table : tables_) {
      statements_.emplace(table.name, SQLite::Statement(to_, insertion(table)));
      // The schema itself writes a row here and there.
      to_.exec("DELETE FROM " + table.name);
    }
  }

  void run() {
    const std::int64_t last = from_.execAndGet("SELECT ifnull(max(key), 0) FROM paper").getInt64();
    for (std::int64_t first = 1; first <= last; first += kStep) copy_papers(first, first + kStep);
    copy_others();
    check();
  }

  void print() const {
    double wall = commits_.wall();
    double cpu = commits_.cpu();
    for (const auto& [name, watch] : watches_) {
      wall += watch.wall();
      cpu += watch.cpu();
    }
    print_line("floor", wall, cpu);
    for (const auto& [name, watch] : watches_) {
      if (watch.wall() >= 0.05) print_line("  " + name, watch.wall(), watch.cpu());
    }
    print_line("  commits", commits_.wall(), commits_.cpu());
  }

 private:
  static std::string made_empty(const std::string& file) {
    papercup::store::Store(file, papercup::store::OpenMode::create);
    return file;
  }

  void copy_papers(std::int64_t first, std::int64_t end) {
    std::map<std::string, std::vector<Row>> rows;
    for (const Table& table : tables_) {
      if (table.key.empty()) continue;
      SQLite::Statement select(from_, fmt::format("SELECT * FROM {0} WHERE {1} >= ? AND {1} < ? "
                                                  "ORDER BY {1}",
                                                  table.name, table.key));
      select.bind(1, first);
      select.bind(2, end);
      rows[table.name] = rows_of(select, table.columns);
    }
    const auto texts = texts_of(first, end);
    commits_.time([&] { to_.exec("BEGIN IMMEDIATE"); });
    for (const Table& table : tables_) {
      watches_[table.name].time([&] { insert(statements_.at(table.name), rows[table.name]); });
    }
    watches_["paper_text"].time([&] { insert_texts(texts); });
    commits_.time([&] { to_.exec("COMMIT"); });
  }

  using Texts = std::vector<std::pair<std::int64_t, papercup::store::TextColumns>>;

  // What the index was fed with, which it does not keep.
  Texts texts_of(std::int64_t first, std::int64_t end) const {
    std::vector<std::int64_t> keys;
    SQLite::Statement select(from_,
                             "SELECT key FROM paper WHERE key >= ? AND key < ? ORDER BY key");
    select.bind(1, first);
    select.bind(2, end);
    while (select.executeStep()) keys.push_back(select.getColumn(0).getInt64());
    const std::vector<Paper> papers = source_.load(keys);
    Texts texts;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      texts.emplace_back(keys[i], papercup::store::text_columns(papers[i]));
    }
    return texts;
  }

  void insert_texts(const Texts& texts) {
    for (const auto& [key, columns] : texts) {
      insert_text_.bind(1, key);
      for (std::size_t i = 0; i < columns.size(); ++i) {
        insert_text_.bindNoCopy(static_cast<int>(i) + 2, columns[i]);
      }
      insert_text_.exec();
      insert_text_.reset();
    }
  }

  void copy_others() {
    for (const Table& table : tables_) {
      if (!table.key.empty()) continue;
      SQLite::Statement select(from_, "SELECT * FROM " + table.name);
      const std::vector<Row> rows = rows_of(select, table.columns);
      commits_.time([&] { to_.exec("BEGIN IMMEDIATE"); });
      watches_[table.name].time([&] { insert(statements_.at(table.name), rows); });
      commits_.time([&] { to_.exec("COMMIT"); });
    }
  }

  // A floor that left something out would be none.
  void check() {
    std::vector<std::string> names = {"paper_text_docsize"};
    for (const Table& table : tables_) names.push_back(table.name);
    for (const std::string& name : names) {
      const std::string count = "SELECT count(*) FROM " + name;
      if (from_.execAndGet(count).getInt64() != to_.execAndGet(count).getInt64()) {
        throw papercup::Error(papercup::ErrorKind::failure, "the copy of " + name + " differs");
      }
    }
  }

  papercup::store::Store source_;
  SQLite::Database from_, to_;
  std::vector<Table> tables_;
  std::map<std::string, SQLite::Statement> statements_;
  SQLite::Statement insert_text_{
      to_,
      "INSERT INTO paper_text(rowid, title, abstract, authors, comment, journal_ref)"
      " VALUES (?, ?, ?, ?, ?, ?)"};
  std::map<std::string, Stopwatch> watches_;
  Stopwatch commits_;
};

void print_parts(const std::string& source) {
  Stopwatch all;
  Stopwatch tokens;
  Stopwatch features;
  Stopwatch signals;
  std::size_t sum = 0;  // so that nothing is left out as without effect
  all.time([&] {
    papercup::arxiv::read_records(
        source, std::cin,
        [&](const papercup::Record& record) {
          tokens.time([&] { sum += papercup::store::text_columns(record.paper)[1].size(); });
          features.time([&] {
            sum += papercup::rank::pack(papercup::rank::extract_features(record.paper)).size();
          });
          signals.time([&] { sum += papercup::digest::find_signals(record.paper).size(); });
        },
        [](const std::string&) {});
  });
  fmt::print("beside it, each by itself\n");
  print_line("  reading", all.wall() - tokens.wall() - features.wall() - signals.wall(),
             all.cpu() - tokens.cpu() - features.cpu() - signals.cpu());
  print_line("  tokens", tokens.wall(), tokens.cpu());
  print_line("  features", features.wall(), features.cpu());
  print_line("  signals", signals.wall(), signals.cpu());
  if (sum == 0) fmt::print("  (nothing was read)\n");
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2 || arguments.size() > 3) {
    std::cerr << "usage: import_floor DATABASE COPY [SOURCE]\n";
    return 2;
  }
  try {
    Replay replay(arguments[0], arguments[1]);
    replay.run();
    replay.print();
    if (arguments.size() == 3) print_parts(arguments[2]);
  } catch (const std::exception& error) {
    std::cerr << "import_floor: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
