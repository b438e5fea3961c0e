#include "store/search/full_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "papercup/text/normalise.hpp"
#include "papercup/text/person_name.hpp"
#include "store/database/connection.hpp"

namespace papercup::store {
namespace {

constexpr std::string_view kBetweenAuthors =
    " \uE000 ";  // a private-use character: neither letter nor digit

std::string author_text(const Paper& paper) {
  std::string authors;
  for (const std::string& author : paper.authors) {
    if (!authors.empty()) authors += kBetweenAuthors;
    authors += text::token_text(author);
  }
  return authors;
}

// The word in quotes, with a star if it is a prefix.
std::string quoted(const text::NameWord& word) {
  return '"' + word.token + (word.is_prefix ? "\" *" : "\"");
}

// Words of which only the last is a prefix are a phrase to FTS5. It has none for others: then it
// finds the authors with all whole words, since a letter begins too many.
SoughtName sought(text::NameWords words) {
  SoughtName name{std::move(words)};
  const auto first_prefix =
      std::ranges::find_if(name.words, [](const text::NameWord& word) { return word.is_prefix; });
  name.is_decided = name.words.end() - first_prefix <= 1;
  const bool has_whole =
      std::ranges::any_of(name.words, [](const text::NameWord& word) { return !word.is_prefix; });
  for (const text::NameWord& word : name.words) {
    if (!name.is_decided && has_whole && word.is_prefix) continue;
    if (!name.expression.empty()) name.expression += name.is_decided ? " + " : " AND ";
    name.expression += quoted(word);
  }
  name.expression = "authors : (" + name.expression + ")";
  if (name.is_decided && has_whole && first_prefix != name.words.end()) {
    for (const text::NameWord& word : name.words) {
      if (word.is_prefix) continue;
      name.whole_words += (name.whole_words.empty() ? "authors : (" : " AND ") + quoted(word);
    }
    name.whole_words += ")";
  }
  return name;
}

bool is_prefix(const QueryTerm& term) {
  return term.match == TermMatch::prefix || term.match == TermMatch::phrase_prefix;
}

std::string_view column(QueryField field) {
  switch (field) {
    case QueryField::title:
      return "title";
    case QueryField::abstract:
      return "abstract";
    case QueryField::author:
      return "authors";
    case QueryField::comment:
      return "comment";
    case QueryField::journal_ref:
      return "journal_ref";
    case QueryField::all:
    case QueryField::category:
    case QueryField::id:
      break;
  }
  return {};
}

constexpr std::size_t kMostMatches = 100;

// Whether a part of a query is of nothing but terms of full text and alternatives.
bool is_text_only(const QueryNode& node) {
  if (node.kind == QueryNode::Kind::term) {
    return node.term.field != QueryField::category && node.term.field != QueryField::id;
  }
  return node.kind == QueryNode::Kind::disjunction &&
         std::ranges::all_of(node.children, is_text_only);
}

void collect_matches(const QueryNode& node, std::vector<std::string>& matches) {
  if (node.kind == QueryNode::Kind::negation || matches.size() >= kMostMatches) return;
  if (node.kind == QueryNode::Kind::term && is_text_only(node)) {
    if (std::string match = match_expression(node.term); !match.empty()) {
      matches.push_back("(" + match + ")");
    }
    for (const SoughtName& name : sought_names(node.term)) {
      matches.push_back("(" + name.expression + ")");
    }
  }
  for (const QueryNode& child : node.children) collect_matches(child, matches);
}

// Whether every paper of a query has something of each of these parts.
bool needs_all(const QueryNode& root) {
  return root.kind == QueryNode::Kind::conjunction &&
         std::ranges::all_of(root.children, [](const QueryNode& child) {
           const bool is_other = child.kind == QueryNode::Kind::negation ||
                                 (child.kind == QueryNode::Kind::term && !is_text_only(child)) ||
                                 child.kind == QueryNode::Kind::submitted ||
                                 child.kind == QueryNode::Kind::announced;
           return is_other || is_text_only(child);
         });
}

// Runs a statement with a paper's key and texts.
void run_with(Connection& connection, const char* sql, std::int64_t key, const TextColumns& text) {
  connection.run(sql, key, text[0], text[1], text[2], text[3], text[4]);
}

bool same_text(const Paper& a, const Paper& b) {
  return a.title == b.title && a.abstract == b.abstract && a.authors == b.authors &&
         a.comment == b.comment && a.journal_ref == b.journal_ref;
}

}  // namespace

TextColumns text_columns(const Paper& paper) {
  return {text::token_text(paper.title), text::token_text(paper.abstract), author_text(paper),
          text::token_text(paper.comment), text::token_text(paper.journal_ref)};
}

std::string match_expression(const QueryTerm& term) {
  const std::string tokens = text::token_text(term.text);
  if (tokens.empty()) return {};
  std::string expression;
  if (const std::string_view name = column(term.field); !name.empty()) {
    expression = std::string(name) + " : ";
  }
  return expression + '"' + tokens + '"' + (is_prefix(term) ? " *" : "");
}

bool is_named(std::string_view author, const SoughtName& name) {
  if (!name.has_family_first) return text::has_name(text::tokens(author), name.words);
  if (author.find(',') == std::string_view::npos) return false;
  const std::string in_order = text::in_reading_order(text::parse_person_name(author));
  return text::has_name(text::tokens(in_order), name.words);
}

std::vector<SoughtName> names_before_comma(const QueryTerm& term) {
  if (term.field != QueryField::author || is_prefix(term)) return {};
  std::vector<SoughtName> names;
  for (text::NameWords& order : text::family_first_orders(term.text)) {
    SoughtName name = sought(std::move(order));
    name.words = text::name_orders(term.text).back();
    name.is_decided = false;
    name.has_family_first = true;
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<SoughtName> sought_names(const QueryTerm& term) {
  if (term.field != QueryField::author && term.field != QueryField::all) return {};
  std::vector<SoughtName> names;
  for (text::NameWords& words : text::name_orders(
           term.text, is_prefix(term) ? text::LastWord::prefix : text::LastWord::whole)) {
    names.push_back(sought(std::move(words)));
  }
  // The name as it is written is what match_expression finds, unless there are initials.
  if (!names.empty() && names.front().is_decided && !names.front().words.back().is_prefix) {
    names.erase(names.begin());
  }
  return names;
}

std::string match_of_terms(const QueryNode& root) {
  std::vector<std::string> matches;
  if (!needs_all(root)) {
    collect_matches(root, matches);
    return fmt::format("{}", fmt::join(matches, " OR "));
  }
  std::vector<std::string> parts;
  std::size_t count = 0;
  for (const QueryNode& child : root.children) {
    if (count >= kMostMatches) break;
    matches.clear();
    collect_matches(child, matches);
    count += matches.size();
    if (!matches.empty()) parts.push_back(fmt::format("({})", fmt::join(matches, " OR ")));
  }
  return fmt::format("{}", fmt::join(parts, " AND "));
}

void TextIndex::add(std::int64_t key, TextColumns text) {
  held_.emplace_back(key, std::move(text));
  const bool in_transaction = sqlite3_get_autocommit(connection_.database().getHandle()) == 0;
  if (!in_transaction) write();
}

void TextIndex::replace(std::int64_t key, const Paper& former, const Paper& paper) {
  if (same_text(former, paper)) return;
  remove(key, former);
  insert(key, text_columns(paper));
}

void TextIndex::write() {
  for (const auto& [key, text] : held_) insert(key, text);
  held_.clear();
}

void TextIndex::insert(std::int64_t key, const TextColumns& text) {
  run_with(connection_,
           "INSERT INTO paper_text(rowid, title, abstract, authors, comment, journal_ref)"
           " VALUES (?, ?, ?, ?, ?, ?)",
           key, text);
}

void TextIndex::remove(std::int64_t key, const Paper& paper) {
  if (!held_.empty() && held_.front().first <= key) write();
  // An index without its content has to be given what it indexed.
  run_with(connection_,
           "INSERT INTO paper_text(paper_text, rowid, title, abstract, authors, comment,"
           " journal_ref) VALUES ('delete', ?, ?, ?, ?, ?, ?)",
           key, text_columns(paper));
}

}  // namespace papercup::store
