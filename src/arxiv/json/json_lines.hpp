#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "arxiv/json/json_fields.hpp"
#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// One line of JSON Lines: papercup's own form (keys id, version, title, abstract, authors[],
// categories[], published, updated, announced, announced_estimated, comment, journal_ref, doi,
// license; other keys are ignored; null is as absent) or the Kaggle snapshot's (recognised by
// `versions`, `authors_parsed` or `update_date`). `announced_estimated: true` makes the day an
// estimate, which a stated day replaces. Throws LineError if the line is not a
// JSON object, has no valid id or no title, or a member of a wrong type.
Record parse_json_line(std::string_view line);

// The longest line in bytes; longer ones are passed over and never held whole.
constexpr std::size_t kLongestLine = std::size_t{16} << 20;

// Cuts a stream that comes in pieces into lines.
class LineSplitter {
 public:
  struct Handlers {
    // A line without its end ("\n" or "\r\n"), valid during the call; numbers count from 1.
    std::function<void(std::string_view line, std::int64_t number)> on_line;
    std::function<void(std::int64_t number)> on_overlong_line;
  };

  explicit LineSplitter(Handlers handlers) : handlers_(std::move(handlers)) {}

  void feed(std::string_view piece);
  // The end of the stream: hands over a last line without an end.
  void finish();

 private:
  void keep(std::string_view piece);
  void end_line(std::string_view line);

  Handlers handlers_;
  std::string kept_;  // the beginning of a line whose end has not come
  bool overlong_ = false;
  std::int64_t number_ = 0;
};

}  // namespace papercup::arxiv
