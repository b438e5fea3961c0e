#pragma once

#include <cstdint>
#include <optional>

#include "papercup/store/store.hpp"

namespace papercup::store {

class Connection;

// What papers were like before they changed, by the number of arrival of the change, so that what
// was counted over all papers at some moment can be brought up to date by what changed since
// (`former_paper`). It does not go back for ever. Methods throw SQLite::Exception.
class ChangeLog {
 public:
  explicit ChangeLog(Connection& connection) : connection_(connection) {}

  // To be called before the paper changes, with the number that the change will have.
  void add(std::int64_t arrival, std::int64_t paper);
  // Gives up what is far back; `next` is the number after the last.
  void trim(std::int64_t next);
  // Gives up everything, as what happened now is not in it.
  void restart(std::int64_t next);

  // See Store::visit_difference.
  bool visit_difference(const PastPapers& past, std::optional<Date> until,
                        const DifferenceVisitor& visit) const;

 private:
  Connection& connection_;
};

}  // namespace papercup::store
