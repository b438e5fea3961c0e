#include <filesystem>

#include <fmt/format.h>

#include "papercup/app/composing.hpp"
#include "papercup/app/findings.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/core/web_address.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

std::vector<Finding> check_settings(const std::filesystem::path& file) {
  std::vector<Finding> findings;
  try {
    for (const std::string& warning : config::load_config(file).warnings) {
      findings.push_back({Verdict::remark, warning, "Correct it: as it is it has no effect."});
    }
  } catch (const Error& error) {
    return {trouble_of("config.toml", error)};
  }
  if (findings.empty()) {
    const bool exists = system::file_exists(file, ErrorKind::usage);
    findings.push_back(
        {Verdict::good, exists ? "config.toml" : "config.toml: none, defaults hold"});
  }
  return findings;
}

// A focus by which nothing could be ranked or fetched.
Finding judge_focus(const std::string& stem, const Focus& focus) {
  const std::string name = "focus " + stem;
  const std::string edit = "papercup focus edit " + stem;
  if (focus.about.empty() && focus.likes.empty() && focus.keywords.empty() &&
      focus.authors.empty()) {
    return {Verdict::remark, name + ": it says nothing that papers could be ranked by",
            "Describe your work under about: " + edit};
  }
  if (focus.categories.empty()) {
    return {Verdict::remark, name + ": it names no categories, so nothing is fetched for it",
            "Name some under categories: " + edit};
  }
  for (const std::string& address : focus.to) {
    if (!MailAddress::parse(address)) {
      return {Verdict::trouble, fmt::format("{}: '{}' under to is no address", name, address), edit,
              ErrorKind::usage};
    }
  }
  return {Verdict::good, name};
}

std::vector<Finding> check_focus(const config::ListedFocus& listed) {
  if (listed.error) return {trouble_of("focus " + listed.stem, *listed.error)};
  std::vector<Finding> findings;
  for (const std::string& warning : listed.loaded->warnings) {
    findings.push_back({Verdict::remark, warning, "papercup focus edit " + listed.stem});
  }
  Finding judged = judge_focus(listed.stem, listed.loaded->focus);
  if (findings.empty() || judged.verdict != Verdict::good) findings.push_back(std::move(judged));
  return findings;
}

std::vector<Finding> judge_mail(const Context& context, const MailSettings& mail) {
  if (!mail.is_configured()) return {{Verdict::good, "mail: not set up (man papercup-mail)"}};
  std::vector<Finding> findings;
  std::size_t recipients = mail.to.size();
  for (const config::ListedFocus& listed : config::list_foci(context.config_folder())) {
    if (listed.loaded) recipients += mail_recipients(context, listed.loaded->focus).size();
  }
  if (recipients == 0) {
    findings.push_back({Verdict::trouble, "mail: nobody gets it",
                        "Set to = [\"you@example.org\"] under [mail] in config.toml.",
                        ErrorKind::usage});
  }
  if (!mail.password_env.empty()) {
    findings.push_back(
        {Verdict::remark, "mail: the password is in an environment variable",
         "Other programs may see it there; password_file or password_command is safer."});
  }
  if (!mail.from) {
    findings.push_back({Verdict::remark,
                        fmt::format("mail: it comes from {}", mail_sender(context).address),
                        "Many servers want the address that you log in with: set from."});
  }
  if (findings.empty()) {
    findings.push_back(
        {Verdict::good,
         "mail: by " + (mail.host.empty() ? program_without_arguments(mail.command) : mail.host)});
  }
  return findings;
}

}  // namespace

Finding trouble_of(const std::string& what, const Error& error) {
  return {Verdict::trouble, what + ": " + error.message(), error.hint(), error.kind()};
}

std::vector<Finding> check_configuration(const Context& context) {
  const std::filesystem::path folder = context.config_folder();
  std::vector<Finding> findings = check_settings(folder / "config.toml");
  std::vector<config::ListedFocus> foci;
  try {
    context.require_config_folder();
    foci = config::list_foci(folder);
  } catch (const Error& error) {
    findings.push_back(trouble_of("foci", error));
    return findings;
  }
  if (foci.empty()) {
    findings.push_back(
        {Verdict::trouble, "there is no focus", "papercup init makes one.", ErrorKind::usage});
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

}  // namespace papercup::app
