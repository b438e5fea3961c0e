#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

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
