#pragma once

#include "arxiv/json/json_fields.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// Adds what a line of the Kaggle snapshot (Cornell-University/arxiv,
// arxiv-metadata-oai-snapshot.json) says in its own way: the times of versions, and names as [last,
// first, suffix] or as one text with TeX accents. `update_date` is the day of the last change of
// metadata and says nothing of a version.
void read_snapshot_fields(const JsonFields& fields, Paper& paper);

}  // namespace papercup::arxiv
