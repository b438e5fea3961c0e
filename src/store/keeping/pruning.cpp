#include "papercup/store/pruning.hpp"

#include <algorithm>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "papercup/store/database.hpp"
#include "store/database/connection.hpp"
#include "store/database/schema.hpp"
#include "store/papers/paper_rows.hpp"
#include "store/papers/text_index.hpp"

namespace papercup::store {
namespace {

constexpr std::size_t kStep = 2'000;

}  // namespace

void remove_papers(const std::filesystem::path& database, const std::vector<ArxivId>& ids) {
  guarded(database, DatabaseKind::papers, [&] {
    Connection connection(database, papers_schema(), OpenMode::create, journal_for(database));
    // SQLite would look through all rows of paper_category for each paper; PaperRows::remove leaves
    // none behind.
    connection.execute("PRAGMA foreign_keys = OFF");
    PaperRows rows(connection);
    TextIndex index(connection);
    for (std::size_t begin = 0; begin < ids.size(); begin += kStep) {
      const std::size_t end = std::min(begin + kStep, ids.size());
      connection.transaction([&] {
        for (std::size_t at = begin; at < end; ++at) {
          const auto stored = rows.find(ids[at]);
          if (!stored) continue;
          index.remove(stored->key, stored->known.paper);
          rows.remove(*stored);
        }
        // What was learnt from the papers before is out of date.
        rows.set_next_arrival(rows.next_arrival() + 1);
        rows.mark_arrival();
      });
    }
  });
}

void compact(const std::filesystem::path& database) {
  guarded(database, DatabaseKind::papers, [&] {
    Connection connection(database, papers_schema(), OpenMode::create, journal_for(database));
    // What was removed from the index is only marked so until its parts are merged.
    connection.execute("INSERT INTO paper_text(paper_text) VALUES ('optimize')");
    connection.execute("PRAGMA temp_store = FILE");
    connection.execute("VACUUM");
    connection.database().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

}  // namespace papercup::store
