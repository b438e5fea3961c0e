#include "papercup/app/salvaging.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/store/salvage.hpp"
#include "papercup/system/files.hpp"
#include "papercup/system/process.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

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

std::string report_of(const store::Salvage& salvage) {
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

// Its log would be taken for the new file's.
std::string steps(const fs::path& damaged, const fs::path& salvaged) {
  const fs::path aside = damaged.parent_path() / "damaged";
  std::string files;
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    const fs::path file = damaged.string() + end;
    if (system::file_exists(file, ErrorKind::storage))
      files += " " + system::shell_word(file.string());
  }
  return fmt::format(
      "To use it, with no papercup at work:\n"
      "    mkdir -p {0}\n"
      "    mv{1} {0}\n"
      "    mv {2} {3}\n"
      "Keep the folder 'damaged' until you have seen that nothing is missing.\n",
      system::shell_word(aside.string()), files, system::shell_word(salvaged.string()),
      system::shell_word(damaged.string()));
}

}  // namespace

std::string salvage_reader_database(const Context& context, const std::string& folder) {
  if (folder.empty()) throw Error(ErrorKind::usage, "--salvage needs a folder for the new file");
  context.require_data_folder();
  const fs::path damaged = fs::absolute(context.paths().data / "reader.db");
  if (!system::file_exists(damaged, ErrorKind::storage)) {
    throw Error(ErrorKind::storage, fmt::format("there is no {}", damaged.string()),
                "--data or PAPERCUP_DATA names the folder that it is in.");
  }
  const fs::path written = fs::absolute(folder) / "reader.db";
  if (system::file_exists(written, ErrorKind::storage)) {
    throw Error(ErrorKind::usage, fmt::format("{}/reader.db already exists", folder),
                "Name another folder, one without a reader.db.");
  }
  system::make_folder(written.parent_path(), "Name another one.");
  const store::Salvage salvage = store::salvage_user_store(damaged, written);
  return fmt::format(
      "What was read from {}:\n{}\nWritten to {}; the file it was read from is as it was.\n{}"
      "papers.db needs none of this: papercup fetch, or import, has what was in it.\n",
      context.friendly_path(damaged), report_of(salvage), context.friendly_path(written),
      steps(damaged, written));
}

}  // namespace papercup::app
