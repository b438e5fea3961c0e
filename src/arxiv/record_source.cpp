#include "papercup/arxiv/record_source.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "arxiv/json/line_splitter.hpp"
#include "arxiv/packed_input.hpp"
#include "arxiv/xml/document_text.hpp"
#include "papercup/arxiv/json_lines.hpp"
#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::arxiv {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
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
    } catch (const Error& error) {
      constexpr std::string_view kSubject = "the line ";
      std::string problem = error.message();
      if (problem.starts_with(kSubject)) problem.erase(0, kSubject.size());
      skip(number, problem);
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
  ReadResult result_{Format::json_lines, 0, 0};
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

std::string_view to_string(Format format) {
  constexpr auto kNames = names_of<Format>({
      {Format::api_atom, "API Atom"},
      {Format::feed_rss, "RSS"},
      {Format::feed_atom, "Atom feed of the day"},
      {Format::oai_pmh, "OAI-PMH"},
      {Format::json_lines, "JSON Lines"},
  });
  return kNames.of(format);
}

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
