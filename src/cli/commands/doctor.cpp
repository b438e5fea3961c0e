#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/checks.hpp"
#include "papercup/app/salvaging.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::cli {
namespace {

struct DoctorOptions {
  bool network = false;
  bool mail = false;
  std::optional<std::string> salvage;
};

std::string_view word_of(app::Severity severity) {
  switch (severity) {
    case app::Severity::good:
      return "ok";
    case app::Severity::remark:
      return "note";
    case app::Severity::trouble:
      break;
  }
  return "TROUBLE";
}

class Doctor {
 public:
  explicit Doctor(const Session& session)
      // Faults of the configuration are findings here and not notes beside them.
      : session_(session), quiet_(session.silent()) {}

  void look(std::vector<app::Finding> (*check)(const app::Context&)) {
    for (const app::Finding& finding : check(quiet_)) {
      session_.print(
          fmt::format("{:<8} {}\n", word_of(finding.severity), text::sanitise(finding.what)));
      if (!finding.mend.empty()) {
        session_.print(fmt::format("{:<8} {}\n", "", text::sanitise(finding.mend)));
      }
      if (finding.severity == app::Severity::trouble) troubles_.push_back(finding.kind);
    }
  }

  // The code of the first trouble: checks go from what others need to what needs others.
  int exit_code_of_all() const { return troubles_.empty() ? 0 : exit_code(troubles_.front()); }

 private:
  const Session& session_;
  app::Context quiet_;
  std::vector<ErrorKind> troubles_;
};

int run_doctor(const DoctorOptions& options, const Session& session) {
  if (options.salvage) {
    session.print(app::salvage_reader_database(session, *options.salvage));
    return 0;
  }
  Doctor doctor(session);
  for (const auto check : {app::check_configuration, app::check_databases, app::check_clock,
                           app::check_mail_settings}) {
    doctor.look(check);
  }
  std::vector<std::string_view> not_asked;
  if (options.network) {
    doctor.look(app::check_network);
  } else {
    not_asked.emplace_back("arXiv (--network)");
  }
  if (options.mail) {
    doctor.look(app::check_mail_server);
  } else {
    not_asked.emplace_back("the mail server (--mail)");
  }
  if (!not_asked.empty()) {
    session.print(fmt::format("{:<8} not asked: {}\n", "", fmt::join(not_asked, ", ")));
  }
  return doctor.exit_code_of_all();
}

}  // namespace

Action declare_doctor(OptionSet& options) {
  const auto given = std::make_shared<DoctorOptions>();
  options.flag({"--network"}, given->network, "ask each of arXiv's interfaces once");
  options.flag({"--mail"}, given->mail, "log in at the mail server, and send nothing");
  options.value({"--salvage"}, "DIR", given->salvage,
                "bring what can be read of a damaged reader.db into a new one in DIR; nothing else "
                "is looked at or changed");
  return [given](Session& session) { return run_doctor(*given, session); };
}

}  // namespace papercup::cli
