#include <memory>

#include "cli/command_line/command.hpp"
#include "cli/digest/digest_output.hpp"
#include "cli/output/paper_writer.hpp"

namespace papercup::cli {
namespace {

int run_digest(const DigestOptions& options, const Session& session) {
  const DigestForm form = form_of(options);
  app::DigestSession digest(session, request_of(options, form, session));
  decide_digest(digest, session);
  write_digest(digest, form, session);
  digest.remember();
  return 0;
}

}  // namespace

Action declare_digest(OptionSet& options) {
  const auto given = std::make_shared<DigestOptions>();
  options.repeatable({"--focus"}, "NAME", given->foci, "these foci of yours only");
  options.value({"--focus-file"}, "FILE", given->focus_file,
                "rank for this file, without your marks");
  options.value({"--coffee"}, "MIN", given->coffee, "minutes of reading, 10 unless configured");
  options.value({"--top"}, "N", given->top, "the N best, whatever the line and the minutes");
  declare_day_options(options, given->selection);
  options.value({"--as-of"}, "DATE", given->as_of,
                "the digest of that day: nothing announced later is shown or learnt from");
  options.flag({"--peek"}, given->peek, "leave no trace: tomorrow's digest has it again");
  options.flag({"--explain"}, given->explain, "every term of each score with its points");
  options.value({"--channel"}, "NAME", given->channel,
                "what is new since the last time on this channel, and move it");
  options.flag({"--fetch"}, given->fetch, "ask arXiv, even if no new list is due");
  options.flag({"--no-fetch"}, given->no_fetch,
               "do not; on a terminal arXiv is asked if a list is due");
  declare_every_format(options, given->format, {Format::email});
  options.value({"--output", "-o"}, "FILE", given->output,
                "write to a file, which is replaced at once when all is done");
  return [given](Session& session) { return run_digest(*given, session); };
}

}  // namespace papercup::cli
