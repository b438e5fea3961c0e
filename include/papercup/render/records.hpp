#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/mark.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"

namespace papercup::render {

// What a focus says about a paper, beside the paper itself.
struct Annotation {
  Score score;
  std::optional<int> rank;
  std::string_view ranker;  // its name and version
  std::optional<Percentile> percentile = {};
};

// The keys of the JSON Lines form in their order: id, version, title, abstract, authors,
// categories, published, updated, announced, announced_estimated, comment, journal_ref, doi,
// license, url, signals, and with a focus score, match, one_in, rank, ranker, why.
// `signals` is an object with a list for each kind that is stated (see digest/signals.hpp): objects
// with `text`, `in` (the field that states it), `url` and, for a promise, `promised`, a list of
// kinds.
const std::vector<std::string>& json_keys();
// Whether a key is known only with a focus.
bool needs_focus(std::string_view key);

// One paper as a JSON object on one line, without a line feed. What is not known has no key;
// authors and categories are always there. `fields` picks and orders keys; empty: all. Non-ASCII
// characters stay as they are. Numbers are printed so that reading them gives the same double.
std::string json_object(const Paper& paper, const std::optional<Annotation>& annotation,
                        const std::vector<std::string>& fields);

// CSV by RFC 4180: lines end with CR LF, the first names the columns, and a cell is in quotes if
// it has to be. Text is UTF-8 without a byte order mark.
//
// Columns are the keys of the JSON form. What is not known is an empty cell; authors are divided by
// "; ", categories by a blank, reasons are "label points" divided by "; ", of which JSON has all
// digits.
//
// No spreadsheet takes a text for a formula: one that begins with = + - @, their full-width forms,
// a tab or a carriage return has an apostrophe put in front, whatever apostrophes and blanks stand
// before that sign. Nothing is lost: of a cell that matches ^'[' ]*[=+@-] (and so on) the first
// apostrophe is ours. Numbers of papercup's own stay numbers.

// `fields` if there are any, else every key that a paper has, with or without a focus, in the order
// of the JSON form but for `url`, which follows `id`: what guesses the types of columns takes
// identifiers for numbers (2608.19800 for 2608.198), and no address.
std::vector<std::string> csv_columns(const std::vector<std::string>& fields, bool has_focus);

std::string csv_header(const std::vector<std::string>& columns);
std::string csv_row(const Paper& paper, const std::optional<Annotation>& annotation,
                    const std::vector<std::string>& columns);

// A paper as an entry @misc of BibTeX, UTF-8, ending with a line feed: title, author (else key, the
// identifier, to sort by), year,
// eprint, archivePrefix, primaryClass, version, doi, url, note (the journal reference), annote (the
// authors' comment), keywords (the categories) and abstract, as far as they are known.
//
// The key is the first author's family name and the identifier ("sorby-2611.90417"), and so is
// unique, and the same in every file. The year is that of the submission, else of the identifier,
// never of a list, which may be years later. There is no month, since its macros are unknown to
// some readers of BibTeX.
//
// LaTeX and pdfTeX set every field without a mistake in a document without any package, and BibTeX
// cuts no name within a letter. TeX that they can set stays as it was written. What would stop them
// reads the same: & % # and _ that are text get a backslash, as does a $ that opens no formula; a
// brace without its other half becomes a command; a character becomes its command ("$\alpha$",
// "{\'E}lodie"), and a command that nobody knows its name. A letter of a script that TeX's own
// fonts lack stays as it is. What a package has ("\mathbb") is kept, after an @preamble that
// defines it for a document without that package.
std::string bibtex_entry(const Paper& paper);

// Entries that stand in one file, so that each command is defined once, before the first entry that
// has it.
class BibtexFile {
 public:
  std::string next(const Paper& paper);

 private:
  std::set<std::string> defined_;
};

// Marks as JSON Lines, for keeping them elsewhere and merging them: the keys time (RFC 3339),
// ordinal, verb and id; focus, known, only and logical (RFC 3339) if they say something.

// One line, without a line feed.
std::string mark_line(const Mark& mark);
// The mark of a line; other keys are ignored. Throws Error{failure} that says what is wrong with
// it.
Mark parse_mark_line(std::string_view line);

}  // namespace papercup::render
