#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/results.hpp"
#include "papercup/app/paper_search.hpp"

namespace papercup::cli {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  std::optional<std::string> limit;
  SelectionOptions selection;
  Format format = Format::text;
};

int run_search(const SearchOptions& options, Session& session) {
  std::string words;
  for (const std::string& word : options.words) words += (words.empty() ? "" : " ") + word;
  app::check_words(words);
  const store::Selection selection = make_selection(options.selection, session.today());
  ResultForm form;
  form.format = options.format;
  form.style = session.style();
  const std::string chosen = describe(options.selection);
  form.title = words + (chosen.empty() ? "" : ", " + chosen);

  const store::Store store = session.open_store(store::OpenMode::read_only);
  check_categories(session, store, selection);
  app::FoundWords found = session.told(app::find_words(store, selection, words));
  if (found.match == app::WordMatch::some && !found.results.empty()) {
    session.note("no paper has all of these words; these have some of them");
  }
  form.categories = selection.categories;
  const std::size_t total = found.results.size();
  show_results(session, store, {std::move(found.results), total},
               result_limit(options.limit, form.format), form);
  return 0;
}

}  // namespace

Action declare_search(CLI::App& command) {
  const auto given = std::make_shared<SearchOptions>();
  add_arguments(
      command, std::string(kSearchWords), given->words,
      "words that have to occur; -word leaves papers out; within quotes of the shell also "
      "\"a phrase\" and a prefix*");
  declare_category_option(command, given->selection);
  declare_day_options(command, given->selection);
  add_value(command, "--limit,-n", "N", given->limit, "at most N papers; 0: all; 20 in text");
  declare_every_format(command, given->format);
  return [given](Session& session) { return run_search(*given, session); };
}

}  // namespace papercup::cli
