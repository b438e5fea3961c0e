#include "papercup/app/file_import.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/import/record_pipeline.hpp"
#include "app/progress.hpp"
#include "papercup/app/kept_signals.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/system/process.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

constexpr std::int64_t kShownWarnings = 10;  // of a file, unless -v is given
// If more of a step is already stored, the next one is not prepared.
constexpr double kKnownShare = 0.5;

std::optional<std::int64_t> size_of(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return std::nullopt;
  return static_cast<std::int64_t>(size);
}

// One file on its way into the store.
class FileImport {
 public:
  FileImport(const Context& context, store::Store& store, std::string file);

  ImportCounts run();

 private:
  void read();
  void resume();
  void take(RecordStep step);
  void store_records(RecordStep& step);
  void remember(const RecordStep& step);
  void warn(const std::string& warning);
  void tell_what_is_kept() const;

  const Context& context_;
  store::Store& store_;
  std::string file_, name_;
  FileIdentity identity_;
  ImportProgress progress_;
  std::int64_t entries_before_ = 0;  // of the file, that an earlier run stored
  std::int64_t entries_ = 0;         // of the file, that are stored
  ImportCounts counts_;
};

}  // namespace

FileImport::FileImport(const Context& context, store::Store& store, std::string file)
    : context_(context),
      store_(store),
      file_(std::move(file)),
      name_(name_of_import(file_)),
      identity_(file_ == "-" ? FileIdentity{} : identify(file_)),
      progress_(context, file_ == "-" ? std::nullopt : size_of(file_)) {}

ImportCounts FileImport::run() {
  try {
    read();
  } catch (...) {
    progress_.end();
    tell_what_is_kept();
    throw;
  }
  progress_.end();
  if (counts_.skipped > kShownWarnings && !context_.is_verbose()) {
    context_.note(fmt::format("{}: ... and {} more", name_,
                              text::with_thousands(counts_.skipped - kShownWarnings)));
  }
  if (counts_.papers() == 0 && counts_.skipped > 0 && entries_before_ == 0) {
    throw Error(ErrorKind::failure, fmt::format("{}: no paper in it could be read ({} skipped)",
                                                name_, text::with_thousands(counts_.skipped)));
  }
  return counts_;
}

void FileImport::read() {
  resume();
  RecordPipeline pipeline(file_, context_.input(), entries_before_);
  for (bool is_complete = false; !is_complete;) {
    std::optional<RecordStep> step = pipeline.next();
    if (!step || system::is_interrupted()) throw Error(ErrorKind::interrupted, "interrupted");
    for (const std::string& warning : step->warnings) warn(warning);
    if (step->failure) std::rethrow_exception(step->failure);
    if (entries_ == entries_before_) progress_.begin(step->first_byte);
    is_complete = step->is_last;
    const auto entries = static_cast<double>(step->entries());
    const std::int64_t known = counts_.unchanged;
    take(*std::move(step));
    pipeline.prepare(static_cast<double>(counts_.unchanged - known) <= kKnownShare * entries);
  }
}

void FileImport::resume() {
  if (!identity_.is_known()) return;
  entries_before_ = store_.fetch_state().imported_entries(identity_.path, identity_.content);
  entries_ = entries_before_;
  if (entries_before_ == 0) return;
  context_.note(fmt::format("{}: resuming at entry {}; those before are stored", name_,
                            text::with_thousands(entries_before_ + 1)));
}

void FileImport::take(RecordStep step) {
  const std::int64_t entries = step.entries();
  store_.transaction([&] {
    store_records(step);
    remember(step);
  });
  entries_ += entries;
}

void FileImport::store_records(RecordStep& step) {
  const auto records = static_cast<double>(step.records.size());
  for (std::size_t i = 0; i < step.records.size(); ++i) {
    // Each is let go as it is stored, while the next step grows.
    const Record record = std::move(step.records[i]);
    const std::optional<store::PreparedPaper> prepared = std::move(step.prepared[i]);
    count(store_.upsert(record, rank::packed_features, prepared ? &*prepared : nullptr), counts_);
    const double share = static_cast<double>(i + 1) / records;
    progress_.stored(counts_.papers(),
                     static_cast<double>(step.first_byte) +
                         share * static_cast<double>(step.last_byte - step.first_byte));
  }
}

void FileImport::remember(const RecordStep& step) {
  if (!identity_.is_known()) return;
  store::FetchState& state = store_.fetch_state();
  if (step.is_last) {
    state.forget_import(identity_.path);
  } else {
    state.set_imported_entries(identity_.path, identity_.content, entries_ + step.entries());
  }
}

void FileImport::warn(const std::string& warning) {
  ++counts_.skipped;
  if (counts_.skipped > kShownWarnings && !context_.is_verbose()) return;
  progress_.end();
  context_.note(warning);
}

void FileImport::tell_what_is_kept() const {
  if (entries_ == 0) return;
  const std::string_view how =
      identity_.is_known() ? "; the same command continues from there" : "";
  context_.note(entries_ == 1 ? fmt::format("{}: the first entry is stored{}", name_, how)
                              : fmt::format("{}: the first {} entries are stored{}", name_,
                                            text::with_thousands(entries_), how));
}

std::string name_of_import(const std::string& file) {
  return file == "-" ? "standard input" : file;
}

ImportCounts import_file(const Context& context, store::Store& store, const std::string& file) {
  return FileImport(context, store, file).run();
}

void import_files(const Context& context, const std::vector<std::string>& files,
                  const std::function<void(const ImportResult&)>& on_done) {
  store::Store store = context.open_store(store::OpenMode::create);
  // A reader who waits for standard input is not kept waiting by Ctrl-C.
  if (std::ranges::find(files, "-") == files.end()) system::note_interruptions();
  for (const std::string& file : files) {
    ImportResult result{file};
    try {
      result.counts = import_file(context, store, file);
    } catch (const Error& error) {
      // The next file cannot fare better if the disk is full; it can if this one is broken.
      if (error.kind() == ErrorKind::storage || error.kind() == ErrorKind::interrupted) throw;
      result.error = error;
    }
    on_done(result);
  }
  train_foci(context, store);
  find_kept_signals(context, store);
}

}  // namespace papercup::app
