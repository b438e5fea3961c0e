#include <memory>

#include "cli/command_line/command.hpp"
#include "cli/commands/mail_run.hpp"

namespace papercup::cli {

Action declare_mail(OptionSet& options) {
  const auto given = std::make_shared<MailOptions>();
  options.repeatable({"--to"}, "ADDRESS", given->to, "to this address only, not to the configured");
  options.flag({"--dry-run"}, given->dry_run,
               "print what would be sent now; fetch, send and remember nothing");
  return [given](Session& session) { return run_mail(*given, session); };
}

}  // namespace papercup::cli
