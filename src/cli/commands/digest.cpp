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

Action declare_digest(CLI::App& command) {
  const auto given = std::make_shared<DigestOptions>();
  add_repeatable(command, "--focus", "NAME", given->foci, "these foci of yours only");
  add_value(command, "--focus-file", "FILE", given->focus_file,
            "rank for this file, without your marks");
  add_value(command, "--coffee", "MIN", given->coffee, "minutes of reading, 10 unless configured");
  add_value(command, "--top", "N", given->top, "the N best, whatever the line and the minutes");
  declare_day_options(command, given->selection);
  add_value(command, "--as-of", "DATE", given->as_of,
            "the digest of that day: nothing announced later is shown or learnt from");
  add_flag(command, "--peek", given->peek, "leave no trace: tomorrow's digest has it again");
  add_flag(command, "--explain", given->explain, "every term of each score with its points");
  add_value(command, "--channel", "NAME", given->channel,
            "what is new since the last time on this channel, and move it");
  add_flag(command, "--fetch", given->fetch, "ask arXiv, even if no new list is due");
  add_flag(command, "--no-fetch", given->no_fetch,
           "do not; on a terminal arXiv is asked if a list is due");
  declare_every_format(command, given->format, {Format::email});
  add_value(command, "--output,-o", "FILE", given->output,
            "write to a file, which is replaced at once when all is done");
  return [given](Session& session) { return run_digest(*given, session); };
}

}  // namespace papercup::cli
