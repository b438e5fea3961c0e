#include "papercup/arxiv/record_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "arxiv/fields/paper_fields.hpp"
#include "arxiv/json/json_lines.hpp"
#include "arxiv/xml/document_text.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/system/shared_library.hpp"

namespace papercup::arxiv {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;  // bytes read at a time

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

struct FreeArchive {
  void operator()(archive* reader) const { PAPERCUP_ARCHIVE(archive_read_free)(reader); }
};

// The bytes of a file or stream, unpacked: gzip, zstd, xz and bzip2 (also one in another), or the
// members of a zip archive, told by content. A plain file is a single member.
class PackedInput {
 public:
  // "-" is `standard_input`, which must outlive the object. Throws Error{usage} if the file does
  // not exist, is a folder or cannot be opened.
  PackedInput(const std::filesystem::path& file, std::istream& standard_input);
  PackedInput(const PackedInput&) = delete;
  PackedInput& operator=(const PackedInput&) = delete;
  ~PackedInput() = default;

  // Goes to the first, then to the next member that is a file; false after the last.
  // Throws Error{failure} if the packed data is damaged or ends early; so does `read`.
  bool next_member();
  // For messages: the file's name, in an archive with the member's; "standard input" for "-".
  const std::string& name() const { return name_; }
  // How far in the file, packed as it is, reading has come.
  std::int64_t bytes_read() const { return position_; }
  // The next bytes of the member: `size` of them, fewer only at its end.
  std::size_t read(char* buffer, std::size_t size);

 private:
  // Callbacks of libarchive; `data` is the PackedInput.
  static la_ssize_t read_block(archive* reader, void* data, const void** block);
  // Zip keeps its list of members at the end.
  static la_int64_t seek(archive* reader, void* data, la_int64_t offset, int whence);
  void open(const std::filesystem::path& file);
  [[noreturn]] void refuse() const;

  std::string source_;
  std::string name_;
  std::ifstream file_;
  std::istream* input_ = nullptr;
  bool is_seekable_ = false;
  std::int64_t position_ = 0;
  std::vector<char> block_ = std::vector<char>(kPiece);
  std::unique_ptr<archive, FreeArchive> reader_{PAPERCUP_ARCHIVE(archive_read_new)()};
};

PackedInput::PackedInput(const std::filesystem::path& file, std::istream& standard_input)
    : source_(file == "-" ? "standard input" : file.string()), name_(source_) {
  input_ = file == "-" ? &standard_input : &file_;
  if (file != "-") open(file);
  archive* reader = reader_.get();
  PAPERCUP_ARCHIVE(archive_read_support_filter_gzip)(reader);
  PAPERCUP_ARCHIVE(archive_read_support_filter_zstd)(reader);
  PAPERCUP_ARCHIVE(archive_read_support_filter_xz)(reader);
  PAPERCUP_ARCHIVE(archive_read_support_filter_bzip2)(reader);
  PAPERCUP_ARCHIVE(archive_read_support_format_zip)(reader);
  PAPERCUP_ARCHIVE(archive_read_support_format_raw)(reader);
  PAPERCUP_ARCHIVE(archive_read_support_format_empty)(reader);
  PAPERCUP_ARCHIVE(archive_read_set_read_callback)(reader, read_block);
  PAPERCUP_ARCHIVE(archive_read_set_seek_callback)(reader, seek);
  PAPERCUP_ARCHIVE(archive_read_set_callback_data)(reader, this);
  if (PAPERCUP_ARCHIVE(archive_read_open1)(reader) != ARCHIVE_OK) refuse();
}

void PackedInput::open(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    throw Error{ErrorKind::usage, fmt::format("{} is a folder, not a file", source_),
                "Name the files in it."};
  }
  file_.open(file, std::ios::binary);
  if (!file_) {
    throw Error{ErrorKind::usage,
                fmt::format("{} cannot be opened: {}", source_, std::strerror(errno)),
                errno == ENAMETOOLONG ? "A name may have 255 bytes, a path 4,095."
                                      : "Name a file that can be read, or - for standard input."};
  }
  is_seekable_ = std::filesystem::is_regular_file(file, ignored);
}

