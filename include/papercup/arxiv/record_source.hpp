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

// Called now and then with the number of bytes of the packed file that have been read so far.
using BytesHandler = std::function<void(std::int64_t bytes)>;

// What was read; in the counts, entries that were passed over do not count.
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
// place (line, or byte offset), if the whole is not to be trusted: not a known format (an HTML
// page and arXiv's "Rate exceeded." are named as such), XML that is not well formed or has a
// document type declaration, an error feed of the API or of OAI-PMH (with arXiv's message), packed
// data that ends early. Records handed over before that are to be discarded by the caller. Throws
// Error{usage} if the file does not exist, is a folder or cannot be opened.
//
// The first `entries_before` entries, including those that had to be left out, are passed over
// without a word, so that a caller who has had so many records and warnings can continue there;
// lines of JSON Lines are not even parsed. What the handlers throw is thrown to the caller.
ReadResult read_records(const std::filesystem::path& file, std::istream& standard_input,
                        const RecordHandler& on_record, const WarningHandler& on_warning,
                        std::int64_t entries_before = 0, const BytesHandler& on_bytes = {});

}  // namespace papercup::arxiv
