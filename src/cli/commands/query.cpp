#include "papercup/core/query.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/results.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/app/kept_signals.hpp"
#include "papercup/app/ranked_search.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::cli {
namespace {

enum class Order { date, score, relevance, id };

constexpr auto kOrderNames = names_of<Order>({
    {Order::date, "date"},
    {Order::score, "score"},
    {Order::relevance, "relevance"},
    {Order::id, "id"},
});

struct QueryOptions {
  std::optional<std::string> expression, focus, focus_file, as_of, marked, limit, fields;
  std::vector<std::string> has;
  SelectionOptions selection;
  std::optional<Order> sort = {};  // nothing: by score with a focus, else by date
  Format format = Format::text;
};

bool has_focus(const QueryOptions& options) {
  return options.focus.has_value() || options.focus_file.has_value();
}

// Errors that can be told before anything is opened.
void check_combinations(const QueryOptions& options, const store::Selection& selection) {
  if (options.focus && options.focus_file) {
    throw Error(ErrorKind::usage, "--focus and --focus-file cannot be used together",
                "--focus names foci of yours, --focus-file any other file.");
  }
  if (options.sort == Order::score && !has_focus(options)) {
    throw Error(ErrorKind::usage, "--sort score needs a focus to score by",
                "Add --focus NAME or --focus-file FILE.");
  }
  if (options.sort == Order::relevance && !(selection.query && has_words(selection.query->root))) {
    throw Error(ErrorKind::usage, "--sort relevance needs words to be relevant to",
                "Give an expression with words, such as 'all:diffusion'.");
  }
  if (options.fields && !has_fields(options.format)) {
    throw Error(ErrorKind::usage, "--fields is for --format json, jsonl and csv");
  }
}

void check_fields(const std::vector<std::string>& fields, bool has_focus) {
  for (const std::string& field : fields) {
    if (render::needs_focus(field) && !has_focus) {
      throw Error(ErrorKind::usage, "the field " + field + " needs a focus",
                  "Add --focus NAME or --focus-file FILE.");
    }
  }
}

// Whether the best papers are all that is shown: no other order, filter or count of days.
bool shows_best_only(const QueryOptions& options, Format format) {
  const bool is_by_score = options.sort.value_or(Order::score) == Order::score;
  const bool leaves_out = options.marked.has_value() || !options.has.empty();
  return is_by_score && !leaves_out && format != Format::html;
}

void sort_results(std::vector<app::FoundPaper>& results, Order order, const store::Store& store,
                  const store::Selection& selection) {
  switch (order) {
    case Order::date:
      return app::sort_by_date(results);
    case Order::id:
      return app::sort_by_id(results);
    case Order::relevance:
      return app::sort_by_relevance(results, store.relevance(*selection.query));
    case Order::score:
      break;  // best_papers gives them in this order
  }
}

// Marks and the reader's foci need reader.db. A focus of a file only learns faster with it, and all
// else does without: a damaged one does not stop the search for papers.
std::optional<store::UserStore> open_user_store(const QueryOptions& options,
                                                const Session& session) {
  const bool is_needed = options.focus.has_value() || options.marked.has_value();
  if (!is_needed && !options.focus_file) return std::nullopt;
  try {
    return session.open_user_store(store::OpenMode::read_only);
  } catch (const Error& error) {
    if (is_needed) throw;
    session.note(fmt::format("{}\n{}", error.message(), error.hint()));
    return std::nullopt;
  }
}

std::optional<app::ActiveFocus> find_focus(const QueryOptions& options, const Session& session,
                                           const std::optional<store::UserStore>& user_store,
                                           std::optional<Date> as_of) {
  if (options.focus_file) return session.told(app::load_focus(*options.focus_file));
  if (!options.focus) return std::nullopt;
  return session.told(app::load_foci(session, *user_store, {*options.focus}, as_of)).front();
}

MarkVerb parse_marked(const std::string& text) {
  const std::vector<std::string> verbs = {"like", "dislike", "save", "done"};
  if (std::ranges::find(verbs, text) == verbs.end()) refuse_unknown("mark", text, verbs);
  return parse_mark_verb(text).value();
}

void keep_marked(std::vector<app::FoundPaper>& results, MarkVerb verb, const Session& session,
                 const store::UserStore& user_store, std::optional<Date> as_of) {
  const std::set<ArxivId> marked = app::marks_until(session, user_store, as_of).marked(verb);
  std::erase_if(results, [&](const app::FoundPaper& result) {
    return !marked.contains(result.candidate.id);
  });
}

// The query in words, for what has a title.
std::string title_of(const QueryOptions& options) {
  std::string title = options.expression.value_or("");
  const auto add = [&](const std::string& part) {
    if (!part.empty()) title += (title.empty() ? "" : ", ") + part;
  };
  add(describe(options.selection));
  if (options.marked) add("marked " + *options.marked);
  for (const std::string& signal : options.has) add("with " + signal);
  if (options.focus) add("ranked for " + *options.focus);
  if (options.focus_file) {
    add("ranked for " + std::filesystem::path(*options.focus_file).stem().string());
  }
  return title.empty() ? "all papers" : title;
}

int run_query(const QueryOptions& options, Session& session) {
  const auto as_of = parse_date("--as-of", options.as_of, session.today());
  store::Selection selection = make_selection(options.selection, as_of.value_or(session.today()));
  if (options.expression) selection.query = parse_query(*options.expression);
  check_combinations(options, selection);
  std::vector<digest::SignalKind> stated;
  for (const std::string& signal : options.has) stated.push_back(app::parse_signal(signal));
  ResultForm form;
  form.format = options.format;
  if (options.fields) form.fields = parse_fields(*options.fields);
  form.style = session.style();
  form.title = title_of(options);
  check_fields(form.fields, has_focus(options));
  if (selection.query) {
    for (const std::string& note : query_notes(*selection.query)) session.note(note);
  }

  std::optional<store::UserStore> user_store = open_user_store(options, session);
  const std::optional<app::ActiveFocus> focus = find_focus(options, session, user_store, as_of);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  check_categories(session, store, selection);

  const std::optional<std::size_t> limit = result_limit(options.limit, form.format);
  std::optional<app::TrainedFocus> trained;
  app::Found found;
  if (focus) {
    if (selection.categories.empty()) selection.categories = app::category_names(focus->focus);
    trained.emplace(session.told(app::train(session, store, *focus, as_of)));
    form.focus = &*trained;
    form.ranker = app::chosen_ranker_version(session);
    const bool is_cut = shows_best_only(options, form.format);
    found = app::best_papers(session, store, *trained, selection, is_cut ? limit : std::nullopt);
  } else {
    // With a focus, ranks are among all papers, whatever they state.
    if (!stated.empty()) selection.states = app::wish_for(stated);
    found.results = app::find_unscored(store, selection);
    found.total = found.results.size();
  }
  if (options.marked) {
    keep_marked(found.results, parse_marked(*options.marked), session, *user_store, as_of);
  }
  app::keep_stating(found.results, stated, store, as_of.value_or(session.today()));
  // Filters that leave papers out have looked at all of them.
  if (options.marked || !stated.empty()) found.total = found.results.size();
  sort_results(found.results, options.sort.value_or(focus ? Order::score : Order::date), store,
               selection);
  form.categories = selection.categories;
  show_results(session, store, std::move(found), limit, form);
  return 0;
}

}  // namespace

