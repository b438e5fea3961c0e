#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line/option_set.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/date.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// The options by which query, search and digest choose papers, as given.
struct SelectionOptions {
  std::vector<std::string> categories, authors;
  std::optional<std::string> since, until;
};

void declare_category_option(OptionSet& options, SelectionOptions& selection);
void declare_day_options(OptionSet& options, SelectionOptions& selection);

// What was chosen by, in words as they were given: "cs.LG cs.CL, by L. Sørby, since 7d".
std::string describe(const SelectionOptions& options);

// Relative days count from `today`. Throws Error{usage} for what is no date, and where --since is
// after --until.
store::Selection make_selection(const SelectionOptions& options, Date today);

// Throws Error{usage}, with suggestions, for a category that neither arXiv's taxonomy nor the store
// has, given by --category or in the query; notes where `cat:` names an archive, which matches
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
