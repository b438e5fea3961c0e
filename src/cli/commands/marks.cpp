#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/marks_file.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kShownMistakes = 10;

std::string counted_marks(std::size_t count) {
  return fmt::format("{} {}", text::with_thousands(static_cast<std::int64_t>(count)),
                     count == 1 ? "mark" : "marks");
}

int run_export(const std::string& file, const Session& session) {
  if (file == "-") {
    session.print(app::export_marks(session).text);
    return 0;
  }
  const std::size_t count = app::export_marks_to_file(session, file);
  session.note(fmt::format("{} written to {}", counted_marks(count), file));
  return 0;
}

int run_import(const std::string& file, const Session& session) {
  const app::MarksImport result = app::import_marks(
      session, file,
      session.is_verbose() ? std::numeric_limits<std::size_t>::max() : kShownMistakes);
  for (const std::string& warning : result.warnings) session.note(warning);
  if (result.marks == 0 && result.skipped > 0) {
    throw Error(ErrorKind::failure,
                fmt::format("{} holds no marks", file == "-" ? "standard input" : file),
                "It reads what papercup marks export writes.");
  }
  std::string line = fmt::format("{}: {} new, {} known", counted_marks(result.marks), result.added,
                                 result.marks - result.added);
  if (result.skipped > 0) {
    line += fmt::format(", {} {} skipped", result.skipped, result.skipped == 1 ? "line" : "lines");
  }
  session.print_lines(line + "\n");
  return 0;
}

// `FILE`, which has to be given.
std::string only_file(const std::optional<std::string>& file) {
  if (!file) throw Error(ErrorKind::usage, "FILE is missing", "- is the standard stream.");
  return *file;
}

}  // namespace

Action declare_marks_export(CLI::App& command) {
  const auto file = std::make_shared<std::optional<std::string>>();
  add_argument(command, "FILE", *file, "where to write them; - is standard output");
  return [file](Session& session) { return run_export(only_file(*file), session); };
}

Action declare_marks_import(CLI::App& command) {
  const auto file = std::make_shared<std::optional<std::string>>();
  add_argument(command, "FILE", *file, "what to read; - is standard input");
  return [file](Session& session) { return run_import(only_file(*file), session); };
}

}  // namespace papercup::cli
