#pragma once

#include <string_view>

// Files of data/, put into the program when it is built (papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view categories_tsv();
std::string_view holidays_tsv();

}  // namespace papercup::data
