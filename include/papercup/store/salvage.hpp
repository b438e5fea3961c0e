#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace papercup::store {

// What was saved of a table of a damaged database.
struct SalvagedTable {
  std::string name;             // as in the schema
  std::int64_t rows = 0;        // in the new file
  std::int64_t lost_rows = 0;   // known to have been there
  std::int64_t lost_pages = 0;  // of an unknown number of rows
};

struct Salvage {
  std::vector<SalvagedTable> tables;  // in the order of the schema
  std::int64_t pages = 0;             // of the damaged file, as far as it states their number
  std::int64_t missing_pages = 0;     // of these, cut off its end
  // Pages whose former content is unknown.
  std::int64_t unreadable_pages = 0;

  std::int64_t rows() const;
  bool is_complete() const;
};

// Copies what can be read of a damaged reader.db into a new one, `target`, which must not exist;
// its folder must. The damaged file and its log are only read, byte by byte and never by SQLite,
// which could write to them, and stops at the first damaged page of a table.
//
// Pages are read one by one as https://www.sqlite.org/fileformat2.html describes them, the newer
// ones from the log; so neither a broken tree nor a broken schema takes the rows of sound pages
// along. The tree says to which table a page belongs, or else the shape of its rows if only one
// table has that. A row is taken if papercup can have written it, and belongs to something
// that was taken as well: nothing is made up. What a model has learnt is left out, since it is made
// again. A row that some changed bytes have turned into another possible row is not noticed.
//
// Throws Error{storage} if the file cannot be read, nothing in it is a row of reader.db, or the new
// one cannot be written; there is no new file then.
Salvage salvage_user_store(const std::filesystem::path& damaged,
                           const std::filesystem::path& target);

}  // namespace papercup::store
