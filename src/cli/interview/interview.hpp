#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line/session.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/focus.hpp"

namespace papercup::cli {

// Papers that a reader names, and what a reference list says beside.
struct Examples {
  std::vector<ArxivId> papers = {};
  std::vector<Keyword> keywords = {};
};

// What a new reader says about the own work.
struct Answers {
  std::string about = {};
  std::vector<Category> categories = {};
  std::vector<ArxivId> likes = {};
  std::vector<Keyword> keywords = {};  // of papers of a reference list that arXiv does not have
  std::string contact = {};
};

// Answers that were given on the command line are not asked for.
struct GivenAnswers {
  std::optional<std::string> about;
  std::optional<std::vector<Category>> categories;
  std::optional<Examples> likes;
  std::optional<std::string> contact;
};

// The categories of a text such as "cs.LG, stat.ML": codes divided by blanks or commas. Throws
// Error{usage}, with the nearest, for a code that arXiv does not have.
std::vector<Category> parse_category_list(const std::string& text);

// The papers of a text such as "2606.91877, https://arxiv.org/abs/2605.92210v2", or of the
// reference list that it names (a file that ends in .bib, .ris or .json). Throws Error{usage} for
// what is no identifier, and as read_reference_list does.
Examples parse_examples(const Session& session, const std::string& text);

// Asks on standard error and reads from standard input what was not given; `<` goes back to the
// question before. Throws Error{interrupted} if the input ends.
Answers interview(const Session& session, const GivenAnswers& given);

}  // namespace papercup::cli
