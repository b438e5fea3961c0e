#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// Called for every record in the order of the source.
using RecordHandler = std::function<void(Record)>;

// Called for every entry that had to be left out, with one sentence that names the entry (its
// identifier, or its number or line) and says why.
using WarningHandler = std::function<void(const std::string&)>;

// Told now and then how many bytes of the file, packed as they are, have been read.
using BytesHandler = std::function<void(std::int64_t bytes)>;

struct ReadResult {
  FeedFormat format = FeedFormat::json_lines;
  std::int64_t records = 0;
  std::int64_t skipped = 0;
};

// Reads one file ("-" is `standard_input`): plain, or packed by gzip, zstd, xz, bzip2 or in a zip
// archive (each member that is a file). Memory does not depend on the number of lines of JSON
// Lines; an XML document is held whole and may have at most 256 MiB.
//
// A malformed entry is skipped with a warning. Throws Error{failure}, with the file's name and the
// place (line, or byte offset), where the whole is not to be trusted: not a known format (an HTML
// page and arXiv's "Rate exceeded." are named as such), XML that is not well formed or has a
// document type declaration, an error feed of the API or of OAI-PMH (with arXiv's message), packed
// data that ends early. Records handed over before that are to be discarded by the caller. Throws
// Error{usage} where the file does not exist or cannot be opened.
//
// The first `entries_before` entries, those included that had to be left out, are passed over
// without a word: who was handed so many records and warnings before goes on there. Those of
// JSON Lines are not looked into. What the handlers throw goes on to the caller.
ReadResult read_records(const std::filesystem::path& file, std::istream& standard_input,
                        const RecordHandler& on_record, const WarningHandler& on_warning,
                        std::int64_t entries_before = 0, const BytesHandler& on_bytes = {});

}  // namespace papercup::arxiv
