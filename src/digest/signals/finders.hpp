#pragma once

#include <string_view>
#include <vector>

#include "digest/signals/rules.hpp"
#include "papercup/digest/signals.hpp"

namespace papercup::digest {

// What one text of a paper states, in the text's order.

// Replications and negative results.
std::vector<Signal> find_findings(std::string_view title, const ScannedText& abstract);

// Code, data and promises of them, in an abstract or a comment.
std::vector<Signal> find_releases(const ScannedText& text, StatedIn where);

// Venues that a comment names, in its own words.
std::vector<Signal> find_venues(std::string_view comment);

// That the paper is withdrawn, or that something is.
std::vector<Signal> find_withdrawals(const Paper& paper);

}  // namespace papercup::digest
