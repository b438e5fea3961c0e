#include "papercup/render/why.hpp"

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
#include "papercup/app/foci.hpp"
#include "papercup/app/why_report.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

struct WhyOptions {
  std::vector<std::string> ids;
  std::optional<std::string> focus, focus_file, as_of;
  Format format = Format::text;
};

app::ActiveFocus focus_for(const WhyOptions& options, const Session& session,
                           const store::UserStore& user_store, const PaperArgument& paper,
                           std::optional<Date> as_of) {
  if (options.focus_file) return session.told(app::load_focus(*options.focus_file));
  const std::string name = options.focus ? *options.focus : focus_of(session, paper);
  return session.told(app::load_foci(session, user_store, {name}, as_of)).front();
}

int run_why(const WhyOptions& options, Session& session) {
  if (options.focus && options.focus_file) {
    throw Error(ErrorKind::usage, "--focus and --focus-file cannot be used together",
                "--focus names foci of yours, --focus-file any other file.");
  }
  const auto as_of = parse_date("--as-of", options.as_of, session.today());
  const std::vector<PaperArgument> papers = read_papers(session, options.ids);
  store::UserStore user_store = session.open_user_store(store::OpenMode::read_only);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  app::note_missing_lists(session, store);
  const Format format = options.format;
  JsonOutput json(format, [&](std::string_view text) { session.print(text); });
  std::vector<std::string> missing;
  bool is_first = true;
  for (const PaperArgument& argument : papers) {
    const std::optional<Paper> paper = store.find(argument.id);
    if (!paper) {
      missing.push_back(argument.id.to_string());
      continue;
    }
    const render::WhyReport report = session.told(app::make_why_report(
        session, store, user_store, focus_for(options, session, user_store, argument, as_of), as_of,
        *paper));
    if (format == Format::text) {
      session.print((is_first ? "" : "\n") + render::why_text(report, session.style()));
    } else {
      json.add(render::why_json(report));
    }
    is_first = false;
  }
  if (format != Format::text) json.finish();
  refuse_missing(missing, papers.size());
  return 0;
}

}  // namespace

Action declare_why(CLI::App& command) {
  const auto given = std::make_shared<WhyOptions>();
  add_arguments(command, "ID", given->ids,
                "ranks in the last digest, identifiers, links; - reads standard input");
  add_value(command, "--focus", "NAME", given->focus,
            "the focus to explain; not needed with one, or with a rank");
  add_value(command, "--focus-file", "FILE", given->focus_file,
            "explain this file, without your marks");
  add_value(command, "--as-of", "DATE", given->as_of,
            "as the ranking was then: from papers and marks until that day");
  declare_format_option(command, {Format::text, Format::json, Format::jsonl}, given->format,
                        "text for people; json and jsonl for programs, with every term");
  return [given](Session& session) { return run_why(*given, session); };
}

}  // namespace papercup::cli
