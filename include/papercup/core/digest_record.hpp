#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "papercup/core/category.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/score.hpp"

namespace papercup {

// A paper of a digest that was shown, as it was shown.
struct RecordedPaper {
  ArxivId id;
  int rank = 0;  // within the whole digest
  Score score;
  std::optional<Standing> standing = {};
  std::optional<AnnouncementKind> kind = {};

  bool operator==(const RecordedPaper&) const = default;
};

// The part of a digest that one focus fills.
struct RecordedSection {
  std::string focus;       // file stem
  std::string focus_name;  // as displayed
  std::string focus_text;  // the file then
  std::vector<Category> categories = {};
  Date since, until;               // announcement days that it covers, inclusive
  std::int64_t considered = 0;     // papers it was chosen from
  std::string ranker, background;  // names with versions
  std::vector<RecordedPaper> papers = {};

  bool operator==(const RecordedSection&) const = default;
};

// A digest that was shown on a channel.
struct DigestRecord {
  std::string channel;
  Time shown;
  Date day;  // on which it was shown, where the reader is
  std::vector<RecordedSection> sections = {};

  bool operator==(const DigestRecord&) const = default;
};

}  // namespace papercup
