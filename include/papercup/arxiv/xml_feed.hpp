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

// The formats that papercup reads papers from. They are recognised by content, not by file name.
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
  std::vector<std::string> warnings;  // one for each skipped entry: names it and says why
  // The query API states these (OpenSearch), not always truly.
  std::optional<std::int64_t> total_results, start_index, items_per_page;
  // The token of the next page of OAI-PMH (3.5); absent on the last one.
  std::optional<std::string> resumption_token;
  // A listing has its category or categories as in the title ("cs.CL", "cs.CL+cs.LG"), and its day
  // in US Eastern time, which is absent if it states none.
  std::string feed_name;
  std::optional<Date> day;
};

// Parses a whole document. Elements are recognised by namespace, whatever their prefix; an empty
// feed is a feed without records. Text is made valid UTF-8 without control characters, and white
// space becomes single blanks. `source` names the document in messages.
//
// Throws RequestError if the document is an error of arXiv (but OAI-PMH's noRecordsMatch is an
// empty feed), Error{unreachable} if it is "Rate exceeded.", and Error{failure} as read_records
// does.
Feed parse_feed(std::string_view document, std::string_view source);

}  // namespace papercup::arxiv
