#pragma once

#include <string_view>

// Files of data/, put into the program when it is built (papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view sentence_cues_tsv();
std::string_view sentence_weights_tsv();
std::string_view signals_tsv();
std::string_view venues_txt();

}  // namespace papercup::data
