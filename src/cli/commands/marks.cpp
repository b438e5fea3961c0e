#include <cerrno>
#include <fstream>
#include <istream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/records.hpp"
#include "papercup/system/files.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kShownSkips = 10;

int run_export(const std::string& file, const Session& session) {
  const store::UserStore reader = session.open_reader(store::OpenMode::read_only);
  std::string text;
  std::int64_t count = 0;
  for (const Mark& mark : reader.marks()) {
    text += render::mark_line(mark) + "\n";
    ++count;
  }
  if (file == "-") {
    session.print(text);
    return 0;
  }
  // There may be none because they are somewhere else.
  if (count == 0 && system::holds_something(file)) {
    throw Error(ErrorKind::failure,
                fmt::format("there are no marks, and {} holds something; it stays as it is", file),
                fmt::format("Look whether {} is the right folder, or name another file.",
                            session.friendly_path(session.paths().data)));
  }
  system::write_file_atomically(file, text, system::NewFileMode::owner_only);
  session.note(fmt::format("{} {} written to {}", text::with_thousands(count),
                           count == 1 ? "mark" : "marks", file));
  return 0;
}

// Marks line by line; a line that is none is skipped with a warning.
class MarkReader {
 public:
  MarkReader(const Session& session, std::string name)
      : session_(session), name_(std::move(name)) {}

  void read(std::istream& stream) {
    std::size_t number = 0;
    for (std::string line; std::getline(stream, line);) {
      ++number;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      try {
        marks_.push_back(render::parse_mark_line(line));
      } catch (const Error& error) {
        skip(number, error.message());
      }
    }
    if (stream.bad()) {
      throw Error(ErrorKind::failure,
                  fmt::format("{} cannot be read to its end; no mark of it was kept", name_));
    }
  }

  std::size_t skipped() const { return skipped_; }
  const std::vector<Mark>& marks() const { return marks_; }

 private:
  void skip(std::size_t number, const std::string& why) {
    ++skipped_;
    if (skipped_ > kShownSkips && !session_.is_verbose()) return;
    session_.note(fmt::format("{}: line {} is no mark: {}", name_, number, why));
  }

  const Session& session_;
  std::string name_;
  std::size_t skipped_ = 0;
  std::vector<Mark> marks_;
};

int run_import(const std::string& file, const Session& session) {
  MarkReader marks(session, file == "-" ? "standard input" : file);
  if (file == "-") {
    marks.read(session.environment().in);
  } else {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
      throw Error(
          ErrorKind::usage,
          fmt::format("{} cannot be opened: {}", file, std::generic_category().message(errno)),
          "Name a file that papercup marks export wrote, or - for standard input.");
    }
    marks.read(stream);
  }
  if (marks.marks().empty() && marks.skipped() > 0) {
    throw Error(ErrorKind::failure, fmt::format("{} holds no marks", file),
                "It reads what papercup marks export writes.");
  }
  store::UserStore reader = session.open_reader(store::OpenMode::create);
  std::size_t added = 0;
  reader.transaction([&] { added = reader.add(marks.marks()); });
  const auto all = static_cast<std::int64_t>(marks.marks().size());
  std::string line = fmt::format("{} {}: {} new, {} known", text::with_thousands(all),
                                 all == 1 ? "mark" : "marks", added, marks.marks().size() - added);
  if (marks.skipped() > 0) {
    line +=
        fmt::format(", {} {} skipped", marks.skipped(), marks.skipped() == 1 ? "line" : "lines");
  }
  session.print(line + "\n");
  return 0;
}

// `FILE`, which has to be given.
std::string only_file(const std::optional<std::string>& file) {
  if (!file) throw Error(ErrorKind::usage, "FILE is missing", "- is the standard stream.");
  return *file;
}

}  // namespace

Action declare_marks_export(OptionSet& options) {
  const auto file = std::make_shared<std::optional<std::string>>();
  options.argument("FILE", *file, "where to write them; - is standard output");
  return [file](Session& session) { return run_export(only_file(*file), session); };
}

Action declare_marks_import(OptionSet& options) {
  const auto file = std::make_shared<std::optional<std::string>>();
  options.argument("FILE", *file, "what to read; - is standard input");
  return [file](Session& session) { return run_import(only_file(*file), session); };
}

}  // namespace papercup::cli
