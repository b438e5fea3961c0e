#pragma once

#include <vector>

#include "store/salvage/table_layout.hpp"

namespace papercup::store {

// Whether papercup can have written these values of a row of reader.db: identifiers and words that
// exist, days and times within range, texts in UTF-8. Columns of which no rule is known may have
// any value of their type. `rowid` is that of tables that have one.
bool is_possible_row(const TableLayout& layout, const std::vector<Value>& record,
                     std::int64_t rowid);

}  // namespace papercup::store
