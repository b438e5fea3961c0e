#include "arxiv/packed_input.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "arxiv/fields/paper_fields.hpp"
#include "papercup/core/error.hpp"

namespace papercup::arxiv {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

}  // namespace

struct PackedInput::State {
  std::string source;
  std::ifstream file;
  std::istream* input = nullptr;
  bool seekable = false;
  std::int64_t position = 0;
  std::vector<char> block = std::vector<char>(kBlock);
  std::unique_ptr<archive, FreeArchive> reader;

  // Callbacks of libarchive; `data` is the State.
  static la_ssize_t read_block(archive* reader, void* data, const void** block);
  // Zip keeps its list of members at the end.
  static la_int64_t seek(archive* reader, void* data, la_int64_t offset, int whence);

  [[noreturn]] void refuse(const std::string& name) const {
    const char* reason = archive_error_string(reader.get());
    throw Error{ErrorKind::failure,
                fmt::format("{}: the data cannot be unpacked near byte {} of it ({})", name,
                            archive_filter_bytes(reader.get(), -1),
                            reason == nullptr ? "unknown reason" : reason),
                "The file may be cut off or damaged; get it again."};
  }
};

la_ssize_t PackedInput::State::read_block(archive* reader, void* data, const void** block) {
  auto& state = *static_cast<State*>(data);
  state.input->read(state.block.data(), static_cast<std::streamsize>(state.block.size()));
  if (state.input->bad()) {
    archive_set_error(reader, EIO, "reading failed");
    return -1;
  }
  state.position += state.input->gcount();
  *block = state.block.data();
  return static_cast<la_ssize_t>(state.input->gcount());
}

la_int64_t PackedInput::State::seek(archive*, void* data, la_int64_t offset, int whence) {
  auto& state = *static_cast<State*>(data);
  if (!state.seekable) return ARCHIVE_FATAL;
  const auto direction = whence == SEEK_SET   ? std::ios::beg
                         : whence == SEEK_CUR ? std::ios::cur
                                              : std::ios::end;
  state.input->clear();
  state.input->seekg(offset, direction);
  if (state.input->fail()) return ARCHIVE_FATAL;
  state.position = static_cast<std::int64_t>(state.input->tellg());
  return state.position;
}

PackedInput::PackedInput(const std::filesystem::path& file, std::istream& standard_input)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.source = file == "-" ? "standard input" : file.string();
  state.input = file == "-" ? &standard_input : &state.file;
  if (file != "-") {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) {
      throw Error{ErrorKind::usage, fmt::format("{} is a folder, not a file", state.source),
                  "Name the files in it."};
    }
    state.file.open(file, std::ios::binary);
    if (!state.file) {
      throw Error{ErrorKind::usage,
                  fmt::format("{} cannot be opened: {}", state.source, std::strerror(errno)),
                  "Name a file that can be read, or - for standard input."};
    }
    state.seekable = std::filesystem::is_regular_file(file, ignored);
  }
  name_ = state.source;

  state.reader.reset(archive_read_new());
  archive* reader = state.reader.get();
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_raw(reader);
  archive_read_support_format_empty(reader);
  archive_read_set_read_callback(reader, State::read_block);
  archive_read_set_seek_callback(reader, State::seek);
  archive_read_set_callback_data(reader, &state);
  if (archive_read_open1(reader) != ARCHIVE_OK) state.refuse(name_);
}

PackedInput::~PackedInput() = default;

bool PackedInput::next_member() {
  archive* reader = state_->reader.get();
  for (;;) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader, &entry);
    if (result == ARCHIVE_EOF) return false;
    if (result < ARCHIVE_WARN) state_->refuse(name_);
    const bool archived = archive_format(reader) != ARCHIVE_FORMAT_RAW;
    if (archived && archive_entry_filetype(entry) != AE_IFREG) continue;
    const char* member = archived ? archive_entry_pathname(entry) : nullptr;
    name_ = state_->source;
    if (member != nullptr) name_ += fmt::format(" ({})", clean_text(member));
    return true;
  }
}

std::int64_t PackedInput::bytes_read() const { return state_->position; }

std::size_t PackedInput::read(char* buffer, std::size_t size) {
  const la_ssize_t got = archive_read_data(state_->reader.get(), buffer, size);
  if (got < 0) state_->refuse(name_);
  return static_cast<std::size_t>(got);
}

}  // namespace papercup::arxiv
