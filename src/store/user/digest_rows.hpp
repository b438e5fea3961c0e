#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/digest_record.hpp"

namespace papercup::store {

class Connection;

// Digests that were shown, as rows. Methods throw SQLite::Exception.
class DigestRows {
 public:
  explicit DigestRows(Connection& connection) : connection_(connection) {}

  // Returns its number.
  std::int64_t insert(const DigestRecord& digest);
  std::optional<DigestRecord> find(std::int64_t number);
  // The last one of a channel, of that day where given.
  std::optional<DigestRecord> last(const std::string& channel, std::optional<Date> day);
  // Of all channels, shown on that day or later, oldest first.
  std::vector<DigestRecord> since(Date day);

 private:
  enum class Role { listed, exploration };

  void insert(std::int64_t number, int position, const RecordedSection& section);
  void insert(std::int64_t number, int section, const RecordedPaper& paper, Role role);
  void insert_under(std::int64_t number, const RecordedPaper& paper);
  void insert(std::int64_t number, int position, const RecordedNews& news);
  // By position, of which a salvaged digest may lack some.
  std::map<std::int64_t, RecordedSection> sections(std::int64_t number);
  void read_papers(std::int64_t number, std::map<std::int64_t, RecordedSection>& sections);
  std::vector<Contribution> reasons(std::int64_t number, int rank);
  std::vector<ArxivId> folded(std::int64_t number, int rank);
  std::vector<RecordedNews> news(std::int64_t number);

  Connection& connection_;
};

}  // namespace papercup::store
