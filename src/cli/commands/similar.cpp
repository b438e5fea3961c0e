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

struct SimilarOptions {
  std::vector<std::string> ids;
  std::optional<std::string> limit;
  SelectionOptions selection;
  Format format = Format::text;
};

std::vector<Paper> find_papers(const Session& session, const store::Store& store,
                               const std::vector<std::string>& ids) {
  std::vector<Paper> papers;
  std::vector<std::string> missing;
  for (const PaperArgument& argument : read_papers(session, ids)) {
    std::optional<Paper> paper = store.find(argument.id);
    if (paper) {
      papers.push_back(*std::move(paper));
    } else {
      missing.push_back(argument.id.to_string());
    }
  }
  refuse_missing(missing, ids.size());
  return papers;
}

int run_similar(const SimilarOptions& options, Session& session) {
  const store::Selection selection = make_selection(options.selection, session.today());
  ResultForm form;
  form.format = options.format;
  form.style = session.style();
  const store::Store store = session.open_store(store::OpenMode::read_only);
  const std::vector<Paper> papers = find_papers(session, store, options.ids);
  check_categories(session, store, selection);
  form.title = "near";
  for (const Paper& paper : papers) form.title += " " + paper.id.to_string();

  const app::TrainedFocus trained = app::nearness_to(papers);
  form.focus = &trained;
  form.ranker = "cosine";
  form.categories = selection.categories;
  const std::optional<std::size_t> limit = result_limit(options.limit, form.format);
  // A page counts all of them by day.
  app::Found found = app::nearest_papers(store, trained, selection, papers,
                                         form.format == Format::html ? std::nullopt : limit);
  show_results(session, store, std::move(found), limit, form);
  return 0;
}

}  // namespace

Action declare_similar(CLI::App& command) {
  const auto given = std::make_shared<SimilarOptions>();
  add_arguments(command, "ID", given->ids,
                "ranks in the last digest, identifiers, links; - reads standard input");
  declare_category_option(command, given->selection);
  declare_day_options(command, given->selection);
  add_value(command, "--limit,-n", "N", given->limit, "at most N papers; 0: all; 20 in text");
  declare_every_format(command, given->format);
  return [given](Session& session) { return run_similar(*given, session); };
}

}  // namespace papercup::cli
