#include "cli/importing/file_import.hpp"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "papercup/cli/interruption.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr std::int64_t kShownWarnings = 10;  // of a file, unless -v is given
// A step of which more is known already is followed by one that is not prepared.
constexpr double kKnownShare = 0.5;

std::optional<std::int64_t> size_of(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return std::nullopt;
  return static_cast<std::int64_t>(size);
}

}  // namespace

FileImport::FileImport(const Session& session, store::Store& store, std::string file)
    : session_(session),
      store_(store),
      file_(std::move(file)),
      name_(file_ == "-" ? "standard input" : file_),
      identity_(file_ == "-" ? FileIdentity{} : identify(file_)),
      progress_(session, file_ == "-" ? std::nullopt : size_of(file_)) {}

void FileImport::run() {
  try {
    read();
  } catch (...) {
    progress_.end();
    tell_what_is_kept();
    throw;
  }
  progress_.end();
  if (skipped_ > kShownWarnings && !session_.is_verbose()) {
    session_.note(
        fmt::format("{}: ... and {} more", name_, text::with_thousands(skipped_ - kShownWarnings)));
  }
  if (papers() == 0 && skipped_ > 0 && entries_before_ == 0) {
    throw Error(ErrorKind::failure, fmt::format("{}: no paper in it could be read ({} skipped)",
                                                name_, text::with_thousands(skipped_)));
  }
  session_.print(summary());
}

void FileImport::read() {
  resume();
  RecordPipeline pipeline(file_, session_.environment().in, entries_before_);
  for (bool is_complete = false; !is_complete;) {
    std::optional<RecordStep> step = pipeline.next();
    if (!step || is_interrupted()) throw Error(ErrorKind::interrupted, "interrupted");
    for (const std::string& warning : step->warnings) warn(warning);
    if (step->failure) std::rethrow_exception(step->failure);
    if (entries_ == entries_before_) progress_.begin(step->first_byte);
    is_complete = step->is_last;
    const auto entries = static_cast<double>(step->entries());
    const std::int64_t known = unchanged_;
    take(*std::move(step));
    pipeline.prepare(static_cast<double>(unchanged_ - known) <= kKnownShare * entries);
  }
}

void FileImport::resume() {
  if (!identity_.is_known()) return;
  entries_before_ = store_.fetch_state().imported_entries(identity_.path, identity_.content);
  entries_ = entries_before_;
  if (entries_before_ == 0) return;
  session_.note(fmt::format("{}: resuming at entry {}; those before are stored", name_,
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
  const bool is_prepared = step.preparations.size() == step.records.size();
  const auto count = static_cast<double>(step.records.size());
  for (std::size_t i = 0; i < step.records.size(); ++i) {
    // Each is let go as it is stored, while the next step grows.
    const Record record = std::move(step.records[i]);
    std::optional<Preparation> made;
    if (is_prepared) made = std::move(step.preparations[i]);
    upsert(record, std::move(made));
    const double share = static_cast<double>(i + 1) / count;
    progress_.stored(papers(), static_cast<double>(step.first_byte) +
                                   share * static_cast<double>(step.last_byte - step.first_byte));
  }
}

void FileImport::remember(const RecordStep& step) {
  if (!identity_.is_known()) return;
  store::FetchState state = store_.fetch_state();
  if (step.is_last) {
    state.forget_import(identity_.path);
  } else {
    state.set_imported_entries(identity_.path, identity_.content, entries_ + step.entries());
  }
}

void FileImport::upsert(const Record& record, std::optional<Preparation> made) {
  const auto extract = [&](const Paper& paper) {
    // What was stored before may have given the paper other words.
    const bool is_made = made && same_words(paper, record.paper);
    return is_made ? made->features : rank::packed_features(paper);
  };
  std::optional<store::TextColumns> text;
  if (made) text = std::move(made->text);
  count(store_.upsert(record, extract, std::move(text)));
}

void FileImport::count(store::UpsertOutcome outcome) {
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
}

void FileImport::warn(const std::string& warning) {
  ++skipped_;
  if (skipped_ > kShownWarnings && !session_.is_verbose()) return;
  progress_.end();
  session_.note(warning);
}

void FileImport::tell_what_is_kept() const {
  if (entries_ == 0) return;
  const std::string_view how = identity_.is_known() ? "; the same command goes on from there" : "";
  session_.note(entries_ == 1 ? fmt::format("{}: the first entry is stored{}", name_, how)
                              : fmt::format("{}: the first {} entries are stored{}", name_,
                                            text::with_thousands(entries_), how));
}

std::string FileImport::summary() const {
  std::string line = fmt::format("{}: {} {}: {} new, {} changed, {} unchanged", name_,
                                 text::with_thousands(papers()), papers() == 1 ? "paper" : "papers",
                                 text::with_thousands(added_), text::with_thousands(changed_),
                                 text::with_thousands(unchanged_));
  if (skipped_ > 0) line += fmt::format(", {} skipped", text::with_thousands(skipped_));
  return line + "\n";
}

}  // namespace papercup::cli
