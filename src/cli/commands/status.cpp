#include "papercup/app/status.hpp"

#include <memory>
#include <string>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/paper_writer.hpp"
#include "papercup/app/reading_history.hpp"
#include "papercup/render/history.hpp"
#include "papercup/render/status.hpp"

namespace papercup::cli {
namespace {

constexpr int kNeedsALook = 1;

struct StatusOptions {
  bool check = false;
  bool history = false;
  Format format = Format::text;
};

int show_history(const StatusOptions& options, const Session& session) {
  const render::HistoryReport report =
      app::make_history(session, session.open_store(store::OpenMode::read_only),
                        session.open_user_store(store::OpenMode::read_only));
  session.print(options.format == Format::json ? render::history_json(report) + "\n"
                                               : render::history_text(report, session.style()));
  return 0;
}

int run_status(const StatusOptions& options, const Session& session) {
  if (options.history && options.check) {
    throw Error(ErrorKind::usage, "--check and --history cannot be used together",
                "--check says in one line whether all is well now; --history plots 13 weeks.");
  }
  if (options.history) return show_history(options, session);
  const app::Status status = app::current_status(session);
  if (status.refusals_error) {
    session.note(status.refusals_error->message() + "; whether arXiv asked to wait is not known");
  }
  const render::StatusReport& report = status.report;
  if (options.check) {
    const std::vector<std::string> troubles = render::status_troubles(report, session.style());
    if (troubles.empty()) {
      session.print("all is well\n");
      return 0;
    }
    std::string line = troubles.front();
    if (troubles.size() > 1) line += " (and " + std::to_string(troubles.size() - 1) + " more)";
    session.print(line + "\n");
    return kNeedsALook;
  }
  session.print(options.format == Format::json ? render::status_json(report, session.style()) + "\n"
                                               : render::status_text(report, session.style()));
  return 0;
}

}  // namespace

Action declare_status(CLI::App& command) {
  const auto given = std::make_shared<StatusOptions>();
  add_flag(command, "--check", given->check,
           "one line, and exit code 1 when something needs a look");
  add_flag(command, "--history", given->history,
           "papers a day, reading, marks and what became of \"1 in N\", in 13 weeks");
  declare_format_option(command, {Format::text, Format::json}, given->format,
                        "text for people; json for programs");
  return [given](Session& session) { return run_status(*given, session); };
}

}  // namespace papercup::cli
