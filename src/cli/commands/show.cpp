#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/results.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/render/paper_text.hpp"

namespace papercup::cli {
namespace {

struct ShowOptions {
  std::vector<std::string> ids;
  Format format = Format::text;
};

void show_text(const Session& session, const store::Store& store, const Paper& paper) {
  render::TextStyle style = session.style();
  style.abstract = render::Abstract::whole;
  session.print(render::paper_text(paper, store.announcements(paper.id), style));
}

int run_show(const ShowOptions& options, Session& session) {
  const std::vector<PaperArgument> references = read_papers(session, options.ids);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  app::note_missing_lists(session, store);
  const Format format = options.format;
  JsonOutput json(format, [&](std::string_view text) { session.print(text); });
  std::vector<std::string> missing;
  bool is_first = true;
  for (const PaperArgument& reference : references) {
    const std::optional<Paper> paper = store.find(reference.id);
    if (!paper) {
      missing.push_back(reference.id.to_string());
    } else if (format == Format::text) {
      if (!is_first) session.print("\n");
      show_text(session, store, *paper);
      is_first = false;
    } else {
      json.add(render::json_object(*paper, std::nullopt, {}));
    }
  }
  if (format != Format::text) json.finish();
  refuse_missing(missing, references.size());
  return 0;
}

}  // namespace

Action declare_show(CLI::App& command) {
  const auto given = std::make_shared<ShowOptions>();
  add_arguments(command, "ID", given->ids,
                "papers by identifier, link or DOI; - reads standard input");
  declare_format_option(command, {Format::text, Format::json, Format::jsonl}, given->format,
                        "text for people; json and jsonl for programs");
  return [given](Session& session) { return run_show(*given, session); };
}

}  // namespace papercup::cli
