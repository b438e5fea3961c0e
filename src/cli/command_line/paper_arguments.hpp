#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line/session.hpp"
#include "papercup/core/arxiv_id.hpp"

namespace papercup::cli {

// A paper named on the command line.
struct PaperArgument {
  ArxivId id;
  std::optional<std::string> focus;  // stem, where the paper was named by its rank in a digest
};

// The focus that a paper belongs to if none was named: the one whose digest showed it if it was
// named by its rank, else app::default_stem.
std::string focus_of(const Session& session, const PaperArgument& paper);

// Identifiers, links and DOIs; a number of up to four digits is the rank in the last digest shown
// on a terminal; `-` reads more of them from standard input. A paper named twice comes once.
// Throws Error{usage} for what is none of these.
std::vector<PaperArgument> read_papers(const Session& session,
                                       const std::vector<std::string>& arguments);

// Says which of the papers that were asked for are not stored, after all others were dealt with;
// with none missing, nothing. Throws Error{failure}.
void refuse_missing(const std::vector<std::string>& missing, std::size_t asked);

}  // namespace papercup::cli