Action declare_query(CLI::App& command) {
  const auto given = std::make_shared<QueryOptions>();
  add_argument(command, "EXPR", given->expression, "what to look for; without it, everything");
  declare_category_option(command, given->selection);
  add_repeatable(command, "--author,-a", "NAME", given->selection.authors,
                 "a word or phrase within one author's name");
  declare_day_options(command, given->selection);
  add_value(command, "--marked", "VERB", given->marked,
            "papers you marked with like, dislike, save or done");
  add_repeatable(command, "--has", "SIGNAL", given->has,
                 "papers that state code, data, venue, doi, version, replication, negative, "
                 "withdrawn or withdrawal_mention; promise: of code or data, 90 days old and "
                 "not kept; all of several");
  add_value(command, "--focus", "NAME", given->focus,
            "score the papers for this focus of yours, in its categories unless --category is "
            "given");
  add_value(command, "--focus-file", "FILE", given->focus_file,
            "score the papers for this file, in its categories unless --category is given");
  add_value(command, "--as-of", "DATE", given->as_of,
            "learn from papers announced until then only; relative dates count from it");
  add_choice(command, "--sort", kOrderNames, given->sort,
             "newest, highest or most relevant first; score with a focus, else date");
  add_value(command, "--limit,-n", "N", given->limit, "at most N papers; 0: all; 20 in text");
  add_value(command, "--fields", "A,B", given->fields,
            "keys of json, jsonl and csv, in this order");
  declare_every_format(command, given->format);
  return [given](Session& session) { return run_query(*given, session); };
}

}  // namespace papercup::cli
