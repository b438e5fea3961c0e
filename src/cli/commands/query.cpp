#include "papercup/core/query.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "cli/option_values.hpp"
#include "cli/order.hpp"
#include "cli/ranking.hpp"
#include "cli/results.hpp"
#include "cli/selection.hpp"
#include "cli/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

struct QueryOptions {
  std::optional<std::string> expression, focus_file, as_of, limit, fields;
  SelectionOptions selection;
  std::string sort = "default";
  std::string format = "text";
};

// Errors that can be told before anything is opened.
void check_combinations(const QueryOptions& options, const store::Selection& selection) {
  if (options.sort == "score" && !options.focus_file) {
    throw Error(ErrorKind::usage, "--sort score needs a focus to score by",
                "Add --focus-file FILE.");
  }
  if (options.sort == "relevance" && !(selection.query && has_words(selection.query->root))) {
    throw Error(ErrorKind::usage, "--sort relevance needs words to be relevant to",
                "Give an expression with words, such as 'all:diffusion'.");
  }
  const Format format = parse_format(options.format);
  if (options.fields && format != Format::json && format != Format::jsonl) {
    throw Error(ErrorKind::usage, "--fields is for --format json and jsonl");
  }
}

void check_fields(const std::vector<std::string>& fields, bool has_focus) {
  for (const std::string& field : fields) {
    const bool is_of_focus =
        field == "score" || field == "rank" || field == "ranker" || field == "why";
    if (is_of_focus && !has_focus) {
      throw Error(ErrorKind::usage, "the field " + field + " needs a focus",
                  "Add --focus-file FILE.");
    }
  }
}

std::vector<Result> find_unranked(const store::Store& store, const store::Selection& selection) {
  std::vector<Result> results;
  for (const store::PaperKey& paper : store.select(selection)) {
    results.push_back({{paper.key, paper.id, paper.announced, 0}, std::nullopt, std::nullopt});
  }
  return results;
}

std::vector<Result> find_ranked(const store::Store& store, const rank::Model& model,
                                const store::Selection& selection) {
  std::vector<Result> results;
  int rank = 0;
  for (rank::Candidate& candidate : rank_papers(store, model, selection)) {
    const double score = candidate.score;
    results.push_back({std::move(candidate), score, ++rank});
  }
  return results;
}

void sort_results(std::vector<Result>& results, const std::string& sort, const store::Store& store,
                  const store::Selection& selection) {
  if (sort == "date") sort_by_date(results);
  if (sort == "id") sort_by_id(results);
  if (sort == "relevance") sort_by_relevance(results, store.relevance(*selection.query));
  // "score": find_ranked gives them in this order.
}

int run_query(const QueryOptions& options, Session& session) {
  const auto as_of = parse_date("--as-of", options.as_of, session.today());
  store::Selection selection = make_selection(options.selection, as_of.value_or(session.today()));
  if (options.expression) selection.query = parse_query(*options.expression);
  check_combinations(options, selection);
  ResultForm form;
  form.format = parse_format(options.format);
  if (options.fields) form.fields = parse_fields(*options.fields);
  form.style = session.style();
  check_fields(form.fields, options.focus_file.has_value());

  std::optional<Focus> focus;
  if (options.focus_file) focus = load_focus(session, *options.focus_file);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  check_categories(session, store, selection);

  std::optional<rank::Model> model;
  std::vector<Result> results;
  if (focus) {
    if (selection.categories.empty()) selection.categories = category_names(*focus);
    model.emplace(train(session, store, *focus, as_of));
    form.model = &*model;
    results = find_ranked(store, *model, selection);
  } else {
    results = find_unranked(store, selection);
  }
  const std::string by_default = focus ? "score" : "date";
  sort_results(results, options.sort == "default" ? by_default : options.sort, store, selection);
  const std::string rest = apply_limit(results, options.limit, form.format);
  if (results.empty()) note_nothing_found(session, store);
  write_results(store, results, form, [&](std::string_view text) { session.print(text); });
  session.print(rest);
  return 0;
}

}  // namespace

Action declare_query(OptionSet& options) {
  const auto given = std::make_shared<QueryOptions>();
  options.argument("EXPR", given->expression, "what to look for; without it, everything");
  declare_category_option(options, given->selection);
  options.repeatable({"--author", "-a"}, "NAME", given->selection.authors,
                     "a word or phrase within one author's name");
  declare_day_options(options, given->selection);
  options.value({"--focus-file"}, "FILE", given->focus_file,
                "score the papers for this focus, in its categories unless --category is given");
  options.value({"--as-of"}, "DATE", given->as_of,
                "learn from papers announced until then only; relative dates count from it");
  options.choice({"--sort"}, {"date", "score", "relevance", "id"}, given->sort,
                 "newest, highest or most relevant first; score with a focus, else date");
  options.value({"--limit", "-n"}, "N", given->limit, "at most N papers; 0: all; 20 in text");
  options.value({"--fields"}, "A,B", given->fields, "keys of json and jsonl, in this order");
  declare_format_option(options, {"text", "json", "jsonl", "ids"}, given->format);
  return [given](Session& session) { return run_query(*given, session); };
}

}  // namespace papercup::cli
