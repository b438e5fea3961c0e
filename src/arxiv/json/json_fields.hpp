#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/error.hpp"

namespace papercup::arxiv {

// The members of a line of JSON Lines that papercup knows, of either form, as written. Absent and
// null are the same.
struct JsonFields {
  std::optional<std::string> id, title, abstract, authors_text, categories_text, published, updated,
      announced, comment, journal_ref, doi, license, update_date;
  std::optional<int> version;
  bool announced_estimated = false;
  std::vector<std::string> authors, categories;

  struct Version {
    std::string name, created;
  };
  std::vector<Version> versions;
  std::vector<std::vector<std::string>> authors_parsed;  // [[last, first, suffix, ...], ...]

  // The Kaggle snapshot's form: `versions`, `authors_parsed` or `update_date` is there.
  bool is_snapshot = false;
};

// What is wrong with a line: "has no id", for a message that names the line. The message of the
// error itself has "the line" before it.
class LineError : public Error {
 public:
  explicit LineError(const std::string& problem)
      : Error(ErrorKind::failure, "the line " + problem), problem_(problem) {}

  const std::string& problem() const { return problem_; }

 private:
  std::string problem_;
};

// Throws LineError if the line is not a JSON object, or a known member is of a wrong type. What is
// unknown is passed over without being kept.
JsonFields parse_json_fields(std::string_view line);

}  // namespace papercup::arxiv
