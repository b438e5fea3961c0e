#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/backup.hpp"
#include "papercup/app/checks.hpp"
#include "papercup/system/process.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"

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

// "ok       config.toml is sound", its further lines beside the word.
std::string beside(const Session& session, std::string_view word, const std::string& text) {
  constexpr int kColumns = 9;
  std::vector<std::string> lines = {text};
  if (const auto columns = session.line_columns()) {
    lines = text::wrap_message(text, *columns - kColumns);
  }
  std::string result;
  for (const std::string& line : lines) {
    result += fmt::format("{:<{}}{}\n", result.empty() ? word : "", kColumns, line);
  }
  return result;
}

class Doctor {
 public:
  explicit Doctor(const Session& session)
      // Faults of the configuration are findings here and not notes beside them.
      : session_(session), quiet_(session.silent()) {}

  void look(std::vector<app::Finding> (*check)(const app::Context&)) {
    for (const app::Finding& finding : check(quiet_)) {
      session_.print(beside(session_, word_of(finding.severity), text::sanitise(finding.what)));
      if (!finding.mend.empty()) {
        session_.print(beside(session_, "", text::sanitise(finding.mend)));
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

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTableNames = {{
    {"mark", "marks"},
    {"channel", "channels"},
    {"digest", "digests"},
    {"digest_section", "parts of digests"},
    {"digest_paper", "papers in digests"},
    {"digest_reason", "reasons for papers"},
    {"digest_folded", "near-duplicates"},
    {"digest_news", "news of papers"},
    {"told", "papers in notices"},
    {"considered", "accounts of channels"},
    {"mail_batch", "mails"},
    {"mail_delivery", "mails to a recipient"},
    {"mail_trouble", "mail failures"},
}};

std::string name_of(const std::string& table) {
  const auto* const found = std::find_if(kTableNames.begin(), kTableNames.end(),
                                         [&](const auto& names) { return names.first == table; });
  return found == kTableNames.end() ? table : std::string(found->second);
}

std::string line_of(const store::SalvagedTable& table) {
  std::string line = fmt::format("  {:<26}{:>6} read", name_of(table.name), table.rows);
  if (table.lost_rows > 0) line += fmt::format(", {} lost", table.lost_rows);
  if (table.lost_pages > 0) {
    line += fmt::format(", and what was on {}", text::counted(table.lost_pages, "lost page"));
  }
  return line + "\n";
}

std::string salvage_text(const store::Salvage& salvage) {
  std::string text;
  for (const store::SalvagedTable& table : salvage.tables) text += line_of(table);
  if (salvage.missing_pages > 0) {
    text += fmt::format("{} of the file's {} pages are missing at its end.\n",
                        salvage.missing_pages, salvage.pages);
  }
  if (salvage.unreadable_pages > 0) {
    text += fmt::format("What was on {} is unknown.\n",
                        text::counted(salvage.unreadable_pages, "unreadable page"));
  }
  if (salvage.is_complete()) text += "Nothing is known to be lost.\n";
  return text;
}

// How the salvaged file takes the damaged one's place.
std::string steps_text(const app::SalvagedDatabase& salvaged) {
  const std::filesystem::path aside = salvaged.damaged.parent_path() / "damaged";
  std::string files;
  for (const std::filesystem::path& file : salvaged.damaged_files) {
    files += " " + system::shell_word(file.string());
  }
  return fmt::format(
      "To use it, with no papercup at work:\n"
      "    mkdir -p {0}\n"
      "    mv{1} {0}\n"
      "    mv {2} {3}\n"
      "Keep the folder 'damaged' until you have seen that nothing is missing.\n",
      system::shell_word(aside.string()), files, system::shell_word(salvaged.written.string()),
      system::shell_word(salvaged.damaged.string()));
}

int run_salvage(const std::string& folder, const Session& session) {
  const app::SalvagedDatabase salvaged = app::salvage_reader_database(session, folder);
  session.print_lines(fmt::format(
      "What was read from {}:\n{}\nWritten to {}; the file it was read from is as it was.\n{}"
      "papers.db needs none of this: papercup fetch, or import, has what was in it.\n",
      session.friendly_path(salvaged.damaged), salvage_text(salvaged.salvage),
      session.friendly_path(salvaged.written), steps_text(salvaged)));
  return 0;
}

int run_doctor(const DoctorOptions& options, const Session& session) {
  if (options.salvage) return run_salvage(*options.salvage, session);
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
    session.print(beside(session, "", fmt::format("not asked: {}", fmt::join(not_asked, ", "))));
  }
  return doctor.exit_code_of_all();
}

}  // namespace

Action declare_doctor(CLI::App& command) {
  const auto given = std::make_shared<DoctorOptions>();
  add_flag(command, "--network", given->network, "ask each of arXiv's interfaces once");
  add_flag(command, "--mail", given->mail, "log in at the mail server, and send nothing");
  add_value(command, "--salvage", "DIR", given->salvage,
            "bring what can be read of a damaged reader.db into a new one in DIR; nothing else "
            "is looked at or changed");
  return [given](Session& session) { return run_doctor(*given, session); };
}

}  // namespace papercup::cli
