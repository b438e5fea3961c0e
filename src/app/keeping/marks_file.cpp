#include "papercup/app/marks_file.hpp"

#include <cerrno>
#include <fstream>
#include <istream>
#include <system_error>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/render/records.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

// Reads marks line by line and counts in `result`.
std::vector<Mark> read_marks(std::istream& stream, const std::string& name,
                             std::size_t most_warnings, MarksImport& result) {
  std::vector<Mark> marks;
  std::size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      marks.push_back(render::parse_mark_line(line));
    } catch (const Error& error) {
      if (++result.skipped > most_warnings) continue;
      result.warnings.push_back(
          fmt::format("{}: line {} cannot be read as a mark: {}", name, number, error.message()));
    }
  }
  if (stream.bad()) {
    throw Error(ErrorKind::failure,
                fmt::format("{} cannot be read to its end; no mark of it was kept", name));
  }
  result.marks = marks.size();
  return marks;
}

std::vector<Mark> read_marks_of(const Context& context, const std::string& file,
                                std::size_t most_warnings, MarksImport& result) {
  if (file == "-") return read_marks(context.input(), "standard input", most_warnings, result);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error(
        ErrorKind::usage,
        fmt::format("{} cannot be opened: {}", file, std::generic_category().message(errno)),
        "Name a file that papercup marks export wrote, or - for standard input.");
  }
  return read_marks(stream, file, most_warnings, result);
}

}  // namespace

MarkLines export_marks(const Context& context) {
  const store::UserStore user_store = context.open_user_store(store::OpenMode::read_only);
  MarkLines lines;
  for (const Mark& mark : user_store.marks()) {
    lines.text += render::mark_line(mark) + "\n";
    ++lines.count;
  }
  return lines;
}

std::size_t export_marks_to_file(const Context& context, const std::string& file) {
  const MarkLines lines = export_marks(context);
  if (lines.count == 0 && system::holds_something(file)) {
    throw Error(ErrorKind::failure,
                fmt::format("there are no marks, and {} is not empty; it stays as it is", file),
                fmt::format("Look whether {} is the right folder, or name another file.",
                            context.friendly_path(context.paths().data)));
  }
  system::write_file_atomically(file, lines.text, system::NewFileMode::owner_only);
  return lines.count;
}

MarksImport import_marks(const Context& context, const std::string& file,
                         std::size_t most_warnings) {
  MarksImport result;
  const std::vector<Mark> marks = read_marks_of(context, file, most_warnings, result);
  if (marks.empty() && result.skipped > 0) return result;
  store::UserStore user_store = context.open_user_store(store::OpenMode::create);
  user_store.transaction([&] { result.added = user_store.add(marks); });
  return result;
}

}  // namespace papercup::app
