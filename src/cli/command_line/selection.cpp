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

void check_term(const Session& session, const store::Store& store, const std::string& query,
                const QueryNode& node) {
  const std::string& category = node.term.text;
  if (node.term.match == TermMatch::prefix) {
    if (!begins_a_category(category)) {
      session.note(fmt::format("no category of arXiv's begins with '{}'", category));
    }
  } else if (!is_known(store, category)) {
    if (!is_archive(category)) {
      throw query_error(query, node.position, fmt::format("unknown category '{}'", category),
                        suggestion_hint(category));
    }
    session.note(fmt::format("cat:{0} matches nothing, as at arXiv; cat:{0}.* is the whole archive",
                             category));
  }
}

void check_terms(const Session& session, const store::Store& store, const std::string& query,
                 const QueryNode& node) {
  if (node.kind == QueryNode::Kind::term && node.term.field == QueryField::category) {
    check_term(session, store, query, node);
  }
  for (const QueryNode& child : node.children) check_terms(session, store, query, child);
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
  if (selection.query) {
    check_terms(session, store, selection.query->text, selection.query->root);
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
