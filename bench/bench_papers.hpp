#pragma once

#include <string>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/rank/document_frequency.hpp"

namespace papercup::bench {

// The papers to measure with: those of the file that PAPERCUP_BENCH_PAPERS names (any that `import`
// reads), else those of data/sample, which are few; at most so many. Read once; ends the program
// where they cannot be read.
const std::vector<Paper>& papers();

// Their packed features.
const std::vector<std::string>& packed_papers();
// The background's with theirs.
const rank::DocumentFrequency& frequency();

}  // namespace papercup::bench
