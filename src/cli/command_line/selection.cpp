#include "cli/command_line/selection.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/option_values.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace papercup::cli {
namespace {

std::string suggestion_hint(const std::string& category) {
  const std::vector<std::string> nearest = nearest_categories(category);
  if (nearest.empty()) return "https://arxiv.org/category_taxonomy lists arXiv's categories.";
  return fmt::format("Did you mean {}?", fmt::join(nearest, ", "));
}

// A category founded after this program is known once a paper carries it.
bool is_known(const store::Store& store, const std::string& category) {
  return find_category(category) != nullptr || store.has_category(category);
}

bool begins_a_category(const std::string& prefix) {
  const auto& rows = taxonomy();
  return std::any_of(rows.begin(), rows.end(), [&](const CategoryInfo& row) {
    return row.id.substr(0, prefix.size()) == prefix;
  });
}

using Terms = std::vector<const QueryNode*>;

void collect_category_terms(const QueryNode& node, Terms& terms) {
  const bool is_term = node.kind == QueryNode::Kind::term;
  if (is_term && node.term.field == QueryField::category) terms.push_back(&node);
  for (const QueryNode& child : node.children) collect_category_terms(child, terms);
}

// Whether one of the terms asks for an archive's divisions by a star.
bool asks_for_divisions(const Terms& terms, const std::string& archive) {
  return std::any_of(terms.begin(), terms.end(), [&](const QueryNode* node) {
    return node->term.match == TermMatch::prefix && (archive + ".").starts_with(node->term.text);
  });
}

// What cat: finds by the name of a divided archive is not the archive: nothing, or what is older
// than its division.
void note_archive(const Session& session, const store::Store& store, const std::string& archive) {
  const std::string found =
      !is_known(store, archive) ? "nothing" : "only papers from before the archive was divided";
  session.note(fmt::format("cat:{0} matches {1}, as at arXiv; cat:{0}.* is the whole archive",
                           archive, found));
}

void check_term(const Session& session, const store::Store& store, const std::string& query,
                const QueryNode& node, const Terms& terms) {
  const std::string& category = node.term.text;
  if (node.term.match == TermMatch::prefix) {
    if (!begins_a_category(category)) {
      session.note(fmt::format("no category of arXiv's begins with '{}'", category));
    }
  } else if (is_divided_archive(category)) {
    if (!asks_for_divisions(terms, category)) note_archive(session, store, category);
  } else if (!is_known(store, category)) {
    throw query_error(query, node.position, fmt::format("unknown category '{}'", category),
                      suggestion_hint(category));
  }
}

}  // namespace

void declare_category_option(OptionSet& options, SelectionOptions& selection) {
  options.repeatable({"--category", "-c"}, "C", selection.categories,
                     "a category (cs.LG) or archive (cs)");
}

void declare_day_options(OptionSet& options, SelectionOptions& selection) {
  options.value({"--since"}, "DATE", selection.since,
                "announced on this day or later: 2026-11-24, today, yesterday, 7d, 2w");
  options.value({"--until"}, "DATE", selection.until, "announced on this day or earlier");
}

std::string describe(const SelectionOptions& options) {
  std::vector<std::string> parts;
  if (!options.categories.empty()) {
    parts.push_back(fmt::format("{}", fmt::join(options.categories, " ")));
  }
  if (!options.authors.empty()) {
    parts.push_back(fmt::format("by {}", fmt::join(options.authors, " or ")));
  }
  if (options.since) parts.push_back("since " + *options.since);
  if (options.until) parts.push_back("until " + *options.until);
  return fmt::format("{}", fmt::join(parts, ", "));
}

store::Selection make_selection(const SelectionOptions& options, Date today) {
  store::Selection selection;
  selection.categories = options.categories;
  selection.authors = options.authors;
  selection.since = parse_date("--since", options.since, today);
  selection.until = parse_date("--until", options.until, today);
  if (selection.since && selection.until && *selection.since > *selection.until) {
    throw Error(ErrorKind::usage,
                fmt::format("--since {} is after --until {}", selection.since->to_string(),
                            selection.until->to_string()),
                "Both days are included; swap them, or leave one out.");
  }
  return selection;
}

void check_categories(const Session& session, const store::Store& store,
                      const store::Selection& selection) {
  for (const std::string& category : selection.categories) {
    if (!is_archive(category) && !is_known(store, category)) refuse_unknown_category(category);
  }
  if (!selection.query) return;
  Terms terms;
  collect_category_terms(selection.query->root, terms);
  for (const QueryNode* term : terms) {
    check_term(session, store, selection.query->text, *term, terms);
  }
}

void refuse_unknown_category(const std::string& category) {
  throw Error(ErrorKind::usage, fmt::format("unknown category '{}'", category),
              suggestion_hint(category));
}

bool has_words(const QueryNode& node) {
  if (node.kind == QueryNode::Kind::negation) return false;
  if (node.kind == QueryNode::Kind::term) {
    return node.term.field != QueryField::category && node.term.field != QueryField::id;
  }
  return std::any_of(node.children.begin(), node.children.end(), has_words);
}

void note_nothing_found(const Session& session, const store::Store& store) {
  if (store.paper_count() == 0) {
    session.note("nothing is stored yet\nImport a file: papercup import FILE");
  } else {
    session.note("no stored paper matches");
  }
}

}  // namespace papercup::cli
