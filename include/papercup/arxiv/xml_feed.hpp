#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/error.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// The formats papercup recognises by content, not by file name.
enum class FeedFormat {
  api_atom,      // the query API's Atom
  listing_rss,   // rss.arxiv.org/rss: RSS 2.0 of one day
  listing_atom,  // rss.arxiv.org/atom: Atom of one day
  oai_pmh,       // OAI-PMH with metadata arXiv, arXivRaw or oai_dc
  json_lines,    // one paper a line: papercup's own form or the Kaggle snapshot's
};

// "API Atom", "RSS", ... for people.
std::string_view to_string(FeedFormat format);

// arXiv itself calls the request wrong, so that asking it again is of no use. The message has
// arXiv's words. Its kind is `failure`.
class RequestError : public Error {
 public:
  enum class Code {
    bad_resumption_token,  // OAI-PMH 2.0, 3.6: the token is none, or has expired
    other,  // another error of OAI-PMH, an error of the query API (user manual, 3.4), or the feed
            // of a listing that does not exist
  };

  RequestError(Code code, const std::string& message)
      : Error(ErrorKind::failure, message), code_(code) {}

  Code code() const { return code_; }

 private:
  Code code_;
};

// A parsed XML document of any of arXiv's interfaces.
struct Feed {
  FeedFormat format = FeedFormat::api_atom;
  std::vector<Record> records;        // in the document's order
  std::vector<std::string> warnings;  // one a skipped entry; each names the entry and says why
  // query API: as stated by the server, which is not always true
  std::optional<std::int64_t> total_results, start_index, items_per_page;
  // OAI-PMH: the token of the next page; absent on the last page
  std::optional<std::string> resumption_token;
  // feed of the day: its category or categories as in the title ("cs.CL"), and the day on it
  std::string feed_name;
  std::optional<Date> day;
};

// Parses a whole document. Elements are recognised by namespace, whatever their prefix; an empty
// feed is a feed without records. Text is made valid, free of control characters, and white space
// is folded. Throws Error{failure} as read_records does; `source` names the document in messages.
// OAI-PMH's noRecordsMatch is an empty feed, its other errors are Errors.
Feed parse_feed(std::string_view document, std::string_view source);

}  // namespace papercup::arxiv
