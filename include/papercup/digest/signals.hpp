#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::digest {

// What can be verified about a paper: only what it states itself.
enum class SignalKind {
  withdrawn,           // by source type, or by a comment that says so of the paper
  withdrawal_mention,  // comment or abstract speak of a withdrawal, perhaps of another paper's
  replication,         // it repeats other work
  negative_result,
  code,     // where its code is, or that it is public
  data,     // the same of its data
  promise,  // of code or data that will be released
  venue,    // where it was accepted or has appeared
  doi,      // of its publication, none of arXiv's own
  version,  // that it was replaced, from version 2 on
};

// The field that states a signal.
enum class StatedIn { title, abstract, comment, journal_ref, doi, source_type, version };

struct Signal {
  SignalKind kind;
  StatedIn where;
  // The statement: an address without its scheme, the paper's own words (on one line, cut at 100
  // characters), a DOI, a number of a version. May be empty for source_type.
  std::string text;
  std::string url = {};  // of what it states, if there is one; printable ASCII
  // What a promise promises: code or data or both.
  std::vector<SignalKind> promised = {};

  bool operator==(const Signal&) const = default;
};

// "withdrawn", "withdrawal_mention", "replication", "negative", "code", "data", "promise", "venue",
// "doi", "version": keys of `signals` in JSON and values of --has.
std::string_view to_string(SignalKind kind);
// "title", ..., "journal_ref", "source_type".
std::string_view to_string(StatedIn where);
std::optional<SignalKind> parse_signal_kind(std::string_view text);
// All of them, in the order of the enumeration.
const std::vector<SignalKind>& signal_kinds();

// What the paper states, in the order of the kinds, and each address or text of a kind once. A
// statement of a thing that is there takes the place of a promise of it if they name the same
// address. The rules are in data/signals.tsv; text is quoted as it is written, TeX and all.
std::vector<Signal> find_signals(const Paper& paper);

// The version of the rules, which says whether what was found and kept is what would be found now:
// another number for other tables of data/, and for each change of what the code makes of them.
std::int64_t signal_rules();

// Finds only what becomes of a paper after it was announced: withdrawal and the mention of one,
// venue, DOI and version. Much faster than finding all signals.
std::vector<Signal> find_publication_status(const Paper& paper);

// Whether any of the signals is of this kind.
bool has_signal(const std::vector<Signal>& signals, SignalKind kind);

}  // namespace papercup::digest
