#include "papercup/app/focus_files.hpp"

#include <system_error>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

void rename_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (!error) return;
  throw Error(ErrorKind::storage,
              fmt::format("{} cannot be renamed: {}", from.string(), error.message()),
              "The folder of foci has to be yours to write.");
}

// Everything that reader.db remembers goes from one stem to the other, or nothing does.
void move_traces(store::UserStore& user_store, const std::string& from, const std::string& to) {
  user_store.transaction([&] {
    if (!user_store.traces_of(from).empty() && !user_store.traces_of(to).empty()) {
      throw Error(ErrorKind::usage,
                  fmt::format("reader.db remembers marks or digests of an earlier focus {}", to),
                  "They would be mixed with those of this one: choose another name.");
    }
    user_store.rename_focus(from, to);
  });
}

}  // namespace

store::FocusTraces traces_of_focus(const Context& context, const std::string& stem) {
  return context.open_user_store(store::OpenMode::read_only, NamedFolder::may_be_new)
      .traces_of(stem);
}

RenamedFocus rename_focus(const Context& context, const config::ListedFocus& focus,
                          const std::string& stem) {
  const fs::path file = config::focus_path(context.config_folder(), stem);
  if (system::file_exists(file, ErrorKind::usage)) {
    throw Error(ErrorKind::usage, fmt::format("{} already exists", file.string()),
                "Choose another name, or rename that one first.");
  }
  RenamedFocus renamed{file, traces_of_focus(context, focus.stem)};
  if (renamed.moved.empty()) {
    rename_file(focus.file, file);
    return renamed;
  }
  system::FileLock lock(context.data_file("mail.lock"));
  if (!lock.try_acquire()) {
    throw Error(ErrorKind::failure, "a papercup mail is at work, which may write for this focus",
                "Try again when it has ended.");
  }
  store::UserStore user_store = context.open_user_store(store::OpenMode::create);
  move_traces(user_store, focus.stem, stem);
  try {
    rename_file(focus.file, file);
  } catch (const Error&) {
    move_traces(user_store, stem, focus.stem);
    throw;
  }
  return renamed;
}

fs::path put_aside(const fs::path& file, std::string_view ending) {
  fs::path kept = fmt::format("{}.{}", file.string(), ending);
  for (int number = 2; system::file_exists(kept, ErrorKind::usage); ++number) {
    kept = fmt::format("{}.{}-{}", file.string(), ending, number);
  }
  rename_file(file, kept);
  return kept;
}

fs::path remove_focus(const config::ListedFocus& focus) { return put_aside(focus.file, "removed"); }

}  // namespace papercup::app
