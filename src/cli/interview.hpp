#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"

namespace papercup::cli {

// What a new reader says about the own work.
struct Answers {
  std::string about;
  std::vector<Category> categories;
  std::vector<ArxivId> likes;
  std::string contact;
};

// Answers that were given on the command line are not asked for.
struct GivenAnswers {
  std::optional<std::string> about;
  std::optional<std::vector<Category>> categories;
  std::optional<std::vector<ArxivId>> likes;
  std::optional<std::string> contact;
};

// The categories of a text such as "cs.LG, stat.ML": codes divided by blanks or commas. Throws
// Error{usage}, with the nearest, for a code that arXiv does not have.
std::vector<Category> parse_category_list(const std::string& text);

// The papers of a text such as "2606.91877, https://arxiv.org/abs/2605.92210v2". Throws
// Error{usage} for what is no identifier.
std::vector<ArxivId> parse_paper_list(const std::string& text);

// Asks on standard error and reads from standard input what was not given. Throws
// Error{interrupted} where the input ends.
Answers interview(const Session& session, const GivenAnswers& given);

}  // namespace papercup::cli
