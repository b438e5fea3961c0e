#include "papercup/app/checks.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "papercup/app/composing.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

// A month of a large category takes more, with its index.
constexpr std::uintmax_t kNoRoom = 50'000'000;
// A first year of some categories takes as much, with room for SQLite to work.
constexpr std::uintmax_t kLittleRoom = 500'000'000;
// A clock may be that wrong.
constexpr std::chrono::minutes kTolerance{5};

std::vector<Finding> check_settings(const std::filesystem::path& file) {
  std::vector<Finding> findings;
  try {
    for (const std::string& warning : config::load_config(file).warnings) {
      findings.push_back({Severity::remark, warning, "Correct it: as it is it has no effect."});
    }
  } catch (const Error& error) {
    return {trouble_of("config.toml", error)};
  }
  if (findings.empty()) {
    const bool exists = system::file_exists(file, ErrorKind::usage);
    findings.push_back(
        {Severity::good, exists ? "config.toml" : "config.toml: none, defaults hold"});
  }
  return findings;
}

// A focus by which nothing could be ranked or fetched.
Finding judge_focus(const std::string& stem, const Focus& focus) {
  const std::string name = "focus " + stem;
  const std::string edit = "papercup focus edit " + stem;
  if (focus.about.empty() && focus.likes.empty() && focus.keywords.empty() &&
      focus.authors.empty()) {
    return {Severity::remark, name + ": it says nothing that papers could be ranked by",
            "Describe your work under about: " + edit};
  }
  if (focus.categories.empty()) {
    return {Severity::remark, name + ": it names no categories, so nothing is fetched for it",
            "Name some under categories: " + edit};
  }
  for (const std::string& address : focus.to) {
    if (!MailAddress::parse(address)) {
      return {Severity::trouble, fmt::format("{}: '{}' under to is not an address", name, address),
              edit, ErrorKind::usage};
    }
  }
  return {Severity::good, name};
}

std::vector<Finding> check_focus(const config::ListedFocus& listed) {
  if (listed.error) return {trouble_of("focus " + listed.stem, *listed.error)};
  std::vector<Finding> findings;
  for (const std::string& warning : listed.loaded->warnings) {
    findings.push_back({Severity::remark, warning, "papercup focus edit " + listed.stem});
  }
  Finding judged = judge_focus(listed.stem, listed.loaded->focus);
  if (findings.empty() || judged.severity != Severity::good) findings.push_back(std::move(judged));
  return findings;
}

std::vector<Finding> judge_mail(const Context& context, const MailSettings& mail) {
  if (!mail.is_configured()) return {{Severity::good, "mail: not set up (man papercup-mail)"}};
  std::vector<Finding> findings;
  std::size_t recipients = mail.to.size();
  for (const config::ListedFocus& listed : context.foci()) {
    if (listed.loaded) recipients += mail_recipients(context, listed.loaded->focus).size();
  }
  if (recipients == 0) {
    findings.push_back({Severity::trouble, "mail: nobody gets it",
                        "Set to = [\"you@example.org\"] under [mail] in config.toml.",
                        ErrorKind::usage});
  }
  if (!mail.password_env.empty()) {
    findings.push_back(
        {Severity::remark, "mail: the password is in an environment variable",
         "Other programs may see it there; password_file or password_command is safer."});
  }
  if (!mail.from) {
    findings.push_back({Severity::remark,
                        fmt::format("mail: it comes from {}", sender_address(context).address),
                        "Many servers want the address that you log in with: set from."});
  }
  if (findings.empty()) {
    findings.push_back(
        {Severity::good,
         "mail: by " + (mail.host.empty() ? program_without_arguments(mail.command) : mail.host)});
  }
  return findings;
}

