#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace papercup {

// The rows of a table in data/: columns separated by tabs, lines that start with `#` and empty
// lines skipped, the first other line being the header. Throws Error{failure} if a row has not
// `columns` columns. The views point into `text`.
std::vector<std::vector<std::string_view>> table_rows(std::string_view text, std::size_t columns);

}  // namespace papercup

// Files of data/, put into the program when it is built (see papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view categories_tsv();
std::string_view category_words_tsv();
std::string_view holidays_tsv();

}  // namespace papercup::data
