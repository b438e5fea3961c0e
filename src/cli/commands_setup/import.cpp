#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/option_values.hpp"
#include "cli/session.hpp"
#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {
namespace {

constexpr std::int64_t kShownWarnings = 10;       // of a file, unless -v is given
constexpr std::int64_t kProgressInterval = 2000;  // papers
// Papers that are stored in one transaction: a whole feed, and of a snapshot so much that a reader
// who breaks it off loses a second.
constexpr std::size_t kStep = 10'000;

// One file on its way into the store.
class FileImport {
 public:
  FileImport(const Session& session, const std::string& file)
      : session_(session),
        file_(file),
        name_(file == "-" ? "standard input" : file),
        shows_progress_(session.environment().terminal.error_is_terminal && !session.is_quiet()) {}

  // Throws Error, and the store is as it was, or, of a large file, has the steps before.
  void run(store::Store& store) {
    try {
      read_into(store);
      store_step(store);
    } catch (...) {
      end_progress();
      throw;
    }
    end_progress();
    if (skipped_ > kShownWarnings && !session_.is_verbose()) {
      session_.note(
          fmt::format("{}: ... and {} more", name_, with_thousands(skipped_ - kShownWarnings)));
    }
    if (papers() == 0 && skipped_ > 0) {
      throw Error(ErrorKind::failure, fmt::format("{}: no paper in it could be read ({} skipped)",
                                                  name_, with_thousands(skipped_)));
    }
    session_.print(summary());
  }

 private:
  std::int64_t papers() const { return added_ + changed_ + unchanged_; }

  void read_into(store::Store& store) {
    arxiv::read_records(
        file_, session_.environment().in,
        [&](Record record) {
          step_.push_back(std::move(record));
          if (step_.size() == kStep) store_step(store);
        },
        [&](const std::string& warning) { warn(warning); });
  }

  void store_step(store::Store& store) {
    store.transaction([&] {
      for (const Record& record : step_) take(store.upsert(record, rank::packed_features));
    });
    step_.clear();
  }

  void take(store::UpsertOutcome outcome) {
    switch (outcome) {
      case store::UpsertOutcome::added:
        ++added_;
        break;
      case store::UpsertOutcome::changed:
        ++changed_;
        break;
      case store::UpsertOutcome::unchanged:
        ++unchanged_;
        break;
    }
    if (shows_progress_ && papers() % kProgressInterval == 0) {
      session_.environment().err << "\r" << with_thousands(papers()) << " papers" << std::flush;
      has_progress_line_ = true;
    }
  }

  void end_progress() {
    if (has_progress_line_) session_.environment().err << "\r\x1b[K" << std::flush;
    has_progress_line_ = false;
  }

  void warn(const std::string& warning) {
    ++skipped_;
    if (skipped_ > kShownWarnings && !session_.is_verbose()) return;
    end_progress();
    session_.note(warning);
  }

  std::string summary() const {
    std::string line =
        fmt::format("{}: {} {}: {} new, {} changed, {} unchanged", name_, with_thousands(papers()),
                    papers() == 1 ? "paper" : "papers", with_thousands(added_),
                    with_thousands(changed_), with_thousands(unchanged_));
    if (skipped_ > 0) line += fmt::format(", {} skipped", with_thousands(skipped_));
    return line + "\n";
  }

  const Session& session_;
  std::string file_, name_;
  bool shows_progress_;
  bool has_progress_line_ = false;
  std::vector<Record> step_;  // read and not stored yet
  std::int64_t added_ = 0, changed_ = 0, unchanged_ = 0, skipped_ = 0;
};

int run_import(const std::vector<std::string>& files, Session& session) {
  store::Store store = session.open_store(store::OpenMode::create);
  int code = 0;
  for (const std::string& file : files) {
    try {
      FileImport(session, file).run(store);
    } catch (const Error& error) {
      // The next file cannot fare better where the disk is full; it can where this one is broken.
      if (error.kind() == ErrorKind::storage || error.kind() == ErrorKind::interrupted) throw;
      print_error(session.environment().err, error);
      if (code == 0) code = exit_code(error.kind());
    }
  }
  return code;
}

}  // namespace

Action declare_import(OptionSet& options) {
  const auto files = std::make_shared<std::vector<std::string>>();
  options.arguments("FILE", *files, "files to read; - is standard input");
  return [files](Session& session) { return run_import(*files, session); };
}

}  // namespace papercup::cli
