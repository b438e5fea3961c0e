#include <memory>

#include "cli/command_line/command.hpp"
#include "cli/triage/triage_run.hpp"

namespace papercup::cli {

Action declare_triage(OptionSet& options) {
  const auto given = std::make_shared<DigestOptions>();
  options.repeatable({"--focus"}, "NAME", given->foci, "these foci of yours only");
  options.value({"--coffee"}, "MIN", given->coffee, "minutes of reading, 10 unless configured");
  options.value({"--top"}, "N", given->top, "the N best, whatever the line and the minutes");
  declare_day_options(options, given->selection);
  options.flag({"--peek"}, given->peek, "the papers do not count as shown; marks are kept");
  options.flag({"--fetch"}, given->fetch, "ask arXiv, even if no new list is due");
  options.flag({"--no-fetch"}, given->no_fetch, "do not; else arXiv is asked if a list is due");
  return [given](Session& session) { return run_triage(*given, session); };
}

}  // namespace papercup::cli
