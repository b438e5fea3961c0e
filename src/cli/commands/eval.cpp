#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/paper_writer.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/replay.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/render/evaluation.hpp"

namespace papercup::cli {
namespace {

constexpr std::int64_t kMostEvaluationMinutes = 1440;

struct EvalOptions {
  std::vector<std::string> foci;
  std::optional<std::string> ranker, coffee, as_of;
  Format format = Format::text;
};

// "centroid" or "centroid,svm".
std::vector<Ranker> parse_rankers(const std::string& text) {
  std::vector<Ranker> rankers;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string name = text.substr(start, end - start);
    const auto ranker = parse_ranker(name);
    if (!ranker) refuse_unknown("ranker", name, ranker_names());
    rankers.push_back(*ranker);
    start = end + 1;
  }
  if (rankers.size() > 2 || (rankers.size() == 2 && rankers[0] == rankers[1])) {
    throw Error(ErrorKind::usage, "--ranker takes one ranker, or two different ones",
                "For example --ranker default,centroid.");
  }
  return rankers;
}

int run_eval(const EvalOptions& options, Session& session) {
  const auto as_of = parse_date("--as-of", options.as_of, session.today());
  app::ReplayPlan plan;
  plan.until = as_of.value_or(session.today());
  plan.minutes = session.config().digest.coffee;
  if (options.coffee) {
    plan.minutes =
        static_cast<double>(parse_number("--coffee", *options.coffee, 1, kMostEvaluationMinutes));
  }
  plan.rankers = options.ranker ? parse_rankers(*options.ranker)
                                : std::vector<Ranker>{app::chosen_ranker(session)};
  const Format format = options.format;
  const store::UserStore user_store = session.open_user_store(store::OpenMode::read_only);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  JsonOutput json(format, [&](std::string_view text) { session.print(text); });
  bool is_first = true;
  for (const app::ActiveFocus& focus :
       session.told(app::load_foci(session, user_store, options.foci, as_of))) {
    const render::EvaluationReport report =
        session.told(app::replay(session, store, user_store, focus, plan));
    if (format == Format::text) {
      session.print((is_first ? "" : "\n") + render::evaluation_text(report, session.style()));
    } else {
      json.add(render::evaluation_json(report));
    }
    is_first = false;
  }
  if (format != Format::text) json.finish();
  return 0;
}

}  // namespace

Action declare_eval(CLI::App& command) {
  const auto given = std::make_shared<EvalOptions>();
  add_value(command, "--ranker", "A[,B]", given->ranker,
            "default, centroid or svm; two of them are compared on the same days");
  add_repeatable(command, "--focus", "NAME", given->foci, "these foci of yours only");
  add_value(command, "--coffee", "MIN", given->coffee,
            "the minutes that recall is of, as configured unless given");
  add_value(command, "--as-of", "DATE", given->as_of, "digests and marks until that day");
  declare_format_option(command, {Format::text, Format::json, Format::jsonl}, given->format,
                        "text for people; json and jsonl for programs, with every day");
  return [given](Session& session) { return run_eval(*given, session); };
}

}  // namespace papercup::cli