la_ssize_t PackedInput::read_block(archive* reader, void* data, const void** block) {
  auto& self = *static_cast<PackedInput*>(data);
  self.input_->read(self.block_.data(), static_cast<std::streamsize>(self.block_.size()));
  if (self.input_->bad()) {
    PAPERCUP_ARCHIVE(archive_set_error)(reader, EIO, "reading failed");
    return -1;
  }
  self.position_ += self.input_->gcount();
  *block = self.block_.data();
  return static_cast<la_ssize_t>(self.input_->gcount());
}

la_int64_t PackedInput::seek(archive*, void* data, la_int64_t offset, int whence) {
  auto& self = *static_cast<PackedInput*>(data);
  if (!self.is_seekable_) return ARCHIVE_FATAL;
  const auto direction = whence == SEEK_SET   ? std::ios::beg
                         : whence == SEEK_CUR ? std::ios::cur
                                              : std::ios::end;
  self.input_->clear();
  self.input_->seekg(offset, direction);
  if (self.input_->fail()) return ARCHIVE_FATAL;
  self.position_ = static_cast<std::int64_t>(self.input_->tellg());
  return self.position_;
}

bool PackedInput::next_member() {
  archive* reader = reader_.get();
  for (;;) {
    archive_entry* entry = nullptr;
    const int result = PAPERCUP_ARCHIVE(archive_read_next_header)(reader, &entry);
    if (result == ARCHIVE_EOF) return false;
    if (result < ARCHIVE_WARN) refuse();
    const bool archived = PAPERCUP_ARCHIVE(archive_format)(reader) != ARCHIVE_FORMAT_RAW;
    if (archived && PAPERCUP_ARCHIVE(archive_entry_filetype)(entry) != AE_IFREG) continue;
    const char* member = archived ? PAPERCUP_ARCHIVE(archive_entry_pathname)(entry) : nullptr;
    name_ = source_;
    if (member != nullptr) name_ += fmt::format(" ({})", clean_text(member));
    return true;
  }
}

std::size_t PackedInput::read(char* buffer, std::size_t size) {
  const la_ssize_t got = PAPERCUP_ARCHIVE(archive_read_data)(reader_.get(), buffer, size);
  if (got < 0) refuse();
  return static_cast<std::size_t>(got);
}

void PackedInput::refuse() const {
  const char* reason = PAPERCUP_ARCHIVE(archive_error_string)(reader_.get());
  throw Error{ErrorKind::failure,
              fmt::format("{}: the data cannot be unpacked near byte {} of it ({})", name_,
                          position_, reason == nullptr ? "unknown reason" : reason),
              "The file may be cut off or damaged; get it again."};
}

struct Handlers {
  const RecordHandler& on_record;
  const WarningHandler& on_warning;
  const BytesHandler& on_bytes;
  std::int64_t to_pass;  // entries, before any is handed over

  // Whether the next entry is one of those.
  bool passes() {
    if (to_pass == 0) return false;
    --to_pass;
    return true;
  }
};

// Reads JSON Lines piece by piece.
class LineSource {
 public:
  LineSource(std::string name, Handlers& handlers)
      : name_(std::move(name)),
        handlers_(handlers),
        splitter_({[this](std::string_view line, std::int64_t number) { read_line(line, number); },
                   [this](std::int64_t number) {
                     if (passes()) return;
                     skip(number, fmt::format("is longer than {} MiB", kLongestLine >> 20));
                   }}) {}

  void feed(std::string_view piece) { splitter_.feed(piece); }

