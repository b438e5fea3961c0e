#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "store/database/connection.hpp"

namespace papercup::store {

// Store::find_by_doi.
std::vector<std::optional<ArxivId>> find_dois(Connection& connection,
                                              const std::vector<std::string>& dois);

// Store::find_by_title.
std::vector<std::optional<ArxivId>> find_titles(Connection& connection,
                                                const std::vector<std::string>& titles);

}  // namespace papercup::store
