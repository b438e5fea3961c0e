#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// What an option's text says. All throw Error{usage} that names the option.

// A whole number from `least` to `most`.
std::int64_t parse_number(std::string_view option, std::string_view text, std::int64_t least,
                          std::int64_t most);

// A DATE (see parse_date_argument), relative ones counted from `today`.
std::optional<Date> parse_date(std::string_view option, const std::optional<std::string>& text,
                               Date today);

// "id,title,score": keys of the JSON Lines form, in this order. An unknown key suggests the
// nearest.
std::vector<std::string> parse_fields(std::string_view text);

// A paper named on the command line.
struct PaperArgument {
  ArxivId id;
  std::optional<std::string> focus;  // stem, if the paper was named by its rank in a digest
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

// The options by which query, search and digest choose papers, as given.
struct SelectionOptions {
  std::vector<std::string> categories, authors;
  std::optional<std::string> since, until;
};

void declare_category_option(CLI::App& command, SelectionOptions& selection);
void declare_day_options(CLI::App& command, SelectionOptions& selection);

// What was chosen by, in words as they were given: "cs.LG cs.CL, by L. Sørby, since 7d".
std::string describe(const SelectionOptions& options);

// Relative days count from `today`. Throws Error{usage} for what is no date, and if --since is
// after --until.
store::Selection make_selection(const SelectionOptions& options, Date today);

// Throws Error{usage}, with suggestions, for a category that neither arXiv's taxonomy nor the store
// has, given by --category or in the query; notes if `cat:` names an archive, which matches
// nothing.
void check_categories(const Session& session, const store::Store& store,
                      const store::Selection& selection);

// Throws Error{usage} "unknown category" with suggestions.
[[noreturn]] void refuse_unknown_category(const std::string& category);

// Whether there is a word to look for outside negations: what relevance can be told by.
bool has_words(const QueryNode& node);

// Says on standard error why a selection gave nothing.
void note_nothing_found(const Session& session, const store::Store& store);

}  // namespace papercup::cli