std::string megabytes(std::uintmax_t bytes) {
  if (bytes >= 10'000'000'000) return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

Finding check_database(const Context& context, const std::string& name, store::DatabaseKind kind) {
  const std::filesystem::path file = context.paths().data / name;
  const store::DatabaseHealth health = store::examine_database(file, kind);
  const bool is_papers = kind == store::DatabaseKind::papers;
  if (!health.exists) {
    return is_papers
               ? Finding{Severity::remark, name + ": there is none yet", "papercup fetch"}
               : Finding{Severity::good, name + ": none yet; the first digest or mark makes it"};
  }
  if (health.obstacle) return trouble_of(name, *health.obstacle);
  if (health.is_empty) {
    return {Severity::remark,
            fmt::format("{}: empty, as a full disk leaves it; nothing is stored in it yet", name),
            "Nothing to do: the next that is stored makes it."};
  }
  if (!health.faults.empty()) {
    return {Severity::trouble,
            fmt::format("{}: {}", context.friendly_path(file), health.faults.front()),
            health.is_of_later_program ? "Install the papercup that wrote it, or a newer one."
                                       : store::advice_on_damage(kind),
            ErrorKind::storage};
  }
  if (!is_papers && health.is_readable_by_others) {
    return {Severity::trouble, fmt::format("{}: others can read it", context.friendly_path(file)),
            "chmod 600 " + context.friendly_path(file), ErrorKind::storage};
  }
  return {Severity::good,
          fmt::format("{}: sound, schema {}, {}", name, health.schema, megabytes(health.bytes))};
}

std::filesystem::path nearest_existing(std::filesystem::path folder) {
  std::error_code error;
  while (!std::filesystem::exists(folder, error) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  return folder.empty() ? "." : folder;
}

// Looks at the folder that requests are paced with. Without writing there nothing can be fetched;
// what is stored can be read.
std::vector<Finding> check_state_folder(const Context& context) {
  try {
    const std::filesystem::path folder = pace_folder(context);
    const std::filesystem::path existing = nearest_existing(folder);
    if (!std::filesystem::is_directory(existing)) {
      return {{Severity::trouble,
               fmt::format("{} is not a folder, so nothing can be fetched",
                           context.friendly_path(existing)),
               "Move it away, or name a folder with pace_dir under [arxiv] in config.toml.",
               ErrorKind::storage}};
    }
    if (::access(existing.c_str(), R_OK | W_OK | X_OK) == 0) return {};
    return {{Severity::trouble,
             fmt::format("{} is not yours to write, so nothing can be fetched",
                         context.friendly_path(existing)),
             "Change its owner, or name another with pace_dir under [arxiv] in config.toml.",
             ErrorKind::storage}};
  } catch (const Error& error) {
    // A configuration that cannot be read has a check of its own.
    if (error.kind() == ErrorKind::usage) return {};
    return {trouble_of("state folder", error)};
  }
}

std::vector<Finding> check_folder(const Context& context, const std::filesystem::path& folder) {
  const std::string name = context.friendly_path(folder);
  const std::filesystem::path existing = nearest_existing(folder);
  std::vector<Finding> findings;
  if (::access(existing.c_str(), R_OK | W_OK | X_OK) != 0) {
    findings.push_back({Severity::trouble,
                        fmt::format("{} is not yours to write", context.friendly_path(existing)),
                        "Change its owner, or name another with --data or PAPERCUP_DATA.",
                        ErrorKind::storage});
  }
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(existing, error);
  findings.push_back(
      error ? Finding{Severity::trouble, fmt::format("{}: {}", name, error.message()),
                      "Name another folder with --data or PAPERCUP_DATA.", ErrorKind::storage}
            : judge_room(space.available, name));
  if (store::is_network_folder(folder)) {
    findings.push_back({Severity::remark, fmt::format("{} is on a network file system", name),
                        "It works, more slowly. Run papercup on one machine at a time, or have "
                        "PAPERCUP_DATA name a local folder."});
  }
  return findings;
}

// The last moment at which arXiv was asked, by any list.
std::optional<Time> last_look(const store::Store& store) {
  std::optional<Time> last;
  const store::FetchState& state = store.fetch_state();
  for (const std::string& category : state.categories()) {
    for (const Listing& list : state.lists(category)) {
      last = std::max(last.value_or(list.looked), list.looked);
    }
  }
  return last;
}

std::optional<Finding> compare_with_store(const Context& context) {
  try {
    const auto last = last_look(context.open_store(store::OpenMode::read_only));
    if (!last || *last <= context.now() + kTolerance) return std::nullopt;
    return Finding{Severity::trouble,
                   fmt::format("the clock says {}, and arXiv was asked at {} already",
                               to_rfc3339(context.now()), to_rfc3339(*last)),
                   "Set the clock; lists that a wrong one has stored are put right by fetching."};
  } catch (const Error&) {
    return std::nullopt;  // The databases' own check says so.
  }
}

}  // namespace

Finding trouble_of(const std::string& what, const Error& error) {
  return {Severity::trouble, what + ": " + error.message(), error.hint(), error.kind()};
}

std::vector<Finding> check_configuration(const Context& context) {
  const std::filesystem::path folder = context.config_folder();
  std::vector<Finding> findings = check_settings(folder / "config.toml");
  std::vector<config::ListedFocus> foci;
  try {
    context.require_config_folder();
    foci = context.foci();
  } catch (const Error& error) {
    findings.push_back(trouble_of("foci", error));
    return findings;
  }
  if (foci.empty()) {
    findings.push_back(
        {Severity::trouble, "there is no focus", "papercup init makes one.", ErrorKind::usage});
  }
  for (const config::ListedFocus& listed : foci) {
    const std::vector<Finding> more = check_focus(listed);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

std::vector<Finding> check_mail_settings(const Context& context) {
  try {
    return judge_mail(context, context.config().mail);
  } catch (const Error&) {
    return {};  // The configuration's own check says so.
  }
}

Finding judge_room(std::uintmax_t available, const std::string& folder) {
  if (available >= kLittleRoom) {
    return {Severity::good, fmt::format("disk: {} free", megabytes(available))};
  }
  return {available < kNoRoom ? Severity::trouble : Severity::remark,
          fmt::format("disk: only {} free for {}", megabytes(available), folder),
          "Make room; papercup prune --dry-run says what old papers would give.",
          ErrorKind::storage};
}

std::vector<Finding> check_databases(const Context& context) {
  try {
    context.require_data_folder();
  } catch (const Error& error) {
    return {trouble_of("data folder", error)};
  }
  std::vector<Finding> findings = {
      check_database(context, "papers.db", store::DatabaseKind::papers),
      check_database(context, "reader.db", store::DatabaseKind::user)};
  for (const auto& more :
       {check_folder(context, context.paths().data), check_state_folder(context)}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

std::vector<Finding> check_clock(const Context& context) {
  std::vector<Finding> findings;
  if (auto finding = compare_with_store(context)) findings.push_back(*std::move(finding));
  const Time now = context.now();
  const auto offset = std::chrono::duration_cast<std::chrono::minutes>(context.utc_offset(now));
  const auto local = std::chrono::floor<std::chrono::minutes>(now + context.utc_offset(now));
  const auto of_day = (local - std::chrono::floor<std::chrono::days>(local)).count();
  const auto minutes = std::abs(offset.count());
  findings.push_back(
      {Severity::good,
       fmt::format("clock: {}, {:02}:{:02}, zone {} (UTC{}{:02}:{:02})",
                   friendly_date(context.today()), of_day / 60, of_day % 60, context.zone_name(now),
                   offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60)});
  return findings;
}

}  // namespace papercup::app
