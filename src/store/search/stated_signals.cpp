#include "store/search/stated_signals.hpp"

#include "store/database/connection.hpp"
#include "store/database/statement.hpp"

namespace papercup::store {

std::int64_t signals_found_up_to(Connection& connection, std::int64_t rules) {
  const auto has_table =
      connection.first<bool>("SELECT count(*) FROM sqlite_schema WHERE name = 'signal_rules'");
  if (!has_table.value_or(false)) return 0;
  return connection
      .first<std::int64_t>("SELECT found_up_to FROM signal_rules WHERE rules = ?", rules)
      .value_or(0);
}

KeySet papers_stating_any(Connection& connection, SignalBits signals) {
  KeySet keys;
  for (int number = 0; number <= kHighestSignal; ++number) {
    if ((signals >> number & 1) == 0) continue;
    Statement rows(connection, "SELECT paper FROM paper_signal WHERE signal = ?", number);
    while (rows.step()) keys.insert(key_in(rows.number(0)));
  }
  return keys;
}

}  // namespace papercup::store
