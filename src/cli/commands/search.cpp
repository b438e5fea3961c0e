#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/order.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/digesting/results.hpp"
#include "cli/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"
#include "papercup/text/tokens.hpp"

namespace papercup::cli {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  std::optional<std::string> limit;
  SelectionOptions selection;
  std::string format = "text";
};

// Adds a word or the inside of a pair of quotes; what has no letter or digit cannot be looked for.
void add_term(std::vector<QueryNode>& terms, std::string_view text, TermMatch match) {
  if (match == TermMatch::exact && text.size() > 1 && text.back() == '*') {
    match = TermMatch::prefix;
    text.remove_suffix(1);
  }
  if (text::tokens(text).empty()) return;
  QueryNode node;
  node.term = {QueryField::all, std::string(text), match};
  terms.push_back(std::move(node));
}

// Plain words, not a query: `ti:` and AND are words like others; "quotes" hold a phrase together.
std::vector<QueryNode> terms_of(std::string_view text) {
  std::vector<QueryNode> terms;
  while (!text.empty()) {
    const bool is_quoted = text.front() == '"';
    if (is_quoted) text.remove_prefix(1);
    const std::size_t end = std::min(text.find_first_of(is_quoted ? "\"" : " \t\n\""), text.size());
    add_term(terms, text.substr(0, end), is_quoted ? TermMatch::phrase : TermMatch::exact);
    const bool skips_end = end < text.size() && (is_quoted || text[end] != '"');
    text.remove_prefix(skips_end ? end + 1 : end);
  }
  return terms;
}

Query combine(const std::string& text, const std::vector<QueryNode>& terms, QueryNode::Kind kind) {
  if (terms.size() == 1) return {text, terms.front()};
  QueryNode root;
  root.kind = kind;
  root.children = terms;
  return {text, root};
}

std::vector<Result> find(const store::Store& store, const store::Selection& selection) {
  std::vector<Result> results;
  for (const store::PaperKey& paper : store.select(selection)) {
    results.push_back({{paper.key, paper.id, paper.announced, 0}, std::nullopt, std::nullopt});
  }
  sort_by_relevance(results, store.relevance(*selection.query));
  return results;
}

int run_search(const SearchOptions& options, Session& session) {
  std::string words;
  for (const std::string& word : options.words) words += (words.empty() ? "" : " ") + word;
  const std::vector<QueryNode> terms = terms_of(words);
  if (terms.empty()) {
    throw Error(ErrorKind::usage, "there is no word to search for", "papercup search WORDS");
  }
  store::Selection selection = make_selection(options.selection, session.today());
  selection.query = combine(words, terms, QueryNode::Kind::conjunction);
  ResultForm form;
  form.format = parse_format(options.format);
  form.style = session.style();
  const std::string chosen = describe(options.selection);
  form.title = words + (chosen.empty() ? "" : ", " + chosen);

  const store::Store store = session.open_store(store::OpenMode::read_only);
  check_categories(session, store, selection);
  std::vector<Result> results = find(store, selection);
  if (results.empty() && terms.size() > 1) {
    selection.query = combine(words, terms, QueryNode::Kind::disjunction);
    results = find(store, selection);
    if (!results.empty()) session.note("no paper has all of these words; these have some of them");
  }
  show_results(session, store, std::move(results), options.limit, form);
  return 0;
}

}  // namespace

Action declare_search(OptionSet& options) {
  const auto given = std::make_shared<SearchOptions>();
  options.arguments("WORDS", given->words,
                    "words that have to occur; \"a phrase\" in quotes, a prefix*");
  declare_category_option(options, given->selection);
  declare_day_options(options, given->selection);
  options.value({"--limit", "-n"}, "N", given->limit, "at most N papers; 0: all; 20 in text");
  declare_every_format(options, given->format);
  return [given](Session& session) { return run_search(*given, session); };
}

}  // namespace papercup::cli