  ReadResult finish() {
    splitter_.finish();
    if (result_.records == 0 && !has_passed_) {
      throw Error{ErrorKind::failure,
                  fmt::format("{} is JSON Lines without one paper; {}", name_, first_problem_),
                  "A line needs at least an id and a title."};
    }
    return result_;
  }

 private:
  void read_line(std::string_view line, std::int64_t number) {
    if (is_blank(line)) return;
    if (passes()) return;
    std::optional<Record> record;
    try {
      record = parse_json_line(line);
    } catch (const LineError& error) {
      skip(number, error.problem());
      return;
    }
    ++result_.records;
    handlers_.on_record(*std::move(record));
  }

  bool passes() {
    const bool passed = handlers_.passes();
    has_passed_ = has_passed_ || passed;
    return passed;
  }

  void skip(std::int64_t number, const std::string& problem) {
    ++result_.skipped;
    if (result_.skipped == 1) first_problem_ = fmt::format("line {} {}", number, problem);
    handlers_.on_warning(fmt::format("{}: line {} {}", name_, number, problem));
  }

  std::string name_;
  Handlers& handlers_;
  bool has_passed_ = false;
  ReadResult result_{FeedFormat::json_lines, 0, 0};
  std::string first_problem_;
  LineSplitter splitter_;
};

std::string_view next_piece(PackedInput& input, std::vector<char>& buffer,
                            const Handlers& handlers) {
  const std::size_t size = input.read(buffer.data(), buffer.size());
  if (handlers.on_bytes) handlers.on_bytes(input.bytes_read());
  return {buffer.data(), size};
}

ReadResult read_document(PackedInput& input, std::string document, std::vector<char>& buffer,
                         Handlers& handlers) {
  // One byte more than is allowed shows parse_feed that the document is too large.
  while (document.size() <= kLargestDocument) {
    const std::size_t room = kLargestDocument + 1 - document.size();
    const std::size_t size = input.read(buffer.data(), std::min(buffer.size(), room));
    if (size == 0) break;
    document.append(buffer.data(), size);
  }
  Feed feed = parse_feed(document, input.name());
  ReadResult result{feed.format};
  for (const std::string& warning : feed.warnings) {
    if (handlers.passes()) continue;
    ++result.skipped;
    handlers.on_warning(fmt::format("{}: {}", input.name(), warning));
  }
  for (Record& record : feed.records) {
    if (handlers.passes()) continue;
    ++result.records;
    handlers.on_record(std::move(record));
  }
  return result;
}

ReadResult read_member(PackedInput& input, Handlers& handlers) {
  std::vector<char> buffer(kPiece);
  LineSource lines{input.name(), handlers};
  std::string_view piece = without_byte_order_mark(next_piece(input, buffer, handlers));
  while (!piece.empty() && is_blank(piece)) {
    lines.feed(piece);
    piece = next_piece(input, buffer, handlers);
  }
  const Content content = recognise_content(piece);
  if (content == Content::json_lines) {
    for (; !piece.empty(); piece = next_piece(input, buffer, handlers)) lines.feed(piece);
    return lines.finish();
  }
  if (content == Content::xml || is_utf16(piece)) {
    return read_document(input, std::string{piece}, buffer, handlers);
  }
  throw content_error(content, input.name());
}

}  // namespace

ReadResult read_records(const std::filesystem::path& file, std::istream& standard_input,
                        const RecordHandler& on_record, const WarningHandler& on_warning,
                        std::int64_t entries_before, const BytesHandler& on_bytes) {
  Handlers handlers{on_record, on_warning, on_bytes, entries_before};
  PackedInput input{file, standard_input};
  if (!input.next_member()) throw content_error(Content::empty, input.name());
  ReadResult result = read_member(input, handlers);
  while (input.next_member()) {
    const ReadResult member = read_member(input, handlers);
    result.records += member.records;
    result.skipped += member.skipped;
  }
  return result;
}

}  // namespace papercup::arxiv
