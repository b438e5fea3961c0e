#include "papercup/digest/digest.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/file_output.hpp"
#include "cli/option_values.hpp"
#include "cli/ranking.hpp"
#include "cli/results.hpp"
#include "cli/selection.hpp"
#include "cli/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

constexpr std::int64_t kMostPapers = 10'000;

struct DigestOptions {
  std::optional<std::string> focus_file, top, as_of, output;
  SelectionOptions selection;
  std::string format = "text";
};

// What a digest is to be made of.
struct Plan {
  Focus focus;
  std::optional<Date> as_of;
  store::Selection selection;
  std::size_t top = 10;
};

Plan make_plan(const DigestOptions& options, const Session& session) {
  if (!options.focus_file) {
    throw Error(ErrorKind::usage, "No focus yet. A focus is a file that says what you work on:",
                "    name = \"preference-learning\"\n"
                "    about = \"Learning from human preferences: reward models, DPO.\"\n"
                "    categories = [\"cs.LG\", \"cs.CL\"]\n"
                "    likes = [\"2305.18290\"]\n"
                "Then: papercup digest --focus-file FILE");
  }
  Plan plan;
  plan.as_of = parse_date("--as-of", options.as_of, session.today());
  plan.selection = make_selection(options.selection, plan.as_of.value_or(session.today()));
  if (options.top) {
    plan.top = static_cast<std::size_t>(parse_number("--top", *options.top, 1, kMostPapers));
  }
  plan.focus = load_focus(session, *options.focus_file);
  plan.selection.categories = category_names(plan.focus);
  if (!plan.selection.until) plan.selection.until = plan.as_of;
  return plan;
}

// The days to cover: the last day of announcement unless --since says more. Nothing where nothing
// was announced then.
std::optional<digest::Window> find_window(const store::Store& store,
                                          const store::Selection& selection) {
  const std::optional<Date> last = store.last_announcement_day(selection);
  if (!last) return std::nullopt;
  if (!selection.since) return digest::Window{*last, *last};
  return digest::Window{*selection.since, selection.until.value_or(*last)};
}

std::string reason_for_nothing(const store::Store& store, const Plan& plan) {
  if (store.paper_count() == 0) return "Nothing is stored yet. Import a file: papercup import FILE";
  const store::Selection& selection = plan.selection;
  std::string days;
  if (selection.since) days += " on or after " + friendly_date(*selection.since);
  if (selection.until)
    days += (days.empty() ? " on" : " and on") + std::string(" or before ") +
            friendly_date(*selection.until);
  return fmt::format("Nothing to read: no stored paper {}was announced{}.",
                     plan.focus.categories.empty() ? "" : "of this focus's categories ", days);
}

digest::Digest make_digest(const store::Store& store, const rank::Model& model, const Plan& plan,
                           digest::Window window) {
  store::Selection selection = plan.selection;
  selection.since = window.since;
  selection.until = window.until;
  const std::vector<rank::Candidate> candidates = rank_papers(store, model, selection);
  const std::size_t considered = candidates.size();
  std::vector<std::int64_t> keys;
  for (const rank::Candidate& candidate : candidates) {
    if (keys.size() == plan.top || candidate.score <= 0) break;
    keys.push_back(candidate.key);
  }
  std::vector<ScoredPaper> ranked;
  for (Paper& paper : store.load(keys)) {
    Score score = model.explain(paper);
    ranked.push_back({std::move(paper), std::move(score)});
  }
  return digest::compose(plan.focus, window, std::move(ranked), considered, plan.top);
}

std::string render_digest(const digest::Digest& digest, Format format,
                          const render::TextStyle& style) {
  if (format == Format::text) return render::digest_text(digest, style);
  std::string text;
  JsonOutput json(format, [&](std::string_view piece) { text += piece; });
  for (const ScoredPaper& scored : digest.papers) {
    if (format == Format::ids) {
      text += scored.paper.id.to_string() + "\n";
    } else {
      const render::Annotation annotation{scored.score, scored.rank, rank::kRankerName};
      json.add(render::json_object(scored.paper, annotation, {}));
    }
  }
  json.finish();
  return text;
}

void deliver(const DigestOptions& options, const Session& session, const std::string& text) {
  if (options.output) {
    write_file_atomically(*options.output, text);
  } else {
    session.print(text);
  }
}

int run_digest(const DigestOptions& options, Session& session) {
  const Plan plan = make_plan(options, session);
  const Format format = parse_format(options.format);
  render::TextStyle style = session.style();
  if (options.output) {
    style.colour = render::Colour::off;
    style.links = render::Links::off;
  }
  const store::Store store = session.open_store(store::OpenMode::read_only);
  const std::optional<digest::Window> window = find_window(store, plan.selection);
  digest::Digest digest;
  std::string text;
  if (window) {
    const rank::Model model = train(session, store, plan.focus, plan.as_of);
    digest = make_digest(store, model, plan, *window);
    text = render_digest(digest, format, style);
  } else {
    const std::string reason = reason_for_nothing(store, plan);
    if (format != Format::text) session.note(reason);
    text = format == Format::text ? reason + "\n" : render_digest(digest, format, style);
  }
  deliver(options, session, text);
  return 0;
}

}  // namespace

Action declare_digest(OptionSet& options) {
  const auto given = std::make_shared<DigestOptions>();
  options.value({"--focus-file"}, "FILE", given->focus_file, "the focus to rank for");
  options.value({"--top"}, "N", given->top, "at most N papers, 10 if not given");
  declare_day_options(options, given->selection);
  options.value({"--as-of"}, "DATE", given->as_of,
                "the digest of that day: nothing announced later is shown or learnt from");
  declare_format_option(options, {"text", "json", "jsonl", "ids"}, given->format);
  options.value({"--output", "-o"}, "FILE", given->output,
                "write to a file, which is replaced at once when all is done");
  return [given](Session& session) { return run_digest(*given, session); };
}

}  // namespace papercup::cli
